"""Who is waiting on whom: open work by how many days it waits, of a place, of the places below it,
and how long each reviewer took."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Value
from django.db.models.functions import TruncDate
from django.utils import timezone

from desa.models import Pengguna, Wilayah
from inovasi.choices import StatusButir, StatusIde, StatusInovasi
from inovasi.models import ButirPerencanaan, Inovasi, KartuIde
from inovasi.models.perencanaan import ANGGARAN
from musyawarah.choices import Status as StatusForum
from musyawarah.models import Musyawarah
from p2ktd.choices import StatusKebutuhan
from p2ktd.models import Kebutuhan
from ppid.lib.sebaran import median, p90
from tugas.choices import Status, StatusLaporan, StatusUlang
from tugas.models import Kegiatan, LaporanBulanan, TinjauUlang
from tugas.rekap.baris import BELOW
from tugas.rekap.belum import is_listed

PENULIS, TEAM, TPID = "Penulis di desa", "PD dan TPID", "TPID"
POKJA, ADMIN, DESA = "Pokja TIK", "Admin kabupaten", "Desa dan PLD"
SEJAK = 90  # days in which a reviewer's pace is measured


@dataclass(frozen=True)
class Tunggu:
    """One kind of open work: who waits, on whom, for what, and since when."""

    kunci: str
    siapa: str
    atas: str
    apa: str
    model: type
    pilih: dict
    sejak: str = "updated_at"


SEMUA = [
    Tunggu("kegiatan", DESA, TEAM, "tinjauan catatan kegiatan", Kegiatan,
           {"status": Status.TERKIRIM}, "terkirim_at"),
    Tunggu("kembali", TEAM, PENULIS, "perbaikan catatan", Kegiatan,
           {"status": Status.DIKEMBALIKAN}),
    Tunggu("ulang", TEAM, TEAM, "tinjauan kedua", TinjauUlang,
           {"status": StatusUlang.MENUNGGU}, "created_at"),
    Tunggu("laporan", "Pendamping", "Penyelia", "persetujuan laporan bulanan", LaporanBulanan,
           {"status": StatusLaporan.DIAJUKAN}, "diajukan_at"),
    Tunggu("ide", DESA, TPID, "rekap kartu ide", KartuIde,
           {"status": StatusIde.DIISI}, "created_at"),
    Tunggu("ide_tik", TPID, POKJA, "penetapan kartu ide", KartuIde,
           {"status": StatusIde.DIREKAP}),
    Tunggu("inovasi", DESA, TPID, "verifikasi inovasi oleh TPID", Inovasi,
           {"status": StatusInovasi.DIAJUKAN}),
    Tunggu("inovasi_tik", TPID, POKJA, "verifikasi inovasi oleh TIK", Inovasi,
           {"status": StatusInovasi.DIVERIFIKASI_TPID}),
    Tunggu("dokumen", TPID, POKJA, "validasi dokumen pembelajaran", Inovasi,
           {"status": StatusInovasi.DIKEMAS}),
    Tunggu("anggaran", DESA, TPID, "pemeriksaan baris APBDes", ButirPerencanaan,
           {"status": StatusButir.DICATAT, "dokumen__in": ANGGARAN}, "created_at"),
    Tunggu("kebutuhan", DESA, TPID, "prioritas kebutuhan P2KTD", Kebutuhan,
           {"status": StatusKebutuhan.DIUSULKAN}),
    Tunggu("notulen", TEAM, ADMIN, "finalisasi notulen", Musyawarah,
           {"status": StatusForum.NOTULEN}, "tanggal"),
]  # fmt: skip
JENIS = {t.kunci: t for t in SEMUA}


def rows_of(t, place, user):
    """What is counted and what is listed: the same rows, those that this person may open."""
    return t.model.objects.visible_to(user).inside(place).filter(**t.pilih)


@dataclass
class Antrean:
    """How many wait, by the days they have waited."""

    hari: dict = field(default_factory=dict)  # {days: count}

    @property
    def jumlah(self):
        return sum(self.hari.values())

    @property
    def terlama(self):
        return max(self.hari, default=None)

    @property
    def median(self):
        return median(self.hari)

    @property
    def p90(self):
        return p90(self.hari)


@dataclass(frozen=True)
class Baris:
    tunggu: Tunggu
    antrean: Antrean


def waiting(place, user):
    """[Baris] of every kind of open work of a place, the longest waiting first; one query."""
    today = timezone.localdate()
    parts = [_by_day(t, place, user) for t in SEMUA]
    found = defaultdict(lambda: defaultdict(int))
    for kunci, day, n in parts[0].union(*parts[1:], all=True):
        found[kunci][_days(day, today)] += n
    rows = [Baris(t, Antrean(found[t.kunci])) for t in SEMUA if found[t.kunci]]
    return sorted(rows, key=lambda b: -b.antrean.terlama)


def _by_day(t, place, user):
    rows = rows_of(t, place, user).order_by()
    day = F("tanggal") if t.sejak == "tanggal" else TruncDate(t.sejak)
    rows = rows.annotate(kunci=Value(t.kunci), hari=day).values_list("kunci", "hari")
    return rows.annotate(n=Count("pk"))


def _days(day, today):
    return max((today - (day if isinstance(day, date) else date.fromisoformat(day))).days, 0)


def backlog_below(place, today=None):
    """[(child, Antrean)] of entries waiting for review, where any do, the longest queue first."""
    today = today or timezone.localdate()
    column = BELOW.get(place.tingkat, "kecamatan")
    rows = Kegiatan.objects.inside(place).filter(status=Status.TERKIRIM).order_by()
    rows = rows.annotate(hari=TruncDate("terkirim_at")).values_list(column, "hari")
    found = defaultdict(lambda: defaultdict(int))
    for kode, day, n in rows.annotate(n=Count("pk")):
        found[kode][_days(day, today)] += n
    places = Wilayah.objects.in_bulk(found)
    queues = [(places[kode], Antrean(hari)) for kode, hari in found.items()]
    return sorted(queues, key=lambda q: (-q[1].jumlah, q[0].pk))


def _judged(place):
    """Entries accepted in the last 90 days."""
    since = timezone.localdate() - timedelta(days=SEJAK)
    rows = Kegiatan.objects.inside(place)
    return rows.filter(status=Status.DITERIMA, diterima_at__date__gte=since)


def reviewers(place):
    """[(reviewer, Antrean of the days they took)] over the last 90 days, by name."""
    rows = (
        _judged(place)
        .order_by()
        .annotate(awal=TruncDate("terkirim_at"), akhir=TruncDate("diterima_at"))
    )
    found = defaultdict(lambda: defaultdict(int))
    grouped = rows.values_list("peninjau", "awal", "akhir").annotate(n=Count("pk"))
    for who, awal, akhir, n in grouped:
        found[who][max((akhir - awal).days, 0)] += n
    people = Pengguna.objects.in_bulk(found)
    return sorted(
        ((people[who], Antrean(hari)) for who, hari in found.items()), key=lambda r: r[0].nama
    )


# The lists behind the numbers


@dataclass(frozen=True)
class Daftar:
    """A list behind one number: what it says, its rows, and the field of the day they have."""

    judul: str
    rows: object
    sejak: str
    menunggu: bool = False  # still open: the days count up to now


KEDUA = {
    "ditarik": ("Ditarik untuk tinjauan kedua", {}),
    "sepakat": ("Tinjauan kedua: sepakat", {"status": StatusUlang.SEPAKAT}),
    "berbeda": ("Tinjauan kedua: berbeda pendapat", {"status": StatusUlang.BERBEDA}),
}
DITERIMA = "diterima"  # by one reviewer, in the last 90 days


def list_behind(kunci, place, user, tahun, peninjau=None):
    """The Daftar of a number of the page, exactly as long as it; None where there is no such."""
    if t := JENIS.get(kunci):
        return Daftar(f"Menunggu {t.apa}", rows_of(t, place, user), t.sejak, menunggu=True)
    if kunci in KEDUA:
        judul, pilih = KEDUA[kunci]
        rows = TinjauUlang.objects.visible_to(user).inside(place).filter(tahun=tahun, **pilih)
        return Daftar(f"{judul}, tahun {tahun}", rows, "created_at")
    if kunci == DITERIMA and peninjau and is_listed(place):
        rows = _judged(place).visible_to(user).filter(peninjau=peninjau)
        return Daftar(f"Diterima {peninjau} dalam {SEJAK} hari terakhir", rows, "diterima_at")
    return None


HEADER_DAFTAR = ["Apa", "Kode", "Tempat", "Sejak", "Hari"]


def lines(daftar, rows):
    """[(row, its place, since when, days or None)] for the page and the workbook."""
    today = timezone.localdate()
    for row in rows:
        since = getattr(row, daftar.sejak)
        if isinstance(since, datetime):
            since = timezone.localdate(since)
        yield row, row.place, since, max((today - since).days, 0) if daftar.menunggu else None


HEADER = ["Menunggu", "Ditunggu", "Pekerjaan", "Jumlah", "Terlama (hari)", "Median", "P90"]
HEADER_BACKLOG = ["Kode", "Wilayah", "Menunggu", "Terlama (hari)", "Median", "P90"]
HEADER_REVIEWERS = ["Peninjau", "Diterima dalam 90 hari", "Terlama (hari)", "Median", "P90"]


def cells(rows):
    for b in rows:
        yield [b.tunggu.siapa, b.tunggu.atas, b.tunggu.apa, *numbers(b.antrean)]


def numbers(antrean):
    return [antrean.jumlah, antrean.terlama, antrean.median, antrean.p90]
