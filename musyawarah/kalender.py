"""A meeting as a calendar file (RFC 5545): one event, in UTC, so that every phone agrees."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

LAMA = timedelta(hours=3)  # of a meeting whose end is not planned
PANJANG = 73  # octets of a line before it is folded, the leading space of the next included


def _text(value):
    for char, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(char, escaped)
    return value.replace("\r", "")


def _fold(line):
    """Lines of at most 75 octets; a letter is never cut in two."""
    parts, now = [], ""
    for char in line:
        if len((now + char).encode()) > PANJANG:
            parts.append(now)
            now = ""
        now += char
    return "\r\n ".join([*parts, now])


def _utc(moment):
    return f"{moment.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}"


def calendar_of(musyawarah):
    """The text of the .ics file; without an hour it is an event of the whole day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Inovasi Desa//Musyawarah//ID"]
    lines += ["METHOD:PUBLISH", "BEGIN:VEVENT"]
    host = settings.PPID_ADDRESS.partition("://")[2]
    lines += [f"UID:musyawarah-{musyawarah.pk}@{host}", f"DTSTAMP:{_utc(musyawarah.updated_at)}"]
    lines += _when(musyawarah)
    lines += [
        f"SUMMARY:{_text(musyawarah.judul)}",
        f"LOCATION:{_text(musyawarah.lokasi)}",
        f"URL:{settings.PPID_ADDRESS}{musyawarah.get_absolute_url()}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _when(m):
    if not m.mulai:
        return [f"DTSTART;VALUE=DATE:{m.tanggal:%Y%m%d}"]
    zone = ZoneInfo(str(m.wilayah.zona))
    mulai = datetime.combine(m.tanggal, m.mulai, zone)
    selesai = datetime.combine(m.tanggal, m.selesai, zone) if m.selesai else mulai + LAMA
    return [f"DTSTART:{_utc(mulai)}", f"DTEND:{_utc(selesai)}"]
