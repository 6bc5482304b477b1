"""A month composed from entries: every day once, its hours, its villages, or why it is empty.
Pure: whatever has the attributes of an entry will do."""

from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lokal.holidays import HOLIDAY_YEARS, get_holidays

from ppid.lib.terbilang import BULAN
from tugas.choices import AlasanHari, Status

MINGGU = 6
SENT = (Status.DITERIMA, Status.TERKIRIM, Status.DIKEMBALIKAN)  # as shown, one after the other
FIRST_YEAR = 2015


@dataclass(frozen=True, order=True)
class Periode:
    """A calendar month: "2026-11"."""

    tahun: int
    bulan: int

    @classmethod
    def of(cls, tanggal):
        return cls(tanggal.year, tanggal.month)

    @classmethod
    def read(cls, text, today):
        """The month asked for; anything that is none, or lies out of reach, is this one."""
        now = cls.of(today)
        try:
            first = date.fromisoformat(f"{text}-01")
        except ValueError:
            return now
        asked = cls.of(first)
        return asked if cls(FIRST_YEAR, 1) <= asked <= now.next else now

    def __str__(self):
        return f"{BULAN[self.bulan - 1]} {self.tahun}"

    @property
    def kunci(self):
        return f"{self.tahun}-{self.bulan:02}"

    @property
    def awal(self):
        return date(self.tahun, self.bulan, 1)

    @property
    def akhir(self):
        return date(self.tahun, self.bulan, monthrange(self.tahun, self.bulan)[1])

    @property
    def next(self):
        return Periode(self.tahun + self.bulan // 12, self.bulan % 12 + 1)

    @property
    def previous(self):
        return Periode(self.tahun - (self.bulan == 1), (self.bulan - 2) % 12 + 1)

    @property
    def days(self):
        return [self.awal.replace(day=n) for n in range(1, self.akhir.day + 1)]

    def deadline(self, hari):
        """The day of the next month after which a report is late."""
        return self.next.awal.replace(day=hari)


def minutes_of(entries):
    """Minutes covered by these entries of one day. A visit to three villages at once is one
    visit: what overlaps counts once. Without both times, or backwards, an entry adds nothing."""
    spans = sorted((_minute(k.mulai), _minute(k.selesai)) for k in entries if k.mulai and k.selesai)
    total, reached = 0, 0
    for start, end in spans:
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _minute(clock):
    return clock.hour * 60 + clock.minute


def hours(menit):
    """ "7 jam 30 menit"; "0 jam" for nothing."""
    whole, rest = divmod(menit, 60)
    return f"{whole} jam {rest} menit" if rest else f"{whole} jam"


def holidays_of(tahun):
    """{day: its name}. A year that the calendar does not know has none."""
    if tahun not in HOLIDAY_YEARS:
        return {}
    return {date.fromisoformat(h.date): h.name for h in get_holidays(tahun).holidays}


@dataclass(frozen=True)
class Hari:
    """One line of the Lembar Waktu Kerja."""

    tanggal: date
    entri: tuple = ()
    libur: str = ""  # name of the holiday, or "Minggu"
    izin: object = None  # what the person wrote about the day: alasan, catatan

    @cached_property
    def menit(self):
        return minutes_of(self.entri)

    @property
    def jam(self):
        return hours(self.menit) if self.menit else ""

    @cached_property
    def desa(self):
        return sorted({k.desa.nama for k in self.entri})

    @property
    def keterangan(self):
        """Why there is nothing, as words; "" if there is something, or no reason."""
        if self.entri:
            return ""
        if self.izin:
            word = AlasanHari(self.izin.alasan).label
            return f"{word}: {self.izin.catatan}" if self.izin.catatan else word
        return self.libur

    @property
    def is_blank(self):
        """A working day with neither work nor a reason."""
        return not (self.entri or self.izin or self.libur)


@dataclass(frozen=True)
class Bulan:
    periode: Periode
    hari: tuple  # of every day, in order
    draf: tuple = ()  # entries not sent: no part of the report yet

    @cached_property
    def entri(self):
        return [k for h in self.hari for k in h.entri]

    @cached_property
    def menit(self):
        return sum(h.menit for h in self.hari)

    @property
    def jam(self):
        return hours(self.menit)

    @cached_property
    def hari_kerja(self):
        return sum(bool(h.entri) for h in self.hari)

    @cached_property
    def jumlah(self):
        """Entries in each status."""
        return Counter(k.status for k in self.entri)

    @property
    def menurut_status(self):
        """(status, entries), accepted first, empty ones left out."""
        groups = [(s, [k for k in self.entri if k.status == s]) for s in SENT]
        return [(s, rows) for s, rows in groups if rows]

    def blank_until(self, today):
        return [h for h in self.hari if h.is_blank and h.tanggal <= today]

    @cached_property
    def tanpa_jam(self):
        return [k for k in self.entri if not (k.mulai and k.selesai)]


def compose(periode, entri, izin=(), libur=None):
    """The month of one person. Entries of other months, and those thrown away, are left out."""
    libur = holidays_of(periode.tahun) if libur is None else libur
    by_day, drafts = defaultdict(list), []
    for k in entri:
        if Periode.of(k.tanggal) != periode or k.status == Status.DIBUANG:
            continue
        (drafts if k.status == Status.DRAF else by_day[k.tanggal]).append(k)
    excused = {i.tanggal: i for i in izin}
    days = tuple(
        Hari(d, tuple(by_day[d]), libur.get(d) or _sunday(d), excused.get(d)) for d in periode.days
    )
    return Bulan(periode, days, tuple(drafts))


def _sunday(day):
    return "Minggu" if day.weekday() == MINGGU else ""
