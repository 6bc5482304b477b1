"""The money of a TPID: what the year allows, what it plans, what it received."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from desa.choices import Tingkat
from desa.models import Bertempat, Dokumen, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from p2ktd.choices import StatusDana, SyaratCair
from p2ktd.hitung import row_sum, share
from p2ktd.models.kebutuhan import BIAYA
from p2ktd.workflow import WORKFLOW_DANA

S = StatusDana
POS_P2KTD = "p2ktd"
WARNA = {S.RKA: "netral", S.DIKEMBALIKAN: "perlu", S.WAJIB_SETOR: "perlu", S.DISETUJUI: "baik"}


class PosDok(models.Model):
    """A post of a year's DOK, with its share. Only posts without others below take money."""

    tahun = models.PositiveSmallIntegerField()
    kode = models.CharField(max_length=30)
    nama = models.CharField(max_length=100)
    persen = models.DecimalField(max_digits=5, decimal_places=2)
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="anak")
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "pos DOK"
        verbose_name_plural = "pos DOK"
        ordering = ["tahun", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "kode"], name="pos_once_a_year"),
            models.CheckConstraint(condition=Q(persen__range=(0, 100)), name="pos_is_a_share"),
        ]

    def __str__(self):
        return self.nama


class DanaQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("wilayah__induk")

    def of(self, kecamatan, tahun):
        """The fund of one kecamatan (code) and year, or None."""
        return self.filter(wilayah=kecamatan, tahun=tahun).first()


class Dana(Bertempat):
    """The DOK of one TPID in one year: pagu, RKA, MoU, tranches, cash book, LPJ."""

    tempat = "wilayah"
    wilayah = wilayah_field(Tingkat.KECAMATAN)
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    pagu = models.PositiveBigIntegerField("pagu (rupiah)")
    mou_nomor = models.CharField("nomor MoU", max_length=100, blank=True)
    mou_tanggal = models.DateField("tanggal MoU", null=True, blank=True)
    format_lpj = models.PositiveSmallIntegerField("versi format LPJ", default=1)
    mad_nomor = models.CharField("berita acara MAD II", max_length=100, blank=True, editable=False)
    baris_terakhir = models.PositiveIntegerField(default=0, editable=False)  # of the cash book
    status = models.CharField(max_length=15, choices=S, default=S.RKA, editable=False)

    workflow = WORKFLOW_DANA
    objects = DanaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "dana"
        constraints = [
            models.UniqueConstraint(fields=["wilayah", "tahun"], name="dana_once_a_year"),
            models.CheckConstraint(condition=Q(status__in=S.values), name="dana_status_known"),
            models.CheckConstraint(condition=Q(pagu__range=BIAYA), name="dana_pagu_is_possible"),
            models.CheckConstraint(
                condition=~Q(status=S.DISETUJUI) | ~Q(mad_nomor=""), name="dana_approved_by_a_mad"
            ),
        ]
        indexes = [models.Index(fields=["kabupaten", "tahun"], name="dana_kabupaten")]

    def __str__(self):
        return f"DOK {self.wilayah} {self.tahun}"

    def get_absolute_url(self):
        return reverse("p2ktd:fund", args=[self.pk])

    @property
    def warna(self):
        return WARNA.get(self.status, "proses")

    @cached_property
    def jumlah_rka(self):
        return sum(b.jumlah for b in self.rka.all())

    @cached_property
    def pos(self):
        """The posts of its year, in order."""
        return list(PosDok.objects.filter(tahun=self.tahun).select_related("induk"))

    @property
    def pagu_p2ktd(self):
        """What the year's posts leave for P2KTD; the whole pagu where the year knows no posts."""
        found = next((p for p in self.pos if p.kode == POS_P2KTD), None)
        return share(self.pagu, found.persen) if found else self.pagu

    @property
    def dokumen(self):
        mine = Dokumen.objects.filter(objek=self._meta.label, objek_id=str(self.pk))
        return mine.defer("data").order_by("-created_at", "-pk")


class BarisRka(models.Model):
    """A line of the RKA."""

    dana = models.ForeignKey(Dana, models.CASCADE, related_name="rka")
    pos = models.ForeignKey(PosDok, models.PROTECT, related_name="rka")
    uraian = models.CharField(max_length=200)
    volume = models.DecimalField(max_digits=10, decimal_places=2)
    satuan = models.CharField(max_length=30)
    frekuensi = models.PositiveSmallIntegerField(default=1)
    harga_satuan = models.PositiveBigIntegerField()  # rupiah
    bulan = models.PositiveSmallIntegerField("bulan rencana (1–12)", null=True, blank=True)

    class Meta:
        verbose_name = "baris RKA"
        verbose_name_plural = "baris RKA"
        ordering = ["pos__urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(volume__gt=0, frekuensi__gt=0, harga_satuan__range=BIAYA),
                name="rka_row_is_possible",
            ),
            models.CheckConstraint(
                condition=Q(bulan__isnull=True) | Q(bulan__range=(1, 12)), name="rka_month_known"
            ),
        ]

    def __str__(self):
        return self.uraian

    @property
    def jumlah(self):
        return row_sum(self.volume, self.frekuensi, self.harga_satuan)


class Pencairan(models.Model):
    """A stage of disbursement: planned with its share, then received."""

    dana = models.ForeignKey(Dana, models.PROTECT, related_name="pencairan")
    tahap = models.PositiveSmallIntegerField()
    jumlah = models.PositiveBigIntegerField()  # rupiah
    syarat = models.CharField(max_length=200, blank=True)  # codes of SyaratCair, by comma
    diterima = models.DateField("diterima tanggal", null=True, blank=True)

    class Meta:
        verbose_name_plural = "pencairan"
        ordering = ["tahap"]
        constraints = [
            models.UniqueConstraint(fields=["dana", "tahap"], name="pencairan_stage_once"),
            models.CheckConstraint(
                condition=Q(jumlah__range=BIAYA), name="pencairan_amount_is_possible"
            ),
        ]

    def __str__(self):
        return f"Tahap {self.tahap}"

    @property
    def asked(self):
        """What it asks before it is disbursed, as the year said when it was planned."""
        return [SyaratCair(kode) for kode in self.syarat.split(",") if kode]
