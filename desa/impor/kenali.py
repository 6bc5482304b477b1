"""Finds the row of the titles in a sheet, and which of our columns stands where. Pure."""

import re
from dataclasses import dataclass
from hashlib import sha256

from ppid.lib.sel import text_of
from ppid.lib.teks import squeeze

DALAM = 40  # rows above the table that may hold a title, a logo, a letterhead
TINGGI = 3  # rows that the titles may take
CONTOH = 8  # rows kept to show
GARIS = " / "  # between the lines of a title of several rows


@dataclass
class Susunan:
    """`kepala`: number of the first row of titles, 0 where there is none; `kolom`: {name: column},
    "skor:2021" for a column of one year, a list of columns where a name may stand in several;
    `tahun`: the one year that is named above the titles, else ""."""

    kepala: int
    tinggi: int
    judul: list
    kolom: dict
    contoh: list
    tahun: str = ""

    @property
    def sidik(self):
        return fingerprint(self.judul)


def fingerprint(judul):
    return sha256("|".join(map(squeeze, judul)).encode()).hexdigest()


def recognise(jenis, rows):
    """The best Susunan of a sheet; `rows` are its first (number, cells)."""
    rows = list(rows)
    best, best_score = None, (0, 0, 0)
    for start in range(min(DALAM, len(rows))):
        for tinggi in range(1, min(TINGGI, len(rows) - start) + 1):
            part = rows[start : start + tinggi]
            if part[-1][0] - part[0][0] != tinggi - 1:
                break  # a blank row ends the titles
            judul = titles(cells for _, cells in part)
            kolom = columns(jenis, judul)
            needed = sum(k.nama in _names(kolom) for k in jenis.kolom if k.perlu)
            width = sum(len(w) if isinstance(w, list) else 1 for w in kolom.values())
            score = (needed, width, -tinggi)
            if score > best_score:
                after = [cells for _, cells in rows[start + tinggi :]][:CONTOH]
                best, best_score = Susunan(part[0][0], tinggi, judul, kolom, after), score
    best = best or _guess(rows)
    above = (cell for nomor, cells in rows if nomor < best.kepala for cell in cells)
    best.tahun = year_in(" ".join(map(text_of, above)))
    return best


def _guess(rows):
    """No title that we know: the first row of several texts, for a person to say what they mean."""
    for n, (nomor, cells) in enumerate(rows):
        said = [c for c in cells if text_of(c)]
        if len(said) > 1 and all(isinstance(c, str) for c in said):
            after = [cells for _, cells in rows[n + 1 :]][:CONTOH]
            return Susunan(nomor, 1, titles([cells]), {}, after)
    return Susunan(0, 0, [], {}, [cells for _, cells in rows[:CONTOH]])


def _names(kolom):
    return {name.partition(":")[0] for name in kolom}


def titles(rows):
    """One title a column; of several rows the upper ones, carried over what is merged, come first:
    "JUMLAH" over "KAB" -> "JUMLAH KAB"."""
    found = []
    for n, cells in enumerate(rows):
        width = max(len(found), len(cells))
        found += [""] * (width - len(found))
        cells = [text_of(c) for c in cells] + [""] * (width - len(cells))
        if n:
            found = _carried(found, cells)
        found = [_joined(upper, lower) for upper, lower in zip(found, cells, strict=True)]
    return found


def _carried(upper, lower):
    last, carried = "", []
    for over, under in zip(upper, lower, strict=True):
        last = over or last
        carried.append(over or (last if under else ""))
    return carried


def _joined(upper, lower):
    return upper if not lower or lower == upper else f"{upper}{GARIS}{lower}".strip(GARIS)


def columns(jenis, judul):
    found = {}
    for i, title in enumerate(judul):
        for kolom in jenis.kolom:
            year = _year_for(kolom, title)
            if year is None:
                continue
            name = f"{kolom.nama}:{year}" if year else kolom.nama
            if kolom.banyak:
                found.setdefault(name, []).append(i)
            else:
                found.setdefault(name, i)
            break
    return found


def _year_for(kolom, title):
    """By the whole title, else by the lowest line of several."""
    words = [title.replace(GARIS, " "), *reversed(title.split(GARIS))]
    years = (kolom.answers_to(word) for word in words if word)
    return next((year for year in years if year is not None), None)


def cells_of(jenis, kolom, bawaan, cells):
    """{name: cell, or {year: cell}} of one row; what the sheet does not say comes from `bawaan`."""
    found = {}
    for name, where in kolom.items():
        plain, _, year = name.partition(":")
        if isinstance(where, list):
            cell = next((c for c in (_at(cells, i) for i in where) if _has_letters(c)), "")
        else:
            cell = _at(cells, where)
        if year:
            found.setdefault(plain, {})[year] = cell
        elif isinstance(found.get(plain), dict):
            found[plain][""] = cell
        else:
            found[plain] = {"": cell} if jenis.column(plain).tahunan else cell
    for name, value in bawaan.items():
        if text_of(found.get(name, "")) == "":
            found[name] = value
    return found


def _at(cells, i):
    return cells[i] if i < len(cells) else ""


def _has_letters(cell):
    return isinstance(cell, str) and any(c.isalpha() for c in cell)


def is_title_again(words, cells):
    """Titles are repeated at the head of every printed page; `words` are all of them, squeezed
    together. Most rows are known by their first cell to be none."""
    said = 0
    for cell in cells:
        if not (text := text_of(cell)):
            continue
        word = squeeze(text)
        if not word or word.isdigit() or word not in words:
            return False
        said += 1
    return said > 1


TOTAL = ("jumlah", "total", "nasional", "rekapitulasi", "subtotal")


def is_total(sel):
    """A sum in the midst of the rows: it names no place by code."""
    texts = [squeeze(text_of(v)) for v in sel.values() if isinstance(v, str)]
    return any(t.startswith(TOTAL) for t in texts) and not any(c.isdigit() for c in texts[0][:2])


def year_in(name):
    """ "idm_2024.csv" -> "2024": what a file is called, or the letterhead in it, often says what
    its columns do not. Two years say nothing."""
    found = re.findall(r"(?<!\d)20[1-4]\d(?!\d)", name)
    return found[0] if len(set(found)) == 1 else ""
