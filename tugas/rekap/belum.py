"""Who has not, and why: every village of a place without a sent entry in a month, in the one group
that explains it, with the one thing to do."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.urls import reverse

from desa.choices import Peran, Tingkat
from desa.kode import ancestors
from desa.models import Penugasan, Wilayah
from tugas.choices import Status
from tugas.models import Hambatan, Kegiatan, Lapor
from tugas.rekap.baris import BELOW
from tugas.rekap.hitung import end_of

KEMBALI, DRAF, TANPA_PLD, TERHALANG, DIAM = "kembali", "draf", "tanpa_pld", "terhalang", "diam"
# group -> (word, what it means, what to do). A village stands in the first that fits.
SEBAB = {
    KEMBALI: ("Dikembalikan", "Catatannya dikembalikan, belum dikirim lagi.", "Minta diperbaiki"),
    DRAF: ("Draf belum dikirim", "Ada draf yang belum dikirim.", "Minta dikirim"),
    TERHALANG: ("Tidak terjangkau", "Tidak terjangkau, ada fotonya.", "Lihat foto dan alasan"),
    TANPA_PLD: ("Tanpa PLD", "Tidak ada PLD yang ditugaskan.", "Tugaskan PLD"),
    DIAM: ("Belum ada kabar", "Belum ada catatan apa pun.", "Hubungi PLD"),
}  # fmt: skip


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
        return SEBAB[self.sebab][0]


def reported(place, bulan):
    """{"lapor", "kembali", "draf", "tanpa"}: villages of a place by what the log says, from kept
    counts at any level."""
    rows = Lapor.objects.inside(place).filter(bulan=bulan).order_by()
    n = rows.aggregate(**{k: Sum(k, default=0) for k in ("lapor", KEMBALI, DRAF)})
    return n | {"tanpa": place.jumlah_desa - sum(n.values())}


def reported_below(place, bulan):
    """[(child, the same four)] below a place above the kecamatan."""
    column = BELOW[place.tingkat]
    rows = Lapor.objects.inside(place).filter(bulan=bulan).order_by().values(column)
    sums = rows.annotate(**{k: Sum(k) for k in ("lapor", KEMBALI, DRAF)})
    found = {row.pop(column): row for row in sums}
    children = Wilayah.objects.children_of(place).filter(jumlah_desa__gt=0).order_by("kode")
    for w in children:
        n = found.get(w.pk, dict.fromkeys(("lapor", KEMBALI, DRAF), 0))
        yield w, n | {"tanpa": w.jumlah_desa - sum(n.values())}


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
        if statuses & {Status.TERKIRIM, Status.DITERIMA}:
            continue
        why = _why(w.pk, statuses, blocked, people)
        rows.append(_row(w, why, bulan, blocked.get(w.pk), _over(people, w.pk), admin))
    return rows


def tallied(rows):
    """[(group, word, villages)] of the whole board, the empty ones too."""
    counts = Counter(row.sebab for row in rows)
    return [(sebab, words[0], counts[sebab]) for sebab, words in SEBAB.items()]


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
    below = held.inside(place)
    above = held.filter(wilayah__in=[*ancestors(place.pk)])
    found = defaultdict(list)
    for t in (below | above).select_related("pengguna").order_by("pengguna__nama", "pk"):
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
        return reverse("desa:person_create")
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
