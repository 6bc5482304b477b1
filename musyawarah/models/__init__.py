"""Deliberations: who met, what was said, what was decided, who signs for it."""

from musyawarah.models.catatan import (
    FotoLembar,
    FotoMusyawarah,
    HariLibur,
    HasilPemilihan,
    Penundaan,
    Tanya,
)
from musyawarah.models.hadir import Kehadiran
from musyawarah.models.isi import Keputusan, MataAcara, Narasumber, Penandatangan, TindakLanjut
from musyawarah.models.lalu import JawabanTindakLanjut
from musyawarah.models.musyawarah import Musyawarah
from musyawarah.models.templat import TemplatNaskah
from musyawarah.models.undangan import Undangan

__all__ = [
    "FotoLembar",
    "FotoMusyawarah",
    "HariLibur",
    "HasilPemilihan",
    "JawabanTindakLanjut",
    "Kehadiran",
    "Keputusan",
    "MataAcara",
    "Musyawarah",
    "Narasumber",
    "Penandatangan",
    "Penundaan",
    "Tanya",
    "TemplatNaskah",
    "TindakLanjut",
    "Undangan",
]
