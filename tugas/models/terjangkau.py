"""A village that cannot be reached: said with a reason and a photo, it is not late but blocked."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from desa.choices import Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet


class HambatanQuerySet(ScopedQuerySet):
    def between(self, awal, akhir):
        """In force on at least one day of this period."""
        return self.filter(Q(selesai__isnull=True) | Q(selesai__gte=awal), mulai__lte=akhir)


class Hambatan(Bertempat):
    """From when, why, and the photo that shows it; `selesai` is the last day it held."""

    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    mulai = models.DateField("tidak terjangkau sejak")
    selesai = models.DateField("sampai dengan", null=True, blank=True)
    alasan = models.CharField("mengapa", max_length=500)
    berkas = models.FileField(upload_to="hambatan/%Y/%m/")
    kecil = models.FileField(upload_to="hambatan/%Y/%m/")
    sha256_asli = models.CharField(max_length=64)

    objects = HambatanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "hambatan"
        ordering = ["-mulai", "-pk"]
        indexes = [models.Index(fields=["kabupaten", "mulai"], name="hambatan_kabupaten")]
        constraints = [
            models.UniqueConstraint(
                "desa", condition=Q(selesai__isnull=True), name="hambatan_one_open_per_village"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
                name="hambatan_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.desa} tidak terjangkau sejak {self.mulai}"

    def get_absolute_url(self):
        return reverse("tugas:blocked", args=[self.desa_id])
