"""The progress line of a place and year, added up from kept counts: fields, words, shares."""

from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from desa.choices import Tingkat
from desa.models import Wilayah
from inovasi.corong import funnel
from inovasi.models import RekapKomitmen
from tugas.models import Kemajuan

SUMS = [
    "tik", "tik_mou", "tik_l", "tik_p", "tpid", "tpid_mou", "tpid_l", "tpid_p", "bursa",
    "desa_bursa", "bursa_l", "bursa_p", "ide_pel", "ide_sdm", "ide_infrastruktur", "mad_l", "mad_p",
    "musdes_l", "musdes_p", "diterima", "peserta_l", "peserta_p", "ditarik", "sepakat", "berbeda",
]  # fmt: skip
CARDS = ["kartu", "ditandatangani", "apbdes", "dianggarkan"]
BELOW = {
    Tingkat.NASIONAL: "provinsi",
    Tingkat.PROVINSI: "kabupaten",
    Tingkat.KABUPATEN: "kecamatan",
}
FORUM = [
    ("mad", "MAD"), ("bursa", "Bursa Inovasi Desa"), ("musdes", "Musdes"),
    ("peserta", "Kegiatan yang diterima"), ("tpid", "Anggota TPID"), ("tik", "Anggota TIK"),
]  # fmt: skip
ORANG = {"bursa": "peserta_bursa", "tpid": "anggota_tpid", "tik": "anggota_tik"}  # their lists


@dataclass(frozen=True)
class Baris:
    """One place of the table, with everything that is counted there. `sendiri`: only what lies
    at the place itself, such as the TIK of a kabupaten beside its kecamatan."""

    wilayah: Wilayah
    isi: dict = field(default_factory=dict)
    sendiri: bool = False

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self.isi.get(name) or 0

    @property
    def ide(self):
        return self.ide_pel + self.ide_sdm + self.ide_infrastruktur

    @property
    def peserta_bursa(self):
        return self.bursa_l + self.bursa_p

    @property
    def perempuan(self):
        """[(word, L, P, both, name of the list behind them)] of every forum and team."""
        rows = [
            (word, self.isi.get(f"{k}_l") or 0, self.isi.get(f"{k}_p") or 0, ORANG.get(k, k))
            for k, word in FORUM
        ]
        return [(word, men, women, men + women, name) for word, men, women, name in rows]


def _sums(rows):
    return rows.aggregate(**KABUPATEN, **{name: Sum(name, default=0) for name in SUMS})


# Kabupaten in which a bursa was held; before the sums, whose names hide the columns.
KABUPATEN = {
    "kab_bursa": Count("kabupaten", filter=Q(bursa__gt=0), distinct=True),
}


def line_of(place, tahun):
    """The Baris of one place: kept counts of all that lies in it."""
    rows = Kemajuan.objects.inside(place).filter(tahun=tahun).order_by()
    cards = RekapKomitmen.objects.inside(place).filter(tahun=tahun, bidang="").order_by()
    sums = cards.aggregate(**{name: Sum(name, default=0) for name in CARDS})
    return Baris(place, _sums(rows) | sums)


def lines_below(place, tahun):
    """The Baris of each child, and one of what lies at the place itself where there is any. Their
    sum is the line of the place."""
    column = BELOW.get(place.tingkat)
    if column is None:
        return []
    rows = Kemajuan.objects.inside(place).filter(tahun=tahun).order_by().values(column)
    rows = rows.annotate(**KABUPATEN, **{name: Sum(name) for name in SUMS})
    found = {row.pop(column): row for row in rows}
    cards = RekapKomitmen.objects.inside(place).filter(tahun=tahun, bidang="").order_by()
    for row in cards.values(column).annotate(**{name: Sum(name) for name in CARDS}):
        kode = row.pop(column)
        found[kode] = found.get(kode, {}) | row
    children = Wilayah.objects.children_of(place).filter(Q(jumlah_desa__gt=0) | Q(pk__in=found))
    lines = [Baris(w, found.get(w.pk, {})) for w in children.order_by("kode")]
    own = [Baris(place, found[place.pk], sendiri=True)] if place.pk in found else []
    return lines + own


@dataclass(frozen=True)
class Sasaran:
    """How many there are of what is counted: the 100 % of a progress line."""

    kabupaten: int
    kecamatan: int
    desa: int


def targets_of(place):
    """Kabupaten and kecamatan that have villages, and the villages."""
    inside = Wilayah.objects.inside(place).filter(jumlah_desa__gt=0)
    n = inside.order_by().aggregate(
        kabupaten=Count("pk", filter=Q(tingkat=Tingkat.KABUPATEN)),
        kecamatan=Count("pk", filter=Q(tingkat=Tingkat.KECAMATAN)),
    )
    return Sasaran(n["kabupaten"], n["kecamatan"], place.jumlah_desa)


@dataclass(frozen=True)
class Butir:
    """One item of the progress line: word, number, of how many (0: of nothing)."""

    kunci: str
    kata: str
    jumlah: int
    dari: int = 0
    satuan: str = ""

    @property
    def persen(self):
        return 100 * self.jumlah / self.dari if self.dari else None


def items_of(baris, sasaran):
    """The line that KN-PID reported [S32], in its order; a kecamatan has no TIK of its own."""
    return [
        *_of_kabupaten(baris, sasaran),
        Butir("tpid", "TPID terbentuk (SK)", baris.tpid, sasaran.kecamatan, "kecamatan"),
        Butir("tpid_mou", "MoU TPID", baris.tpid_mou, sasaran.kecamatan, "kecamatan"),
        _fairs(baris, sasaran),
        Butir("bursa_l", "Peserta BID laki-laki", baris.bursa_l, baris.peserta_bursa, "peserta"),
        Butir("bursa_p", "Peserta BID perempuan", baris.bursa_p, baris.peserta_bursa, "peserta"),
        Butir("desa_bursa", "Desa hadir di BID", baris.desa_bursa, sasaran.desa, "desa"),
        Butir("kartu", "Kartu komitmen", baris.kartu),
        Butir("ditandatangani", "di antaranya ditandatangani", baris.ditandatangani, baris.kartu),
        Butir("ide", "Kartu ide", baris.ide),
    ]


def _of_kabupaten(baris, sasaran):
    if baris.wilayah.tingkat == Tingkat.KECAMATAN:
        return []
    return [
        Butir("tik", "TIK terbentuk (SK)", baris.tik, sasaran.kabupaten, "kabupaten"),
        Butir("tik_mou", "MoU TIK", baris.tik_mou, sasaran.kabupaten, "kabupaten"),
    ]


def _fairs(baris, sasaran):
    if baris.wilayah.tingkat == Tingkat.KECAMATAN:
        return Butir("bursa", "BID dilaksanakan di sini", baris.bursa)
    return Butir("kab_bursa", "BID dilaksanakan", baris.kab_bursa, sasaran.kabupaten, "kabupaten")


def by_bidang(place, tahun, line):
    """[(word, ideas, Angka of the funnel)] per bidang."""
    _, *rows = funnel(place, tahun)
    return [(a.nama, line.isi.get(f"ide_{a.bidang}") or 0, a) for a in rows]


def years_of(place):
    """{year: Baris} of every year in which anything was counted, newest first."""
    rows = Kemajuan.objects.inside(place).order_by().values("tahun")
    found = {
        row.pop("tahun"): row
        for row in rows.annotate(**KABUPATEN, **{name: Sum(name) for name in SUMS})
    }
    cards = RekapKomitmen.objects.inside(place).filter(bidang="").order_by().values("tahun")
    for row in cards.annotate(**{name: Sum(name) for name in CARDS}):
        tahun = row.pop("tahun")
        found[tahun] = found.get(tahun, {}) | row
    return {tahun: Baris(place, found[tahun]) for tahun in sorted(found, reverse=True)}
