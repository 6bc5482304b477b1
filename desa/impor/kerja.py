"""The work behind the wizard: reading, judging, committing, undoing. In chunks, so that a hundred
thousand rows take no more memory than five hundred, and each chunk in a transaction of its own, so
that whatever was killed in the middle goes on from there."""

from itertools import chain, islice

from desa.actions import impor_baris as actions
from desa.choices_impor import Putusan
from desa.impor.jenis import SEMUA
from desa.impor.kenali import DALAM, TINGGI, cells_of, is_title_again, is_total, recognise
from desa.models import BarisImpor
from desa.padan import Padanan, Peta
from ppid.lib.sel import text_of
from ppid.lib.tabel_baca import Unreadable, open_sheet
from ppid.lib.teks import squeeze

POTONG = 500
INTIP = DALAM + TINGGI + 20


def chunks(rows, size=POTONG):
    rows = iter(rows)
    while part := list(islice(rows, size)):
        yield part


def look(file, jenis, lembar=None):
    """(names of the sheets, number of the one that fits best, its Susunan); raises Unreadable."""
    with open_sheet(file, lembar or 0) as sheet:
        names, found = sheet.lembar, recognise(jenis, islice(sheet, INTIP))
    if lembar is not None or found.kolom or len(names) < 2:
        return names, lembar or 0, found
    for n in range(1, min(len(names), 10)):
        with open_sheet(file, n) as sheet:
            other = recognise(jenis, islice(sheet, INTIP))
        if len(other.kolom) > len(found.kolom):
            return names, n, other
    return names, 0, found


# Judging


def check(impor):
    """Read the file from its first to its last row, and give every row its verdict."""
    jenis = SEMUA[impor.jenis]
    actions.clear(impor)
    try:
        awal = jenis.begin(impor, _cells(impor, jenis))
        hakim = Hakim(impor, jenis, awal)
        with impor.berkas.open("rb") as file, open_sheet(file, impor.lembar) as sheet:
            rows = (row for row in sheet if row[0] >= impor.kepala + impor.tinggi_kepala)
            for part in chunks(rows):
                actions.store(impor, hakim.judged(part))
    except Unreadable as lack:
        return actions.fail(impor, str(lack))
    return actions.checked(impor)


def _cells(impor, jenis):
    """Every row of the sheet as {name: cell}, for a kind that must see all of them first."""
    with impor.berkas.open("rb") as file, open_sheet(file, impor.lembar) as sheet:
        for nomor, cells in sheet:
            if nomor >= impor.kepala + impor.tinggi_kepala:
                yield cells_of(jenis, impor.kolom, impor.bawaan, cells)


class Hakim:
    """Judges rows: where, what, whether it is there already."""

    def __init__(self, impor, jenis, awal=None):
        self.impor, self.jenis, self.awal = impor, jenis, awal
        self.peta, self.judul = {}, "".join(map(squeeze, impor.judul))

    def judged(self, part):
        rows = [self._row(nomor, cells) for nomor, cells in part]
        return self._compared(rows)

    def map_of(self, tingkat):
        if tingkat not in self.peta:
            percaya = self.impor.bawaan.get("percaya") == "ya"
            self.peta[tingkat] = Peta(self.impor.wilayah_id, tingkat, percaya=percaya)
        return self.peta[tingkat]

    def _row(self, nomor, cells):
        row = BarisImpor(impor=self.impor, nomor=nomor, sel=cells)
        if is_title_again(self.judul, cells):
            return _said(row, Putusan.TOLAK, "Judul kolom yang berulang.")
        sel = cells_of(self.jenis, self.impor.kolom, self.impor.bawaan, cells)
        where = self.jenis.place(sel, self.map_of(self.jenis.level(sel)), self.awal)
        if not where.kode and not where.calon and is_total(sel):
            return _said(row, Putusan.TOLAK, "Baris jumlah, bukan baris tempat.")
        return self.settled(row, sel, where)

    def settled(self, row, sel, where):
        """The verdict on a row at this place; also after a person has chosen the place."""
        read = self.jenis.read(sel)
        row.isi, row.wilayah_id, row.calon = read.isi, where.kode or None, where.calon
        galat = list(read.galat)
        if where.kode and (sentence := self.jenis.objection(where.kode, read.isi)):
            galat.append(sentence)
        said = [where.alasan] if where.alasan else []
        if galat or where.putusan == Putusan.TOLAK:
            return _said(row, Putusan.TOLAK, *said, *galat)
        if where.kode:
            row.kunci = self.jenis.key(where.kode, read.isi)[:150]
        putusan = where.putusan
        if putusan == Putusan.AMBIL and read.catatan:
            putusan = Putusan.CATATAN
        return _said(row, putusan, *said, *read.catatan)

    def _compared(self, rows):
        """With the rows before, and with what the database holds."""
        keyed = [row for row in rows if row.kunci]
        known = self.jenis.known(keyed, self.impor)
        before = actions.keys_before(self.impor, [row.kunci for row in keyed])
        for row in keyed:
            if row.kunci in before:
                self._twice(row, *before[row.kunci])
                continue
            before[row.kunci] = row.nomor, row.isi
            if row.kunci in known:
                same, sentence = known[row.kunci]
                _add(row, "Sudah tercatat, tidak berubah." if same(row.isi) else sentence)
        return rows

    def _twice(self, row, nomor, isi):
        if row.isi == isi:
            row.kunci = ""
            _said(row, Putusan.TOLAK, f"Sama dengan baris {nomor}.")
        else:
            row.calon, row.wilayah_id = [row.wilayah_id], None
            _said(row, Putusan.TANYA, f"Sudah ada di baris {nomor} dengan isi lain. Pakai ini?")


def _said(row, putusan, *reasons):
    row.putusan, row.alasan = putusan, " ".join(reasons)
    return row


def _add(row, sentence):
    row.alasan = f"{row.alasan} {sentence}".strip()
    if row.putusan == Putusan.AMBIL:
        row.putusan = Putusan.CATATAN


def choose(row, kode, nama):
    """What a row becomes when a person has said which place it means."""
    impor = row.impor
    jenis = SEMUA[impor.jenis]
    hakim = Hakim(impor, jenis)
    sel = cells_of(jenis, impor.kolom, impor.bawaan, row.sel)
    hakim.settled(row, sel, Padanan(Putusan.CATATAN, f"Dipilih: {nama} ({kode}).", kode))
    if row.putusan == Putusan.CATATAN and (found := jenis.known([row], impor).get(row.kunci)):
        _add(row, "Sudah tercatat, tidak berubah." if found[0](row.isi) else found[1])
    return row


# Committing and undoing


def commit(impor):
    rows = impor.baris.waiting()
    _through(impor, rows, "nomor__gt", SEMUA[impor.jenis].commit, actions.committed)


def undo(impor):
    rows = impor.baris.done().order_by("-nomor")
    _through(impor, rows, "nomor__lt", SEMUA[impor.jenis].undo, actions.undone)


def _work(impor, rows, act):
    return actions.work_on(impor, rows, act, POTONG)


def _through(impor, rows, beyond, act, finish):
    """Chunk after chunk, each looked for `beyond` the last row of the one before: whoever began
    anew would walk past everything that is done already, again and again. At the end once more
    from the start, for a row that somebody settled meanwhile."""
    actions.count(impor, 0, rows.count())
    done, left = 0, rows
    while part := _work(impor, left, act) or _work(impor, rows, act):
        done += len(part)
        left = rows.filter(**{beyond: part[-1].nomor})
        actions.count(impor, done, impor.jumlah)
    finish(impor)


def run(impor):
    """Whatever its status calls for; said twice, the second time finds nothing left to do."""
    work = {"memeriksa": check, "berjalan": commit, "membatalkan": undo}
    if impor.status in work:
        work[impor.status](impor)


def shown(jenis, row, impor):
    """Pairs (title, text) of what a row says, for a person to read beside the candidates."""
    sel = cells_of(jenis, impor.kolom, impor.bawaan, row.sel)
    labels = {k.nama: k.label for k in jenis.kolom}
    for name, value in sel.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for year, cell in chain(parts):
            if name in labels and text_of(cell):
                yield f"{labels[name]} {year}".strip(), text_of(cell)
