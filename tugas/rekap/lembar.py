"""What a village promised, had funded and built in one year: for its notice sheet and its public
page. No person is named."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from desa.models import Wilayah
from desa.sebutan import sebutan_of
from inovasi.choices import SumberDana
from inovasi.models import Komitmen
from inovasi.models.komitmen import BERHENTI
from p2ktd.models import Pekerjaan

JANJI, KERJA = 9, 4  # rows that fit on one page beside the rest


@dataclass(frozen=True)
class Lembar:
    """One village and year."""

    desa: Wilayah
    tahun: int
    janji: list  # Komitmen, the largest first
    kerja: list  # Pekerjaan of P2KTD

    @property
    def sebutan(self):
        return sebutan_of(self.desa)

    @property
    def alamat(self):
        path = reverse("tugas:public", args=[self.desa.pk])
        return f"{settings.PPID_ADDRESS}{path}?tahun={self.tahun}"

    @property
    def qr(self):
        return segno.make(self.alamat, error="m").svg_data_uri(border=0)

    @property
    def masuk(self):
        """Those that are in an APBDes."""
        return [k for k in self.janji if k.apbdes_at]

    @property
    def selesai(self):
        return [k for k in self.janji if k.selesai_at]

    @property
    def dijanjikan(self):
        return sum(k.perkiraan_biaya or 0 for k in self.janji)

    @property
    def dianggarkan(self):
        return sum(k.dianggarkan for k in self.janji)

    @property
    def terpakai(self):
        return sum(k.direalisasi for k in self.janji)

    @property
    def sumber(self):
        """[(where the money came from, rupiah in APBDes)], the largest first."""
        sums = {}
        for k in self.masuk:
            sums[k.sumber] = sums.get(k.sumber, 0) + k.dianggarkan
        return sorted(((SumberDana(s).label, n) for s, n in sums.items()), key=lambda r: -r[1])

    @property
    def dibayar(self):
        return sum(w.dibayar for w in self.kerja)

    @property
    def janji_tampil(self):
        return self.janji[:JANJI]

    @property
    def kerja_tampil(self):
        return self.kerja[:KERJA]

    @property
    def janji_lagi(self):
        return max(len(self.janji) - JANJI, 0)

    @property
    def kerja_lagi(self):
        return max(len(self.kerja) - KERJA, 0)


def sheet_of(desa, tahun):
    """Promises made in this year or due in its budget, and the works of this year."""
    rows = Komitmen.objects.filter(desa=desa, ditandatangani_at__isnull=False)
    rows = rows.filter(Q(tahun=tahun) | Q(tahun_anggaran=tahun))
    works = Pekerjaan.objects.standing().filter(desa=desa, tahun=tahun).order_by("pk")
    return Lembar(desa, tahun, list(rows.order_by("-perkiraan_biaya", "pk")), list(works))


def plain_state(komitmen):
    """How far a promise is, in words for everybody."""
    if komitmen.status in BERHENTI:
        return "Tidak dilanjutkan"
    if komitmen.selesai_at:
        return "Selesai dibangun"
    if komitmen.dilaksanakan_at:
        return f"Sedang dikerjakan, {komitmen.persen}%"
    if komitmen.apbdes_at:
        return "Sudah didanai, belum dikerjakan"
    if komitmen.rkpdes_at:
        return "Masuk rencana, belum didanai"
    return "Baru dijanjikan"
