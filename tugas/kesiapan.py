"""Is a kecamatan ready for its next forum: what is there, what is missing, what to do today. Parts
are counted, people are not ranked."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from desa.choices import JenisTim, Peran
from desa.models import Penugasan, Tim, Wilayah
from inovasi.choices import StatusBursa, StatusButir, StatusKomitmen
from inovasi.models import Bursa, ButirPerencanaan, Komitmen, UndanganDesa
from musyawarah.choices import Status
from musyawarah.models import Musyawarah
from tugas.jalan import stones_of, urgency
from tugas.keadaan import Keadaan
from tugas.penilaian import FORUM_WAJIB

PENULIS = {Peran.PLD, Peran.PD, Peran.TPID}
DIBUKA = [Status.RENCANA, Status.DIUNDANG, Status.BERLANGSUNG, Status.DITUNDA]
BANYAK = 30  # rows of one part; more are counted


@dataclass(frozen=True)
class Bagian:
    """One part of readiness. `butir` are what is missing: (words, address or "")."""

    nama: str
    siap: str  # the sentence when nothing is missing
    kurang: str  # … and when something is, with the number in it
    tindakan: str  # what to do today
    butir: list = field(default_factory=list)

    @property
    def lengkap(self):
        return not self.butir

    @property
    def kalimat(self):
        return self.siap if self.lengkap else self.kurang.format(n=len(self.butir))

    @property
    def tampil(self):
        return self.butir[:BANYAK]

    @property
    def sisa(self):
        return max(len(self.butir) - BANYAK, 0)


@dataclass(frozen=True)
class Langkah:
    """The next step of one village as its kecamatan sees it: with its owner by name."""

    desa: Wilayah
    batu: object
    pemilik: str


@dataclass(frozen=True)
class ForumDekat:
    """What a kecamatan prepares for: a meeting, or a bursa to which its villages are invited."""

    nama: str
    tanggal: date
    alamat: str


def next_forum(place, tahun, user):
    """The nearest forum of a kecamatan that is not yet held: its own, its kabupaten's, or the
    bursa of a klaster that somebody else hosts; None without any."""
    meetings = Musyawarah.objects.visible_to(user).filter(
        wilayah__in=[place.pk, place.kabupaten], tahun=tahun, jenis__in=FORUM_WAJIB,
        status__in=DIBUKA,
    )  # fmt: skip
    invited = UndanganDesa.objects.inside(place).values("bursa")
    fairs = Bursa.objects.visible_to(user).filter(pk__in=invited, tahun=tahun)
    fairs = fairs.filter(status__in=[StatusBursa.RENCANA, StatusBursa.BERLANGSUNG])
    m = meetings.defer("jalannya").order_by("tanggal", "pk").first()
    b = fairs.order_by("tanggal", "pk").first()
    found = [ForumDekat(m.get_jenis_display(), m.tanggal, m.get_absolute_url())] if m else []
    found += [ForumDekat(b.nama, b.tanggal, b.get_absolute_url())] if b else []
    return min(found, key=lambda f: f.tanggal, default=None)


def parts_of(place, tahun):
    """The six parts, in the order in which they are needed."""
    villages = list(Wilayah.objects.villages().inside(place).order_by("pk"))
    return [
        _companions(place, villages, tahun),
        _team(place, tahun),
        _socialised(villages, tahun),
        _sealed(place, tahun),
        _cards(place, tahun),
        _lines(place, tahun),
    ]


def _companions(place, villages, tahun):
    held = Penugasan.objects.in_force().filter(peran=Peran.PLD).inside(place)
    served = set(held.values_list("wilayah", flat=True))
    return Bagian(
        "Pendamping",
        "Setiap desa punya PLD.",
        "{n} desa belum punya PLD.",
        "Admin kabupaten menugaskan PLD lewat menu Orang.",
        [(w.nama, _village(w, tahun)) for w in villages if w.pk not in served],
    )


def _team(place, tahun):
    found = Tim.objects.filter(wilayah=place, tahun=tahun, jenis=JenisTim.TPID).first()
    address = f"{reverse('desa:team_create')}?jenis=tpid&tahun={tahun}&wilayah={place.pk}"
    lacking = [] if found and found.anggota.exists() else [(f"TPID {place} {tahun}", address)]
    return Bagian(
        "TPID",
        f"TPID {tahun} sudah tercatat.",
        f"TPID {tahun} belum tercatat lengkap.",
        "Admin mencatat TPID dan anggotanya menurut SK Camat.",
        lacking,
    )


def _socialised(villages, tahun):
    stones = stones_of([w.pk for w in villages], tahun)
    lacking = [
        (f"{w.nama}: {stones[w.pk][0].kalimat}", _village(w, tahun))
        for w in villages
        if stones[w.pk][0].keadaan != Keadaan.SELESAI
    ]
    return Bagian(
        "Sosialisasi",
        "PPID dan P2KTD sudah disosialisasikan di setiap desa.",
        "{n} desa belum selesai disosialisasikan.",
        "PLD mencatat sosialisasinya; yang belum dilaksanakan dijadwalkan sebelum forum.",
        lacking,
    )


def _village(w, tahun):
    return f"{reverse('tugas:village', args=[w.pk])}?tahun={tahun}"


def _sealed(place, tahun):
    rows = Musyawarah.objects.inside(place).filter(tahun=tahun, status=Status.NOTULEN)
    rows = rows.select_related("wilayah").defer("jalannya")
    return Bagian(
        "Notulen",
        "Tidak ada notulen yang menunggu difinalkan.",
        "{n} notulen belum final.",
        "Admin memeriksa lalu memfinalkan, paling lambat hari kerja ketujuh.",
        [(str(m), m.get_absolute_url()) for m in rows.order_by("tanggal", "pk")],
    )


def _cards(place, tahun):
    rows = Komitmen.objects.inside(place).filter(tahun=tahun, status=StatusKomitmen.DRAF)
    return Bagian(
        "Kartu komitmen",
        "Tidak ada kartu yang menunggu tanda tangan.",
        "{n} kartu belum ditandatangani.",
        "Bawa kartunya kepada Kepala Desa dan Ketua BPD, lalu catat tanda tangannya.",
        [(f"{k}, Desa {k.desa}", k.get_absolute_url()) for k in _for_list(rows)],
    )


def _lines(place, tahun):
    rows = ButirPerencanaan.objects.inside(place).filter(
        tahun__in=[tahun, tahun + 1], status=StatusButir.DICATAT
    )
    return Bagian(
        "Baris perencanaan",
        "Tidak ada baris RKPDes atau APBDes yang menunggu verifikasi.",
        "{n} baris belum diverifikasi.",
        "Verifikator TPID mencocokkan baris dengan peraturan desanya.",
        [(f"{b.uraian}, Desa {b.desa}", b.get_absolute_url()) for b in _for_list(rows)],
    )


def _for_list(rows):
    return rows.for_list().order_by("desa", "pk")


# The next steps of a kecamatan


def steps_of(rows, banyak=3):
    """The most pressing steps of villages, whoever's turn they are: [(village, stones)]."""
    found = [
        (w, b) for w, stones in rows for b in stones if b.aktif and b.keadaan != Keadaan.SELESAI
    ]
    found = sorted(found, key=lambda row: urgency(row[1]))[:banyak]
    owners = _owners([w for w, _ in found])
    return [Langkah(w, b, owners.get((w, b.siapa), b.giliran)) for w, b in found]


def _owners(villages):
    """{(village, role): names} of those who hold the role nearest to it."""
    kodes = {kode for w in villages for kode in (w.pk, w.kecamatan)}
    held = Penugasan.objects.in_force().filter(wilayah__in=kodes, peran__in=PENULIS)
    named = {}
    for t in held.select_related("pengguna").order_by("pk"):
        for w in villages:
            if w.is_inside(t.wilayah_id):
                named.setdefault((w, t.peran), []).append(t.pengguna.nama)
    return {key: f"{Peran(key[1]).label}: {', '.join(names[:2])}" for key, names in named.items()}
