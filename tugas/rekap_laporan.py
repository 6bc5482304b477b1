"""Who has handed in the month, who has not, and why: one line for each person and role."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, TextChoices

from desa.choices import Peran
from desa.models import Pengguna, Penugasan
from tugas.choices import AlasanHari, Status, StatusLaporan
from tugas.models import HariKosong, Kegiatan, LaporanBulanan
from tugas.workflow import REPORTERS

HEADER = [
    "Nama", "Peran", "Keadaan", "Terlambat", "Hari berkegiatan", "Jam", "Kegiatan", "Diterima",
    "Rekomendasi", "Alasan",
]  # fmt: skip


@dataclass
class Baris:
    person: Pengguna
    peran: str
    laporan: LaporanBulanan | None = None
    jumlah: Counter = field(default_factory=Counter)  # entries of the month in each status
    tertahan: int = 0  # days said to be out of reach

    @property
    def label_peran(self):
        return Peran(self.peran).label

    @property
    def masuk(self):
        """Handed in, and not given back."""
        given_back = StatusLaporan.DIKEMBALIKAN
        return self.laporan is not None and self.laporan.status != given_back

    @property
    def mengapa(self):
        """Why there is no report, as a sentence; "" if there is one."""
        if self.masuk:
            return ""
        if self.laporan:
            return "Laporan dikembalikan, belum diajukan lagi."
        sent = sum(n for s, n in self.jumlah.items() if s != Status.DRAF)
        if n := self.jumlah[Status.DIKEMBALIKAN]:
            return f"{n} kegiatan dikembalikan dan belum diperbaiki."
        if sent:
            return f"{sent} kegiatan terkirim, tetapi laporannya belum diajukan."
        if n := self.jumlah[Status.DRAF]:
            return f"{n} draf belum dikirim."
        if self.tertahan:
            return f"Desa tidak dapat dijangkau {self.tertahan} hari."
        return "Belum mencatat kegiatan."

    def cells(self):
        r = self.laporan
        done = [r.hari_kerja, round(r.menit / 60, 2), r.jumlah, r.diterima] if r else [0, 0, 0, 0]
        return [
            self.person.nama,
            self.label_peran,
            r.get_status_display() if r else StatusLaporan.TERBUKA.label,
            "ya" if r and r.is_late else "",
            *done,
            r.get_rekomendasi_display() if r else "",
            (r.alasan_rekomendasi if r else "") or self.mengapa,
        ]


def holders(place, periode, roles=REPORTERS):
    """(person, role) of all who hold a reporting role in a place during the month, by name."""
    held = Penugasan.objects.overlapping(periode.awal, periode.akhir).inside(place)
    held = held.filter(peran__in=roles).order_by("pengguna__nama", "pengguna_id", "peran")
    return held.values_list("pengguna_id", "peran").distinct()


class Keadaan(TextChoices):
    """Where a month stands for whoever pays it. Everybody is in exactly one."""

    LAYAK = "layak", "Layak dibayar"
    TUNDA = "tunda", "Ditunda"
    DIPERIKSA = "diperiksa", "Menunggu penyelia"
    BELUM = "belum", "Belum diajukan"


def by_state(pairs, periode):
    """{state: [(person, role)]}, every state named; together they are all of them."""
    rows = LaporanBulanan.objects.of_month(periode).filter(created_by__in={pk for pk, _ in pairs})
    said = {
        (pk, peran): _state(status, verdict)
        for pk, peran, status, verdict in rows.values_list(
            "created_by", "peran", "status", "rekomendasi"
        )
    }
    found = {state: [] for state in Keadaan}
    for pair in pairs:
        found[said.get(pair, Keadaan.BELUM)].append(pair)
    return found


def _state(status, verdict):
    if status in {StatusLaporan.DISETUJUI, StatusLaporan.TERKUNCI}:
        return Keadaan(verdict)
    return Keadaan.DIPERIKSA if status == StatusLaporan.DIAJUKAN else Keadaan.BELUM


def rows_of(pairs, periode):
    """The lines of these people; the same few queries however many they are."""
    ids = {pk for pk, _ in pairs}
    people = Pengguna.objects.in_bulk(ids)
    span = (periode.awal, periode.akhir)
    reports = LaporanBulanan.objects.of_month(periode).filter(created_by__in=ids)
    reports = {(r.created_by_id, r.peran): r for r in reports}
    counts = defaultdict(Counter)
    entries = Kegiatan.objects.filter(created_by__in=ids, tanggal__range=span).order_by()
    entries = entries.exclude(status=Status.DIBUANG).values_list("created_by", "peran", "status")
    for pk, peran, status, n in entries.annotate(n=Count("pk")):
        counts[pk, peran][status] = n
    blocked = HariKosong.objects.filter(
        created_by__in=ids, tanggal__range=span, alasan=AlasanHari.TAK_TERJANGKAU
    )
    blocked = Counter(blocked.values_list("created_by", flat=True))
    return [
        Baris(people[pk], peran, reports.get((pk, peran)), counts[pk, peran], blocked[pk])
        for pk, peran in pairs
    ]
