"""What a phone's outbox sent: one row, one receipt for each; and files that are still arriving."""

from django.conf import settings
from django.db import models


class Kiriman(models.Model):
    """Something that has arrived, under the key that the phone gave it: sent five times it is one
    row. Two times stand side by side, ours and the phone's."""

    id = models.UUIDField(primary_key=True, editable=False)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="kiriman")
    judul = models.CharField(max_length=150)
    tujuan = models.CharField(max_length=200)  # the form it was written on
    alamat = models.CharField(max_length=300, blank=True)  # where its result can be seen
    resi = models.CharField(max_length=9, unique=True)
    sidik = models.CharField(max_length=64)
    diterima_at = models.DateTimeField(auto_now_add=True)
    ditulis_at = models.DateTimeField(null=True)  # by the phone's own clock
    selisih = models.IntegerField(null=True)  # seconds by which that clock is ahead of ours
    catatan = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "kiriman"
        ordering = ["-diterima_at", "pk"]
        indexes = [models.Index(fields=["pengguna", "-diterima_at"], name="kiriman_list")]

    def __str__(self):
        return self.judul


class Bagian(models.Model):
    """A piece of a file that comes over a weak line; gone once the file is whole and used."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sidik = models.CharField(max_length=64)  # SHA-256 of the whole file
    mulai = models.PositiveIntegerField()  # byte at which this piece begins
    isi = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bagian"
        ordering = ["pengguna", "sidik", "mulai"]
        constraints = [
            models.UniqueConstraint("pengguna", "sidik", "mulai", name="bagian_once"),
        ]

    def __str__(self):
        return f"{self.sidik[:8]} {self.mulai}"
