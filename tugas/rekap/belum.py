"""Who has not, and why: every village of a place without a sent entry in a month, in the one group
that explains it, with the one thing to do."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Sum
from django.db.models.functions import Length
from django.urls import reverse

from desa.choices import Peran, Tingkat
from desa.kode import ancestors
from desa.models import Penugasan, Wilayah
from tugas.choices import MASUK, SENT, Status
from tugas.models import Hambatan, Kegiatan, Lapor
from tugas.rekap.baris import BELOW
from tugas.rekap.hitung import end_of

LEBAR_DESA = 13  # of the code of a village: what is shorter lies above one
KEMBALI, DRAF, TANPA_PLD, TERHALANG, DIAM = "kembali", "draf", "tanpa_pld", "terhalang", "diam"
# group -> (word, what it means, what to do). A village stands in the first that fits.
SEBAB = {
    KEMBALI: ("Dikembalikan", "Catatannya dikembalikan, belum dikirim lagi.", "Minta diperbaiki"),
    DRAF: ("Draf belum dikirim", "Ada draf yang belum dikirim.", "Minta dikirim"),
    TERHALANG: ("Tidak terjangkau", "Tidak terjangkau, ada fotonya.", "Lihat foto dan alasan"),
    TANPA_PLD: ("Tanpa PLD", "Tidak ada PLD yang ditugaskan.", "Tugaskan PLD"),
    DIAM: ("Belum ada kabar", "Belum ada catatan apa pun.", "Hubungi PLD"),
}  # fmt: skip
MELAPOR = "lapor"
KATA = {k: kata for k, (kata, *_) in SEBAB.items()} | {MELAPOR: "Melapor"}


@dataclass(frozen=True)
class Desa:
    """A village on the board: why it stands there, and the one button."""

    wilayah: Wilayah
    sebab: str
    kalimat: str
    tindakan: str
    tautan: str
    orang: str = ""  # the companion to speak to

    @property
    def kata(self):
        return KATA[self.sebab]


SILENT = (TERHALANG, TANPA_PLD, DIAM)  # together "tanpa": nothing was written at all


def reported(place, bulan):
    """{"lapor", "kembali", "draf", "tanpa"}: villages of a place by what the log says, from kept
    counts at any level."""
    rows = Lapor.objects.inside(place).filter(bulan=bulan).order_by()
    n = rows.aggregate(**{k: Sum(k, default=0) for k in ("lapor", KEMBALI, DRAF)})
    return n | {"tanpa": place.jumlah_desa - sum(n.values())}


def reported_below(place, bulan, silent):
    """[(child, the same four and the reasons of the silent)] below a place above the kecamatan;
    `silent`: {child: {reason: villages}}, of silent_below or of a whole board."""
    column = BELOW[place.tingkat]
    rows = Lapor.objects.inside(place).filter(bulan=bulan).order_by().values(column)
    sums = rows.annotate(**{k: Sum(k) for k in ("lapor", KEMBALI, DRAF)})
    found = {row.pop(column): row for row in sums}
    children = Wilayah.objects.children_of(place).filter(jumlah_desa__gt=0).order_by("kode")
    for w in children:
        n = found.get(w.pk, dict.fromkeys(("lapor", KEMBALI, DRAF), 0))
        n |= {"tanpa": w.jumlah_desa - sum(n.values())}
        why = {k: silent[w.pk][k] for k in (TERHALANG, TANPA_PLD)}
        yield w, n | why | {DIAM: n["tanpa"] - sum(why.values())}


def silent_below(place, bulan):
    """{child: {reason: silent villages}} of a province or the nation, without reading a name: the
    blocked are few, and of the rest only those are asked after whom nobody accompanies."""
    column, span = BELOW[place.tingkat], (bulan, end_of(bulan))
    wrote = Kegiatan.objects.filter(desa=OuterRef("pk"), tanggal__range=span)
    blocked = Hambatan.objects.between(*span).inside(place).values("desa")
    villages = Wilayah.objects.villages().inside(place).order_by()
    found = defaultdict(Counter)
    for why, rows in (
        (TERHALANG, villages.filter(pk__in=blocked)),
        (TANPA_PLD, _unaccompanied(place, villages, span).exclude(pk__in=blocked)),
    ):
        silent = rows.filter(~Exists(wrote.exclude(status=Status.DIBUANG)))
        for kode, n in silent.values_list(column).annotate(n=Count("pk")):
            found[kode][why] = n
    return found


def _unaccompanied(place, villages, span):
    """Those over whom nobody holds the role of a PLD on any day, at whatever level."""
    held = Penugasan.objects.overlapping(*span).filter(peran=Peran.PLD).order_by()
    wide = held.alias(width=Length("wilayah_id")).filter(width__lt=LEBAR_DESA)
    above = set(wide.values_list("wilayah_id", flat=True))
    here = held.inside(place).filter(wilayah=OuterRef("pk"))
    rows = villages.filter(~Exists(here))
    return rows.exclude(pk__in=Wilayah.objects.in_places(above).values("pk")) if above else rows


def silent_of(rows):
    """The same as silent_below, of the kecamatan of a board."""
    found = defaultdict(Counter)
    for row in rows:
        found[row.wilayah.kecamatan][row.sebab] += 1
    return found


def board(place, bulan, *, admin=False):
    """[Desa] of a kabupaten or kecamatan without a sent entry in this month, in the order of the
    codes; the same few queries however many they are. `admin`: the reader may assign people."""
    villages = Wilayah.objects.villages().inside(place).select_related("induk").order_by("pk")
    seen = _entries(place, bulan)
    blocked = _blocked(place, bulan)
    people = _companions(place, bulan)
    rows = []
    for w in villages:
        statuses = seen.get(w.pk, set())
        if statuses.intersection(SENT):
            continue
        why = _why(w.pk, statuses, blocked, people)
        rows.append(_row(w, why, bulan, blocked.get(w.pk), _over(people, w.pk), admin))
    return rows


def reporters(place, bulan):
    """[Desa] that sent entries in this month, with how many: who is not on the board."""
    rows = Kegiatan.objects.inside(place).filter(tanggal__range=(bulan, end_of(bulan)))
    sent = rows.filter(status__in=SENT).order_by().values_list("desa").annotate(n=Count("pk"))
    many, people = dict(sent), _companions(place, bulan)
    for w in Wilayah.objects.filter(pk__in=many).select_related("induk").order_by("pk"):
        query = f"desa={w.pk}&status={MASUK[0]}&bulan={bulan:%Y-%m}"
        link = f"{reverse('tugas:index')}?{query}"
        sentence = f"{many[w.pk]} catatan terkirim."
        yield Desa(w, MELAPOR, sentence, "Lihat catatan", link, _over(people, w.pk))


def tallied(counts):
    """[(group, word, villages)] of all reasons, the empty ones too."""
    return [(sebab, words[0], counts[sebab]) for sebab, words in SEBAB.items()]


def counted(rows):
    """{reason: villages} of a board, or of the children of a place."""
    found = Counter()
    for row in rows:
        if isinstance(row, Desa):
            found[row.sebab] += 1
        else:
            found.update({k: row[1][k] for k in SEBAB})
    return found


def _entries(place, bulan):
    """{village: statuses of its entries in this month}; drafts are counted, never shown."""
    rows = Kegiatan.objects.inside(place).filter(tanggal__range=(bulan, end_of(bulan)))
    found = defaultdict(set)
    grouped = rows.exclude(status=Status.DIBUANG).order_by().values_list("desa", "status")
    for desa, status, _ in grouped.annotate(n=Count("pk")):
        found[desa].add(status)
    return found


def _blocked(place, bulan):
    rows = Hambatan.objects.inside(place).between(bulan, end_of(bulan)).order_by("mulai")
    return {h.desa_id: h for h in rows}


def _companions(place, bulan):
    """{code of a place: names of the PLD who hold it in this month}, above the place too."""
    held = Penugasan.objects.overlapping(bulan, end_of(bulan)).filter(peran=Peran.PLD)
    wide = held.filter(wilayah__in=ancestors(place.pk))
    found = defaultdict(list)
    for rows in (held.inside(place), wide):  # apart, for each has an index of its own
        for t in rows.select_related("pengguna").order_by("pengguna__nama", "pk"):
            found[t.wilayah_id].append(t.pengguna.nama)
    return found


def _over(people, kode):
    names = [n for atas in [kode, *reversed(ancestors(kode))] for n in people.get(atas, ())]
    return ", ".join(dict.fromkeys(names))


def _why(kode, statuses, blocked, people):
    if Status.DIKEMBALIKAN in statuses:
        return KEMBALI
    if Status.DRAF in statuses:
        return DRAF
    if kode in blocked:
        return TERHALANG
    return DIAM if _over(people, kode) else TANPA_PLD


def _row(w, why, bulan, hambatan, orang, admin):
    _, kalimat, tindakan = SEBAB[why]
    if why == TERHALANG:
        kalimat = f"Tidak terjangkau: {hambatan.alasan}"
    if why == TANPA_PLD and not admin:
        tindakan, kalimat = "Buka desa", "Tidak ada PLD yang ditugaskan; minta Admin menugaskan."
    return Desa(w, why, kalimat, tindakan, _button(w, why, bulan, admin), orang)


def _button(w, why, bulan, admin):
    if why == TANPA_PLD and admin:
        return f"{reverse('desa:person_create')}?peran={Peran.PLD}&wilayah={w.pk}"
    if why == TERHALANG:
        return reverse("tugas:blocked", args=[w.pk])
    if why == KEMBALI:
        query = f"desa={w.pk}&status={Status.DIKEMBALIKAN}&bulan={bulan:%Y-%m}"
        return f"{reverse('tugas:index')}?{query}"
    return reverse("tugas:village", args=[w.pk])


HEADER = ["Kode", "Desa", "Kecamatan", "Sebab", "Penjelasan", "PLD", "Tindakan"]


def cells(rows):
    for r in rows:
        yield [
            r.wilayah.pk, r.wilayah.nama, r.wilayah.induk.nama, r.kata, r.kalimat, r.orang,
            r.tindakan,
        ]  # fmt: skip


def is_listed(place):
    """Names are read up to the kabupaten; above it stand numbers."""
    return place.tingkat in {Tingkat.KABUPATEN, Tingkat.KECAMATAN}
