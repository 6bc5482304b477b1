"""The directory: who offers technical help to villages, with what right, where, how well."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from lokal.phone import parse_phone

from desa.choices import Tingkat
from desa.models import Bertempat, Wilayah, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import Bidang
from p2ktd.choices import (
    BentukLayanan,
    BentukLembaga,
    CaraKonfirmasi,
    JenisLayanan,
    JenisPenyedia,
    KelompokLayanan,
    StatusPenyedia,
)
from p2ktd.models.pengumuman import NILAI_LULUS, Pengumuman, Syarat
from p2ktd.workflow import WORKFLOW_PENYEDIA

PERINGATAN = timedelta(days=60)  # ahead of the end of a decree or a paper
WARNA = {
    StatusPenyedia.MENDAFTAR: "proses",
    StatusPenyedia.LOLOS: "proses",
    StatusPenyedia.DITETAPKAN: "baik",
    StatusPenyedia.NONAKTIF: "takperlu",
    StatusPenyedia.DAFTAR_HITAM: "batal",
    StatusPenyedia.DITOLAK: "batal",
}
ISI_LAYANAN = {
    KelompokLayanan.BIDANG: Bidang,
    KelompokLayanan.LAYANAN: JenisLayanan,
    KelompokLayanan.BENTUK: BentukLayanan,
}


class PenyediaQuerySet(ScopedQuerySet):
    def in_force(self, on=None):
        """Covered by a decree today: the public directory, and whom a village may choose."""
        on = on or timezone.localdate()
        return self.filter(status=StatusPenyedia.DITETAPKAN, berlaku_sampai__gte=on)

    def expiring(self, on=None):
        """Appointed ones whose decree or one of whose papers ends within sixty days, or ended."""
        end = (on or timezone.localdate()) + PERINGATAN
        paper = Berkas.objects.filter(
            penyedia=models.OuterRef("pk"), berlaku_sampai__lte=end, diganti_at__isnull=True
        )
        soon = Q(berlaku_sampai__lte=end) | models.Exists(paper)
        return self.filter(soon, status=StatusPenyedia.DITETAPKAN)

    def offering(self, kode):
        """Those with this bidang, layanan or bentuk."""
        return self.filter(pk__in=Layanan.objects.filter(kode=kode).values("penyedia"))

    def serving(self, place):
        """Those of its kabupaten that serve this place: named it, or all of the kabupaten."""
        named = Q(wilayah_layanan__in=[*place.above, place.kode])
        everywhere = Q(wilayah_layanan__isnull=True)
        return self.filter(kabupaten=place.kode[:5]).filter(named | everywhere).distinct()

    def for_list(self):
        return self.select_related("wilayah").prefetch_related("layanan", "wilayah_layanan")


class Penyedia(Bertempat):
    """One provider. Nobody wrote it where it applied through the public form: created_by is
    empty then, and the number and the secret link are its only key."""

    tempat = "wilayah"
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    isian = models.UUIDField(unique=True, editable=False)  # the key of the form it came with
    kunci = models.CharField(max_length=64, unique=True, editable=False)  # digest of the link
    nomor = models.CharField("nomor pendaftaran", max_length=60, unique=True, editable=False)
    nomor_urut = models.PositiveIntegerField(editable=False)
    pengumuman = models.ForeignKey(
        Pengumuman, models.PROTECT, related_name="penyedia", editable=False
    )
    wilayah = wilayah_field(Tingkat.KABUPATEN)
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    status = models.CharField(
        max_length=16, choices=StatusPenyedia, default=StatusPenyedia.MENDAFTAR, editable=False
    )
    jenis = models.CharField(max_length=10, choices=JenisPenyedia, default=JenisPenyedia.LEMBAGA)
    bentuk = models.CharField("bentuk lembaga", max_length=12, choices=BentukLembaga, blank=True)
    nama = models.CharField(max_length=150)
    nama_rapat = models.CharField(max_length=150, editable=False)  # squeezed, to be compared
    no_akta = models.CharField("nomor akta pendirian", max_length=100, blank=True)
    tanggal_akta = models.DateField("tanggal akta", null=True, blank=True)
    no_terdaftar = models.CharField("nomor surat terdaftar", max_length=100, blank=True)
    instansi = models.CharField("instansi yang mendaftar", max_length=150, blank=True)
    npwp = models.CharField("NPWP", max_length=20, blank=True)
    pimpinan = models.CharField("nama pimpinan", max_length=100)
    alamat = models.CharField("alamat kantor", max_length=200)
    telepon = models.CharField("nomor telepon lembaga", max_length=20)
    surel = models.EmailField("surel lembaga")
    kontak_umum = models.BooleanField("kontak boleh ditampilkan", default=False)
    wilayah_layanan = models.ManyToManyField(Wilayah, related_name="+", blank=True)
    pengalaman = models.TextField(blank=True)
    tahun_pengalaman = models.PositiveSmallIntegerField("pengalaman (tahun)", default=0)
    kapasitas = models.PositiveSmallIntegerField("pekerjaan sekaligus", default=3)
    dikonfirmasi_at = models.DateTimeField(null=True, editable=False)
    cara_konfirmasi = models.CharField(
        max_length=10, choices=CaraKonfirmasi, blank=True, editable=False
    )
    skor = models.PositiveSmallIntegerField(null=True, editable=False)  # 0 to 100
    no_sk = models.CharField("nomor SK Bupati", max_length=100, blank=True)
    tanggal_sk = models.DateField("tanggal SK", null=True, blank=True)
    berlaku_sampai = models.DateField(null=True, blank=True)

    workflow = WORKFLOW_PENYEDIA
    objects = PenyediaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "penyedia"
        ordering = ["nama_rapat", "pk"]
        indexes = [
            models.Index(fields=["kabupaten", "-created_at", "-id"], name="penyedia_kabupaten"),
            models.Index(fields=["status", "berlaku_sampai"], name="penyedia_in_force"),
            models.Index(fields=["nama_rapat"], name="penyedia_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusPenyedia.values), name="penyedia_status_known"
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=JenisPenyedia.values), name="penyedia_jenis_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusPenyedia.DITETAPKAN)
                | (~Q(no_sk="") & Q(tanggal_sk__isnull=False, berlaku_sampai__isnull=False)),
                name="penyedia_appointed_by_decree",
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True)
                | Q(tanggal_sk__isnull=False, berlaku_sampai__gte=F("tanggal_sk")),
                name="penyedia_decree_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(cara_konfirmasi="", dikonfirmasi_at__isnull=True)
                | (~Q(cara_konfirmasi="") & Q(dikonfirmasi_at__isnull=False)),
                name="penyedia_confirmed_somehow",
            ),
            models.CheckConstraint(
                condition=Q(skor__isnull=True) | Q(skor__lte=100), name="penyedia_score_is_percent"
            ),
        ]

    def __str__(self):
        return self.nama

    def get_absolute_url(self):
        return reverse("p2ktd:provider", args=[self.pk])

    @property
    def nilai_lulus(self):
        return self.pengumuman.nilai_lulus if self.pengumuman_id else NILAI_LULUS

    @property
    def telepon_tampil(self):
        """As people write it: 0341-123456."""
        return parse_phone(self.telepon).national or self.telepon

    @property
    def warna(self):
        """The role that colours its badge."""
        return WARNA[self.status]

    @property
    def segera_berakhir(self):
        """Its decree ends within sixty days, or ended."""
        ends = self.berlaku_sampai and self.berlaku_sampai <= timezone.localdate() + PERINGATAN
        return self.status == StatusPenyedia.DITETAPKAN and bool(ends)

    @property
    def is_in_force(self):
        """Covered by a decree today."""
        return (
            self.status == StatusPenyedia.DITETAPKAN and self.berlaku_sampai >= timezone.localdate()
        )

    @cached_property
    def syarat_kurang(self):
        """Sentences on requirements that keep it from passing, read anew from their scores."""
        return list(self.nilai_syarat.shortfalls(self))

    @property
    def sanksi_berjalan(self):
        return self.sanksi.filter(selesai__gte=timezone.localdate()).first()

    def pilihan(self, kelompok):
        """The codes of one group, from the list as it was read."""
        return [row.kode for row in self.layanan.all() if row.kelompok == kelompok]

    def labels(self, kelompok):
        kind = ISI_LAYANAN[kelompok]
        return [kind(kode).label for kode in self.pilihan(kelompok)]

    @property
    def bidang(self):
        return self.labels(KelompokLayanan.BIDANG)

    @property
    def jenis_layanan(self):
        return self.labels(KelompokLayanan.LAYANAN)

    @property
    def bentuk_layanan(self):
        return self.labels(KelompokLayanan.BENTUK)

    @property
    def tempat_layanan(self):
        """Names of the places it serves; the whole kabupaten where it named none."""
        return [w.nama for w in self.wilayah_layanan.all()] or [self.wilayah.nama]


class Layanan(models.Model):
    """One thing a provider offers: a bidang, a kind of service, a form of service."""

    penyedia = models.ForeignKey(Penyedia, models.CASCADE, related_name="layanan")
    kelompok = models.CharField(max_length=10, choices=KelompokLayanan)
    kode = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "layanan"
        ordering = ["pk"]
        indexes = [models.Index(fields=["kode", "penyedia"], name="layanan_kode")]
        constraints = [
            models.UniqueConstraint("penyedia", "kelompok", "kode", name="layanan_once"),
            models.CheckConstraint(
                condition=Q(kelompok__in=KelompokLayanan.values), name="layanan_kelompok_known"
            ),
        ]

    def __str__(self):
        return ISI_LAYANAN[self.kelompok](self.kode).label


class TenagaAhli(models.Model):
    """An expert of a provider. Personal: on no public page; no phone number is kept."""

    penyedia = models.ForeignKey(Penyedia, models.CASCADE, related_name="tenaga_ahli")
    nama = models.CharField(max_length=100)
    nama_rapat = models.CharField(max_length=100, editable=False)
    keahlian = models.CharField(max_length=150)
    pengalaman = models.PositiveSmallIntegerField("pengalaman (tahun)", default=0)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "tenaga ahli"
        ordering = ["pk"]
        indexes = [models.Index(fields=["nama_rapat"], name="tenaga_ahli_nama")]

    def __str__(self):
        return f"{self.nama}, {self.keahlian}"


class BerkasQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Files of the providers that this person looks after."""
        return self.filter(penyedia__in=Penyedia.objects.visible_to(user).values("pk"))

    def current(self):
        return self.filter(diganti_at__isnull=True)


class Berkas(models.Model):
    """A file that proves a requirement. Read by its content, never by its name; one that was
    replaced stays."""

    penyedia = models.ForeignKey(Penyedia, models.CASCADE, related_name="berkas")
    syarat = models.ForeignKey(Syarat, models.PROTECT, related_name="+")
    berkas = models.FileField(upload_to="p2ktd/%Y/%m/")
    nama_asli = models.CharField(max_length=100)
    tipe = models.CharField(max_length=30)
    ukuran = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    berlaku_sampai = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    diganti_at = models.DateTimeField(null=True, editable=False)

    objects = BerkasQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "berkas"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["penyedia", "syarat"],
                condition=Q(diganti_at__isnull=True),
                name="berkas_one_current",
            )
        ]

    def __str__(self):
        return self.nama_asli

    @property
    def is_expired(self):
        return bool(self.berlaku_sampai) and self.berlaku_sampai < timezone.localdate()


class Sanksi(models.Model):
    """A time on the blacklist, with its reason."""

    penyedia = models.ForeignKey(Penyedia, models.PROTECT, related_name="sanksi")
    mulai = models.DateField()
    selesai = models.DateField("sampai dengan")
    alasan = models.TextField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "sanksi"
        ordering = ["-selesai", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")), name="sanksi_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="sanksi_has_its_reason"),
        ]

    def __str__(self):
        return f"Sanksi {self.penyedia}"
