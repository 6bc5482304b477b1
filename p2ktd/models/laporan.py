"""What the provider did, reported and handed over, and what the village thought of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from uuid6 import uuid7

from p2ktd.choices import JenisLaporan
from p2ktd.models.pekerjaan import Pekerjaan

SKOR = (1, 5)


class Pelaksanaan(models.Model):
    """One day of delivery. The key is made by whoever enters it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pekerjaan = models.ForeignKey(Pekerjaan, models.PROTECT, related_name="pelaksanaan")
    tanggal = models.DateField()
    materi = models.CharField(max_length=300)
    lokasi = models.CharField(max_length=200, blank=True)
    peserta_l = models.PositiveSmallIntegerField("peserta laki-laki", default=0)
    peserta_p = models.PositiveSmallIntegerField("peserta perempuan", default=0)
    hasil = models.TextField(blank=True)
    berkas = models.FileField(upload_to="p2ktd/%Y/%m/", blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "pelaksanaan"
        ordering = ["tanggal", "pk"]

    def __str__(self):
        return self.materi

    def get_absolute_url(self):
        """Of its file: what was taught, or who signed for having come."""
        return reverse("p2ktd:work_file", args=[self.pekerjaan_id, "pelaksanaan", self.pk])


class FotoQuerySet(models.QuerySet):
    def visible_to(self, user):
        mine = Pekerjaan.objects.visible_to(user).values("pk")
        return self.filter(pelaksanaan__pekerjaan__in=mine)


class FotoPelaksanaan(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pelaksanaan = models.ForeignKey(Pelaksanaan, models.PROTECT, related_name="foto")
    berkas = models.FileField(upload_to="p2ktd/%Y/%m/")
    kecil = models.FileField(upload_to="p2ktd/%Y/%m/")
    sha256_asli = models.CharField(max_length=64)
    nama_asli = models.CharField(max_length=100)

    objects = FotoQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "foto pelaksanaan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelaksanaan", "sha256_asli"], name="foto_pelaksanaan_once"
            )
        ]

    def __str__(self):
        return self.nama_asli

    def get_absolute_url(self):
        return reverse("p2ktd:work_photo", args=[self.pk])


class Laporan(models.Model):
    """A report of the provider: pendahuluan, kemajuan, akhir."""

    pekerjaan = models.ForeignKey(Pekerjaan, models.PROTECT, related_name="laporan")
    putaran = models.PositiveSmallIntegerField(default=1, editable=False)
    jenis = models.CharField(max_length=12, choices=JenisLaporan)
    tanggal = models.DateField()
    hasil = models.TextField("hasil yang dicapai")
    rekomendasi = models.TextField(blank=True)
    berkas = models.FileField(upload_to="p2ktd/%Y/%m/", blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "laporan"
        ordering = ["tanggal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pekerjaan", "putaran", "jenis"],
                condition=~Q(jenis=JenisLaporan.KEMAJUAN),
                name="laporan_once_a_round",
            )
        ]

    def __str__(self):
        return f"Laporan {self.get_jenis_display().lower()}"

    def get_absolute_url(self):
        """Of its file: the report itself, as the provider wrote it."""
        return reverse("p2ktd:work_file", args=[self.pekerjaan_id, "laporan", self.pk])


class Bast(models.Model):
    """The handing over: what was handed over stands in the outputs, in what state with each."""

    pekerjaan = models.ForeignKey(Pekerjaan, models.PROTECT, related_name="bast")
    putaran = models.PositiveSmallIntegerField(default=1, editable=False)
    nomor = models.CharField(max_length=100)
    tanggal = models.DateField("tanggal serah terima")
    kondisi = models.TextField("kondisi keluaran")
    catatan = models.TextField(blank=True)
    menyerahkan = models.CharField("yang menyerahkan", max_length=100)
    menerima = models.CharField("yang menerima", max_length=100)
    mengetahui = models.CharField("kepala desa", max_length=100)

    class Meta:
        verbose_name = "BAST"
        verbose_name_plural = "BAST"
        ordering = ["putaran"]
        constraints = [
            models.UniqueConstraint(fields=["pekerjaan", "putaran"], name="bast_once_a_round")
        ]

    def __str__(self):
        return f"BAST {self.nomor}"


class CatatanMusdes(models.Model):
    """What the Musdes wants mended before the money goes out."""

    pekerjaan = models.ForeignKey(Pekerjaan, models.PROTECT, related_name="catatan_musdes")
    putaran = models.PositiveSmallIntegerField(default=1, editable=False)
    uraian = models.TextField("catatan")
    tindakan = models.TextField("apa yang sudah dilakukan", blank=True)
    ditutup_at = models.DateTimeField(null=True, editable=False)
    ditutup_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "catatan Musdes"
        verbose_name_plural = "catatan Musdes"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ditutup_at__isnull=True, ditutup_oleh__isnull=True)
                | Q(ditutup_at__isnull=False, ditutup_oleh__isnull=False, tindakan__gt=""),
                name="catatan_closed_by_somebody",
            )
        ]

    def __str__(self):
        return self.uraian[:80]


class NilaiWarga(models.Model):
    """How those who were taught judge the work, 1 to 5, gathered once."""

    pekerjaan = models.OneToOneField(Pekerjaan, models.PROTECT, related_name="nilai_warga")
    mutu = models.PositiveSmallIntegerField("mutu hasil")
    waktu = models.PositiveSmallIntegerField("ketepatan waktu")
    manfaat = models.PositiveSmallIntegerField()
    suara_l = models.PositiveSmallIntegerField("penilai laki-laki", default=0)
    suara_p = models.PositiveSmallIntegerField("penilai perempuan", default=0)
    komentar = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "nilai warga"
        verbose_name_plural = "nilai warga"
        constraints = [
            models.CheckConstraint(
                condition=Q(mutu__range=SKOR, waktu__range=SKOR, manfaat__range=SKOR),
                name="nilai_is_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(suara_l__gt=0) | Q(suara_p__gt=0), name="nilai_given_by_somebody"
            ),
        ]

    def __str__(self):
        return f"{self.rata} dari 5"

    @property
    def rata(self):
        return round((self.mutu + self.waktu + self.manfaat) / 3, 1)
