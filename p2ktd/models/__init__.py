"""Who helps a village, chosen how, for how much, and did they deliver."""

from p2ktd.models.dok import BarisRka, Dana, Pencairan, PosDok
from p2ktd.models.kas import BarisKas, Pembayaran
from p2ktd.models.kebutuhan import AturanTahun, Kebutuhan
from p2ktd.models.laporan import (
    Bast,
    CatatanMusdes,
    FotoPelaksanaan,
    Laporan,
    NilaiWarga,
    Pelaksanaan,
)
from p2ktd.models.pekerjaan import Adendum, BarisRab, Keluaran, Pekerjaan, Termin
from p2ktd.models.pelajaran import Pelajaran
from p2ktd.models.penawaran import (
    NilaiPenawaran,
    Pemilihan,
    Penawaran,
    PernyataanKepentingan,
    Undangan,
)
from p2ktd.models.pengaduan import Pelapor, Pengaduan, Tanggapan
from p2ktd.models.pengumuman import Pengumuman, Syarat
from p2ktd.models.penilaian import NilaiSyarat
from p2ktd.models.penyedia import Berkas, Layanan, Penyedia, Sanksi, TenagaAhli

__all__ = [
    "Adendum",
    "AturanTahun",
    "BarisKas",
    "BarisRab",
    "BarisRka",
    "Bast",
    "Berkas",
    "CatatanMusdes",
    "Dana",
    "FotoPelaksanaan",
    "Kebutuhan",
    "Keluaran",
    "Laporan",
    "Layanan",
    "NilaiPenawaran",
    "NilaiSyarat",
    "NilaiWarga",
    "Pekerjaan",
    "Pelajaran",
    "Pelaksanaan",
    "Pelapor",
    "Pembayaran",
    "Pemilihan",
    "Penawaran",
    "Pencairan",
    "Pengaduan",
    "Pengumuman",
    "Penyedia",
    "PernyataanKepentingan",
    "PosDok",
    "Sanksi",
    "Syarat",
    "Tanggapan",
    "TenagaAhli",
    "Termin",
    "Undangan",
]
