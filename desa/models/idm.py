"""The village index (Indeks Desa Membangun): one score per village and year, of three parts, and
the fifty indicators behind it with what the ministry advises for each."""

from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.choices import DimensiIdm, StatusIdm, Tingkat
from desa.models.bertempat import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet

PENUH = 5  # the best score of an indicator
# The lowest score of each status, the best status first (Permendesa 2/2016, article 6).
AMBANG = [
    (0.8155, StatusIdm.MANDIRI),
    (0.7072, StatusIdm.MAJU),
    (0.5989, StatusIdm.BERKEMBANG),
    (0.4907, StatusIdm.TERTINGGAL),
]


@dataclass(frozen=True)
class Celah:
    """An indicator that is not yet full, as suggestions use it."""

    kode: str  # "ike09": part and number, the same in every year and village
    dimensi: str  # "iks", "ike" or "ikl"
    nama: str  # "Lembaga Ekonomi"
    skor: int  # 0..4
    keterangan: str  # why it scored so
    kegiatan: str  # what the ministry advises; "" where it advises nothing
    tambahan: float  # what a full score would add to the village's IDM
    oleh_desa: bool  # may the village itself pay for it?


def score_field(label, **options):
    """An index between 0 and 1."""
    inside = [MinValueValidator(0), MaxValueValidator(1)]
    return models.DecimalField(label, max_digits=5, decimal_places=4, validators=inside, **options)


class IdmQuerySet(ScopedQuerySet):
    def newest_of(self, desa):
        """The index of the latest year known of this village, or None."""
        return self.filter(desa=desa).order_by("-tahun").first()


class Idm(Bertempat):
    """The scores of one village and year. `indikator` is a list of plain rows, in the ministry's
    order: {kode, dimensi, nama, skor, keterangan, kegiatan, tambahan, oleh_desa}; [] where only
    the totals are known."""

    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    skor = score_field("nilai IDM")
    iks = score_field("indeks ketahanan sosial (IKS)", null=True, blank=True)
    ike = score_field("indeks ketahanan ekonomi (IKE)", null=True, blank=True)
    ikl = score_field("indeks ketahanan lingkungan (IKL)", null=True, blank=True)
    indikator = models.JSONField(default=list, editable=False)

    objects = IdmQuerySet.as_manager()

    class Meta:
        verbose_name = "IDM"
        verbose_name_plural = "IDM"
        ordering = ["desa", "-tahun"]
        constraints = [
            models.UniqueConstraint("desa", "tahun", name="idm_one_per_village_and_year"),
            models.CheckConstraint(
                condition=Q(skor__range=(0, 1)), name="idm_score_between_0_and_1"
            ),
            models.CheckConstraint(
                condition=Q(tahun__range=(2015, 2100)), name="idm_year_is_a_year"
            ),
        ]

    def __str__(self):
        return f"IDM {self.tahun} {self.desa}"

    def get_absolute_url(self):
        return reverse("desa:idm", args=[self.desa_id])

    @property
    def status(self):
        """Follows from the score; the ministry's tables say the same."""
        least = (s for ambang, s in AMBANG if float(self.skor) > ambang)
        return next(least, StatusIdm.SANGAT_TERTINGGAL)

    @property
    def celah(self):
        """[Celah], what would raise the score most first."""
        low = [Celah(**row) for row in self.indikator if row["skor"] < PENUH]
        return sorted(low, key=lambda c: (-c.tambahan, c.kode))

    @property
    def terlemah(self):
        """The lowest of the three parts, or None where they are not known."""
        parts = [(getattr(self, d), d) for d in DimensiIdm if getattr(self, d) is not None]
        return min(parts)[1] if parts else None
