"""Enumerations of imports and of changes to place codes."""

from django.db.models import TextChoices


class Putusan(TextChoices):
    """How a row of a spreadsheet ends. There is no fifth way."""

    AMBIL = "ambil", "Ambil"
    CATATAN = "catatan", "Ambil dengan catatan"
    TANYA = "tanya", "Tanya"
    TOLAK = "tolak", "Tolak"


class Hasil(TextChoices):
    """What became of a row that was taken."""

    MASUK = "masuk", "Masuk"
    TETAP = "tetap", "Sudah ada, tidak berubah"
    GAGAL = "gagal", "Tidak dapat dimasukkan"
    DICABUT = "dicabut", "Dicabut lagi"
    TERTAHAN = "tertahan", "Tidak dapat dicabut"


class StatusImpor(TextChoices):
    KOLOM = "kolom", "Menunggu kolom"
    MEMERIKSA = "memeriksa", "Sedang diperiksa"
    DIPERIKSA = "diperiksa", "Menunggu keputusan"
    BERJALAN = "berjalan", "Sedang dimasukkan"
    SELESAI = "selesai", "Selesai"
    MEMBATALKAN = "membatalkan", "Sedang dibatalkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
    DIBUANG = "dibuang", "Dibuang"
    GAGAL = "gagal", "Tidak terbaca"


class Perubahan(TextChoices):
    """What happened to a code between two editions of the official list."""

    GANTI_NAMA = "ganti_nama", "Ganti nama"
    PINDAH = "pindah", "Ganti kode"
    STATUS = "status", "Berubah menjadi desa atau kelurahan"
    DIPAKAI_ULANG = "dipakai_ulang", "Kodenya dipakai tempat lain"
    HILANG = "hilang", "Tidak ada lagi"


class StatusKode(TextChoices):
    DIUSULKAN = "diusulkan", "Diusulkan"
    DIKONFIRMASI = "dikonfirmasi", "Dikonfirmasi"
    DITOLAK = "ditolak", "Bukan itu"
