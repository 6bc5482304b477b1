"""The floor of the seven duties: what was done, the evidence, what a reviewer asked."""

from tugas.models.bukti import Bukti
from tugas.models.capaian import Capaian, Rekap
from tugas.models.kegiatan import Kegiatan
from tugas.models.kiriman import Bagian, Kiriman
from tugas.models.koreksi import Koreksi
from tugas.models.laporan import HariKosong, LaporanBulanan, RencanaKerja

__all__ = [
    "Bagian", "Bukti", "Capaian", "HariKosong", "Kegiatan", "Kiriman", "Koreksi",
    "LaporanBulanan", "Rekap", "RencanaKerja",
]  # fmt: skip
