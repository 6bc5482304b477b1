"""Lines of village plans and budgets, the windows in which they are made, and who was reminded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from uuid6 import uuid7

from desa.choices import Tingkat
from desa.models import Bertempat, Wilayah, newest_first, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import DokumenDesa, StatusButir, SumberDana
from inovasi.models.komitmen import BIAYA, Komitmen
from inovasi.workflow import WORKFLOW_BUTIR

WARNA = {
    StatusButir.DICATAT: "proses",
    StatusButir.TERVERIFIKASI: "baik",
    StatusButir.DITOLAK: "batal",
}
ANGGARAN = [DokumenDesa.APBDES, DokumenDesa.PERUBAHAN]


class ButirQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("desa__induk", "komitmen")

    def in_rkpdes(self):
        return self.filter(dokumen=DokumenDesa.RKPDES).exclude(status=StatusButir.DITOLAK)

    def budgeting(self):
        """The lines by which money is really there: of an APBDes, checked by the verifier."""
        return self.filter(dokumen__in=ANGGARAN, status=StatusButir.TERVERIFIKASI)

    def budgeted(self):
        """Rupiah. An APBDes perubahan replaces what the APBDes said."""
        found = self.budgeting().order_by()
        changed = [b.anggaran for b in found if b.dokumen == DokumenDesa.PERUBAHAN]
        return sum(changed or [b.anggaran for b in found])


class ButirPerencanaan(Bertempat):
    """One line of a RPJMDes, RKPDes or APBDes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    dokumen = models.CharField(max_length=20, choices=DokumenDesa)
    nomor = models.CharField("nomor peraturan", max_length=100, blank=True)
    tanggal = models.DateField("tanggal peraturan", null=True, blank=True)
    kode_kegiatan = models.CharField(max_length=30, blank=True)
    uraian = models.CharField("uraian kegiatan", max_length=300)
    anggaran = models.PositiveBigIntegerField()  # rupiah
    sumber = models.CharField("sumber dana", max_length=10, choices=SumberDana, default="dd")
    pindaian = models.FileField(upload_to="butir/%Y/%m/", blank=True, editable=False)
    komitmen = models.ForeignKey(
        Komitmen, models.PROTECT, null=True, editable=False, related_name="butir"
    )
    status = models.CharField(
        max_length=15, choices=StatusButir, default=StatusButir.DICATAT, editable=False
    )
    terverifikasi_at = models.DateTimeField(null=True, editable=False)
    pemeriksa = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    workflow = WORKFLOW_BUTIR
    objects = ButirQuerySet.as_manager()

    class Meta:
        verbose_name = "baris perencanaan"
        verbose_name_plural = "baris perencanaan"
        indexes = newest_first("butir")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusButir.values), name="butir_status_known"
            ),
            models.CheckConstraint(
                condition=Q(anggaran__range=BIAYA), name="butir_amount_is_possible"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusButir.TERVERIFIKASI)
                | Q(terverifikasi_at__isnull=False, pemeriksa__isnull=False),
                name="butir_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusButir.TERVERIFIKASI, dokumen__in=ANGGARAN)
                | Q(nomor__gt="", tanggal__isnull=False),
                name="butir_verified_budget_has_its_paper",
            ),
        ]

    def __str__(self):
        return self.uraian

    def get_absolute_url(self):
        return reverse("inovasi:line", args=[self.pk])

    @property
    def warna(self):
        return WARNA[self.status]


class Jendela(models.Model):
    """When a plan of one year is made: of a kabupaten, or where it has said nothing, of all."""

    kabupaten = models.ForeignKey(
        Wilayah, models.PROTECT, null=True, blank=True, related_name="jendela"
    )
    tahun = models.PositiveSmallIntegerField("tahun anggaran")  # of the plan, not of the making
    dokumen = models.CharField(max_length=20, choices=DokumenDesa)
    mulai = models.DateField()
    selesai = models.DateField()

    class Meta:
        verbose_name_plural = "jendela perencanaan"
        ordering = ["tahun", "selesai"]
        constraints = [
            models.UniqueConstraint(
                fields=["kabupaten", "tahun", "dokumen"], name="jendela_one_each"
            ),
            models.UniqueConstraint(
                fields=["tahun", "dokumen"],
                condition=Q(kabupaten__isnull=True),
                name="jendela_one_for_all",
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=models.F("mulai")), name="jendela_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return f"{self.get_dokumen_display()} {self.tahun}"

    @property
    def place(self):
        return self.kabupaten
