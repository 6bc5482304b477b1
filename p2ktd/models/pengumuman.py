"""The announcement that calls providers to apply, with its requirements as data."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from desa.choices import Tingkat
from desa.models import Bertempat, Dokumen, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from p2ktd.choices import KelompokSyarat, StatusPengumuman
from p2ktd.workflow import WORKFLOW_PENGUMUMAN

UMUM = {StatusPengumuman.TERBIT, StatusPengumuman.SELEKSI, StatusPengumuman.SELESAI}
NILAI_LULUS = 70


class PengumumanQuerySet(ScopedQuerySet):
    def public(self):
        """What anybody may read: everything that was published and not withdrawn."""
        return self.filter(status__in=UMUM).select_related("wilayah")

    def open(self, on=None):
        """Those that take applications today."""
        on = on or timezone.localdate()
        return self.filter(status=StatusPengumuman.TERBIT, mulai__lte=on, selesai__gte=on)


class Pengumuman(Bertempat):
    """One call for providers in a kabupaten ([S35]: number, dates, hours, place)."""

    tempat = "wilayah"
    draft = StatusPengumuman.DRAF
    wilayah = wilayah_field(Tingkat.KABUPATEN)
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    nomor = models.CharField(max_length=100)
    judul = models.CharField(max_length=200)
    tanggal = models.DateField("tanggal pengumuman")
    mulai = models.DateField("pendaftaran dibuka")
    selesai = models.DateField("pendaftaran ditutup")
    waktu = models.CharField("jam layanan", max_length=60, blank=True)
    tempat_daftar = models.CharField("tempat pendaftaran", max_length=200)
    kontak = models.CharField("kontak sekretariat", max_length=150, blank=True)
    uraian = models.TextField(blank=True)
    nilai_lulus = models.PositiveSmallIntegerField(default=NILAI_LULUS)
    status = models.CharField(
        max_length=10, choices=StatusPengumuman, default=StatusPengumuman.DRAF, editable=False
    )

    workflow = WORKFLOW_PENGUMUMAN
    objects = PengumumanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pengumuman"
        ordering = ["-tanggal", "-pk"]
        indexes = [
            models.Index(fields=["kabupaten", "-tanggal", "-id"], name="pengumuman_kabupaten")
        ]
        constraints = [
            models.UniqueConstraint("wilayah", "nomor", name="pengumuman_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=StatusPengumuman.values), name="pengumuman_status_known"
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")), name="pengumuman_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(nilai_lulus__lte=100), name="pengumuman_pass_mark_is_percent"
            ),
        ]

    def __str__(self):
        return f"{self.judul} ({self.nomor})"

    def get_absolute_url(self):
        return reverse("p2ktd:announcement", args=[self.pk])

    @property
    def is_open(self):
        today = timezone.localdate()
        return self.status == StatusPengumuman.TERBIT and self.mulai <= today <= self.selesai

    @property
    def dokumen(self):
        """Its issued record of selection, newest version first, without the bulky data."""
        mine = Dokumen.objects.filter(objek=self._meta.label, objek_id=str(self.pk))
        return mine.defer("data").order_by("-versi")


class Syarat(models.Model):
    """One requirement of an announcement; those of the group `khusus` are proven by a file."""

    pengumuman = models.ForeignKey(Pengumuman, models.CASCADE, related_name="syarat")
    urutan = models.PositiveSmallIntegerField()
    kelompok = models.CharField(max_length=10, choices=KelompokSyarat)
    teks = models.CharField("persyaratan", max_length=200)
    wajib = models.BooleanField(default=True)
    bobot = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "syarat"
        ordering = ["urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kelompok__in=KelompokSyarat.values), name="syarat_kelompok_known"
            ),
            models.CheckConstraint(condition=Q(bobot__range=(1, 10)), name="syarat_weight_counts"),
        ]

    def __str__(self):
        return self.teks

    @property
    def berberkas(self):
        return self.kelompok == KelompokSyarat.KHUSUS
