"""What a village lacks to keep its promise, and the rules of the year."""

from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse

from desa.choices import Tingkat
from desa.models import Bertempat, newest_first, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import Bidang
from inovasi.models import Komitmen
from p2ktd.choices import JenisLayanan, StatusKebutuhan, SumberBiaya, SyaratCair
from p2ktd.workflow import WORKFLOW_KEBUTUHAN

S = StatusKebutuhan
HIDUP = [S.DIUSULKAN, S.DIPRIORITASKAN, S.DITANGANI, S.SELESAI]
DIALOKASI = [S.DIPRIORITASKAN, S.DITANGANI, S.SELESAI]
BIAYA = (1, 10**12)  # rupiah: anything else is a slip of the pen
WARNA = {
    S.DIUSULKAN: "proses",
    S.DIPRIORITASKAN: "proses",
    S.DITANGANI: "proses",
    S.SELESAI: "baik",
    S.NIHIL: "takperlu",
    S.BATAL: "batal",
}


class AturanTahun(models.Model):
    """What a year's guideline says about P2KTD. A year without a row has no cap."""

    tahun = models.PositiveSmallIntegerField(unique=True)
    batas_desa = models.PositiveBigIntegerField("batas per desa", null=True, blank=True)  # rupiah
    dasar = models.CharField(max_length=200, blank=True)
    # Codes of SyaratCair by stage of disbursement; the last list holds for every later stage.
    syarat_tahap = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name_plural = "aturan tahun"
        ordering = ["tahun"]

    def __str__(self):
        return f"Aturan {self.tahun}"

    def terms_of(self, tahap):
        """The codes of what a stage asks."""
        return self.syarat_tahap[:tahap][-1] if self.syarat_tahap else []

    @property
    def syarat_kata(self):
        """["Tahap 1: …"] in words, the last for every later stage."""
        last = len(self.syarat_tahap)
        return [
            f"Tahap {n}{' dan seterusnya' if n == last else ''}: "
            + ("; ".join(SyaratCair(kode).label for kode in asked) or "tanpa syarat")
            for n, asked in enumerate(self.syarat_tahap, start=1)
        ]


class KebutuhanQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("desa__induk", "komitmen")

    def living(self):
        return self.filter(status__in=HIDUP)

    def allocated(self):
        return self.filter(status__in=DIALOKASI)

    def money(self, name):
        return self.aggregate(n=Sum(name, default=0))["n"]


class Kebutuhan(Bertempat):
    """A technical need of one village: from a commitment, free, or the statement that there is
    none (nihil)."""

    draft = S.DRAF
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    komitmen = models.ForeignKey(
        Komitmen, models.PROTECT, null=True, blank=True, related_name="kebutuhan"
    )
    judul = models.CharField("bantuan yang dibutuhkan", max_length=200)
    masalah = models.TextField("masalah atau kemampuan yang kurang", max_length=2000, blank=True)
    bidang = models.CharField(max_length=15, choices=Bidang, blank=True)
    layanan = models.CharField("jenis layanan", max_length=20, choices=JenisLayanan, blank=True)
    keahlian = models.CharField("bidang keahlian", max_length=100, blank=True)
    sasaran = models.CharField("siapa sasarannya", max_length=200, blank=True)
    sasaran_l = models.PositiveSmallIntegerField("sasaran laki-laki", default=0)
    sasaran_p = models.PositiveSmallIntegerField("sasaran perempuan", default=0)
    hasil = models.TextField("hasil yang diharapkan", max_length=2000, blank=True)
    lama_hari = models.PositiveSmallIntegerField("lama (hari)", null=True, blank=True)
    perkiraan_biaya = models.PositiveBigIntegerField("perkiraan biaya", null=True, blank=True)
    sumber = models.CharField(
        "sumber biaya", max_length=10, choices=SumberBiaya, default=SumberBiaya.DOK
    )
    alasan_batas = models.CharField("alasan melampaui batas", max_length=300, blank=True)
    kades_nama = models.CharField("nama kepala desa yang menyatakan", max_length=100, blank=True)
    kades_tanggal = models.DateField("tanggal pernyataan", null=True, blank=True)
    prioritas = models.PositiveSmallIntegerField(null=True, editable=False)
    alokasi = models.PositiveBigIntegerField(default=0, editable=False)
    berita_acara = models.CharField(max_length=100, blank=True, editable=False)
    status = models.CharField(max_length=15, choices=S, default=S.DRAF, editable=False)

    workflow = WORKFLOW_KEBUTUHAN
    objects = KebutuhanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kebutuhan"
        indexes = newest_first("kebutuhan")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=S.values), name="kebutuhan_status_known"),
            models.UniqueConstraint(
                fields=["desa", "tahun"], condition=Q(status=S.NIHIL), name="kebutuhan_nil_once"
            ),
            models.CheckConstraint(
                condition=Q(perkiraan_biaya__isnull=True) | Q(perkiraan_biaya__range=BIAYA),
                name="kebutuhan_amount_is_possible",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DIALOKASI, prioritas__isnull=False, berita_acara__gt="")
                | (~Q(status__in=DIALOKASI) & Q(prioritas__isnull=True, alokasi=0)),
                name="kebutuhan_priority_is_decided",
            ),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("p2ktd:need", args=[self.pk])

    @property
    def warna(self):
        return WARNA.get(self.status, "netral")
