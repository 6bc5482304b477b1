"""Files of the wizard: the report on an import, a template of each kind."""

from desa.impor.jenis import SEMUA


def report_header(impor):
    """The titles of the sheet as it was sent, and two more."""
    width = max([len(impor.judul), *(len(cells) for cells in impor.contoh)], default=0)
    judul = [*impor.judul, *[""] * (width - len(impor.judul))]
    return ["Baris", *judul, "Putusan", "Alasan"]


def report(impor):
    """The same sheet, every row with what became of it."""
    width = len(report_header(impor)) - 3
    for row in impor.baris.order_by("nomor").iterator(chunk_size=1000):
        cells = [*row.sel, *[""] * (width - len(row.sel))][:width]
        result = row.get_hasil_display() if row.hasil else row.get_putusan_display()
        yield [row.nomor, *cells, result, row.alasan]


def template(jenis):
    """The titles, and one row as an example."""
    return SEMUA[jenis].judul_kolom, [SEMUA[jenis].contoh]


def filled(jenis, user, place):
    """What is there, under the titles of the template: it comes in again unchanged."""
    return SEMUA[jenis].judul_kolom, SEMUA[jenis].export(user, place)
