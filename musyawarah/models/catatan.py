"""What happened around the agenda: questions, an election, a delay, photos."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from uuid6 import uuid7

from desa.choices import JABATAN_PERAN, Jabatan, JenisKelamin, Peran
from desa.kode import ancestors
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from musyawarah.choices import Lama
from musyawarah.models.isi import MataAcara
from musyawarah.models.musyawarah import Musyawarah


class Tanya(models.Model):
    """A question from the floor and what was answered."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="tanya")
    mata_acara = models.ForeignKey(
        MataAcara, models.SET_NULL, null=True, blank=True, related_name="tanya"
    )
    penanya = models.CharField(max_length=100)
    asal = models.CharField(max_length=100, blank=True)
    pertanyaan = models.TextField()
    jawaban = models.TextField("tanggapan", blank=True)

    class Meta:
        verbose_name = "pertanyaan"
        verbose_name_plural = "pertanyaan"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.penanya}: {self.pertanyaan[:60]}"


class HasilPemilihan(models.Model):
    """Somebody elected into the TPID."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="pemilihan")
    nama = models.CharField(max_length=100)
    jenis_kelamin = models.CharField("L/P", max_length=1, choices=JenisKelamin)
    desa = wilayah_field(null=True, blank=True)
    jabatan = models.CharField(
        max_length=20,
        choices=[(j.value, j.label) for j in JABATAN_PERAN[Peran.TPID]],
        default=Jabatan.ANGGOTA,
    )
    suara = models.PositiveSmallIntegerField("jumlah suara", null=True, blank=True)

    class Meta:
        verbose_name = "hasil pemilihan"
        verbose_name_plural = "hasil pemilihan"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.nama} ({self.get_jabatan_display()})"


class Penundaan(models.Model):
    """Put off: by how long, why, and how many were there when it was."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="penundaan")
    lama = models.CharField(max_length=10, choices=Lama)
    alasan = models.TextField()
    hadir = models.PositiveSmallIntegerField()
    diundang = models.PositiveSmallIntegerField(null=True)
    semula = models.DateField()  # the day it was called for
    jam = models.TimeField(null=True)
    dilanjutkan_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "penundaan"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(lama__in=Lama.values), name="penundaan_lama_known"),
        ]

    def __str__(self):
        return self.get_lama_display()


class FotoMusyawarah(models.Model):
    """A photo of the meeting. Taken back, it stays stored: sealed papers still show it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="foto")
    keterangan = models.CharField(max_length=200)
    berkas = models.FileField(upload_to="musyawarah/%Y/%m/")
    kecil = models.FileField(upload_to="musyawarah/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    sha256_asli = models.CharField(max_length=64)
    dicabut = models.BooleanField(default=False)

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "foto"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("musyawarah", "sha256_asli", name="foto_musyawarah_once"),
        ]

    def __str__(self):
        return self.keterangan

    def get_absolute_url(self):
        return reverse("musyawarah:photo", args=[self.musyawarah_id, self.pk])


class FotoLembar(models.Model):
    """A photo of the signed attendance sheet: names and signatures, so only who writes the minutes
    sees it, and no paper or public page ever shows it. Taken back, nobody sees it any more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="foto_lembar")
    mulai = models.PositiveSmallIntegerField(default=0)  # first row on it; 0 where no QR said
    berkas = models.FileField(upload_to="lembar/%Y/%m/")
    kecil = models.FileField(upload_to="lembar/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    sha256_asli = models.CharField(max_length=64)
    dicabut = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "foto daftar hadir"
        verbose_name_plural = "foto daftar hadir"
        ordering = ["mulai", "pk"]
        constraints = [
            models.UniqueConstraint("musyawarah", "sha256_asli", name="foto_lembar_once"),
        ]

    def __str__(self):
        return f"Foto lembar mulai baris {self.mulai}" if self.mulai else "Foto lembar"

    def get_absolute_url(self):
        return reverse("musyawarah:sheet_photo", args=[self.musyawarah_id, self.pk])


class HariLiburQuerySet(ScopedQuerySet):
    def known_to(self, user):
        """Those in one's places, and those of the places above, where one's calendar comes from."""
        own = {t.wilayah_id for t in user.tugas}
        above = {kode for place in own for kode in ancestors(place)}
        return self.filter(self._inside(own) | Q(wilayah__in=above))


class HariLibur(Bertempat):
    """A day off that the calendar of the package does not know: other years, local holidays."""

    tempat = "wilayah"
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tanggal = models.DateField()
    nama = models.CharField(max_length=100)

    objects = HariLiburQuerySet.as_manager()

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["-tanggal", "pk"]
        constraints = [
            models.UniqueConstraint("wilayah", "tanggal", name="libur_once"),
        ]

    def __str__(self):
        return self.nama
