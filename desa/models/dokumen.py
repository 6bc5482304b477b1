"""Every paper that we issue, so that anybody can check one by its code."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from desa.models.bertempat import Bertempat, wilayah_columns, wilayah_field


class Dokumen(Bertempat):
    """An issued PDF: its number, version, canonical data and the digests of data and file.
    A correction is a new version; the old one stays retrievable."""

    tempat = "wilayah"
    jenis = models.CharField(max_length=100)  # "Berita Acara MAD I"
    judul = models.CharField(max_length=200)
    nomor = models.CharField(max_length=100)
    versi = models.PositiveSmallIntegerField(default=1)
    kode = models.CharField("kode periksa", max_length=12, unique=True)
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tanggal = models.DateField()  # of the event it speaks of
    data = models.TextField()  # canonical JSON: sorted keys, no spaces, UTF-8
    sha256_data = models.CharField(max_length=64)
    berkas = models.FileField(upload_to="dokumen/%Y/%m/", blank=True)
    sha256_berkas = models.CharField(max_length=64, blank=True)
    objek = models.CharField(max_length=60)
    objek_id = models.CharField(max_length=40)
    dicabut_at = models.DateTimeField(null=True, editable=False)
    alasan_cabut = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "dokumen"
        constraints = [
            models.UniqueConstraint("objek", "objek_id", "jenis", "versi", name="dokumen_version"),
        ]

    def __str__(self):
        return f"{self.jenis} {self.nomor}"

    def get_absolute_url(self):
        return reverse("desa:check", args=[self.kode])

    @property
    def check_url(self):
        """The address printed in the QR."""
        return f"{settings.PPID_ADDRESS}{self.get_absolute_url()}"


class Pindaian(models.Model):
    """The scan of a paper that was signed by hand, tied to the issued one by its code."""

    dokumen = models.ForeignKey(Dokumen, models.PROTECT, related_name="pindaian")
    berkas = models.FileField(upload_to="pindaian/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    halaman = models.PositiveSmallIntegerField()
    lewat_qr = models.BooleanField()  # False: the code was typed
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "pindaian"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint("dokumen", "sha256", name="pindaian_once"),
        ]

    def __str__(self):
        return f"Pindaian {self.dokumen}"

    @property
    def akhiran(self):
        return self.berkas.name.rpartition(".")[2]


class HasilPeriksa(models.TextChoices):
    COCOK = "cocok", "Cocok"
    BERUBAH = "berubah", "Berubah"
    DICABUT = "dicabut", "Dicabut"
    TIDAK_DIKENAL = "tidak_dikenal", "Tidak dikenal"


class PemeriksaanDokumen(models.Model):
    """That a paper was checked, when, and what came of it. Nothing about who asked."""

    dokumen = models.ForeignKey(Dokumen, models.PROTECT, null=True, related_name="pemeriksaan")
    waktu = models.DateTimeField(auto_now_add=True)
    hasil = models.CharField(max_length=15, choices=HasilPeriksa)
    lewat_berkas = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "pemeriksaan dokumen"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_hasil_display()} {self.waktu:%Y-%m-%d %H:%M}"
