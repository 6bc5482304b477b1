"""Reads plan lines from a spreadsheet: finds the columns by their names, judges each row. Nothing
is written here: a person sees the verdicts first."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.signing import BadSignature, dumps, loads
from uuid6 import uuid7

from inovasi.choices import DokumenDesa, SumberDana
from inovasi.ejaan import parse_rupiah, village_words
from inovasi.ketentuan import amount_fault
from inovasi.models import ButirPerencanaan
from ppid.lib import tabel_baca
from ppid.lib.tabel_baca import open_sheet
from ppid.lib.teks import squeeze, tidy
from ppid.lib.workflow import NotAllowed

MOST_ROWS = 1000
LASTS = 24 * 3600  # seconds in which what was read may be confirmed
HEAD_WITHIN = 15  # rows above the table that may hold a title
# What a column may be called, squeezed.
KOLOM = {
    "desa": ["desa", "kodedesa", "namadesa", "kodewilayah"],
    "tahun": ["tahun", "tahunanggaran", "ta"],
    "dokumen": ["dokumen", "jenisdokumen"],
    "nomor": ["nomor", "nomorperdes", "noperdes", "nomorperaturan"],
    "tanggal": ["tanggal", "tanggalperdes", "tglperdes", "tanggalperaturan"],
    "kode_kegiatan": ["kodekegiatan", "koderekening", "kode"],
    "uraian": ["uraian", "uraiankegiatan", "namakegiatan", "kegiatan"],
    "anggaran": ["anggaran", "jumlah", "pagu", "nilai", "anggaranrp", "jumlahrp"],
    "sumber": ["sumber", "sumberdana"],
}
NEEDED = ("desa", "uraian", "anggaran")
DOKUMEN = {squeeze(d.label): d for d in DokumenDesa} | {squeeze(d.value): d for d in DokumenDesa}
SUMBER = {squeeze(s.value): s for s in SumberDana} | {squeeze(s.label): s for s in SumberDana}
SUMBER |= {"danadesa": SumberDana.DD, "dds": SumberDana.DD, "alokasidanadesa": SumberDana.ADD}
TANGGAL = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y")


class Unreadable(Exception):
    """The file as a whole; the text says what to mend."""


@dataclass
class Baris:
    nomor: int  # as the spreadsheet counts
    isi: dict = field(default_factory=dict)
    galat: list = field(default_factory=list)
    perhatian: list = field(default_factory=list)

    @property
    def baik(self):
        return not self.galat


def read_lines(file, villages, *, tahun, dokumen):
    """[Baris]; `tahun` and `dokumen` where the sheet has no such column."""
    grid = _grid(file)
    start, columns = _head(grid)
    names = {}
    for w in villages:
        for words in village_words(w):
            names.setdefault(words, []).append(w)
    usual = {"tahun": tahun, "dokumen": dokumen}
    rows = []
    for n, cells in grid[start + 1 :]:
        raw = {name: _text(cells[i]) if i < len(cells) else "" for name, i in columns.items()}
        if any(raw.values()):
            rows.append(_judged(n, raw, names, usual))
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"Berkas ini memuat {len(rows)} baris; paling banyak {MOST_ROWS}.")
    _mark_doubles(rows)
    return rows


def _grid(file):
    """[(row number, cells)] without the blank ones."""
    try:
        with open_sheet(file) as sheet:
            return list(sheet)
    except tabel_baca.Unreadable as lack:
        raise Unreadable(str(lack)) from None


def _head(grid):
    """(place of the titles in the grid, {field: column})."""
    for n, (_nomor, cells) in enumerate(grid[:HEAD_WITHIN]):
        found = {}
        for i, cell in enumerate(cells):
            for name, words in KOLOM.items():
                if squeeze(_text(cell)) in words:
                    found.setdefault(name, i)
        if all(name in found for name in NEEDED):
            return n, found
    raise Unreadable("Kolom desa, uraian, dan anggaran tidak ditemukan pada baris judul.")


def _text(value):
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return tidy(str(value)) if value is not None else ""


def _judged(n, raw, names, usual):
    row = Baris(n)
    found = names.get(squeeze(raw["desa"]), [])
    if len(found) == 1:
        row.isi["desa"] = found[0].pk
    elif found:
        row.galat.append(f"Ada {len(found)} desa bernama “{raw['desa']}”; tulis kodenya.")
    else:
        row.galat.append(f"Desa “{raw['desa']}” tidak ada di wilayah Anda.")
    row.isi["uraian"] = raw["uraian"][:300]
    if not raw["uraian"]:
        row.galat.append("Uraian kosong.")
    row.isi["anggaran"] = parse_rupiah(raw["anggaran"])
    if row.isi["anggaran"] is None:
        row.galat.append(f"Anggaran “{raw['anggaran']}” bukan angka.")
    elif sentence := amount_fault(row.isi["anggaran"], "Anggaran"):
        row.galat.append(sentence)
    _plan(row, raw, usual)
    return row


def _plan(row, raw, usual):
    """Which document of which year, with what it may leave out."""
    tahun = raw.get("tahun") or str(usual["tahun"])
    row.isi["tahun"] = int(tahun) if tahun.isdigit() and 2015 <= int(tahun) <= 2100 else None
    if row.isi["tahun"] is None:
        row.galat.append(f"Tahun “{tahun}” tidak masuk akal.")
    word = squeeze(raw.get("dokumen") or usual["dokumen"])
    row.isi["dokumen"] = str(DOKUMEN.get(word, ""))
    if not row.isi["dokumen"]:
        row.galat.append(f"Dokumen “{raw['dokumen']}” tidak dikenal.")
    row.isi["nomor"] = raw.get("nomor", "")[:100]
    row.isi["kode_kegiatan"] = raw.get("kode_kegiatan", "")[:30]
    row.isi["tanggal"] = _day(raw.get("tanggal", ""))
    if raw.get("tanggal") and not row.isi["tanggal"]:
        row.perhatian.append(f"Tanggal “{raw['tanggal']}” tidak terbaca, dikosongkan.")
    source = raw.get("sumber", "")
    row.isi["sumber"] = str(
        SUMBER.get(squeeze(source), SumberDana.LAIN if source else SumberDana.DD)
    )
    if source and squeeze(source) not in SUMBER:
        row.perhatian.append(f"Sumber “{source}” dicatat sebagai lain-lain.")


def _day(text):
    for form in TANGGAL:
        try:
            return f"{datetime.strptime(text, form):%Y-%m-%d}"
        except ValueError:
            continue
    return ""


def _mark_doubles(rows):
    """Lines that are there already, or twice in the file: said, and left out."""
    good = [r for r in rows if r.baik]
    there = set(
        ButirPerencanaan.objects.filter(
            desa__in={r.isi["desa"] for r in good}, tahun__in={r.isi["tahun"] for r in good}
        ).values_list("desa_id", "tahun", "dokumen", "uraian", "anggaran")
    )
    for row in good:
        key = tuple(row.isi[n] for n in ("desa", "tahun", "dokumen", "uraian", "anggaran"))
        if key in there:
            row.galat.append("Baris yang sama sudah tercatat.")
        there.add(key)


def sealed(rows):
    """The good rows as a text that nobody can change on its way through the page; "" for none."""
    content = [row.isi | {"id": str(uuid7())} for row in rows]
    return dumps(content, salt="baris", compress=True) if content else ""


def opened(text, villages):
    """What `sealed` wrote, as the action wants it."""
    try:
        rows = loads(text, salt="baris", max_age=LASTS)
    except BadSignature as broken:
        raise NotAllowed("Isi berkas tidak terbaca lagi. Unggah berkasnya sekali lagi.") from broken
    known = {w.pk: w for w in villages}
    return [
        row | {"desa": known[row["desa"]], "tanggal": row["tanggal"] or None}
        for row in rows
        if row["desa"] in known
    ]
