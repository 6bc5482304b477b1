"""Verification: rounds that are only ever added, and the points they leave on fields."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inovasi.choices import BidangIsian, CaraPenilaian, Rekomendasi
from inovasi.models.inovasi import Inovasi
from inovasi.models.kriteria import NILAI_TERTINGGI


class Penilaian(models.Model):
    """One round: who looked, in which role, how, what each criterion scored, what follows. The
    checklist is kept with it, as it stood that day."""

    inovasi = models.ForeignKey(Inovasi, models.PROTECT, related_name="penilaian")
    putaran = models.PositiveSmallIntegerField()  # 1, 2 …, TPID and TIK counted together
    peran = models.CharField(max_length=10)  # "tpid" or "tik"
    penilai = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    tanggal = models.DateField()
    cara = models.CharField(max_length=10, choices=CaraPenilaian)
    kriteria = models.CharField(max_length=60)  # "Kriteria 2018 versi 2"
    ambang = models.PositiveSmallIntegerField()
    butir = models.JSONField()  # [{kode, nama, wajib, skor, catatan}]
    total = models.PositiveSmallIntegerField()
    rekomendasi = models.CharField(max_length=10, choices=Rekomendasi)
    alasan = models.TextField(blank=True)
    prioritas = models.PositiveSmallIntegerField("urutan prioritas", null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "penilaian"
        ordering = ["-putaran"]
        constraints = [
            models.UniqueConstraint("inovasi", "putaran", name="penilaian_round_once"),
            models.CheckConstraint(
                condition=Q(rekomendasi=Rekomendasi.LAYAK) | ~Q(alasan=""),
                name="penilaian_refusal_has_reason",
            ),
        ]

    def __str__(self):
        return f"Putaran {self.putaran}: {self.get_rekomendasi_display()}"

    @property
    def paling_banyak(self):
        return NILAI_TERTINGGI * len(self.butir)


class Koreksi(models.Model):
    """A verifier's point on one field, and what became of it."""

    inovasi = models.ForeignKey(Inovasi, models.PROTECT, related_name="koreksi")
    putaran = models.PositiveSmallIntegerField()  # the return it came with
    bidang = models.CharField(max_length=20, choices=BidangIsian)
    catatan = models.CharField(max_length=500)
    nilai_lama = models.TextField(blank=True)
    jawaban = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    selesai_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "koreksi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "inovasi", "putaran", "bidang", name="inovasi_koreksi_once_per_round"
            )
        ]

    def __str__(self):
        return self.get_bidang_display()

    @property
    def nilai_baru(self):
        return self.inovasi.value_of(self.bidang)

    @property
    def is_mended(self):
        return self.nilai_baru != self.nilai_lama
