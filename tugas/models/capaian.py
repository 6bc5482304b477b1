"""How far each village is with each duty, judged from facts; and how many villages are how far.
Both are derived: `manage.py recount` makes them anew from the facts."""

from django.db import models
from django.db.models import Q

from desa.choices import Peran, Tingkat
from desa.models import Wilayah, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from tugas.keadaan import Keadaan


class CapaianQuerySet(ScopedQuerySet):
    def of_year(self, tahun):
        return self.filter(tahun=tahun)

    def next_steps(self):
        """Stones that wait for somebody, the most pressing first: late, then nearest deadline."""
        late = models.Case(
            models.When(keadaan=Keadaan.TERLAMBAT, then=0),
            models.When(batas__isnull=False, then=1),
            default=2,
        )
        return self.exclude(langkah="").order_by(late, "batas", "nomor", "desa_id")


class Capaian(models.Model):
    """One stone of one village and year. A village without a row has not begun."""

    tempat = "desa"
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveSmallIntegerField("tugas")  # 1 to 7
    keadaan = models.CharField(max_length=12, choices=Keadaan, default=Keadaan.BELUM)
    ada = models.PositiveIntegerField(default=0)
    perlu = models.PositiveIntegerField(default=0)
    kalimat = models.TextField()
    langkah = models.CharField(max_length=200, blank=True)  # the one next step, a sentence
    siapa = models.CharField(max_length=10, choices=Peran, blank=True)  # whose turn it is
    tautan = models.CharField(max_length=300, blank=True)  # where its button leads
    batas = models.DateField(null=True)

    objects = CapaianQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "capaian"
        ordering = ["desa", "nomor"]
        indexes = [
            models.Index(
                fields=[level, "tahun", "nomor", "keadaan", "desa"], name=f"capaian_{level}"
            )
            for level in ("provinsi", "kabupaten", "kecamatan")
        ]
        constraints = [
            models.UniqueConstraint(fields=["desa", "tahun", "nomor"], name="capaian_one_stone"),
            models.CheckConstraint(condition=Q(nomor__range=(1, 7)), name="capaian_seven_duties"),
            models.CheckConstraint(
                condition=Q(keadaan__in=Keadaan.values), name="capaian_keadaan_known"
            ),
        ]

    def __str__(self):
        return f"{self.desa_id} {self.tahun} tugas {self.nomor}: {self.keadaan}"

    @classmethod
    def kode_column(cls):
        return "desa_id"


class Rekap(models.Model):
    """How many villages of one kecamatan or kabupaten stand in one state of one duty. "belum" is
    never stored: it is what remains of the villages of the place."""

    tempat = "wilayah"
    wilayah = models.ForeignKey(Wilayah, models.PROTECT, related_name="+")
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tingkat = models.CharField(max_length=10, choices=Tingkat)
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveSmallIntegerField("tugas")
    keadaan = models.CharField(max_length=12, choices=Keadaan)
    jumlah = models.IntegerField(default=0)  # villages

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "rekap"
        indexes = [
            models.Index(fields=["tingkat", "tahun", "kabupaten"], name="rekap_kabupaten"),
            models.Index(fields=["tingkat", "tahun", "provinsi"], name="rekap_provinsi"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah", "tahun", "nomor", "keadaan"], name="rekap_one_count"
            ),
            models.CheckConstraint(condition=Q(jumlah__gte=0), name="rekap_not_negative"),
        ]

    def __str__(self):
        return f"{self.wilayah_id} {self.tahun} tugas {self.nomor} {self.keadaan}: {self.jumlah}"

    @classmethod
    def kode_column(cls):
        return "wilayah_id"
