"""How people spell amounts, villages and menu items."""

import re

from ppid.lib.teks import squeeze

KALI = {"rb": 10**3, "ribu": 10**3, "jt": 10**6, "juta": 10**6, "m": 10**9, "miliar": 10**9}
ANGKA = re.compile(r"^(?:rp\.?)?\s*([\d.\s]+)(?:,(\d{1,2}))?\s*([a-z]*)$")


def parse_rupiah(text):
    """ "Rp40.000.000", "40 jt", "1,5 miliar" -> rupiah; None for what is no amount."""
    found = ANGKA.match(str(text).strip().lower())
    if not found or not (digits := re.sub(r"[.\s]", "", found[1])):
        return None
    whole, cents, unit = int(digits), found[2] or "", found[3]
    if not unit:
        return whole
    if unit not in KALI:
        return None
    return whole * KALI[unit] + int(cents or 0) * KALI[unit] // 10 ** len(cents or "0")


def village_words(desa):
    """What a village answers to: its name with its kecamatan, its name, its code."""
    full = tertulis(desa)
    return [squeeze(full), squeeze(desa.nama), squeeze(desa.pk)]


def tertulis(desa):
    """ "Sumber Petung, Kalipare": as a list of suggestions shows it."""
    return f"{desa.nama}, {desa.induk.nama}"
