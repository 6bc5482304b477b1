"""Sums of money. The only place where a row of a RAB or RKA becomes rupiah, for screen, paper and
check alike.

Rounding: each row is rounded to whole rupiah, half up, and so is its tax; totals add the rounded
rows. Whoever adds up a printed column by hand therefore finds the printed total."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SATU, SERATUS = Decimal(1), Decimal(100)


def whole(amount):
    """Decimal -> whole rupiah, half up."""
    return int(Decimal(amount).quantize(SATU, ROUND_HALF_UP))


def row_sum(volume, frekuensi, harga_satuan):
    return whole(Decimal(volume) * frekuensi * harga_satuan)


def share(amount, persen):
    """A percentage of an amount, in whole rupiah."""
    return whole(Decimal(amount) * Decimal(persen) / SERATUS)


@dataclass(frozen=True)
class Jumlah:
    """Totals of a list of rows."""

    jumlah: int  # without tax
    pajak: int

    @property
    def total(self):
        return self.jumlah + self.pajak


def total_of(rows):
    """Of rows that know their own `jumlah` and `nilai_pajak`."""
    rows = list(rows)
    return Jumlah(sum(r.jumlah for r in rows), sum(r.nilai_pajak for r in rows))


def split(amount, shares):
    """Cut an amount by percentages without losing a rupiah: the last part takes the remainder."""
    parts = [share(amount, s) for s in shares[:-1]]
    return [*parts, amount - sum(parts)]


def totals_of(pos):
    """The sums of the columns of an account by posts: a post above others holds them already."""
    top = [row for row in pos if not row["anak"]]
    names = ("pagu", "rka", "realisasi", "sisa")
    return {name: sum(row.get(name, 0) for row in top) for name in names}
