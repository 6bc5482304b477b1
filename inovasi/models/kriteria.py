"""The checklist of criteria: by year, for the nation or for one kabupaten, in versions."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from desa.kode import NUSANTARA
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.bawaan import AMBANG, BUTIR

NILAI_TERTINGGI = 2
MASIH_SAH = timedelta(days=31)  # how long a form that was opened under the old set may be under way


def built_in():
    return [dict(butir) for butir in BUTIR]


class KriteriaQuerySet(ScopedQuerySet):
    def in_force(self, kabupaten, tahun):
        """The set that judges what was found in this kabupaten in this year: its own before the
        nation's, a later year before an earlier one. Where nobody wrote one: the built-in."""
        own = self.filter(wilayah_id__in=[kabupaten, NUSANTARA], tahun__lte=tahun)
        rank = models.Case(models.When(wilayah_id=NUSANTARA, then=1), default=0)
        found = own.order_by(rank, "-tahun", "-versi").first()
        return found or Kriteria(wilayah_id=NUSANTARA, tahun=tahun, versi=0)

    def opened_with(self, kabupaten, tahun, key):
        """The set that a form showed when it was opened, even if a new one came before the form
        arrived from a place without signal; `key` is its pk, "0" for the built-in."""
        now = self.in_force(kabupaten, tahun)
        if not key.isdecimal() or key == str(now.pk or 0):
            return now
        if timezone.now() - now.created_at > MASIH_SAH:
            return now
        if key == "0":
            return Kriteria(wilayah_id=NUSANTARA, tahun=tahun, versi=0)
        return self.filter(wilayah_id__in=[kabupaten, NUSANTARA], pk=key).first() or now


class Kriteria(Bertempat):
    """One version of a set. It is never changed: an edit makes the next version, because what was
    judged by the old one stays judged by it."""

    tempat = "wilayah"
    wilayah = wilayah_field()  # Indonesia or a kabupaten
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField("berlaku sejak tahun")
    versi = models.PositiveSmallIntegerField(default=1)
    butir = models.JSONField(default=built_in)  # see inovasi/bawaan.py
    ambang = models.PositiveSmallIntegerField("jumlah nilai paling sedikit", default=AMBANG)

    objects = KriteriaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kriteria"
        ordering = ["wilayah", "-tahun", "-versi"]
        constraints = [
            models.UniqueConstraint("wilayah", "tahun", "versi", name="kriteria_version_once"),
            models.CheckConstraint(
                condition=Q(tahun__range=(2015, 2100)), name="kriteria_year_is_a_year"
            ),
        ]

    def __str__(self):
        return f"Kriteria {self.tahun} versi {self.versi}" if self.versi else "Kriteria bawaan"

    @property
    def paling_banyak(self):
        return NILAI_TERTINGGI * len(self.butir)

    @property
    def with_evidence(self):
        """Criteria that ask for evidence."""
        return [b for b in self.butir if b["bukti"]]

    def shortfall(self, skor):
        """Why these scores are not enough, as sentences: {kode: 0..2}."""
        for butir in self.butir:
            if butir["wajib"] and not skor.get(butir["kode"]):
                yield f"Kriteria wajib “{butir['nama']}” bernilai 0."
        total = sum(skor.values())
        if total < self.ambang:
            yield f"Jumlah nilai {total}, paling sedikit {self.ambang}."
