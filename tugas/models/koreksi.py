"""A reviewer's point on one field of an entry, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tugas.choices import Alasan, Bidang
from tugas.models.kegiatan import Kegiatan


class Koreksi(models.Model):
    """Ticked off when the field has changed, or when its author explains why it has not."""

    kegiatan = models.ForeignKey(Kegiatan, models.PROTECT, related_name="koreksi")
    putaran = models.PositiveSmallIntegerField()  # the return it came with: 1, 2 …
    bidang = models.CharField(max_length=20, choices=Bidang)
    alasan = models.CharField(max_length=20, choices=Alasan)
    catatan = models.CharField(max_length=500, blank=True)
    nilai_lama = models.TextField(blank=True)  # what stood there, as people read it
    jawaban = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    selesai_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "koreksi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("kegiatan", "putaran", "bidang", name="koreksi_once_per_round"),
            models.CheckConstraint(
                condition=Q(alasan__in=Alasan.values), name="koreksi_alasan_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_bidang_display()}: {self.get_alasan_display()}"

    @property
    def nilai_baru(self):
        return self.kegiatan.value_of(self.bidang)

    @property
    def is_mended(self):
        return self.nilai_baru != self.nilai_lama
