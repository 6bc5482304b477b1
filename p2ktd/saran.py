"""What the village index suggests as a need: its gaps that weigh most, as activities."""

from dataclasses import dataclass

from desa.models import Celah, Idm
from inovasi.celah import BIDANG_PENGUAT, MENGISI
from inovasi.choices import BIDANG_DARI, Bidang

SHOWN = 5
PALING = 30  # villages that are offered to look into


@dataclass(frozen=True)
class Usulan:
    celah: Celah
    bidang: str

    @property
    def bidang_nama(self):
        return Bidang(self.bidang).label

    @property
    def kegiatan(self):
        return self.celah.kegiatan or f"Perbaikan {self.celah.nama.lower()}"

    @property
    def masalah(self):
        why = f" {self.celah.keterangan}" if self.celah.keterangan else ""
        return f"Indikator IDM “{self.celah.nama}” bernilai {self.celah.skor} dari 5.{why}"


def suggested(desa):
    """(the village's newest index or None, [Usulan], the one that would help most first)."""
    idm = Idm.objects.newest_of(desa)
    gaps = idm.celah[:SHOWN] if idm else []
    return idm, [Usulan(celah, bidang_of(celah)) for celah in gaps]


def known_villages(desa):
    """Those of these villages whose index is known, for the page to choose from."""
    return desa.filter(pk__in=Idm.objects.values("desa")).order_by("nama")[:PALING]


def bidang_of(celah):
    """The bidang of the innovations that fill this gap; else of its part of the index."""
    for sub, kode in MENGISI.items():
        if celah.kode in kode:
            return BIDANG_DARI[sub]
    return BIDANG_PENGUAT[celah.dimensi]


def facts_of(desa, kode):
    """The fields of a need that this gap fills in; {} where the village has no such gap."""
    _, rows = suggested(desa)
    found = next((u for u in rows if u.celah.kode == kode), None)
    if found is None:
        return {}
    return {"judul": found.kegiatan[:200], "masalah": found.masalah, "bidang": found.bidang}
