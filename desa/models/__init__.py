"""The ground floor: places, the people who act in them, the trail and the papers they leave."""

from desa.models.bertempat import Bertempat, newest_first, wilayah_columns, wilayah_field
from desa.models.dokumen import Dokumen, HasilPeriksa, PemeriksaanDokumen, Pindaian
from desa.models.idm import Celah, Idm
from desa.models.impor import BarisImpor, Impor, PolaImpor
from desa.models.jejak import Jejak, SegelJejak
from desa.models.kode_lama import KodeLama
from desa.models.orang import Pengguna, Penugasan
from desa.models.paket import Paket
from desa.models.pemberitahuan import Pemberitahuan
from desa.models.perangkat import Perangkat
from desa.models.tertunda import Tertunda
from desa.models.tim import AnggotaTim, Tim
from desa.models.wilayah import ProfilDesa, Sebutan, Wilayah

__all__ = [
    "AnggotaTim",
    "BarisImpor",
    "Bertempat",
    "Celah",
    "Dokumen",
    "HasilPeriksa",
    "Idm",
    "Impor",
    "Jejak",
    "KodeLama",
    "Paket",
    "Pemberitahuan",
    "PemeriksaanDokumen",
    "Pengguna",
    "Penugasan",
    "Perangkat",
    "Pindaian",
    "PolaImpor",
    "ProfilDesa",
    "Sebutan",
    "SegelJejak",
    "Tertunda",
    "Tim",
    "Wilayah",
    "newest_first",
    "wilayah_columns",
    "wilayah_field",
]
