"""Codes of former editions of the official list, and what became of them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.choices_impor import Perubahan, StatusKode
from desa.models.bertempat import Bertempat, wilayah_columns, wilayah_field
from desa.models.wilayah import Wilayah
from desa.places import EDISI
from desa.scoping import ScopedQuerySet
from desa.workflow import WORKFLOW_KODE

WARNA = {
    StatusKode.DIUSULKAN: "perlu",
    StatusKode.DIKONFIRMASI: "baik",
    StatusKode.DITOLAK: "batal",
}


class KodeLamaQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("ke__induk", "wilayah").order_by("kode", "edisi")

    def confirmed(self):
        return self.filter(status=StatusKode.DIKONFIRMASI, ke__isnull=False)

    def successor_of(self, kode):
        """Today's code of a village whose own is gone; "" for a code that is in use."""
        if Wilayah.objects.filter(pk=kode, edisi=EDISI).exists():
            return ""
        found = self.confirmed().filter(kode=kode).order_by("-edisi")
        return found.values_list("ke", flat=True).first() or ""

    def waiting(self):
        return self.filter(status=StatusKode.DIUSULKAN)


class KodeLama(Bertempat):
    """A village that stood in an edition under another code or name. `ke` is the place of today,
    proposed by comparing the lists; it holds once a person has confirmed it."""

    tempat = "wilayah"
    edisi = models.PositiveSmallIntegerField()
    kode = models.CharField(max_length=13)
    nama = models.CharField(max_length=100)
    di = models.CharField("letaknya dahulu", max_length=200, blank=True)  # "Fef, Kab. Tambrauw"
    perubahan = models.CharField(max_length=15, choices=Perubahan)
    pasti = models.BooleanField(default=False)
    ke = wilayah_field(null=True)
    calon = models.JSONField(default=list)
    wilayah = wilayah_field()  # whose Admin confirms it: `ke`, else the nearest place that exists
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    status = models.CharField(
        max_length=12, choices=StatusKode, default=StatusKode.DIUSULKAN, editable=False
    )

    workflow = WORKFLOW_KODE
    objects = KodeLamaQuerySet.as_manager()

    class Meta:
        verbose_name = "kode lama"
        verbose_name_plural = "kode lama"
        ordering = ["kode", "edisi"]
        indexes = [models.Index(fields=["kode"], name="kode_lama_kode")]
        constraints = [
            models.UniqueConstraint("edisi", "kode", name="kode_lama_once"),
            models.CheckConstraint(
                condition=Q(status__in=StatusKode.values), name="kode_lama_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusKode.DIKONFIRMASI) | Q(ke__isnull=False),
                name="kode_lama_confirmed_leads_somewhere",
            ),
        ]

    def __str__(self):
        return f"{self.nama} ({self.kode}, {self.edisi})"

    def get_absolute_url(self):
        return reverse("desa:old_code", args=[self.pk])

    @property
    def warna(self):
        return WARNA[self.status]
