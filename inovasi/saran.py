"""Which items of the menu suit a village, and why. Every point of the score is printed with its
reason: nothing is hidden in a formula."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from desa.choices import DimensiIdm
from desa.kode import inside
from desa.models import Idm
from inovasi.cari import ranked_each
from inovasi.celah import BIDANG_PENGUAT, filled_by
from inovasi.choices import StatusIde, StatusKomitmen
from inovasi.models import ButirPerencanaan, KartuIde, Komitmen, MenuInovasi, Realisasi
from inovasi.models.komitmen import AKTIF
from inovasi.models.perencanaan import ANGGARAN
from inovasi.tetangga import neighbours
from ppid.lib.tags import rupiah

CONSIDERED = 2000  # items weighed for one village, the newest first
SHOWN = 10
CARDS = 5  # needs that are looked into
SURE = 1.2  # how near an item must be to answer a card
MURAH, WAJAR = 10, 30  # percent of the village's budget
WHOLE = 10  # lines of an APBDes; of fewer, nothing can be called dear by what is not recorded
SUDAH = [StatusKomitmen.DILAKSANAKAN, StatusKomitmen.SELESAI]
BERAT, RINGAN = 30, 15  # points for a gap, by what a full score would add
BESAR = 0.015  # of the IDM: three steps of an indicator of the economy


@dataclass
class Saran:
    menu: MenuInovasi
    alasan: list = field(default_factory=list)  # (points, sentence)

    @property
    def nilai(self):
        return sum(points for points, _ in self.alasan)

    def add(self, points, sentence):
        self.alasan.append((points, sentence))


class Pertimbangan:
    """What is known of one village, read once; then each item is weighed by it."""

    def __init__(self, desa):
        self.desa = desa
        self.tetangga = neighbours(desa)
        self.idm = Idm.objects.newest_of(desa)
        self.celah = filled_by(self.idm.celah if self.idm else [])
        self.pagu, self.tahun, self.baris = _budget(desa)
        self.needs, self.bidang = _needs(desa)
        self.near, self.hasil = _copied_by(self.tetangga)

    def suggestions(self):
        """The best items for this village, the best first; none it has committed to already."""
        found = [self._weighed(menu) for menu in self._candidates()]
        found = [saran for saran in found if saran.nilai > 0]
        return sorted(found, key=lambda s: (-s.nilai, -s.menu.tahun, -s.menu.pk))[:SHOWN]

    def _candidates(self):
        """Items that anything speaks for: near, asked for, done nearby, or filling a gap."""
        menu = MenuInovasi.objects.published().exclude(wilayah=self.desa)
        menu = menu.exclude(komitmen__desa=self.desa, komitmen__status__in=AKTIF)
        speaks = (
            Q(provinsi=self.desa.provinsi)
            | Q(sub_bidang__in=self.celah)
            | Q(bidang__in=self.bidang)
            | Q(pk__in=[*self.needs, *self.near])
        )
        return menu.filter(speaks).for_list().order_by("-tahun", "-pk")[:CONSIDERED]

    def _weighed(self, menu):
        saran = Saran(menu)
        self._gap(saran)
        self._geography(saran)
        self._cost(saran)
        if card := self.needs.get(menu.pk):
            saran.add(25, f"Menjawab kartu ide desa ini: “{card}”.")
        if n := self.bidang[menu.bidang]:
            words = "kartu ide" if n == 1 else f"{n} kartu ide"
            saran.add(10, f"Desa ini punya {words} di bidang {menu.bidang_singkat.lower()}.")
        self._neighbours(saran)
        return saran

    def _gap(self, saran):
        """What the IDM says is weak, and this item would mend."""
        if gap := self.celah.get(saran.menu.sub_bidang):
            points = BERAT if gap.tambahan >= BESAR else RINGAN
            sentence = f"Mengisi celah IDM {self.idm.tahun}: {gap.nama} {gap.skor} dari 5."
            advice = f" Anjuran kementerian: {gap.kegiatan}." if gap.kegiatan else ""
            saran.add(points, sentence + advice)
        elif self.idm and not self.idm.indikator:
            weakest = self.idm.terlemah
            if weakest and BIDANG_PENGUAT[weakest] == saran.menu.bidang:
                part = DimensiIdm(weakest).label.lower()
                saran.add(10, f"IDM {self.idm.tahun} desa ini paling lemah pada {part}.")

    def _geography(self, saran):
        asal, desa = saran.menu.wilayah_id, self.desa
        if asal in self.tetangga.jarak:
            far = self.tetangga.how_far(asal)
            saran.add(30, f"Berasal dari desa tetangga, {far}: mudah dikunjungi.")
        elif asal == desa.kecamatan:
            saran.add(30, "Berasal dari kecamatan yang sama, mudah dikunjungi.")
        elif inside(asal, desa.kabupaten):
            saran.add(20, "Berasal dari kabupaten yang sama.")
        elif inside(asal, desa.provinsi):
            saran.add(10, "Berasal dari provinsi yang sama.")

    def _cost(self, saran):
        biaya = saran.menu.biaya
        if not (self.pagu and biaya):
            return
        share = f"{rupiah(biaya)} dari {rupiah(self.pagu)} yang tercatat dalam APBDes {self.tahun}"
        if biaya * 100 <= self.pagu * MURAH:
            saran.add(20, f"Biayanya ringan: {share}.")
        elif biaya * 100 <= self.pagu * WAJAR:
            saran.add(10, f"Biayanya terjangkau: {share}.")
        elif self.baris >= WHOLE:
            saran.add(-10, f"Biayanya besar bagi desa ini: {share}.")

    def _neighbours(self, saran):
        """How many around here did it, and what one of them says came of it."""
        done = self.near.get(saran.menu.pk)
        if not done:
            return
        saran.add(min(15 * len(done), 30), f"{len(done)} desa tetangga sudah melaksanakannya.")
        if told := self.hasil.get(saran.menu.pk):
            desa, hasil = told
            far = self.tetangga.how_far(desa.pk)
            saran.add(5, f"Hasilnya di {desa.berjenis}, {far}: “{hasil}”")


def suggestions(desa):
    return Pertimbangan(desa).suggestions()


def _budget(desa):
    """(rupiah, year, lines) of the newest APBDes known of this village; zeros where none is."""
    lines = ButirPerencanaan.objects.filter(desa=desa, dokumen__in=ANGGARAN).order_by("-tahun")
    sums = lines.values_list("tahun").annotate(n=Sum("anggaran"), baris=Count("pk"))
    tahun, pagu, baris = sums.first() or (None, 0, 0)
    return pagu, tahun, baris


def _needs(desa):
    """({menu: the card it answers}, {bidang: cards}) of the newest ideas that are not yet done."""
    cards = KartuIde.objects.filter(desa=desa).exclude(status=StatusIde.BUKAN)
    cards = list(cards.filter(sudah_berjalan=False).order_by("-tanggal", "-pk")[:CARDS])
    menu = MenuInovasi.objects.published()
    found = {}
    answers = ranked_each(menu, [f"{card.judul} {card.masalah}" for card in cards], enough=SURE)
    for card, keys in zip(cards, answers, strict=True):
        for pk in keys[:3]:
            found.setdefault(pk, card.judul)
    return found, Counter(card.bidang for card in cards)


def _copied_by(tetangga):
    """({menu: {villages around here that have carried it out}}, {menu: (village, what came of
    it)}): of the results the newest that its village lets others read."""
    told = Realisasi.objects.filter(komitmen=OuterRef("pk"), boleh_tampil=True).exclude(hasil="")
    told = told.order_by("-tanggal", "-pk")
    done = Komitmen.objects.filter(desa__in=tetangga.jarak, status__in=SUDAH, menu__isnull=False)
    done = done.annotate(
        hasil=Subquery(told.values("hasil")[:1]), pada=Subquery(told.values("tanggal")[:1])
    )
    near, results = defaultdict(set), {}
    rows = done.select_related("desa").order_by(F("pada").asc(nulls_first=True), "pk")
    for k in rows.only("menu", "desa"):
        near[k.menu_id].add(k.desa_id)
        if k.hasil:
            results[k.menu_id] = (k.desa, k.hasil[:200])
    return near, results
