"""Kept counts of the recaps, by place. All of them are derived: `manage.py recount` makes them
anew from the rows, `manage.py reconcile` says where they disagree."""

from django.db import models
from django.db.models import Q

from desa.models import Wilayah, wilayah_columns
from desa.scoping import ScopedQuerySet


class Kemajuan(models.Model):
    """The progress line of one year, of what lies in one kecamatan or at a place above it: a
    bursa of the kabupaten stands in the row of the kabupaten. A place's total is the sum of the
    rows inside it, its own included."""

    tempat = "wilayah"
    wilayah = models.ForeignKey(Wilayah, models.PROTECT, related_name="+")
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField()
    tik = models.PositiveIntegerField(default=0)  # teams with an SK
    tik_mou = models.PositiveIntegerField(default=0)
    tik_l = models.PositiveIntegerField(default=0)  # members
    tik_p = models.PositiveIntegerField(default=0)
    tpid = models.PositiveIntegerField(default=0)
    tpid_mou = models.PositiveIntegerField(default=0)
    tpid_l = models.PositiveIntegerField(default=0)
    tpid_p = models.PositiveIntegerField(default=0)
    bursa = models.PositiveIntegerField(default=0)  # held
    desa_bursa = models.PositiveIntegerField(default=0)  # villages that came, once each
    bursa_l = models.PositiveIntegerField(default=0)
    bursa_p = models.PositiveIntegerField(default=0)
    ide_pel = models.PositiveIntegerField(default=0)
    ide_sdm = models.PositiveIntegerField(default=0)
    ide_infrastruktur = models.PositiveIntegerField(default=0)
    mad_l = models.PositiveIntegerField(default=0)  # present at sealed forums
    mad_p = models.PositiveIntegerField(default=0)
    musdes_l = models.PositiveIntegerField(default=0)
    musdes_p = models.PositiveIntegerField(default=0)
    diterima = models.PositiveIntegerField(default=0)  # accepted entries
    peserta_l = models.PositiveIntegerField(default=0)  # people counted in them
    peserta_p = models.PositiveIntegerField(default=0)
    ditarik = models.PositiveIntegerField(default=0)  # entries drawn for a second review
    sepakat = models.PositiveIntegerField(default=0)
    berbeda = models.PositiveIntegerField(default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kemajuan"
        indexes = [
            models.Index(fields=["kabupaten", "tahun"], name="kemajuan_kabupaten"),
            models.Index(fields=["provinsi", "tahun"], name="kemajuan_provinsi"),
            models.Index(fields=["tahun"], name="kemajuan_tahun"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["wilayah", "tahun"], name="kemajuan_one_row")
        ]

    def __str__(self):
        return f"Kemajuan {self.wilayah_id} {self.tahun}"

    @classmethod
    def kode_column(cls):
        return "wilayah_id"


class Lapor(models.Model):
    """How many villages of a kecamatan have entries in a month: sent ones; only returned ones;
    only drafts. The rest have none."""

    tempat = "wilayah"
    wilayah = models.ForeignKey(Wilayah, models.PROTECT, related_name="+")
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    bulan = models.DateField()  # its first day
    lapor = models.PositiveIntegerField(default=0)
    kembali = models.PositiveIntegerField(default=0)
    draf = models.PositiveIntegerField(default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "lapor"
        indexes = [
            models.Index(fields=["bulan", "kabupaten"], name="lapor_kabupaten"),
            models.Index(fields=["bulan", "provinsi"], name="lapor_provinsi"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["wilayah", "bulan"], name="lapor_one_row"),
            models.CheckConstraint(condition=Q(bulan__day=1), name="lapor_month_is_first_day"),
        ]

    def __str__(self):
        return f"Lapor {self.wilayah_id} {self.bulan:%Y-%m}"

    @classmethod
    def kode_column(cls):
        return "wilayah_id"


class Selisih(models.Model):
    """A number that disagreed with its rows when somebody last looked (`manage.py reconcile`)."""

    tempat = "wilayah"
    wilayah = models.ForeignKey(Wilayah, models.PROTECT, related_name="+")
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField()
    angka = models.CharField(max_length=150)  # "Tugas 1, selesai"
    tertulis = models.CharField(max_length=40)  # what was kept
    seharusnya = models.CharField(max_length=40)  # what the rows say
    waktu = models.DateTimeField(auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "selisih"
        ordering = ["wilayah", "tahun", "pk"]

    def __str__(self):
        return (
            f"{self.wilayah_id} {self.tahun} {self.angka}: "
            f"tertulis {self.tertulis}, seharusnya {self.seharusnya}"
        )

    @classmethod
    def kode_column(cls):
        return "wilayah_id"
