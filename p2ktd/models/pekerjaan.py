"""The work of a provider for one need: KAK, RAB, contract, terms, outputs."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from desa.choices import Tingkat
from desa.models import Bertempat, Dokumen, newest_first, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from p2ktd.choices import Putusan, StatusPekerjaan, SumberBiaya
from p2ktd.hitung import row_sum, share, total_of
from p2ktd.models.kebutuhan import BIAYA, Kebutuhan
from p2ktd.models.penawaran import Pemilihan
from p2ktd.models.penyedia import Penyedia, TenagaAhli
from p2ktd.workflow import WORKFLOW_PEKERJAAN

S = StatusPekerjaan
BEBAS = [S.DISUSUN, S.PENYEDIA_DIPILIH, S.BATAL]  # nothing is signed
BOLEH_DIBAYAR = [S.DIPERTANGGUNGJAWABKAN, S.DIBAYAR, S.SELESAI]  # the Musdes has accepted
BERJALAN = [S.KONTRAK, S.BERJALAN]
BERLAKU = [s for s in S.values if s not in {S.DISUSUN, S.PENYEDIA_DIPILIH, S.BATAL, S.SELESAI}]
WARNA = {
    S.DISUSUN: "netral",
    S.DIPERTANGGUNGJAWABKAN: "baik",
    S.DIBAYAR: "baik",
    S.SELESAI: "baik",
    S.SENGKETA: "perlu",
    S.BATAL: "batal",
}


class PekerjaanQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("desa__induk", "penyedia")

    def public(self):
        """Those under contract or beyond: anybody may know of them."""
        return self.exclude(status__in=BEBAS)

    def newest(self):
        return self.order_by("-mulai", "-pk")

    def standing(self):
        return self.exclude(status=S.BATAL)

    def late(self, on=None):
        return self.filter(status__in=BERJALAN, selesai__lt=on or timezone.localdate())


class Pekerjaan(Bertempat):
    """One contract file. `putaran` counts the rounds: a work that the Musdes refused is delivered,
    reported and handed over again, and the papers of the first round stay."""

    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    kebutuhan = models.ForeignKey(Kebutuhan, models.PROTECT, related_name="pekerjaan")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    judul = models.CharField("nama pekerjaan", max_length=200)
    sumber = models.CharField("sumber biaya", max_length=10, choices=SumberBiaya)
    latar_belakang = models.TextField(blank=True)
    maksud_tujuan = models.TextField("maksud dan tujuan", blank=True)
    lingkup = models.TextField("lingkup pekerjaan", blank=True)
    metode = models.TextField(blank=True)
    waktu = models.TextField("waktu pelaksanaan", blank=True)
    ahli = models.TextField("tenaga ahli yang diminta", blank=True)
    pelaporan = models.TextField(blank=True)
    pembiayaan = models.TextField(blank=True)
    alasan_batas = models.CharField("alasan melampaui batas", max_length=300, blank=True)
    penyedia = models.ForeignKey(
        Penyedia, models.PROTECT, null=True, editable=False, related_name="pekerjaan"
    )
    pemilihan = models.OneToOneField(
        Pemilihan, models.PROTECT, null=True, editable=False, related_name="pekerjaan"
    )
    alasan_pilih = models.TextField("alasan memilih", blank=True, editable=False)
    tenaga_ahli = models.ForeignKey(
        TenagaAhli, models.PROTECT, null=True, blank=True, related_name="pekerjaan"
    )
    harga = models.PositiveBigIntegerField("harga kesepakatan", null=True, blank=True)
    spk_nomor = models.CharField("nomor SPK", max_length=100, blank=True, editable=False)
    spk_tanggal = models.DateField("tanggal SPK", null=True, blank=True)
    mulai = models.DateField("mulai bekerja", null=True, blank=True)
    selesai = models.DateField("selesai bekerja", null=True, blank=True)
    pihak1_nama = models.CharField("nama pihak pertama", max_length=100, blank=True)
    pihak1_jabatan = models.CharField("jabatan pihak pertama", max_length=100, blank=True)
    pihak2_nama = models.CharField("nama wakil penyedia", max_length=100, blank=True)
    pihak2_jabatan = models.CharField("jabatan wakil penyedia", max_length=100, blank=True)
    sanksi = models.TextField(blank=True)
    putaran = models.PositiveSmallIntegerField(default=1, editable=False)
    putusan = models.CharField(max_length=25, choices=Putusan, blank=True, editable=False)
    musdes_nomor = models.CharField(max_length=100, blank=True, editable=False)
    musdes_tanggal = models.DateField(null=True, editable=False)
    dibayar = models.PositiveBigIntegerField(default=0, editable=False)
    status = models.CharField(max_length=25, choices=S, default=S.DISUSUN, editable=False)

    workflow = WORKFLOW_PEKERJAAN
    objects = PekerjaanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pekerjaan"
        indexes = newest_first("pekerjaan")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=S.values), name="pekerjaan_status_known"),
            models.UniqueConstraint(
                fields=["kebutuhan"],
                condition=~Q(status=S.BATAL),
                name="pekerjaan_one_for_each_need",
            ),
            models.CheckConstraint(
                condition=Q(harga__isnull=True) | Q(harga__range=BIAYA),
                name="pekerjaan_price_is_possible",
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(mulai__isnull=False, selesai__gte=F("mulai")),
                name="pekerjaan_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=BEBAS)
                | Q(
                    penyedia__isnull=False,
                    harga__isnull=False,
                    mulai__isnull=False,
                    selesai__isnull=False,
                    spk_nomor__gt="",
                ),
                name="pekerjaan_contract_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=BOLEH_DIBAYAR)
                | Q(
                    putusan__in=[Putusan.DITERIMA, Putusan.DENGAN_CATATAN],
                    musdes_nomor__gt="",
                    musdes_tanggal__isnull=False,
                ),
                name="pekerjaan_accounted_by_a_musdes",
            ),
            models.CheckConstraint(
                condition=Q(dibayar=0) | Q(status__in=BOLEH_DIBAYAR, dibayar__lte=F("harga")),
                name="pekerjaan_no_money_before_the_musdes",
            ),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("p2ktd:work", args=[self.pk])

    @property
    def warna(self):
        return WARNA.get(self.status, "proses")

    @cached_property
    def jumlah_rab(self):
        """hitung.Jumlah of the RAB."""
        return total_of(self.rab.all())

    @cached_property
    def jumlah_termin(self):
        return sum(t.jumlah for t in self.termin.all())

    @property
    def terlambat(self):
        """Days past the end of the contract; 0 while it is in time or handed over."""
        if self.status not in BERJALAN or not self.selesai:
            return 0
        return max((timezone.localdate() - self.selesai).days, 0)

    @cached_property
    def kemajuan(self):
        """Mean progress of the outputs, rounded down: 100 means all of them are there."""
        parts = [k.persen for k in self.keluaran.all()]
        return sum(parts) // len(parts) if parts else 0

    def handed_over(self):
        return self.bast.filter(putaran=self.putaran)

    def open_notes(self):
        return self.catatan_musdes.filter(ditutup_at__isnull=True)

    @property
    def dokumen(self):
        """Its issued papers, newest first, without the bulky data."""
        mine = Dokumen.objects.filter(objek=self._meta.label, objek_id=str(self.pk))
        return mine.defer("data").order_by("-created_at", "-pk")


class BarisRab(models.Model):
    """A line of the RAB: volume × frequency × unit price, and the tax on it."""

    pekerjaan = models.ForeignKey(Pekerjaan, models.CASCADE, related_name="rab")
    uraian = models.CharField(max_length=200)
    volume = models.DecimalField(max_digits=10, decimal_places=2)
    satuan = models.CharField(max_length=30)
    frekuensi = models.PositiveSmallIntegerField(default=1)
    harga_satuan = models.PositiveBigIntegerField()  # rupiah
    pajak = models.DecimalField("pajak (%)", max_digits=5, decimal_places=2, default=0)
    sumber = models.CharField(
        "sumber biaya", max_length=10, choices=SumberBiaya, default=SumberBiaya.DOK
    )

    class Meta:
        verbose_name = "baris RAB"
        verbose_name_plural = "baris RAB"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    volume__gt=0, frekuensi__gt=0, harga_satuan__range=BIAYA, pajak__range=(0, 100)
                ),
                name="rab_row_is_possible",
            )
        ]

    def __str__(self):
        return self.uraian

    @property
    def jumlah(self):
        return row_sum(self.volume, self.frekuensi, self.harga_satuan)

    @property
    def nilai_pajak(self):
        return share(self.jumlah, self.pajak)


class Keluaran(models.Model):
    """Something the provider must leave behind: on the KAK, in the progress, on the BAST."""

    pekerjaan = models.ForeignKey(Pekerjaan, models.CASCADE, related_name="keluaran")
    uraian = models.CharField("keluaran", max_length=200)
    persen = models.PositiveSmallIntegerField("kemajuan (%)", default=0)
    kondisi = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "keluaran"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(persen__range=(0, 100)), name="keluaran_progress_is_a_share"
            )
        ]

    def __str__(self):
        return self.uraian


class Termin(models.Model):
    """A part of the price. Due after the Musdes has accepted, whatever the date says."""

    pekerjaan = models.ForeignKey(Pekerjaan, models.CASCADE, related_name="termin")
    uraian = models.CharField("termin", max_length=100)
    jumlah = models.PositiveBigIntegerField()  # rupiah
    ppn = models.PositiveBigIntegerField("PPN", null=True, blank=True)
    pph = models.PositiveBigIntegerField("PPh", null=True, blank=True)

    class Meta:
        verbose_name_plural = "termin"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jumlah__range=BIAYA), name="termin_amount_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(ppn__isnull=True, pph__isnull=True)
                | Q(ppn__isnull=False, pph__isnull=False, jumlah__gte=F("ppn") + F("pph")),
                name="termin_tax_is_whole",
            ),
        ]

    def __str__(self):
        return self.uraian

    @property
    def pajak(self):
        return (self.ppn or 0) + (self.pph or 0)


class Adendum(models.Model):
    """A change of contract, with its reason and the values before."""

    pekerjaan = models.ForeignKey(Pekerjaan, models.PROTECT, related_name="adendum")
    nomor = models.PositiveSmallIntegerField()
    tanggal = models.DateField()
    alasan = models.TextField()
    selesai_lama = models.DateField()
    selesai = models.DateField("selesai bekerja")
    harga_lama = models.PositiveBigIntegerField()
    harga = models.PositiveBigIntegerField("harga kesepakatan")

    class Meta:
        verbose_name_plural = "adendum"
        ordering = ["nomor"]
        constraints = [
            models.UniqueConstraint(fields=["pekerjaan", "nomor"], name="adendum_number_once")
        ]

    def __str__(self):
        return f"Adendum {self.nomor}"
