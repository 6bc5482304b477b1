"""What earlier meetings of the same place left to do, and what this one answers."""

from django.db import models
from django.db.models import Q

from musyawarah.choices import HasilTindakLanjut
from musyawarah.models.isi import TindakLanjut
from musyawarah.models.musyawarah import Musyawarah


class JawabanTindakLanjut(models.Model):
    """What became of a follow-up, as this meeting was told."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="jawaban")
    tindak_lanjut = models.ForeignKey(TindakLanjut, models.CASCADE, related_name="jawaban")
    hasil = models.CharField(max_length=12, choices=HasilTindakLanjut)
    keterangan = models.TextField(blank=True)

    class Meta:
        verbose_name = "jawaban tindak lanjut"
        verbose_name_plural = "jawaban tindak lanjut"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("musyawarah", "tindak_lanjut", name="jawaban_once"),
            models.CheckConstraint(
                condition=~Q(hasil=HasilTindakLanjut.DIBATALKAN) | ~Q(keterangan=""),
                name="jawaban_dropped_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.tindak_lanjut}: {self.get_hasil_display().lower()}"


def with_answers(musyawarah):
    """Pairs (follow-up, this meeting's answer or None)."""
    told = {j.tindak_lanjut_id: j for j in musyawarah.jawaban.all()}
    return [(row, told.get(row.pk)) for row in TindakLanjut.objects.left_over(musyawarah)]
