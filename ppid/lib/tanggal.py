"""Indonesian dates, without the cost of the localised filter (a month table is enough)."""

from ppid.lib.terbilang import BULAN, HARI


def tgl(tanggal):
    """date -> "23 November 2026"."""
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def hari_tgl(tanggal):
    """date -> "Senin, 23 November 2026"."""
    return f"{HARI[tanggal.weekday()]}, {tgl(tanggal)}"
