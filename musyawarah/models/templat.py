"""How a kabupaten words the berita acara of a kind."""

from django.db import models
from django.urls import reverse

from desa.choices import Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from musyawarah.choices import JenisMusyawarah
from musyawarah.templat import BAWAAN

LEBAR_KABUPATEN = 5  # characters of the code


class TemplatNaskah(Bertempat):
    """One version; the newest holds, the older stay. `isi` is shaped like templat.BAWAAN. A sealed
    paper carries the wording it was made with, so a reprint asks nobody."""

    tempat = "wilayah"
    wilayah = wilayah_field(Tingkat.KABUPATEN)
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    jenis = models.CharField(max_length=20, choices=JenisMusyawarah)
    versi = models.PositiveSmallIntegerField()
    isi = models.JSONField()
    catatan = models.CharField("yang berubah", max_length=200)

    class Meta:
        verbose_name = "templat berita acara"
        verbose_name_plural = "templat berita acara"
        ordering = ["-versi"]
        constraints = [
            models.UniqueConstraint("wilayah", "jenis", "versi", name="templat_version_once"),
            models.CheckConstraint(
                condition=models.Q(jenis__in=JenisMusyawarah.values), name="templat_jenis_known"
            ),
        ]

    def __str__(self):
        return f"Templat {self.get_jenis_display()} {self.wilayah} versi {self.versi}"

    def get_absolute_url(self):
        return reverse("musyawarah:template", args=[self.wilayah_id, self.jenis])


def wording_of(musyawarah):
    """{"versi", "isi"} of its kabupaten and kind; version 0 is what everybody begins with."""
    kabupaten = musyawarah.wilayah_id[:LEBAR_KABUPATEN]
    rows = TemplatNaskah.objects.filter(wilayah=kabupaten, jenis=musyawarah.jenis)
    found = rows.values("versi", "isi").first()
    return found or {"versi": 0, "isi": BAWAAN}
