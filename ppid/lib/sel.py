"""What stands in one cell of somebody's spreadsheet: text, numbers, rupiah, days. Pure."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ppid.lib.teks import tidy
from ppid.lib.terbilang import BULAN

KOSONG = {"", "-", "–", "—", "n/a", "na", "nihil", "#n/a", "#ref!", "#value!", "null", "none"}
NOL = date(1899, 12, 30)  # day 0 of Excel
MASUK_AKAL = (20_000, 60_000)  # serial days from 1954 to 2064
BENTUK = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%y")
BULAN_KE = {name.lower(): n for n, name in enumerate(BULAN, start=1)}
BULAN_KE |= {name[:3].lower(): n for n, name in enumerate(BULAN, start=1)}
BULAN_KE |= {"agt": 8, "ags": 8, "sept": 9, "nop": 11, "pebruari": 2, "nopember": 11}

_tidy = lru_cache(maxsize=1024)(tidy)  # one cell is looked at from several sides


def text_of(cell):
    """3.0 -> "3"; what means nothing -> ""."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = _tidy(str(cell)) if cell is not None else ""
    return "" if text.lower() in KOSONG else text


def decimal_of(cell):
    """0.8862, "0,8862", "1.234,5" -> Decimal; None for what is no number."""
    if isinstance(cell, int | float):
        return Decimal(str(cell))
    text = text_of(cell).replace(" ", "").removesuffix("%")
    comma, point = text.rfind(","), text.rfind(".")
    if comma > point:
        text = text.replace(".", "").replace(",", ".")
    elif comma >= 0:
        text = text.replace(",", "")
    with suppress(InvalidOperation):
        found = Decimal(text)
        return found if found.is_finite() else None
    return None


RUPIAH = re.compile(
    r"^(?:rp\.?|idr)?\s*(-?\d{1,3}(?:([.,])\d{3})*|-?\d+)(?:[.,](\d{1,2}|-))?$", re.I
)


def rupiah_of(cell):
    """1234567.0, "Rp 1.234.567,00", "1,234,567" -> whole rupiah; None for what is no amount."""
    if isinstance(cell, int | float):
        return round(cell)
    found = RUPIAH.match(text_of(cell).replace(" ", "").removesuffix(",-").removesuffix(".-"))
    return int(re.sub(r"[.,]", "", found[1])) if found else None


def year_of(cell):
    """A year of this programme's time, or None."""
    text = text_of(cell)
    found = re.search(r"(?<!\d)(20[1-4]\d)(?!\d)", text)
    return int(found[1]) if found else None


def day_of(cell):
    """31/12/2018, "31 Desember 2018", 43465.0 -> date; None for what is no day."""
    if isinstance(cell, int | float):
        low, high = MASUK_AKAL
        return NOL + timedelta(days=int(cell)) if low <= cell <= high else None
    text = text_of(cell).partition("T")[0]
    text = re.sub(r"^[A-Za-z’']+,\s*", "", text)  # "Senin, 27 Agustus 2018"
    text = re.sub(r"\s+\d{1,2}[:.]\d{2}([:.]\d{2})?$", "", text)
    for form in BENTUK:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()
    return _spelt(text)


def _spelt(text):
    found = re.match(r"^(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})$", text)
    month = found and BULAN_KE.get(found[2].lower())
    if not month:
        return None
    with suppress(ValueError):
        return date(int(found[3]), month, int(found[1]))
    return None


def yes_of(cell):
    """ "ya", "sudah", "x", 1 -> True; "", "belum" -> False."""
    return text_of(cell).lower() in {"ya", "y", "sudah", "true", "1", "x", "v", "✓", "ada"}
