"""Official place codes (Kemendagri): text, nested by prefix, at most 13 characters.

"00" is Indonesia, then "35", "35.07", "35.07.11", "35.07.11.2001"."""

import re

from desa.choices import Tingkat

NUSANTARA = "00"
LEBAR = {2: Tingkat.PROVINSI, 5: Tingkat.KABUPATEN, 8: Tingkat.KECAMATAN, 13: Tingkat.DESA}
BENTUK = r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"
KELURAHAN, DESA, DESA_ADAT = 1, 2, 3  # the seventh digit
WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
WIT = {"81", "82", "91", "92", "93", "94", "95", "96", "97"}


def level_of(kode):
    return Tingkat.NASIONAL if kode == NUSANTARA else LEBAR[len(kode)]


def inside(kode, atas):
    """Does the place `kode` lie in the place `atas`, or is it the same?"""
    return atas == NUSANTARA or kode == atas or kode.startswith(f"{atas}.")


def ancestors(kode):
    """The codes above, largest first, Indonesia included: "35.07" -> ["00", "35"]."""
    if kode == NUSANTARA:
        return []
    return [NUSANTARA, *(kode[:width] for width in LEBAR if width < len(kode))]


def parent_of(kode):
    return (ancestors(kode) or [None])[-1]


def kind_of(kode):
    """1 kelurahan, 2 desa, 3 desa adat; 0 for a place that is none of them."""
    return int(kode[9]) if len(kode) == 13 else 0


def dotted(text):
    """ "3507112001" or "35.07.11.2001" -> "35.07.11.2001"; "" for anything that is no code."""
    digits = text.replace(".", "")
    if not re.fullmatch(r"\d{2}(\d{2}){0,2}|\d{10}", digits, re.ASCII):
        return ""
    parts = digits[:2], digits[2:4], digits[4:6], digits[6:]
    return ".".join(part for part in parts if part)


def zone_of(kode):
    """The time zone kept in a place: WIB, WITA or WIT by province."""
    if kode[:2] in WITA:
        return "Asia/Makassar"
    return "Asia/Jayapura" if kode[:2] in WIT else "Asia/Jakarta"
