"""The attendance list: one row per person invited by name or present."""

from collections import Counter

from django.db import models
from django.db.models import Count, Q
from uuid6 import uuid7

from desa.choices import JenisKelamin
from desa.models import wilayah_field
from musyawarah.choices import Unsur
from musyawarah.models.musyawarah import Musyawarah
from musyawarah.rekap import Rekap


def said_as(unsur, jabatan):
    """ "LPM, Sekretaris"; "Ketua BPD" alone, because it says both."""
    if unsur.lower() in jabatan.lower():
        return jabatan
    return f"{unsur}, {jabatan}" if jabatan else unsur


class KehadiranQuerySet(models.QuerySet):
    def present(self):
        return self.filter(hadir=True)

    def named(self, words):
        """Those whose name, office or village holds each of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(nama__icontains=word) | Q(jabatan__icontains=word) | Q(desa__nama__icontains=word)
            )
        return found

    def counts(self):
        """{(unsur, "L" or "P", code of the village or ""): people present}, in one query."""
        found = self.present().order_by().values_list("unsur", "jenis_kelamin", "desa")
        return Counter({(u, jk, desa or ""): n for u, jk, desa, n in found.annotate(Count("pk"))})

    def flags(self):
        """How many of those present are disabled, how many from poor households."""
        return self.present().aggregate(
            disabilitas=Count("pk", filter=Q(disabilitas=True)),
            miskin=Count("pk", filter=Q(miskin=True)),
        )

    def rekap(self, musyawarah):
        ragam = musyawarah.ragam
        return Rekap(
            self.counts(), musyawarah.diundang, ragam.kuorum, tuple(str(u) for u in ragam.unsur)
        )


class Kehadiran(models.Model):
    """Somebody invited by name (hadir=False) or present. The key is made by whoever enters the
    row, so the same entry sent five times is one row. `nomor` is the row's number on the printed
    sheet: given once, never moved, because paper in the meeting room already bears it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="kehadiran")
    nomor = models.PositiveSmallIntegerField(editable=False)
    nama = models.CharField(max_length=100)
    jenis_kelamin = models.CharField("L/P", max_length=1, choices=JenisKelamin)
    unsur = models.CharField(max_length=20, choices=Unsur)
    jabatan = models.CharField(max_length=100, blank=True)
    desa = wilayah_field(null=True, blank=True)
    hadir = models.BooleanField(default=True)
    disabilitas = models.BooleanField("penyandang disabilitas", default=False)
    miskin = models.BooleanField("dari rumah tangga miskin", default=False)

    objects = KehadiranQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kehadiran"
        ordering = ["nomor"]
        constraints = [
            models.UniqueConstraint("musyawarah", "nomor", name="kehadiran_number_once"),
            models.CheckConstraint(
                condition=Q(jenis_kelamin__in=JenisKelamin.values), name="kehadiran_L_or_P"
            ),
            models.CheckConstraint(condition=~Q(nama=""), name="kehadiran_has_a_name"),
        ]

    def __str__(self):
        return self.nama

    @property
    def sebagai(self):
        return said_as(self.get_unsur_display(), self.jabatan)
