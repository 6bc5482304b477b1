"""One accepted entry in twenty is looked at again by somebody else."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.choices import Peran, Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from tugas.choices import Status, StatusUlang
from tugas.models.kegiatan import Kegiatan
from tugas.workflow import WORKFLOW_ULANG

WARNA = {
    StatusUlang.MENUNGGU: "proses",
    StatusUlang.SEPAKAT: "baik",
    StatusUlang.BERBEDA: "perlu",
}


class TinjauUlangQuerySet(ScopedQuerySet):
    def for_second(self, user):
        """What this person is to look at again, the longest waiting first. Who wrote it, or
        accepted it, does not; an entry that was opened again waits for its new acceptance."""
        rows = self.waiting_for(user).filter(kegiatan__status=Status.DITERIMA)
        rows = rows.exclude(kegiatan__created_by=user).exclude(kegiatan__peninjau=user)
        return rows.order_by("created_at", "pk")

    def for_list(self):
        return self.select_related("desa", "created_by", "kedua", "kegiatan__created_by")


class TinjauUlang(Bertempat):
    """The draw of one entry, and what the second reviewer said. `created_by` is who accepted it;
    `peran` is its author's, so that the same people judge it as before."""

    kegiatan = models.OneToOneField(Kegiatan, models.PROTECT, related_name="ulang")
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField()
    peran = models.CharField(max_length=10, choices=Peran, editable=False)
    status = models.CharField(
        max_length=10, choices=StatusUlang, default=StatusUlang.MENUNGGU, editable=False
    )
    kedua = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    catatan = models.TextField(max_length=1000, blank=True, editable=False)
    diputus_at = models.DateTimeField(null=True, editable=False)

    workflow = WORKFLOW_ULANG
    objects = TinjauUlangQuerySet.as_manager()

    class Meta:
        verbose_name = "tinjauan kedua"
        verbose_name_plural = "tinjauan kedua"
        indexes = [
            models.Index(fields=["kecamatan", "status", "created_at"], name="ulang_kecamatan"),
            models.Index(fields=["kabupaten", "tahun", "status"], name="ulang_kabupaten"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusUlang.values), name="ulang_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=StatusUlang.MENUNGGU)
                | Q(kedua__isnull=False, diputus_at__isnull=False),
                name="ulang_judged_by_somebody",
            ),
        ]

    def __str__(self):
        return f"Tinjauan kedua: {self.kegiatan}"

    def get_absolute_url(self):
        return reverse("tugas:second", args=[self.pk])

    @property
    def warna(self):
        return WARNA[self.status]
