"""What became of a promise: progress with photos, rupiah, result, and what others may learn."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from uuid6 import uuid7

from desa.choices import Tingkat
from desa.models import Bertempat, Wilayah, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import Bidang, Progres
from inovasi.models.komitmen import Komitmen


class Realisasi(Bertempat):
    """One report on the execution of a commitment. Amounts and progress are up to that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    komitmen = models.ForeignKey(Komitmen, models.PROTECT, related_name="realisasi")
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tanggal = models.DateField()
    persen = models.PositiveSmallIntegerField("kemajuan", choices=Progres)
    realisasi = models.PositiveBigIntegerField("dana terpakai sampai sekarang")
    uraian = models.TextField("keadaan di lapangan", max_length=2000)
    hasil = models.TextField("hasil dibandingkan dengan janji", max_length=2000, blank=True)
    pelajaran = models.TextField("pelajaran bagi desa lain", max_length=2000, blank=True)
    ubah_biaya = models.CharField("yang berubah: biaya", max_length=300, blank=True)
    ubah_bahan = models.CharField("yang berubah: bahan", max_length=300, blank=True)
    ubah_pengelola = models.CharField("yang berubah: pengelola", max_length=300, blank=True)
    boleh_tampil = models.BooleanField("boleh tampil di menu publik", default=True)

    class Meta:
        verbose_name_plural = "realisasi"
        ordering = ["tanggal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(persen__in=Progres.values), name="realisasi_progress_known"
            ),
            models.CheckConstraint(
                condition=Q(realisasi__lte=10**12), name="realisasi_amount_is_possible"
            ),
        ]

    def __str__(self):
        return f"{self.komitmen}: {self.persen}%"

    def get_absolute_url(self):
        return self.komitmen.get_absolute_url()

    @property
    def perubahan(self):
        """[(what, how)]: the differences from the innovation that was copied."""
        named = [("Biaya", "ubah_biaya"), ("Bahan", "ubah_bahan"), ("Pengelola", "ubah_pengelola")]
        return [(word, getattr(self, name)) for word, name in named if getattr(self, name)]


class FotoRealisasi(models.Model):
    """A photo of the work, checked and re-encoded before it comes here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    realisasi = models.ForeignKey(Realisasi, models.PROTECT, related_name="foto")
    berkas = models.FileField(upload_to="realisasi/%Y/%m/")
    kecil = models.FileField(upload_to="realisasi/%Y/%m/")
    sha256_asli = models.CharField(max_length=64)
    nama_asli = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "foto realisasi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["realisasi", "sha256_asli"], name="foto_realisasi_once")
        ]

    def __str__(self):
        return self.nama_asli

    def get_absolute_url(self):
        return reverse("inovasi:execution_photo", args=[self.pk])


class RekapKomitmen(models.Model):
    """The funnel of one kecamatan, year and bidang; bidang "" is all of them, with the villages
    counted once each. Kept in the transaction of every step, made anew by `manage.py recount`."""

    tempat = "wilayah"
    wilayah = models.ForeignKey(Wilayah, models.PROTECT, related_name="+")
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField()
    bidang = models.CharField(max_length=15, choices=Bidang, blank=True)
    kartu = models.PositiveIntegerField(default=0)
    ditandatangani = models.PositiveIntegerField(default=0)
    rkpdes = models.PositiveIntegerField(default=0)
    apbdes = models.PositiveIntegerField(default=0)
    dilaksanakan = models.PositiveIntegerField(default=0)
    selesai = models.PositiveIntegerField(default=0)
    dijanjikan = models.PositiveBigIntegerField(default=0)  # rupiah
    dianggarkan = models.PositiveBigIntegerField(default=0)
    direalisasi = models.PositiveBigIntegerField(default=0)
    dana = models.PositiveIntegerField(default=0)  # stopped, by reason
    prioritas = models.PositiveIntegerField(default=0)
    tanpa_bantuan_teknis = models.PositiveIntegerField(default=0)
    tidak_diinginkan = models.PositiveIntegerField(default=0)
    desa_kartu = models.PositiveIntegerField(default=0)  # villages, only in bidang ""
    desa_apbdes = models.PositiveIntegerField(default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "rekap komitmen"
        indexes = [
            models.Index(fields=["tahun", "bidang", "kabupaten"], name="rekap_komitmen_kabupaten"),
            models.Index(fields=["tahun", "bidang", "provinsi"], name="rekap_komitmen_provinsi"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah", "tahun", "bidang"], name="rekap_komitmen_one_row"
            )
        ]

    def __str__(self):
        return f"{self.wilayah_id} {self.tahun} {self.bidang or 'semua'}: {self.kartu}"

    @classmethod
    def kode_column(cls):
        return "wilayah_id"
