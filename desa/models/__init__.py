"""The ground floor: places, the people who act in them, the trail and the papers they leave."""

from desa.models.bertempat import Bertempat, wilayah_columns, wilayah_field
from desa.models.dokumen import Dokumen, HasilPeriksa, PemeriksaanDokumen, Pindaian
from desa.models.jejak import Jejak
from desa.models.orang import Pengguna, Penugasan
from desa.models.paket import Paket
from desa.models.tim import AnggotaTim, Tim
from desa.models.wilayah import ProfilDesa, Sebutan, Wilayah

__all__ = [
    "AnggotaTim",
    "Bertempat",
    "Dokumen",
    "HasilPeriksa",
    "Jejak",
    "Paket",
    "PemeriksaanDokumen",
    "Pengguna",
    "Penugasan",
    "Pindaian",
    "ProfilDesa",
    "Sebutan",
    "Tim",
    "Wilayah",
    "wilayah_columns",
    "wilayah_field",
]
