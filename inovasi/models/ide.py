"""Kartu IDE: an idea or a finding, written on a card by a village (domain.md 3.1)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from uuid6 import uuid7

from desa.choices import Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import Bidang, JabatanPengusul, StatusIde, SumberDana
from inovasi.workflow import WORKFLOW_IDE
from ppid.lib.teks import squeeze

WARNA = {
    StatusIde.DIISI: "netral",
    StatusIde.DIREKAP: "proses",
    StatusIde.INOVATIF: "baik",
    StatusIde.BUKAN: "batal",
}


class KartuIdeQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("desa__induk", "created_by")

    def like(self, judul, desa, tahun):
        """Cards of the same village and year under the same words."""
        return self.filter(desa=desa, tahun=tahun, judul_rapat=squeeze(judul))


class KartuIde(Bertempat):
    """The key is made by the form, so that what a phone sends five times is one card."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    nomor = models.PositiveIntegerField(editable=False)  # counted in the village and year
    bursa = models.ForeignKey(
        "inovasi.Bursa", models.PROTECT, null=True, blank=True, related_name="kartu_ide"
    )
    replikasi = models.OneToOneField(
        "inovasi.Komitmen", models.PROTECT, null=True, editable=False, related_name="menjadi_ide"
    )  # the replication that became an idea of its own
    tanggal = models.DateField()
    pengusul = models.CharField("nama pengusul", max_length=100)
    jabatan = models.CharField("jabatan pengusul", max_length=20, choices=JabatanPengusul)
    hp = models.CharField("nomor HP pengusul", max_length=20, blank=True)
    bidang = models.CharField(max_length=15, choices=Bidang)
    judul = models.CharField("judul ide atau inovasi", max_length=200)
    judul_rapat = models.CharField(max_length=200, editable=False)  # squeezed, to find doubles
    uraian = models.TextField("uraian singkat", max_length=2000, blank=True)
    masalah = models.TextField("masalah yang dijawab", max_length=2000, blank=True)
    sudah_berjalan = models.BooleanField(default=False)
    sejak_tahun = models.PositiveSmallIntegerField("berjalan sejak tahun", null=True, blank=True)
    manfaat = models.TextField("manfaat dan penerimanya", max_length=2000, blank=True)
    sumber_dana = models.CharField("sumber dana", max_length=10, choices=SumberDana, blank=True)
    bersedia_didokumentasikan = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10, choices=StatusIde, default=StatusIde.DIISI, editable=False
    )

    workflow = WORKFLOW_IDE
    objects = KartuIdeQuerySet.as_manager()

    class Meta:
        verbose_name = "kartu ide"
        verbose_name_plural = "kartu ide"
        indexes = [
            *(
                models.Index(fields=[level, "-tanggal", "-id"], name=f"kartuide_{level}")
                for level in ("provinsi", "kabupaten", "kecamatan", "desa")
            ),
            models.Index(fields=["-tanggal", "-id"], name="kartuide_newest_first"),
        ]
        constraints = [
            models.UniqueConstraint("desa", "tahun", "nomor", name="kartuide_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=StatusIde.values), name="kartuide_status_known"
            ),
            models.CheckConstraint(
                condition=Q(bidang__in=Bidang.values), name="kartuide_bidang_known"
            ),
            models.CheckConstraint(
                condition=Q(sudah_berjalan=False, sejak_tahun__isnull=True)
                | Q(sudah_berjalan=True, sejak_tahun__isnull=False),
                name="kartuide_running_has_its_year",
            ),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("inovasi:idea", args=[self.pk])

    @property
    def nomor_kartu(self):
        """ "IDE-35.07.11.2001-2018-03"."""
        return f"IDE-{self.desa_id}-{self.tahun}-{self.nomor:02}"

    @property
    def warna(self):
        return WARNA[self.status]
