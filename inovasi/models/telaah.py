"""What was read and who was asked before anything was called an innovation (domain.md 3.4)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.choices import Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from inovasi.choices import Metode, StatusNihil, UnsurInforman
from inovasi.workflow import WORKFLOW_NIHIL

WARNA = {
    StatusNihil.DIKEMBALIKAN: "perlu",
    StatusNihil.DIVERIFIKASI_TIK: "baik",
    StatusNihil.BATAL: "batal",
}
TAHUN_DITELAAH = 3


class Telaah(Bertempat):
    """The desk study of one village and year: what its RKPDes and APBDes of three years held, and
    what the informants said. Its lines are the village's planning lines."""

    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField()
    catatan = models.TextField("yang menarik dari dokumen", max_length=4000, blank=True)

    class Meta:
        verbose_name_plural = "telaah"
        constraints = [
            models.UniqueConstraint("desa", "tahun", name="telaah_one_per_village_and_year")
        ]

    def __str__(self):
        return f"Telaah {self.desa} {self.tahun}"

    def get_absolute_url(self):
        return reverse("inovasi:desk_study", args=[self.desa_id, self.tahun])

    @property
    def years(self):
        return list(range(self.tahun - TAHUN_DITELAAH, self.tahun))


class Informan(models.Model):
    """Somebody who was asked. The name is for the team; nothing public shows it."""

    telaah = models.ForeignKey(Telaah, models.PROTECT, related_name="informan")
    nama = models.CharField(max_length=100)
    unsur = models.CharField(max_length=12, choices=UnsurInforman)
    metode = models.CharField(max_length=12, choices=Metode, default=Metode.WAWANCARA)
    tanggal = models.DateField(null=True, blank=True)
    pokok = models.CharField("pokok keterangan", max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "informan"
        ordering = ["pk"]

    def __str__(self):
        return self.nama


class NihilInovasi(Bertempat):
    """ "No innovation was found here this year", said with reasons and verified like the rest."""

    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField()
    alasan = models.TextField("apa yang sudah dibaca dan siapa yang ditanya", max_length=2000)
    status = models.CharField(
        max_length=20, choices=StatusNihil, default=StatusNihil.DIAJUKAN, editable=False
    )

    workflow = WORKFLOW_NIHIL

    class Meta:
        verbose_name = "nihil inovasi"
        verbose_name_plural = "nihil inovasi"
        constraints = [
            models.UniqueConstraint(
                "desa",
                "tahun",
                condition=~Q(status=StatusNihil.BATAL),
                name="nihil_one_per_village_and_year",
            ),
            models.CheckConstraint(
                condition=Q(status__in=StatusNihil.values), name="nihil_status_known"
            ),
        ]

    def __str__(self):
        return f"Nihil inovasi {self.desa} {self.tahun}"

    def get_absolute_url(self):
        return reverse("inovasi:nil", args=[self.pk])

    @property
    def warna(self):
        return WARNA.get(self.status, "proses")
