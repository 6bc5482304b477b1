"""Who was there, counted: L and P apart, by unsur and by village, against quorum and composition.

Pure: made from counts, whether they come from the database or from sealed minutes."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Baris:
    """One line of the table: people of one unsur."""

    unsur: str
    L: int
    P: int

    @property
    def jumlah(self):
        return self.L + self.P


@dataclass(frozen=True)
class Rekap:
    """`counts` is {(unsur, "L" or "P", code of the village or ""): people}."""

    counts: Counter = field(default_factory=Counter)
    diundang: int | None = None  # people
    kuorum: tuple[int, int] | None = None  # (2, 3): two thirds of those invited
    wajib: tuple[str, ...] = ()  # the unsur that should be there

    def _sum(self, want):
        return sum(n for key, n in self.counts.items() if want(*key))

    @property
    def hadir(self):
        return sum(self.counts.values())

    @property
    def L(self):
        return self._sum(lambda unsur, jk, desa: jk == "L")

    @property
    def P(self):
        return self._sum(lambda unsur, jk, desa: jk == "P")

    def baris(self, urutan):
        """The lines of the unsur that are there, in the order given."""
        there = {unsur for unsur, _, _ in self.counts}
        return [
            Baris(
                unsur, *(self._sum(lambda u, j, d, x=unsur, y=jk: (u, j) == (x, y)) for jk in "LP")
            )
            for unsur in urutan
            if unsur in there
        ]

    @property
    def per_desa(self):
        """{code: people}; guests from no village are left out."""
        found = Counter()
        for (_, _, desa), n in self.counts.items():
            if desa:
                found[desa] += n
        return found

    @property
    def perlu(self):
        """How many make the quorum; None when it cannot or need not be counted."""
        if not (self.diundang and self.kuorum):
            return None
        atas, bawah = self.kuorum
        return -(-self.diundang * atas // bawah)

    @property
    def terpenuhi(self):
        return None if self.perlu is None else self.hadir >= self.perlu

    @property
    def unsur_kosong(self):
        there = {unsur for unsur, _, _ in self.counts}
        return [unsur for unsur in self.wajib if unsur not in there]
