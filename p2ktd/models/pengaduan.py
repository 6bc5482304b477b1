"""Complaints from anybody: what, about whom, until when an answer is due."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran, Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from p2ktd.choices import KategoriPengaduan, StatusPengaduan
from p2ktd.models.pekerjaan import Pekerjaan
from p2ktd.models.penyedia import Penyedia
from p2ktd.workflow import WORKFLOW_PENGADUAN

BATAS_TANGGAP = timedelta(days=3)  # until somebody takes it up
BATAS_SELESAI = timedelta(days=30)
TERBUKA = {StatusPengaduan.DITERIMA, StatusPengaduan.DITANGANI}
WARNA = {
    StatusPengaduan.DITERIMA: "perlu",
    StatusPengaduan.DITANGANI: "proses",
    StatusPengaduan.SELESAI: "baik",
    StatusPengaduan.TIDAK_DIPROSES: "batal",
}


class PengaduanQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those in the places where one is Admin: a complaint may be about anybody else."""
        return self.in_places({t.wilayah_id for t in user.tugas if t.peran == Peran.ADMIN})

    def late(self, on=None):
        on = on or timezone.localdate()
        slow = Q(status=StatusPengaduan.DITERIMA, batas_tanggap__lt=on)
        return self.filter(slow | Q(status__in=TERBUKA, batas_selesai__lt=on))

    def for_list(self):
        return self.select_related("wilayah", "penyedia", "pekerjaan__desa", "penangan")


class Pengaduan(Bertempat):
    """Who reported stands in a row of its own (Pelapor), so that neither trail nor list nor
    export can carry it."""

    tempat = "wilayah"
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    isian = models.UUIDField(unique=True, editable=False)  # the key of the form it came with
    kunci = models.CharField(max_length=64, unique=True, editable=False)  # digest of the code
    nomor = models.CharField(max_length=60, unique=True, editable=False)
    nomor_urut = models.PositiveIntegerField(editable=False)
    wilayah = wilayah_field(Tingkat.KABUPATEN)
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    penyedia = models.ForeignKey(
        Penyedia, models.PROTECT, null=True, blank=True, related_name="pengaduan"
    )
    pekerjaan = models.ForeignKey(
        Pekerjaan, models.PROTECT, null=True, blank=True, related_name="pengaduan"
    )
    kategori = models.CharField(max_length=12, choices=KategoriPengaduan)
    isi = models.TextField("isi pengaduan")
    status = models.CharField(
        max_length=16, choices=StatusPengaduan, default=StatusPengaduan.DITERIMA, editable=False
    )
    batas_tanggap = models.DateField(editable=False)
    batas_selesai = models.DateField(editable=False)
    penangan = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    workflow = WORKFLOW_PENGADUAN
    objects = PengaduanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pengaduan"
        indexes = [
            models.Index(fields=["kabupaten", "-created_at", "-id"], name="pengaduan_kabupaten")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusPengaduan.values), name="pengaduan_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusPengaduan.DITANGANI) | Q(penangan__isnull=False),
                name="pengaduan_has_its_handler",
            ),
        ]

    def __str__(self):
        return f"Pengaduan {self.nomor}"

    def get_absolute_url(self):
        return reverse("p2ktd:complaint", args=[self.pk])

    @property
    def warna(self):
        """The role that colours its badge."""
        return WARNA[self.status]

    @property
    def tentang(self):
        """What it is about, as a line: the work with its village, else the provider."""
        if self.pekerjaan:
            return f"{self.pekerjaan}, {self.pekerjaan.desa}"
        return str(self.penyedia or self.wilayah)

    @property
    def is_late(self):
        today = timezone.localdate()
        slow = self.status == StatusPengaduan.DITERIMA and self.batas_tanggap < today
        return slow or (self.status in TERBUKA and self.batas_selesai < today)

    def pelapor_for(self, user):
        """Who reported: for the one who handles it, and nobody else."""
        if self.penangan_id is None or self.penangan_id != user.pk:
            return None
        return Pelapor.objects.filter(pengaduan=self).first()


class Pelapor(models.Model):
    """The reporter, if they said who they are."""

    pengaduan = models.OneToOneField(Pengaduan, models.CASCADE, related_name="+")
    nama = models.CharField(max_length=100, blank=True)
    kontak = models.CharField("nomor HP atau surel", max_length=100, blank=True)

    class Meta:
        verbose_name_plural = "pelapor"

    def __str__(self):
        return f"Pelapor {self.pengaduan_id}"


class Tanggapan(models.Model):
    """What the reporter reads on the status page, in order."""

    pengaduan = models.ForeignKey(Pengaduan, models.CASCADE, related_name="tanggapan")
    teks = models.TextField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "tanggapan"
        ordering = ["pk"]

    def __str__(self):
        return self.teks[:60]
