"""Many papers as one ZIP, made in the background."""

from django.db import models
from django.urls import reverse

from desa.models.bertempat import Bertempat, wilayah_columns, wilayah_field


class Paket(Bertempat):
    """One batch: what goes in (`daftar`, keys of the objects that its maker may see), how far it
    is, what failed. Only its maker sees it."""

    tempat = "wilayah"
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    judul = models.CharField(max_length=200)
    daftar = models.JSONField()
    dibuat = models.PositiveIntegerField(default=0)
    gagal = models.JSONField(default=list)  # names of what could not be made
    berkas = models.FileField(upload_to="paket/%Y/%m/", blank=True)
    selesai_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "paket"
        ordering = ["-pk"]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("musyawarah:bundle", args=[self.pk])

    @property
    def jumlah(self):
        return len(self.daftar)
