"""Reads what an outbox says beside the form itself: whose it is, when it was written, by which
clock; and reads the complaints out of a page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator

from desa.kode import zone_of
from ppid.lib.tanggal import tgl
from ppid.lib.teks import tidy

TIMUR = "Asia/Jayapura"  # where the day begins first
DAY = "tanggal"  # the field that says when something happened
SILENT = {"csrfmiddlewaretoken", "simpan"}
NAMES = ("judul", "nama_kegiatan", "nama", "uraian", "teks", "jalannya")  # what an item is called
TITLE = 120
MOST_AHEAD = 10 * 366 * 86_400  # seconds; a clock beyond that says nothing


@dataclass(frozen=True)
class Jam:
    """When it was written by the phone's clock, and by how many seconds that clock is ahead."""

    ditulis: datetime | None = None
    selisih: int | None = None

    @classmethod
    def of(cls, headers):
        ditulis, now = _moment(headers.get("X-Ditulis")), _moment(headers.get("X-Jam"))
        ahead = round((now - timezone.now()).total_seconds()) if now else None
        if ahead is not None and abs(ahead) > MOST_AHEAD:
            ahead = None
        return cls(ditulis, ahead)

    def days_ahead(self, zona):
        """By how many days a date that this phone filled in there lies ahead."""
        if not (self.ditulis and self.selisih and self.selisih > 0):
            return 0
        ours = self.ditulis - timedelta(seconds=self.selisih)
        return (self.ditulis.astimezone(zona).date() - ours.astimezone(zona).date()).days


def _moment(text):
    try:
        found = parse_datetime(text or "")
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def by_our_clock(typed, jam):
    """(the form with a day that has not come yet set right, the sentence about it). A phone whose
    clock runs ahead is not refused: our clock rules, and both times are kept."""
    said, desa = _day(typed.get(DAY)), typed.get("desa")
    zona = ZoneInfo(zone_of(desa) if desa else TIMUR)
    days = jam.days_ahead(zona)
    if not (said and days and said > timezone.localdate(timezone=zona)):
        return typed, ""
    typed = typed.copy()
    typed[DAY] = (said - timedelta(days=days)).isoformat()
    return typed, (
        f"Jam ponsel lebih cepat {days} hari. Tanggal {tgl(said)} dicatat sebagai "
        f"{tgl(said - timedelta(days=days))} menurut peladen."
    )


def _day(text):
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def content_digest(typed, files):
    """SHA-256 of what was typed, pair by pair in one order, and of the digests of its files."""
    pairs = [f"{n}={v}" for n, values in typed.lists() if n not in SILENT for v in values]
    return sha256("\n".join(sorted(pairs) + sorted(files)).encode()).hexdigest()


def title_of(typed, fallback):
    """What the sender would call it."""
    for name in NAMES:
        if words := tidy(typed.get(name, "")):
            return Truncator(words).chars(TITLE)
    return fallback


class _Complaints(HTMLParser):
    """Gathers the lines of components/_galat.html; where there is none, what stands at fields."""

    def __init__(self):
        super().__init__()
        self.top, self.below, self.places = [], [], {}
        self._into, self._galat, self.semula = None, False, ""

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "input" and told.get("name") == "semula":
            self.semula = told.get("value") or ""
        kinds = set((told.get("class") or "").split())
        if "galat" in kinds:
            self._galat = True
        if self._galat and tag == "li":
            self._into = self.top
            self.top.append("")
        elif self._galat and tag == "a" and self.top:
            self.places[len(self.top) - 1] = (told.get("href") or "").removeprefix("#")
        elif "invalid-feedback" in kinds and self._into is None:
            self._into = self.below
            self.below.append("")

    def handle_endtag(self, tag):
        if tag in {"li", "span", "p", "div"}:
            self._into = None
        if tag == "ul":
            self._galat = False

    def handle_data(self, data):
        if self._into is not None:
            self._into[-1] += data


def _read(page):
    reader = _Complaints()
    reader.feed(page)
    return reader


def seen_in(page):
    """What its form says its reader has seen by now (desa.forms.jaga), to be sent next time."""
    return _read(page).semula


def complaints_in(page):
    """(the sentences of a page that came back with its form, {sentence: id of its field})."""
    reader = _read(page)
    found = [tidy(text) for text in reader.top or reader.below]
    places = {found[n]: place for n, place in reader.places.items() if place}
    return list(dict.fromkeys(text for text in found if text)), places
