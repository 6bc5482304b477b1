"""The Kartu Komitmen, the most important record; interest before it, and refusals."""

from hashlib import sha256

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from uuid6 import uuid7

from desa.choices import Tingkat
from desa.models import Bertempat, newest_first, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import (
    BIDANG_SINGKAT,
    AlasanBerhenti,
    Bidang,
    StatusKomitmen,
    SumberDana,
    Tahap,
)
from inovasi.models.bursa import Bursa
from inovasi.workflow import WORKFLOW_KOMITMEN

BIAYA = (1, 10**12)  # rupiah: anything else is a slip of the pen
HURUF = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is mistaken for something else
BARIS = (  # what one line of a list shows
    "nama_kegiatan", "status", "tahun_anggaran", "perkiraan_biaya", "dianggarkan", "rkpdes_at",
    "created_at", "desa__nama", "desa__induk__nama",
)  # fmt: skip
S = StatusKomitmen
AKTIF = [S.DITANDATANGANI, S.MASUK_RKPDES, S.MASUK_APBDES, S.DILAKSANAKAN, S.SELESAI]
BERHENTI = [S.BATAL, S.DIALIHKAN]
WARNA = {
    S.DRAF: "perlu",
    S.DITANDATANGANI: "proses",
    S.MASUK_RKPDES: "proses",
    S.MASUK_APBDES: "baik",
    S.DILAKSANAKAN: "proses",
    S.SELESAI: "baik",
    S.BATAL: "batal",
    S.DIALIHKAN: "takperlu",
}
# What each stage of the funnel asks of a row. Facts, not statuses: a commitment that was
# cancelled later did reach the stages before.
SAMPAI = {
    Tahap.KARTU: Q(),
    Tahap.DITANDATANGANI: Q(ditandatangani_at__isnull=False),
    Tahap.RKPDES: Q(rkpdes_at__isnull=False),
    Tahap.APBDES: Q(apbdes_at__isnull=False),
    Tahap.DILAKSANAKAN: Q(dilaksanakan_at__isnull=False),
    Tahap.SELESAI: Q(selesai_at__isnull=False),
}


class KomitmenQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("desa__induk", "menu", "bursa")

    def for_row(self):
        """No more of each than a line of a list shows."""
        return self.select_related(None).select_related("desa__induk").only(*BARIS)

    def reached(self, tahap):
        return self.filter(SAMPAI[tahap])

    def active(self):
        return self.filter(status__in=AKTIF)

    def signed(self):
        return self.filter(ditandatangani_at__isnull=False)

    def copying(self):
        """Signed and not given up: of one carried into another year only the later."""
        return self.signed().exclude(status__in=BERHENTI)

    def unfunded(self):
        """Promised, and in no APBDes yet."""
        return self.filter(status__in=[S.DITANDATANGANI, S.MASUK_RKPDES])


class Komitmen(Bertempat):
    """A village's promise to copy an innovation, signed by its head and by the head of its BPD.
    The key is made by whoever enters the card. An unsigned card is a paper like the others, so
    those of the place see it; it counts as a card and not as a commitment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    bursa = models.ForeignKey(Bursa, models.PROTECT, null=True, blank=True, related_name="komitmen")
    menu = models.ForeignKey(
        "inovasi.MenuInovasi", models.PROTECT, null=True, blank=True, related_name="komitmen"
    )
    kartu_ide = models.ForeignKey(
        "inovasi.KartuIde", models.PROTECT, null=True, blank=True, related_name="komitmen"
    )
    minat = models.ForeignKey(
        "inovasi.KartuInovasi", models.PROTECT, null=True, editable=False, related_name="komitmen"
    )
    asal = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="lanjutan"
    )  # the one of an earlier year that this one carries on
    tahun = models.PositiveSmallIntegerField("tahun kartu")
    tahun_anggaran = models.PositiveSmallIntegerField("tahun APBDes")
    bidang = models.CharField(max_length=15, choices=Bidang)
    nama_kegiatan = models.CharField("nama kegiatan di desa", max_length=200)
    adaptasi = models.TextField("yang disesuaikan", max_length=1000, blank=True)
    lokasi = models.CharField("lokasi atau dusun", max_length=200, blank=True)
    volume = models.CharField(max_length=100, blank=True)
    sasaran = models.CharField(max_length=200, blank=True)
    perkiraan_biaya = models.PositiveBigIntegerField("perkiraan biaya", null=True, blank=True)
    sumber = models.CharField("sumber dana", max_length=10, choices=SumberDana, default="dd")
    butuh_p2ktd = models.BooleanField("butuh bantuan P2KTD", default=False)
    keahlian = models.CharField("bidang keahlian", max_length=100, blank=True)
    kades_nama = models.CharField("nama kepala desa", max_length=100, blank=True)
    kades_ttd = models.DateField("kepala desa menandatangani", null=True, blank=True)
    bpd_nama = models.CharField("nama ketua BPD", max_length=100, blank=True)
    bpd_ttd = models.DateField("ketua BPD menandatangani", null=True, blank=True)
    saksi = models.CharField(max_length=200, blank=True)
    foto = models.FileField("foto kartu", upload_to="komitmen/%Y/%m/", blank=True, editable=False)
    foto_kecil = models.FileField(upload_to="komitmen/%Y/%m/", blank=True, editable=False)
    foto_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    status = models.CharField(max_length=15, choices=S, default=S.DRAF, editable=False)
    ditandatangani_at = models.DateField(null=True, editable=False)  # the later signature
    rkpdes_at = models.DateField(null=True, editable=False)
    apbdes_at = models.DateField(null=True, editable=False)
    dilaksanakan_at = models.DateField(null=True, editable=False)
    selesai_at = models.DateField(null=True, editable=False)
    berhenti_at = models.DateField(null=True, editable=False)
    alasan = models.CharField(
        "mengapa berhenti", max_length=20, choices=AlasanBerhenti, blank=True, editable=False
    )
    alasan_disimpulkan = models.BooleanField(default=False, editable=False)  # by the house
    dianggarkan = models.PositiveBigIntegerField(default=0, editable=False)
    direalisasi = models.PositiveBigIntegerField(default=0, editable=False)
    persen = models.PositiveSmallIntegerField(default=0, editable=False)

    workflow = WORKFLOW_KOMITMEN
    objects = KomitmenQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "komitmen"
        indexes = [
            *newest_first("komitmen"),
            models.Index(fields=["tahun_anggaran", "status", "kabupaten"], name="komitmen_window"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["desa", "menu", "tahun_anggaran"],
                condition=Q(status__in=AKTIF, menu__isnull=False),
                name="komitmen_one_active",
            ),
            models.CheckConstraint(condition=Q(status__in=S.values), name="komitmen_status_known"),
            models.CheckConstraint(
                condition=Q(tahun__range=(2015, 2100), tahun_anggaran__gte=F("tahun")),
                name="komitmen_budget_year_follows",
            ),
            models.CheckConstraint(
                condition=Q(perkiraan_biaya__isnull=True) | Q(perkiraan_biaya__range=BIAYA),
                name="komitmen_amount_is_possible",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*AKTIF, S.DIALIHKAN])
                | Q(
                    ditandatangani_at__isnull=False,
                    kades_ttd__isnull=False,
                    bpd_ttd__isnull=False,
                    kades_nama__gt="",
                    bpd_nama__gt="",
                    perkiraan_biaya__isnull=False,
                ),
                name="komitmen_signed_by_both",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.MASUK_APBDES) | Q(apbdes_at__isnull=False, dianggarkan__gt=0),
                name="komitmen_budgeted_has_amount",
            ),
            models.CheckConstraint(
                condition=Q(status__in=BERHENTI, alasan__gt="", berhenti_at__isnull=False)
                | (~Q(status__in=BERHENTI) & Q(alasan="", berhenti_at__isnull=True)),
                name="komitmen_stopped_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.nama_kegiatan or f"Kartu {self.desa}"

    def get_absolute_url(self):
        return reverse("inovasi:commitment", args=[self.pk])

    @cached_property
    def resi(self):
        """ "7K3M-Q9TZ": follows from the key, so the same card sent again has the same receipt."""
        n = int.from_bytes(sha256(self.pk.bytes).digest()[:8])
        letters = "".join(HURUF[n // len(HURUF) ** i % len(HURUF)] for i in range(8))
        return f"{letters[:4]}-{letters[4:]}"

    @property
    def bidang_singkat(self):
        return BIDANG_SINGKAT[self.bidang]

    @property
    def warna(self):
        return WARNA[self.status]

    @property
    def is_active(self):
        return self.status in AKTIF


class KartuInovasiQuerySet(ScopedQuerySet):
    def for_list(self):
        rows = self.select_related("desa__induk", "menu", "bursa")
        return rows.annotate(dijanjikan=Exists(Komitmen.objects.filter(minat=OuterRef("pk"))))


class KartuInovasi(Bertempat):
    """Interest before the promise (domain.md 3.2): optional, becomes a commitment or stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    bursa = models.ForeignKey(Bursa, models.PROTECT, null=True, blank=True, related_name="minat")
    menu = models.ForeignKey("inovasi.MenuInovasi", models.PROTECT, related_name="minat")
    tahun = models.PositiveSmallIntegerField()
    alasan = models.CharField("mengapa berminat", max_length=300, blank=True)
    adaptasi = models.CharField("yang perlu disesuaikan", max_length=300, blank=True)

    objects = KartuInovasiQuerySet.as_manager()

    class Meta:
        verbose_name = "kartu inovasi"
        verbose_name_plural = "kartu inovasi"
        indexes = [
            models.Index(fields=[level, "-created_at", "-id"], name=f"minat_{level}")
            for level in ("kabupaten", "kecamatan", "desa")
        ]
        constraints = [
            models.UniqueConstraint(fields=["desa", "menu", "tahun"], name="minat_once_a_year")
        ]

    def __str__(self):
        return f"Minat {self.desa}: {self.menu}"

    def get_absolute_url(self):
        return reverse("inovasi:interest", args=[self.pk])


class PenolakanKomitmen(Bertempat):
    """A village that says it will promise nothing this year, and why: a valid outcome."""

    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField()
    tanggal = models.DateField()
    disampaikan_oleh = models.CharField(max_length=100)
    alasan = models.CharField(max_length=20, choices=AlasanBerhenti)
    catatan = models.CharField(max_length=500)
    dicabut_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "penolakan komitmen"
        constraints = [
            models.UniqueConstraint(
                fields=["desa", "tahun"],
                condition=Q(dicabut_at__isnull=True),
                name="penolakan_once_a_year",
            )
        ]

    def __str__(self):
        return f"{self.desa} tidak berkomitmen tahun {self.tahun}"
