"""An innovation found in a village, and how it travels until others can copy it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from uuid6 import uuid7

from desa.choices import Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import (
    Bidang,
    BidangIsian,
    StatusInovasi,
    SubBidang,
    SumberDana,
    TahapCapturing,
    Tipologi,
)
from inovasi.models.ide import KartuIde
from inovasi.models.kriteria import Kriteria
from inovasi.workflow import WORKFLOW_INOVASI

S, T = StatusInovasi, TahapCapturing
UNSENT = [S.DRAF, S.DIBUANG]
CLOSED = [S.DITOLAK, S.DIGABUNG, S.DIBUANG]
VERIFIED = [
    S.DIVERIFIKASI_TIK, S.CAPTURING, S.DIKEMAS, S.TERVALIDASI, S.MENU_LOKAL, S.MENU_NASIONAL,
]  # fmt: skip
VALIDATED = [S.TERVALIDASI, S.MENU_LOKAL, S.MENU_NASIONAL]
WARNA = {
    S.DRAF: "netral",
    S.DIKEMBALIKAN: "perlu",
    S.DITOLAK: "batal",
    S.DIGABUNG: "batal",
    S.DIBUANG: "batal",
    **dict.fromkeys(VALIDATED, "baik"),
}
TAHAP = {
    S.DIAJUKAN: T.VERIFIKASI,
    S.DIVERIFIKASI_TPID: T.VERIFIKASI,
    S.DIVERIFIKASI_TIK: T.LENGKAP,
    S.CAPTURING: T.LENGKAP,
    S.DIKEMAS: T.VALIDASI,
}
MOST_WORDS = 500


class InovasiQuerySet(ScopedQuerySet):
    def without_drafts_of_others(self, user):
        return super().without_drafts_of_others(user).exclude(status=S.DIBUANG)

    def for_list(self):
        return self.select_related("desa__induk", "created_by")

    def of_year(self, tahun):
        return self.filter(tahun=tahun)

    def standing(self):
        """Sent, and neither refused nor merged into another."""
        return self.exclude(status__in=[S.DRAF, *CLOSED])

    def verified(self):
        return self.filter(status__in=VERIFIED)


class Inovasi(Bertempat):
    """The form of identification (domain.md 3.4). An innovation is something *done*, with a
    result that can be measured; a proposal stays a Kartu IDE."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tahun = models.PositiveSmallIntegerField("tahun ditemukan")
    kartu_ide = models.OneToOneField(
        KartuIde, models.PROTECT, null=True, blank=True, related_name="inovasi"
    )
    judul = models.CharField(max_length=200)
    bidang = models.CharField(max_length=15, choices=Bidang)
    sub_bidang = models.CharField("sub-bidang", max_length=15, choices=SubBidang, blank=True)
    tipologi = models.CharField(
        "cocok untuk desa", max_length=15, choices=Tipologi, default=Tipologi.SEMUA
    )
    ringkasan = models.TextField(max_length=MOST_WORDS, blank=True)
    masalah = models.TextField("masalah awal", max_length=2000, blank=True)
    kebaruan = models.TextField("apa yang baru", max_length=2000, blank=True)
    sudah_berjalan = models.BooleanField(default=False)
    tahun_mulai = models.PositiveSmallIntegerField("berjalan sejak tahun", null=True, blank=True)
    pelaku = models.CharField("pelaku utama", max_length=150, blank=True)
    pelaku_hp = models.CharField("nomor HP pelaku", max_length=20, blank=True)
    biaya = models.PositiveBigIntegerField("biaya per tahun (rupiah)", null=True, blank=True)
    sumber_dana = models.CharField("sumber dana", max_length=10, choices=SumberDana, blank=True)
    kode_apbdes = models.CharField("kode atau baris APBDes", max_length=100, blank=True)
    hasil = models.TextField("hasil", max_length=2000, blank=True)
    hasil_satuan = models.CharField("satuan", max_length=60, blank=True)
    hasil_sebelum = models.DecimalField(
        "sebelum", max_digits=14, decimal_places=2, null=True, blank=True
    )
    hasil_sesudah = models.DecimalField(
        "sesudah", max_digits=14, decimal_places=2, null=True, blank=True
    )
    penerima_l = models.PositiveIntegerField("penerima laki-laki", null=True, blank=True)
    penerima_p = models.PositiveIntegerField("penerima perempuan", null=True, blank=True)
    penerima_rentan = models.PositiveIntegerField(
        "di antaranya warga miskin, lansia, atau penyandang disabilitas", null=True, blank=True
    )
    keberlanjutan = models.TextField("keberlanjutan", max_length=2000, blank=True)
    status = models.CharField(max_length=20, choices=S, default=S.DRAF, editable=False)
    putaran = models.PositiveSmallIntegerField(default=0, editable=False)  # times it was returned
    digabung_ke = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="gabungan", editable=False
    )

    workflow = WORKFLOW_INOVASI
    draft = S.DRAF
    objects = InovasiQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inovasi"
        indexes = [
            *(
                models.Index(fields=[level, "-created_at", "-id"], name=f"inovasi_{level}")
                for level in ("provinsi", "kabupaten", "kecamatan", "desa")
            ),
            models.Index(fields=["-created_at", "-id"], name="inovasi_newest_first"),
            models.Index(fields=["desa", "tahun", "status"], name="inovasi_facts"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=S.values), name="inovasi_status_known"),
            models.CheckConstraint(
                condition=Q(bidang__in=Bidang.values), name="inovasi_bidang_known"
            ),
            models.CheckConstraint(
                condition=Q(sudah_berjalan=False, tahun_mulai__isnull=True)
                | Q(sudah_berjalan=True, tahun_mulai__isnull=False),
                name="inovasi_running_has_its_year",
            ),
            models.CheckConstraint(
                condition=Q(status=S.DIGABUNG, digabung_ke__isnull=False)
                | ~Q(status=S.DIGABUNG) & Q(digabung_ke__isnull=True),
                name="inovasi_merged_into_another",
            ),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("inovasi:detail", args=[self.pk])

    @property
    def warna(self):
        return WARNA.get(self.status, "proses")

    @property
    def is_open(self):
        return self.status in (S.DRAF, S.DIKEMBALIKAN)

    @property
    def tahap(self):
        """The stage of capturing; "" once validated."""
        if self.status in VALIDATED or self.status in CLOSED:
            return ""
        return TAHAP.get(self.status, T.IDENTIFIKASI)

    @cached_property
    def kriteria(self):
        return Kriteria.objects.in_force(self.desa_id[:5], self.tahun)

    def kriteria_opened_with(self, key):
        return Kriteria.objects.opened_with(self.desa_id[:5], self.tahun, key)

    @property
    def proven(self):
        """Codes of the criteria for which there is evidence."""
        return {b.kriteria for b in self.bukti.all()}

    @property
    def evidence_sentence(self):
        """ "3 dari 5 kriteria belum punya bukti: …"; "" when each has."""
        asked = self.kriteria.with_evidence
        proven = self.proven
        lacking = [b["nama"] for b in asked if b["kode"] not in proven]
        if not lacking:
            return ""
        names = ", ".join(lacking)
        return f"{len(lacking)} dari {len(asked)} kriteria belum punya bukti: {names}."

    def unproven_required(self):
        """Names of the criteria that are required, ask for evidence, and have none."""
        proven = self.proven
        asked = (b for b in self.kriteria.with_evidence if b["wajib"] or b["kode"] == "berjalan")
        return [b["nama"] for b in asked if b["kode"] not in proven]

    def photos(self):
        return [m for m in self.media.all() if not m.dilepas_at]

    def open_points(self):
        return self.koreksi.filter(selesai_at__isnull=True)

    def document_gaps(self):
        """What the learning document still lacks, as sentences."""
        dokumen = getattr(self, "dokumen", None)
        return dokumen.gaps() if dokumen else ["Dokumen pembelajaran belum dimulai."]

    def value_of(self, bidang):
        """What stands in a field, as people read it; "" for nothing."""
        return str(READ.get(bidang, lambda i: getattr(i, bidang))(self))


def _parts(*parts):
    return ", ".join(str(part) for part in parts if part not in (None, ""))


READ = {
    BidangIsian.BIDANG: lambda i: _parts(i.get_bidang_display(), i.get_sub_bidang_display()),
    BidangIsian.BERJALAN: lambda i: f"sejak {i.tahun_mulai}" if i.sudah_berjalan else "belum",
    BidangIsian.PELAKU: lambda i: _parts(i.pelaku, i.pelaku_hp),
    BidangIsian.BIAYA: lambda i: _parts(i.biaya, i.get_sumber_dana_display(), i.kode_apbdes),
    BidangIsian.HASIL: lambda i: _parts(i.hasil, i.hasil_satuan, i.hasil_sebelum, i.hasil_sesudah),
    BidangIsian.PENERIMA: lambda i: _parts(i.penerima_l, i.penerima_p, i.penerima_rentan),
    BidangIsian.BUKTI: lambda i: "; ".join(sorted(str(b) for b in i.bukti.all())),
    BidangIsian.DOKUMEN: lambda i: "",
}
