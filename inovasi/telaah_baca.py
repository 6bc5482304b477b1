"""What the plans of three years say before anybody is asked: what came back year after year, what
was written down as an innovation already, and whom nobody has asked yet."""

from dataclasses import dataclass, field

from inovasi.choices import UnsurInforman
from inovasi.kembar import similarity
from inovasi.models import ButirPerencanaan, Inovasi
from inovasi.models.telaah import TAHUN_DITELAAH
from ppid.lib.bahasa import content_words, stem

LINES = 300  # of three years, on one page
NOTED = 0.45  # how alike a line and the title of an innovation must be to be one thing


@dataclass
class Berulang:
    """One activity that stands in the plans of several years."""

    uraian: str
    tahun: dict = field(default_factory=dict)  # {year: rupiah}, the oldest first
    inovasi: Inovasi | None = None  # where it was written down already


class Bacaan:
    def __init__(self, user, desa, tahun):
        self.tahun = range(tahun - 1, tahun - 1 - TAHUN_DITELAAH, -1)
        lines = ButirPerencanaan.objects.visible_to(user).filter(desa=desa, tahun__in=self.tahun)
        self.baris = list(lines.order_by("dokumen", "kode_kegiatan", "pk")[:LINES])
        noted = Inovasi.objects.visible_to(user).standing().filter(desa=desa).order_by("-pk")
        self.tercatat = list(noted[:LINES])

    @property
    def per_tahun(self):
        """[(year, its planning lines)], the newest first."""
        return [(year, [b for b in self.baris if b.tahun == year]) for year in self.tahun]

    @property
    def berulang(self):
        """What was paid for in more than one year, the longest first: it ran, and was wanted
        again. A promise of RKPDes and its APBDes of one year are one year."""
        found = {}
        for line in sorted(self.baris, key=lambda b: b.tahun):
            same = found.setdefault(key_of(line.uraian), Berulang(line.uraian))
            same.tahun[line.tahun] = max(same.tahun.get(line.tahun, 0), line.anggaran)
        several = [b for b in found.values() if len(b.tahun) > 1]
        for activity in several:
            activity.inovasi = self._noted(activity.uraian)
        return sorted(several, key=lambda b: -len(b.tahun))

    def _noted(self, uraian):
        alike = ((similarity(uraian, i.judul), i) for i in self.tercatat)
        near = max(alike, key=lambda pair: pair[0], default=(0, None))
        return near[1] if near[0] >= NOTED else None


def key_of(uraian):
    """The same for "Pengelolaan bank sampah 2024" and "Kelola Bank Sampah Tahun 2025"."""
    words = (w for w in content_words(uraian) if not w.isdigit() and w != "tahun")
    return frozenset(stem(w) for w in words)


def unheard(informan):
    """The kinds of people that the method wants to be asked and nobody has asked."""
    asked = {i["unsur"] for i in informan}
    return [u.label for u in UnsurInforman if u not in asked]
