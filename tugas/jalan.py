"""Reads the walk for pages: the stones of villages, and how many villages stand where."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from desa.choices import Peran, Tingkat
from desa.models import Wilayah
from tugas.choices import Tugas
from tugas.keadaan import Fakta, Keadaan
from tugas.models import Capaian, Rekap
from tugas.penilaian import judge


@dataclass(frozen=True)
class Batu:
    """One stone as a page draws it."""

    desa: str
    nomor: int
    nama: str
    keadaan: str
    kalimat: str
    langkah: str
    siapa: str
    tautan: str
    batas: date | None
    aktif: bool = False

    @property
    def giliran(self):
        return Peran(self.siapa).label if self.siapa else ""

    @property
    def kata(self):
        return Keadaan(self.keadaan).label


def stones_of(kodes, tahun):
    """{kode: [seven Batu]}. Every fact writes its village's stones in its own transaction, so a
    village without any has no fact either: it is judged on nothing, and nothing is asked."""
    kodes = list(kodes)
    stored = defaultdict(list)
    for c in Capaian.objects.filter(desa__in=kodes, tahun=tahun).order_by("desa", "nomor"):
        stored[c.desa_id].append(_stored(c))
    for kode in kodes:
        if len(stored[kode]) != len(Tugas):
            found = judge(Fakta(kode, tahun))
            stored[kode] = [_judged(kode, nomor, p) for nomor, p in found.items()]
    return {kode: _with_next(stored[kode]) for kode in kodes}


def _stored(c):
    return Batu(
        c.desa_id, c.nomor, Tugas(c.nomor).label, c.keadaan, c.kalimat, c.langkah, c.siapa,
        c.tautan, c.batas,
    )  # fmt: skip


def _judged(kode, nomor, p):
    step = p.langkah
    return Batu(
        kode, nomor, Tugas(nomor).label, str(p.keadaan), p.kalimat, step.teks if step else "",
        str(step.siapa) if step else "", step.tautan if step else "", step.batas if step else None,
    )  # fmt: skip


def urgency(batu):
    """Late first, then what has a date, then the order of the duties."""
    return batu.keadaan != Keadaan.TERLAMBAT, batu.batas or date.max, batu.nomor


def _with_next(stones):
    """Mark the one stone that is next in this village."""
    open_ones = [b for b in stones if b.langkah]
    chosen = min(open_ones, key=urgency, default=None)
    return [Batu(**(vars(b) | {"aktif": b is chosen})) for b in stones]


@dataclass(frozen=True)
class Baris:
    """A place in a table of places: how many of its villages stand in each state of each duty."""

    wilayah: Wilayah
    sel: list  # seven dicts {keadaan: villages}

    @property
    def jumlah_desa(self):
        return self.wilayah.jumlah_desa


def counts_below(place, tahun):
    """One Baris for each child of a place above the kecamatan. Places without villages, such as
    a kota of kelurahan, are left out."""
    level, column = {
        Tingkat.NASIONAL: (Tingkat.KABUPATEN, "provinsi"),
        Tingkat.PROVINSI: (Tingkat.KABUPATEN, "kabupaten"),
        Tingkat.KABUPATEN: (Tingkat.KECAMATAN, "kecamatan"),
    }[place.tingkat]
    found = defaultdict(lambda: defaultdict(dict))
    rows = Rekap.objects.inside(place).filter(tingkat=level, tahun=tahun)
    for kode, nomor, keadaan, n in (
        rows.order_by().values_list(column, "nomor", "keadaan").annotate(n=Sum("jumlah"))
    ):
        found[kode][nomor][keadaan] = n
    children = Wilayah.objects.children_of(place).filter(jumlah_desa__gt=0).order_by("kode")
    return [Baris(w, _cells(found[w.kode], w.jumlah_desa)) for w in children]


def counts_of(place, tahun):
    """The seven cells of the place itself."""
    level = Tingkat.KECAMATAN if place.tingkat == Tingkat.KECAMATAN else Tingkat.KABUPATEN
    found = defaultdict(dict)
    rows = Rekap.objects.inside(place).filter(tingkat=level, tahun=tahun)
    for nomor, keadaan, n in (
        rows.order_by().values_list("nomor", "keadaan").annotate(n=Sum("jumlah"))
    ):
        found[nomor][keadaan] = n
    return _cells(found, place.jumlah_desa)


def _cells(found, villages):
    cells = []
    for nomor in Tugas:
        cell = {k: n for k, n in found[nomor].items() if n}
        cell[str(Keadaan.BELUM)] = villages - sum(cell.values())
        cells.append(Sel(int(nomor), Tugas(nomor).label, cell, villages))
    return cells


@dataclass(frozen=True)
class Sel:
    """One cell: the villages of a place by the state of one duty."""

    nomor: int
    nama: str
    jumlah: dict  # {keadaan: villages}, "belum" included
    desa: int

    @property
    def selesai(self):
        return self.jumlah.get(Keadaan.SELESAI, 0)

    @property
    def rincian(self):
        """[(keadaan, word, villages)] in the order of the walk, without the empty ones."""
        return [(str(k), k.label, self.jumlah[k]) for k in Keadaan if self.jumlah.get(k)]


def villages_at(place, tahun, nomor, keadaan):
    """The villages behind one number: exactly as many as it says."""
    villages = Wilayah.objects.villages().inside(place)
    stones = Capaian.objects.inside(place).filter(tahun=tahun, nomor=nomor)
    if keadaan == Keadaan.BELUM:
        begun = stones.exclude(keadaan=Keadaan.BELUM)
        return villages.exclude(pk__in=begun.values("desa"))
    return villages.filter(pk__in=stones.filter(keadaan=keadaan).values("desa"))


def count_at(place, tahun, nomor, keadaan):
    cell = counts_of(place, tahun)[nomor - 1]
    return cell.jumlah.get(keadaan, 0)
