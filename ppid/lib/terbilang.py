"""Numbers and dates in words, as papers want them."""

from lokal.terbilang import terbilang

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def angka_kata(n):
    """1947 -> "seribu sembilan ratus empat puluh tujuh"."""
    return terbilang(n).lower()


def tanggal_kata(tanggal):
    """2018-08-27 -> "Senin, tanggal dua puluh tujuh bulan Agustus tahun dua ribu delapan belas"."""
    return (
        f"{HARI[tanggal.weekday()]}, tanggal {angka_kata(tanggal.day)} "
        f"bulan {BULAN[tanggal.month - 1]} tahun {angka_kata(tanggal.year)}"
    )
