"""What earlier meetings of the same place left to do, and what this one answers."""

from django.db import models
from django.db.models import F, FilteredRelation, Q

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
    """Follow-ups left here, each with `hasil` (a label, or "") and `keterangan` as told here."""
    here = FilteredRelation("jawaban", condition=Q(jawaban__musyawarah=musyawarah))
    rows = TindakLanjut.objects.left_over(musyawarah).annotate(
        kini=here, kode_hasil=F("kini__hasil"), keterangan=F("kini__keterangan")
    )
    found = list(rows)
    for row in found:
        row.hasil = HasilTindakLanjut(row.kode_hasil).label if row.kode_hasil else ""
    return found
