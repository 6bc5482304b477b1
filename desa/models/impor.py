"""A spreadsheet that somebody sent, row by row, with what was decided about each."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.choices_impor import Hasil, Putusan, StatusImpor
from desa.models.bertempat import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from desa.workflow import WORKFLOW_IMPOR

S = StatusImpor
WARNA = {
    S.KOLOM: "perlu",
    S.MEMERIKSA: "proses",
    S.DIPERIKSA: "perlu",
    S.BERJALAN: "proses",
    S.SELESAI: "baik",
    S.MEMBATALKAN: "proses",
    S.DIBATALKAN: "takperlu",
    S.DIBUANG: "takperlu",
    S.GAGAL: "batal",
}
WARNA_PUTUSAN = {
    Putusan.AMBIL: "baik",
    Putusan.CATATAN: "proses",
    Putusan.TANYA: "perlu",
    Putusan.TOLAK: "batal",
}
WARNA_HASIL = {
    Hasil.MASUK: "baik",
    Hasil.TETAP: "takperlu",
    Hasil.GAGAL: "batal",
    Hasil.DICABUT: "takperlu",
    Hasil.TERTAHAN: "perlu",
}
BEKERJA = {S.MEMERIKSA, S.BERJALAN, S.MEMBATALKAN}
DIAMBIL = [Putusan.AMBIL, Putusan.CATATAN]


class ImporQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("wilayah", "created_by").order_by("-pk")


class Impor(Bertempat):
    """One file. `kolom` says which of our columns stands where ({"kode": 5}), `bawaan` what holds
    for all rows where the sheet has no such column ({"tahun": "2024"})."""

    tempat = "wilayah"
    jenis = models.CharField(max_length=20)  # a key of desa.impor.jenis
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    berkas = models.FileField(upload_to="impor/%Y/%m/")
    nama = models.CharField("nama berkas", max_length=150)
    sha256 = models.CharField(max_length=64)
    daftar_lembar = models.JSONField(default=list)
    lembar = models.PositiveSmallIntegerField(default=0)
    kepala = models.PositiveIntegerField(default=0)  # row of the titles; 0 where none was found
    tinggi_kepala = models.PositiveSmallIntegerField(default=1)
    judul = models.JSONField(default=list)  # the titles, as the sheet writes them
    contoh = models.JSONField(default=list)  # the first rows under them
    kolom = models.JSONField(default=dict)
    bawaan = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=S, default=S.KOLOM, editable=False)
    dikerjakan = models.PositiveIntegerField(default=0)  # rows of the work that is under way
    jumlah = models.PositiveIntegerField(default=0)  # rows it consists of, 0 while not known
    pelaksana = models.ForeignKey(
        "desa.Pengguna", models.PROTECT, null=True, related_name="+", editable=False
    )  # who last said: put them in, or take them back
    galat = models.CharField(max_length=300, blank=True)

    workflow = WORKFLOW_IMPOR
    objects = ImporQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "impor"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kabupaten", "-created_at", "-id"], name="impor_kabupaten")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=S.values), name="impor_status_known")
        ]

    def __str__(self):
        return self.nama

    def get_absolute_url(self):
        return reverse("desa:import", args=[self.pk])

    @property
    def warna(self):
        return WARNA[self.status]

    @property
    def bekerja(self):
        return self.status in BEKERJA

    @property
    def siap(self):
        """Is there a row that was taken and is not in yet?"""
        return self.baris.waiting().exists()


class BarisQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(putusan__in=DIAMBIL, hasil="")

    def done(self):
        return self.filter(hasil=Hasil.MASUK)


class BarisImpor(models.Model):
    """One row as it was sent (`sel`), as it was understood (`isi`), and what became of it."""

    impor = models.ForeignKey(Impor, models.CASCADE, related_name="baris")
    nomor = models.PositiveIntegerField()  # as the spreadsheet counts
    sel = models.JSONField(default=list)
    wilayah = wilayah_field(null=True)  # the place it speaks of, once that is certain
    putusan = models.CharField(max_length=8, choices=Putusan)
    alasan = models.TextField(blank=True)
    calon = models.JSONField(default=list)  # codes among which a person chooses
    kunci = models.CharField(max_length=150, blank=True)  # the same for the same thing
    isi = models.JSONField(default=dict)
    diputuskan = models.ForeignKey(
        "desa.Pengguna", models.PROTECT, null=True, related_name="+"
    )  # who settled it, where it was asked
    hasil = models.CharField(max_length=8, choices=Hasil, blank=True)
    objek = models.CharField(max_length=60, blank=True)  # "desa.Idm"
    objek_id = models.CharField(max_length=40, blank=True)
    sebelum = models.JSONField(null=True)  # what stood there, to be put back by an undo

    objects = BarisQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "baris impor"
        ordering = ["nomor"]
        indexes = [
            models.Index(fields=["impor", "putusan", "nomor"], name="baris_impor_putusan"),
            models.Index(fields=["impor", "kunci"], name="baris_impor_kunci"),
        ]
        constraints = [
            models.UniqueConstraint("impor", "nomor", name="baris_impor_once"),
            models.CheckConstraint(
                condition=Q(putusan__in=Putusan.values), name="baris_impor_putusan_known"
            ),
        ]

    def __str__(self):
        return f"Baris {self.nomor}"

    @property
    def ringkas(self):
        """Its first cells that say anything, for a row of no known place."""
        return " · ".join([str(cell) for cell in self.sel if cell not in ("", None)][:4])

    @property
    def warna(self):
        """The role that colours its badge: of what became of it, else of its verdict."""
        return WARNA_HASIL.get(self.hasil) or WARNA_PUTUSAN[self.putusan]


class PolaImpor(models.Model):
    """How a sheet with these titles was read the last time, so that it is not asked again."""

    jenis = models.CharField(max_length=20)
    sidik = models.CharField(max_length=64)  # SHA-256 of the titles
    kolom = models.JSONField()
    bawaan = models.JSONField(default=dict)
    created_by = models.ForeignKey("desa.Pengguna", models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "pola impor"
        constraints = [
            models.UniqueConstraint("created_by", "jenis", "sidik", name="pola_impor_once")
        ]

    def __str__(self):
        return f"{self.jenis} {self.sidik[:8]}"
