"""Choosing a provider: who is invited, what they offer, who may judge, who was chosen and why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from desa.choices import Peran, Tingkat
from desa.models import Bertempat, Pengguna, Penugasan, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import Bidang
from p2ktd.choices import JenisLayanan, Kepentingan, KriteriaPenawaran, StatusPemilihan
from p2ktd.models.kebutuhan import Kebutuhan
from p2ktd.models.penyedia import Penyedia
from p2ktd.workflow import WORKFLOW_PEMILIHAN

WARNA = {
    StatusPemilihan.DISUSUN: "netral",
    StatusPemilihan.PENAWARAN: "proses",
    StatusPemilihan.PENILAIAN: "proses",
    StatusPemilihan.DIPILIH: "baik",
    StatusPemilihan.BATAL: "batal",
}


class PemilihanQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("desa", "penyedia")


class Pemilihan(Bertempat):
    """The search for the right provider for one need of one village. The need's facts are kept
    here as plain values, as they were when the search began."""

    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    kebutuhan = models.ForeignKey(
        Kebutuhan, models.PROTECT, null=True, editable=False, related_name="pemilihan"
    )
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    judul = models.CharField("kebutuhan", max_length=200)
    bidang = models.CharField(max_length=15, choices=Bidang)
    layanan = models.CharField("jenis layanan", max_length=15, choices=JenisLayanan)
    mulai = models.DateField("pekerjaan dimulai")
    selesai = models.DateField("pekerjaan selesai")
    biaya = models.PositiveBigIntegerField("perkiraan biaya (rupiah)")
    keluaran = models.TextField("hasil yang diharapkan")
    batas = models.DateField("batas penawaran", null=True, blank=True)
    status = models.CharField(
        max_length=12, choices=StatusPemilihan, default=StatusPemilihan.DISUSUN, editable=False
    )
    penyedia = models.ForeignKey(
        Penyedia, models.PROTECT, null=True, related_name="pemilihan", editable=False
    )
    alasan = models.TextField("alasan memilih", blank=True, editable=False)

    workflow = WORKFLOW_PEMILIHAN
    objects = PemilihanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pemilihan"
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="pemilihan_newest"),
            models.Index(fields=["kabupaten", "-created_at", "-id"], name="pemilihan_kabupaten"),
            models.Index(fields=["kecamatan", "-created_at", "-id"], name="pemilihan_kecamatan"),
            models.Index(fields=["desa", "-created_at", "-id"], name="pemilihan_desa"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusPemilihan.values), name="pemilihan_status_known"
            ),
            models.CheckConstraint(
                condition=Q(bidang__in=Bidang.values), name="pemilihan_bidang_known"
            ),
            models.CheckConstraint(
                condition=Q(layanan__in=JenisLayanan.values), name="pemilihan_layanan_known"
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")), name="pemilihan_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=(
                    Q(status=StatusPemilihan.DIPILIH, penyedia__isnull=False) & ~Q(alasan="")
                )
                | (~Q(status=StatusPemilihan.DIPILIH) & Q(penyedia__isnull=True, alasan="")),
                name="pemilihan_choice_has_its_reason",
            ),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("p2ktd:selection", args=[self.pk])

    @property
    def warna(self):
        """The role that colours its badge."""
        return WARNA[self.status]

    def anggota(self):
        """The members of the TPID of its kecamatan who have an account, by name."""
        held = Penugasan.objects.in_force().filter(peran=Peran.TPID, wilayah_id=self.desa_id[:8])
        return Pengguna.objects.filter(pk__in=held.values("pengguna")).order_by("nama", "pk")

    @cached_property
    def belum_menyatakan(self):
        """Names of the members who have not yet declared anything."""
        said = self.pernyataan.values("pengguna")
        return [m.nama for m in self.anggota().exclude(pk__in=said)]

    @property
    def penawaran_masuk(self):
        return Penawaran.objects.filter(undangan__pemilihan=self)

    @cached_property
    def belum_dinilai(self):
        """Names of the providers whose offer nobody has scored."""
        open_ones = self.penawaran_masuk.exclude(nilai__isnull=False)
        return [p.undangan.penyedia.nama for p in open_ones.select_related("undangan__penyedia")]


class Undangan(models.Model):
    """A provider asked for an offer, with the points and reasons of that day."""

    pemilihan = models.ForeignKey(Pemilihan, models.PROTECT, related_name="undangan")
    penyedia = models.ForeignKey(Penyedia, models.PROTECT, related_name="undangan")
    poin = models.PositiveSmallIntegerField()
    alasan = models.JSONField(default=list)  # pairs [sentence, points]
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "undangan"
        ordering = ["-poin", "pk"]
        constraints = [
            models.UniqueConstraint("pemilihan", "penyedia", name="undangan_penawaran_once")
        ]

    def __str__(self):
        return f"{self.penyedia} untuk {self.pemilihan}"


class Penawaran(models.Model):
    """What an invited provider offers, as its letter says."""

    undangan = models.OneToOneField(Undangan, models.PROTECT, related_name="penawaran")
    tanggal = models.DateField("tanggal surat")
    harga = models.PositiveBigIntegerField("harga (rupiah)")
    hari = models.PositiveSmallIntegerField("lama (hari kerja)")
    metode = models.TextField("metode dan rencana kerja")
    tenaga = models.CharField("tenaga ahli yang ditugaskan", max_length=200)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "penawaran"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(harga__gt=0), name="penawaran_has_a_price"),
            models.CheckConstraint(condition=Q(hari__gt=0), name="penawaran_takes_time"),
        ]

    def __str__(self):
        return f"Penawaran {self.undangan.penyedia}"


class PernyataanKepentingan(models.Model):
    """What one member of the TPID declares before judging. Whoever names an interest does not
    score; somebody who belongs to a provider keeps that provider out."""

    pemilihan = models.ForeignKey(Pemilihan, models.PROTECT, related_name="pernyataan")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kepentingan = models.CharField(max_length=10, choices=Kepentingan)
    penyedia = models.ForeignKey(
        Penyedia, models.PROTECT, null=True, blank=True, related_name="pernyataan"
    )
    penjelasan = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "pernyataan kepentingan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("pemilihan", "pengguna", name="pernyataan_once"),
            models.CheckConstraint(
                condition=Q(kepentingan=Kepentingan.TIDAK_ADA, penyedia__isnull=True)
                | (~Q(kepentingan=Kepentingan.TIDAK_ADA) & Q(penyedia__isnull=False)),
                name="pernyataan_names_the_provider",
            ),
        ]

    def __str__(self):
        return f"{self.pengguna}: {self.get_kepentingan_display()}"

    @property
    def ada(self):
        return self.kepentingan != Kepentingan.TIDAK_ADA


class NilaiPenawaran(models.Model):
    """What one judge gives one offer for one criterion, 1 to 5."""

    penawaran = models.ForeignKey(Penawaran, models.PROTECT, related_name="nilai")
    kriteria = models.CharField(max_length=12, choices=KriteriaPenawaran)
    nilai = models.PositiveSmallIntegerField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "nilai penawaran"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "penawaran", "kriteria", "created_by", name="nilai_penawaran_once"
            ),
            models.CheckConstraint(
                condition=Q(nilai__range=(1, 5)), name="nilai_penawaran_one_to_five"
            ),
            models.CheckConstraint(
                condition=~Q(kriteria=KriteriaPenawaran.HARGA), name="nilai_penawaran_price_counted"
            ),
        ]

    def __str__(self):
        return f"{self.get_kriteria_display()}: {self.nilai}"
