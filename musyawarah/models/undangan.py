"""Who is invited: so many people of an element of society from a village."""

from django.db import models
from django.db.models import Q

from desa.models import wilayah_field
from musyawarah.choices import Unsur
from musyawarah.models.musyawarah import Musyawarah


class Undangan(models.Model):
    """One cell of the invitation: people of one unsur from one village."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="undangan")
    desa = wilayah_field()
    unsur = models.CharField(max_length=20, choices=Unsur)
    jumlah = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "undangan"
        ordering = ["desa", "pk"]
        constraints = [
            models.UniqueConstraint("musyawarah", "desa", "unsur", name="undangan_cell_once"),
            models.CheckConstraint(condition=Q(jumlah__gt=0), name="undangan_somebody"),
        ]

    def __str__(self):
        return f"{self.get_unsur_display()} {self.desa}: {self.jumlah}"
