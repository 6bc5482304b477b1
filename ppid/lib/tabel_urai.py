"""The other half of tabel_baca: a program of its own that opens one spreadsheet and prints its
rows, one JSON list a line. It runs under a ceiling of memory and time, so that a file made to burst
bursts here and nowhere else. Imports nothing of ours."""

import csv
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

MEMORI = 1_500 * 1024 * 1024  # bytes of address space
DETIK = 120  # of processor time
MENGEMBANG = 600 * 1024 * 1024  # bytes that a compressed file may hold
BARIS, KOLOM = 200_000, 200
SEL = 5_000_000  # cells of one sheet
TEKS = 4_000  # characters kept of one cell
PEMISAH = ";\t,|"
BANYAK_CONTOH = 64 * 1024  # bytes looked at to guess a separator
FORMULA = ("=", "+", "-", "@")
BUKAN_KOSONG = re.compile(rb"[^\x00\s]")


class Refused(Exception):
    """The text is for the person who sent the file."""


def main(path, sheet):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (DETIK, DETIK))
    try:
        names, rows = opened(path, sheet)
        say({"lembar": names})
        for number, cells in enumerate(rows, start=1):
            if number > BARIS:
                raise Refused(f"Lembar ini lebih dari {BARIS} baris. Bagi menjadi beberapa.")
            while cells and cells[-1] in ("", None):
                cells.pop()
            if len(cells) > KOLOM:
                raise Refused(f"Baris {number} memuat lebih dari {KOLOM} kolom.")
            if cells:
                say([number, *map(plain, cells)])
    except Refused as refusal:
        say({"tolak": str(refusal)})
    except MemoryError:
        say({"tolak": "Berkas ini terlalu besar bila dibuka. Bagi menjadi beberapa berkas."})


def say(thing):
    sys.stdout.write(json.dumps(thing, ensure_ascii=True) + "\n")


def plain(cell):
    """Numbers stay numbers, days become ISO, text loses what cannot be seen."""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return cell if abs(cell) < float("inf") else ""
    if isinstance(cell, int):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    text = str(cell).replace("\x00", "").replace("\u200b", "").replace("\ufeff", "")
    text = text.replace("\xa0", " ").strip()[:TEKS]
    armed = text.startswith("'") and text[1:2] in FORMULA  # so our own files write such a text
    return text[1:] if armed else text


def opened(path, sheet):
    """(names of the sheets, rows of the wanted one), by what the file holds, not by its name."""
    with open(path, "rb") as file:
        head = file.read(BANYAK_CONTOH)
    if not BUKAN_KOSONG.search(head):
        raise Refused("Berkas ini kosong.")
    if head.startswith(b"PK\x03\x04"):
        measured(path)
        return workbook(path, sheet)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return workbook(path, sheet)
    known(head)
    encoding = encoding_of(path)
    if looks_like_html(head, encoding):
        return [], html_rows(path, encoding)
    return [], text_rows(path, encoding)


def known(head):
    """What is often sent and is no table, by name."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
    if start.startswith(b"%PDF"):
        raise Refused("Ini berkas PDF, bukan lembar kerja. Minta berkas Excel atau CSV-nya.")
    if start.startswith(b"{") and b'"mapData"' in start:
        raise Refused("Ini rumusan IDM satu desa. Unggah di halaman IDM desa itu.")
    if start.startswith((b"{", b"[")):
        raise Refused("Ini berkas JSON atau GeoJSON, bukan lembar kerja. Kirim XLSX atau CSV.")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise Refused("Ini Excel XML 2003. Buka dengan Excel, simpan sebagai XLSX, lalu kirim.")
    if start.startswith((b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF")):
        raise Refused("Ini gambar, bukan lembar kerja. Kirim berkas XLSX atau CSV.")
    if start.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Refused("Ini arsip. Buka dahulu, lalu kirim berkas XLSX atau CSV di dalamnya.")


# Workbooks


def measured(path):
    """Refuse a ZIP that holds more than it says, or more than anybody can read. Reading every part
    to its end also checks its sum, so that a header cannot lie."""
    try:
        with zipfile.ZipFile(path) as book:
            if sum(part.file_size for part in book.infolist()) > MENGEMBANG:
                raise Refused("Berkas ini mengembang terlalu besar bila dibuka, jadi ditolak.")
            for part in book.infolist():
                with book.open(part) as content:
                    sized(content, part.filename)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Refused("Berkas ini rusak. Buka dengan Excel, simpan ulang, lalu kirim.") from None


CELL = re.compile(rb'<c r="([A-Z]{1,4})(\d{1,9})"')


def sized(content, name):
    """A sheet of two cells a million rows apart is a million rows to whoever opens it."""
    sheet = name.startswith("xl/worksheets/")
    tail = b""
    while chunk := content.read(1024 * 1024):
        if sheet:
            text = tail + chunk
            for column, row in CELL.findall(text):
                if int(row) > BARIS + 100 or column_number(column) > 16_384:
                    raise Refused(f"Ada isi jauh di baris {int(row)}. Hapus isi yang tercecer.")
            tail = text[-40:]


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def workbook(path, sheet):
    try:
        book = CalamineWorkbook.from_path(path)
        names = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        if not names:
            raise Refused("Berkas ini tidak memuat lembar kerja.")
        wanted = names[sheet] if sheet < len(names) else names[0]
        found = book.get_sheet_by_name(wanted)
    except PasswordError:
        raise Refused("Berkas ini berkata sandi. Simpan tanpa kata sandi, lalu kirim.") from None
    except (CalamineError, ValueError, OSError, OverflowError):
        raise Refused("Berkas ini tidak terbaca. Simpan sebagai XLSX, lalu kirim lagi.") from None
    if found.total_height * found.total_width > SEL:
        raise Refused("Lembar ini terlalu luas. Hapus kolom dan baris kosong, lalu kirim lagi.")
    return names, (list(cells) for cells in found.iter_rows()) if found.height else ()


# Text


def encoding_of(path):
    """UTF-8 and UTF-16 prove themselves; whatever is neither was saved by Windows."""
    with open(path, "rb") as file:
        head = file.read(4)
        for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
            if head.startswith(mark):
                return name
        if head[1:2] == b"\x00":
            return "utf-16-le"
        if head[:1] == b"\x00":
            return "utf-16-be"
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            while file.read(1024 * 1024):
                pass
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "cp1252"


def text_rows(path, encoding):
    csv.field_size_limit(1024 * 1024)
    with open(path, encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(BANYAK_CONTOH)
        file.seek(0)
        if sample.count("\x00") or (not sample.isprintable() and unprintable(sample) > 0.05):
            raise Refused("Berkas ini bukan lembar kerja. Kirim XLSX, XLS, ODS atau CSV.")
        lines = iter(file)
        hint = re.match(r"sep=(.)\r?\n", sample)
        if hint:
            next(lines)
            yield []
        separator = hint[1] if hint else separator_of(sample)
        try:
            yield from csv.reader(lines, delimiter=separator)
        except csv.Error:
            raise Refused(
                "Ada sel yang terlalu panjang, atau tanda kutip tak berpasangan."
            ) from None


def unprintable(text):
    return sum(not (c.isprintable() or c in "\r\n\t") for c in text) / max(len(text), 1)


def separator_of(sample):
    """The one that cuts the most lines into the same number of parts."""
    lines = sample.splitlines()[:60]
    lines = lines[:-1] or lines  # the last may be cut off

    def fit(separator):
        counts = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        usual = max(set(counts), key=counts.count) if counts else 1
        return (counts.count(usual) * (usual > 1), usual)

    try:
        return max(PEMISAH, key=fit)
    except csv.Error:
        return ","


# A web page that somebody named .xls


def looks_like_html(head, encoding):
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n").lower()
    return text.startswith("<") and ("<table" in text or "<html" in text)


def html_rows(path, encoding):
    """Every row of every table, one after the other; a cell over several columns counts for all."""
    rows = 0
    found = etree.iterparse(
        path, events=("end",), tag=("tr",), html=True, encoding=encoding.removesuffix("-sig")
    )
    for _, row in found:
        cells = []
        for cell in row.iterchildren("td", "th"):
            cells.append(" ".join("".join(cell.itertext()).split()))
            span = cell.get("colspan", "1")
            cells += [""] * (min(int(span), KOLOM) - 1 if span.isascii() and span.isdigit() else 0)
        rows += 1
        yield cells
        row.clear()
    if not rows:
        raise Refused("Halaman web ini tidak memuat tabel.")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
