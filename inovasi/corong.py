"""Reads the funnel: of a place and year, by bidang, by place below, and why promises stopped."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, Sum

from desa.choices import Tingkat
from desa.models import Wilayah
from inovasi.actions.corong import COUNTS, SUMS, VILLAGES, counted_rows
from inovasi.choices import BIDANG_SINGKAT, AlasanBerhenti, Bidang, Tahap
from inovasi.models import Komitmen, RekapKomitmen

COLUMNS = [*COUNTS, *SUMS, *VILLAGES]
UANG = [
    ("Dijanjikan", "dijanjikan", str(Tahap.DITANDATANGANI)),
    ("Dianggarkan", "dianggarkan", str(Tahap.APBDES)),
    ("Terpakai", "direalisasi", str(Tahap.DILAKSANAKAN)),
]
KUDUS = 8.1  # % of villages with a commitment in APBDes, Kudus 2018-2019: 10 of 123


@dataclass(frozen=True)
class Angka:
    """The counts of one place, year and bidang ("" is all)."""

    bidang: str
    nama: str
    isi: dict = field(default_factory=dict)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self.isi.get(name) or 0

    @property
    def tahap(self):
        """[(stage, word, number, share of the cards)] for a bar and the list behind it."""
        return [(str(t), t.label, getattr(self, t), self.share(getattr(self, t))) for t in Tahap]

    def share(self, n):
        return 100 * n // self.kartu if self.kartu else 0

    @property
    def alasan(self):
        """[(reason, word, number)] of those that stopped, the commonest first."""
        found = [(str(a), a.label, getattr(self, a)) for a in AlasanBerhenti]
        return sorted((f for f in found if f[2]), key=lambda f: -f[2])

    @property
    def berhenti(self):
        return sum(n for _, _, n in self.alasan)

    def uang(self, bidang):
        """[(word, stage behind it, rupiah, [(Angka of a bidang, rupiah)])]: promised is not
        budgeted, and budgeted is not spent."""
        return [
            (word, tahap, getattr(self, name), [(b, getattr(b, name)) for b in bidang])
            for word, name, tahap in UANG
        ]

    def desa_persen(self, villages):
        """Share of the villages that have a commitment in APBDes, one decimal: Kudus' yardstick."""
        return round(100 * self.desa_apbdes / villages, 1) if villages else 0.0


def _named(rows):
    words = {"": "Semua bidang"} | {str(b): BIDANG_SINGKAT[b] for b in Bidang}
    return [Angka(b, word, rows.get(b, {})) for b, word in words.items()]


def funnel(place, tahun):
    """[Angka of all, of each bidang] of one place. A village is counted from its cards, any
    other place from the kept counts of its kecamatan."""
    if place.tingkat == Tingkat.DESA:
        return _named(counted_rows(Komitmen.objects.filter(desa=place, tahun=tahun)))
    rows = RekapKomitmen.objects.inside(place).filter(tahun=tahun).order_by()
    sums = {name: Sum(name) for name in COLUMNS}
    return _named({row.pop("bidang"): row for row in rows.values("bidang").annotate(**sums)})


BELOW = {
    Tingkat.NASIONAL: "provinsi",
    Tingkat.PROVINSI: "kabupaten",
    Tingkat.KABUPATEN: "kecamatan",
}


def funnel_below(place, tahun):
    """[(child, Angka)] for each place below that has villages."""
    children = Wilayah.objects.children_of(place).filter(jumlah_desa__gt=0).order_by("kode")
    if place.tingkat == Tingkat.KECAMATAN:
        return by_village(Wilayah.objects.villages().children_of(place).order_by("kode"), tahun)
    column = BELOW[place.tingkat]
    rows = RekapKomitmen.objects.inside(place).filter(tahun=tahun, bidang="").order_by()
    sums = {name: Sum(name) for name in COLUMNS}
    found = {row.pop(column): row for row in rows.values(column).annotate(**sums)}
    return [(w, Angka("", w.nama, found.get(w.pk, {}))) for w in children]


def funnel_villages(place, tahun, budgeted=None):
    """The villages of a place: all, or those that have (or have not) a promise in an APBDes."""
    villages = Wilayah.objects.villages().inside(place).order_by("kode")
    if budgeted is None:
        return villages
    promises = Komitmen.objects.inside(place).filter(tahun=tahun).reached(Tahap.APBDES)
    found = Q(pk__in=promises.order_by().values("desa"))
    return villages.filter(found if budgeted else ~found)


def by_village(villages, tahun):
    found = defaultdict(dict)
    rows = Komitmen.objects.filter(desa__in=villages, tahun=tahun).order_by()
    for row in rows.values("desa").annotate(**COUNTS, **SUMS):
        desa = row.pop("desa")
        found[desa] = row | {"desa_kartu": 1, "desa_apbdes": int(bool(row["apbdes"]))}
    return [(w, Angka("", w.nama, found[w.pk])) for w in villages]
