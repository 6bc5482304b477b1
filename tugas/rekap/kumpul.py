"""Makes the export of a place in the background: one ZIP with a workbook and the files it names."""

import logging
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, TemporaryFile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from desa.actions.paket import count_on, finish
from desa.actions.pemberitahuan import notify
from desa.choices import AlasanKabar
from desa.models import Paket
from ppid.lib.tabel import write_book
from tugas.rekap import ekspor

log = logging.getLogger(__name__)


def gather(paket_id):
    """The workbook first, then the files it names; what cannot be read is named in the end."""
    paket = Paket.objects.select_related("wilayah", "created_by").get(pk=paket_id)
    if paket.selesai_at:
        return
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_STORED) as book:
            gagal = _fill(book, paket)
        file.seek(0)
        finish(paket, file, gagal=gagal)
    notify(paket.created_by, AlasanKabar.BERKAS, paket, f"{paket.judul} siap diunduh.")


def _fill(book, paket):
    berkas, teks = {}, {}
    with NamedTemporaryFile(suffix=".xlsx") as data:
        write_book(data.name, _sheets(paket, berkas, teks))
        book.write(data.name, "data.xlsx", ZIP_DEFLATED)
    for path, text in teks.items():
        book.writestr(path, text, ZIP_DEFLATED)
    gagal = []
    for path, file in berkas.items():
        try:
            with file.open("rb") as content, book.open(path, "w") as inside:
                copyfileobj(content, inside)
        except OSError:
            log.exception("File %s of export %s", path, paket.pk)
            gagal.append(path)
    return gagal


def _sheets(paket, berkas, teks):
    """One sheet after the other, written while it is read; progress is counted in sheets."""
    yield ("Kamus", ekspor.KAMUS, ekspor.dictionary())
    found = ekspor.exported()
    for n, label in enumerate(paket.daftar, start=1):
        model = found[label]
        rows = ekspor.rows_of(model, paket.wilayah, paket.created_by)
        cells = ekspor.cells_of(model, rows, berkas.__setitem__, teks.__setitem__)
        yield (ekspor.sheet_name(model), ekspor.header_of(model), cells)
        count_on(paket, dibuat=n, gagal=[])
