"""Which items of the menu suit a village, and why. Every point of the score is printed with its
reason: nothing is hidden in a formula."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Max, Sum

from desa.kode import inside
from inovasi.cari import ranked
from inovasi.choices import StatusIde, StatusKomitmen
from inovasi.models import ButirPerencanaan, KartuIde, Komitmen, MenuInovasi
from inovasi.models.komitmen import AKTIF
from inovasi.models.perencanaan import ANGGARAN
from ppid.lib.tags import rupiah

CONSIDERED = 2000  # items weighed for one village
SHOWN = 10
CARDS = 5  # needs that are looked into
SURE = 1.2  # how near an item must be to answer a card
MURAH, WAJAR = 10, 30  # percent of the village's budget
SUDAH = [StatusKomitmen.DILAKSANAKAN, StatusKomitmen.SELESAI]


@dataclass
class Saran:
    menu: MenuInovasi
    alasan: list = field(default_factory=list)  # (points, sentence)

    @property
    def nilai(self):
        return sum(points for points, _ in self.alasan)

    def add(self, points, sentence):
        self.alasan.append((points, sentence))


def suggestions(desa):
    """The best items for this village, the best first; none that it has committed to already."""
    menu = MenuInovasi.objects.published().exclude(wilayah=desa)
    menu = menu.exclude(komitmen__desa=desa, komitmen__status__in=AKTIF)
    rows = list(menu.for_list().order_by("-tahun", "-pk")[:CONSIDERED])
    pagu, tahun = _budget(desa)
    needs, bidang = _needs(desa)
    near = _copied_nearby(desa)
    found = []
    for m in rows:
        saran = Saran(m)
        _geography(saran, desa)
        _cost(saran, pagu, tahun)
        if card := needs.get(m.pk):
            saran.add(25, f"Menjawab kartu ide desa ini: “{card}”.")
        if n := bidang[m.bidang]:
            words = "kartu ide" if n == 1 else f"{n} kartu ide"
            saran.add(10, f"Desa ini punya {words} di bidang {m.bidang_singkat.lower()}.")
        if n := near[m.pk]:
            saran.add(min(15 * n, 30), f"{n} desa di kecamatan ini sudah melaksanakannya.")
        if saran.nilai > 0:
            found.append(saran)
    return sorted(found, key=lambda s: (-s.nilai, -s.menu.tahun, -s.menu.pk))[:SHOWN]


def _geography(saran, desa):
    asal = saran.menu.wilayah_id
    if asal[:8] == desa.kecamatan and len(asal) >= 8:
        saran.add(30, "Berasal dari kecamatan yang sama, mudah dikunjungi.")
    elif inside(asal, desa.kabupaten):
        saran.add(20, "Berasal dari kabupaten yang sama.")
    elif inside(asal, desa.provinsi):
        saran.add(10, "Berasal dari provinsi yang sama.")


def _budget(desa):
    """(rupiah, year) of the newest APBDes known of this village; (0, None) where none is."""
    lines = ButirPerencanaan.objects.filter(desa=desa, dokumen__in=ANGGARAN)
    tahun = lines.aggregate(t=Max("tahun"))["t"]
    return (lines.filter(tahun=tahun).aggregate(n=Sum("anggaran"))["n"] or 0, tahun)


def _cost(saran, pagu, tahun):
    biaya = saran.menu.biaya
    if not (pagu and biaya):
        return
    share = f"{rupiah(biaya)} dari {rupiah(pagu)} yang tercatat dalam APBDes {tahun}"
    if biaya * 100 <= pagu * MURAH:
        saran.add(20, f"Biayanya ringan: {share}.")
    elif biaya * 100 <= pagu * WAJAR:
        saran.add(10, f"Biayanya terjangkau: {share}.")
    else:
        saran.add(-10, f"Biayanya besar bagi desa ini: {share}.")


def _needs(desa):
    """({menu: the card it answers}, {bidang: cards}) of the newest ideas that are not yet done."""
    cards = KartuIde.objects.filter(desa=desa).exclude(status=StatusIde.BUKAN)
    cards = list(cards.filter(sudah_berjalan=False).order_by("-tanggal", "-pk")[:CARDS])
    menu = MenuInovasi.objects.published()
    found = {}
    for card in cards:
        for pk in ranked(menu, f"{card.judul} {card.masalah}", enough=SURE)[:3]:
            found.setdefault(pk, card.judul)
    return found, Counter(card.bidang for card in cards)


def _copied_nearby(desa):
    """{menu: villages of this kecamatan that have carried it out}"""
    done = Komitmen.objects.filter(kecamatan=desa.kecamatan, status__in=SUDAH).exclude(desa=desa)
    return Counter(menu for menu, _ in done.values_list("menu", "desa").distinct().order_by())
