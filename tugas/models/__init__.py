"""The floor of the seven duties: what was done, the evidence, what a reviewer asked."""

from tugas.models.bukti import Bukti
from tugas.models.capaian import Capaian, Rekap
from tugas.models.kegiatan import Kegiatan
from tugas.models.kemajuan import Kemajuan, Lapor, Selisih
from tugas.models.kiriman import Bagian, Kiriman
from tugas.models.koreksi import Koreksi
from tugas.models.laporan import AturanLaporan, HariKosong, LaporanBulanan, RencanaKerja
from tugas.models.terjangkau import Hambatan
from tugas.models.tinjau_ulang import TinjauUlang

__all__ = [
    "AturanLaporan", "Bagian", "Bukti", "Capaian", "Hambatan", "HariKosong", "Kegiatan",
    "Kemajuan", "Kiriman", "Koreksi", "Lapor", "LaporanBulanan", "Rekap", "RencanaKerja",
    "Selisih", "TinjauUlang",
]  # fmt: skip
