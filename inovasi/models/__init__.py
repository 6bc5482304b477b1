"""Innovations: found, judged, written down, offered to others."""

from inovasi.models.bursa import Bursa, FotoKartu, KetentuanBursa, UndanganDesa
from inovasi.models.dokumen import (
    DokumenPembelajaran,
    HasilUkur,
    InformanDokumen,
    Langkah,
    Pembiayaan,
    VersiDokumen,
)
from inovasi.models.ide import KartuIde
from inovasi.models.inovasi import Inovasi
from inovasi.models.komitmen import KartuInovasi, Komitmen, PenolakanKomitmen
from inovasi.models.kriteria import Kriteria
from inovasi.models.media import Bukti, Media
from inovasi.models.menu import KataMenu, MenuInovasi
from inovasi.models.penilaian import Koreksi, Penilaian
from inovasi.models.perencanaan import ButirPerencanaan, Jendela
from inovasi.models.realisasi import FotoRealisasi, Realisasi, RekapKomitmen
from inovasi.models.telaah import Informan, NihilInovasi, Telaah

__all__ = [
    "Bukti",
    "Bursa",
    "ButirPerencanaan",
    "DokumenPembelajaran",
    "FotoKartu",
    "FotoRealisasi",
    "HasilUkur",
    "Informan",
    "InformanDokumen",
    "Inovasi",
    "Jendela",
    "KartuIde",
    "KartuInovasi",
    "KataMenu",
    "KetentuanBursa",
    "Komitmen",
    "Koreksi",
    "Kriteria",
    "Langkah",
    "Media",
    "MenuInovasi",
    "NihilInovasi",
    "Pembiayaan",
    "Penilaian",
    "PenolakanKomitmen",
    "Realisasi",
    "RekapKomitmen",
    "Telaah",
    "UndanganDesa",
    "VersiDokumen",
]
