"""Two editions of the official list, compared: what became of each code. Pure.

A village is known again by its name inside its kecamatan; a kecamatan, where its code is gone, by
the names of its villages. What rests on that alone is certain; anything weaker is asked."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from desa.choices_impor import Perubahan as P
from desa.kode import parent_of
from ppid.lib.teks import squeeze

MIRIP = 0.8  # two spellings of one name
SUARA = 0.5  # of a kecamatan's villages, found again in one place
PALING_SEDIKIT = 2


@dataclass(frozen=True)
class Usul:
    """What became of an old code. `ke` is the code of today, "" where nobody can say."""

    perubahan: P
    ke: str = ""
    pasti: bool = False
    calon: list = field(default_factory=list)


def compare(old, new):
    """{old code: Usul} for every village whose code or name is another today. `old` and `new` map
    codes to names; only villages (13 characters) are compared, the rest tells where they lie."""
    lists = _Lists(old, new)
    homes = lists.homes()
    found = {}
    for kode, nama in old.items():
        if len(kode) == 13 and not (kode in new and squeeze(new[kode]) == squeeze(nama)):
            found[kode] = lists.fate_of(kode, nama, homes)
    return _without_doubles(found)


class _Lists:
    def __init__(self, old, new):
        self.old, self.new = old, new
        self.fresh = defaultdict(list)  # squeezed name -> codes that are new, or renamed, today
        for kode, nama in new.items():
            if len(kode) == 13 and squeeze(old.get(kode, "")) != squeeze(nama):
                self.fresh[squeeze(nama)].append(kode)

    def homes(self):
        """{old kecamatan: today's}, by where most of its villages are found again by name."""
        votes, sizes = defaultdict(Counter), Counter()
        for kode, nama in self.old.items():
            if len(kode) == 13:
                sizes[kode[:8]] += 1
                if kode not in self.new and len(again := self.fresh[squeeze(nama)]) == 1:
                    votes[kode[:8]][again[0][:8]] += 1
        found = {}
        for kecamatan, counts in votes.items():
            home, count = counts.most_common(1)[0]
            same = squeeze(self.old.get(kecamatan, "")) == squeeze(self.new.get(home, ""))
            if same or (count >= PALING_SEDIKIT and count >= SUARA * sizes[kecamatan]):
                found[kecamatan] = home
        return found

    def fate_of(self, kode, nama, homes):
        here = kode[:8]
        named = [k for k in self.fresh[squeeze(nama)] if k != kode]
        near = [k for k in named if k[:8] in {here, homes.get(here)}]
        if kode in self.new:
            return self._same_code(kode, nama, named, near)
        if len(near) == 1:
            status = kode[:8] == near[0][:8] and kode[9] != near[0][9]
            return Usul(P.STATUS if status else P.PINDAH, near[0], True, near)
        if len(named) == 1:
            kin = self._same_kabupaten(kode, named[0])
            return Usul(P.PINDAH, named[0], kin, named)
        inside = near or named[:5] or self._alike(nama, homes.get(here, here))
        return Usul(P.PINDAH if inside else P.HILANG, "", False, inside[:5])

    def _same_code(self, kode, nama, named, near):
        """The code lives on under another name: renamed, or given to another village."""
        today = self.new[kode]
        if near:
            return Usul(P.DIPAKAI_ULANG, near[0], len(near) == 1, [*near[:4], kode])
        if alike(nama, today):
            return Usul(P.GANTI_NAMA, kode, True, [kode])
        return Usul(P.GANTI_NAMA, kode, False, [kode, *named[:4]])

    def _same_kabupaten(self, kode, ke):
        """In a kecamatan and a kabupaten of the same names, under other codes."""
        kecamatan = squeeze(self.old.get(kode[:8], "")), squeeze(self.new.get(ke[:8], ""))
        kabupaten = _bare(self.old.get(kode[:5], "")), _bare(self.new.get(ke[:5], ""))
        return kecamatan[0] == kecamatan[1] and kabupaten[0] == kabupaten[1]

    def _alike(self, nama, kecamatan):
        return [
            k
            for names, kodes in self.fresh.items()
            for k in kodes
            if k[:8] == kecamatan and alike(nama, names)
        ]


def _bare(nama):
    return squeeze(nama).removeprefix("kabupaten").removeprefix("kab")


def alike(one, other):
    """Two spellings of one name: "Gunung Pulo", "Gunong Pulo"."""
    return SequenceMatcher(None, squeeze(one), squeeze(other), autojunk=False).ratio() >= MIRIP


def _without_doubles(found):
    """Two old villages cannot both have become one without somebody saying so."""
    taken = Counter(u.ke for u in found.values() if u.ke)
    return {
        kode: Usul(u.perubahan, u.ke, False, u.calon) if taken[u.ke] > 1 else u
        for kode, u in found.items()
    }


def new_codes(old, new, fates):
    """Villages of today that no village of then became: by pemekaran, or that were left out."""
    known = {u.ke for u in fates.values()} | set(old)
    return sorted(k for k in new if len(k) == 13 and k not in known)


def nearest(kode, alive):
    """The smallest place around an old code that still exists."""
    while kode not in alive:
        kode = parent_of(kode)
    return kode
