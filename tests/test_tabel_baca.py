"""Files as offices send them: in any dress, broken, or made to burst."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from ppid.lib.sel import day_of, decimal_of, rupiah_of, text_of, year_of
from ppid.lib.tabel_baca import Unreadable, open_sheet
from tests.desa.lembar import html, ods, text, xls, xlsx

ROWS = [["Kode", "Desa", "Nilai"], ["35.07.11.2001", "Sumber Petung", "0,71"]]


def read(content, sheet=0):
    with open_sheet(BytesIO(content), sheet) as lembar:
        return [cells for _, cells in lembar]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_whatever_separates_it_and_however_it_is_encoded(separator, encoding):
    rows = [["Kode", "Nama"], ["35.07", "Désa O’o"], ["35.08", "Lain"]]
    assert read(text(rows, separator, encoding)) == rows


def test_a_hint_of_the_separator_is_no_row():
    with open_sheet(BytesIO(b"sep=;\r\nKode;Desa\r\n35.07;Malang\r\n")) as lembar:
        assert list(lembar) == [(2, ["Kode", "Desa"]), (3, ["35.07", "Malang"])]


def test_a_workbook_is_read_with_numbers_as_numbers_and_text_as_text():
    assert read(xlsx([["11.10", 11.1, 3604052001.0, "  Désa\xa0Baru "]])) == [
        ["11.10", 11.1, 3604052001.0, "Désa Baru"]
    ]


@pytest.mark.parametrize("made", [xls, ods], ids=["Excel 97", "LibreOffice"])
def test_older_and_freer_workbooks_are_read_the_same(made):
    assert read(made([["Kode", "Désa & Co"], ["11.10", 3604052001.0], ["35.07", 0.71]])) == [
        ["Kode", "Désa & Co"], ["11.10", 3604052001.0], ["35.07", 0.71]
    ]  # fmt: skip


def test_rows_keep_the_number_that_the_spreadsheet_shows():
    content = xlsx([[], [], ["Kode"], [], ["35.07"]])
    with open_sheet(BytesIO(content)) as lembar:
        assert list(lembar) == [(3, ["Kode"]), (5, ["35.07"])]


def test_a_web_page_named_xls_is_a_table():
    assert read(html(ROWS)) == ROWS


def test_a_disarmed_formula_loses_its_guard_again():
    content = text([["Nama", "Nomor"], ["'=1+1", "'+62812"], ["'t Hooft", "1"]])
    assert read(content)[1:] == [["=1+1", "+62812"], ["'t Hooft", "1"]]


def burst():
    """A few kilobytes that hold a gigabyte."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1024):
                sheet.write(b" " * 1024 * 1024)
    return buffer.getvalue()


def corner():
    """Two cells, the second in the last row of the last column."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Kode")
        sheet.write(1_048_575, 16_383, "x")
    return buffer.getvalue()


def repeated():
    """One row that says of itself that it stands there a billion times."""
    return ods([["Kode", "Desa"], ["35.07", "Malang"]], repeated=1_000_000_000)


REFUSED = {
    "a PDF": (b"%PDF-1.4 ...", "PDF"),
    "GeoJSON": (b'{"type": "FeatureCollection"}', "JSON"),
    "an image": (b"\x89PNG\r\n\x1a\n....", "gambar"),
    "an archive": (b"Rar!\x1a\x07....", "arsip"),
    "nothing": (b"  \r\n ", "kosong"),
    "a broken workbook": (b"PK\x03\x04 and then nothing", "rusak"),
    "Excel XML": (b'<?xml?><W xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
    "a page without a table": (b"<html><body>Halo <table></table></body></html>", "tabel"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_spreadsheet_is_refused_by_name(what):
    content, word = REFUSED[what]
    with pytest.raises(Unreadable, match=word):
        read(content)


@pytest.mark.parametrize(
    ("make", "word"), [(burst, "mengembang"), (corner, "tercecer"), (repeated, "Bagi menjadi")]
)
def test_what_is_made_to_burst_is_refused_with_a_sentence(make, word):
    with pytest.raises(Unreadable, match=word):
        read(make())


def test_reading_may_stop_in_the_middle():
    with open_sheet(BytesIO(text([["a", "b"]] * 5000))) as lembar:
        assert next(iter(lembar)) == (1, ["a", "b"])


@pytest.mark.parametrize(
    ("cell", "rupiah"),
    [
        ("Rp 1.234.567,00", 1_234_567), ("1,234,567", 1_234_567), (1234567.0, 1_234_567),
        ("Rp500.000,-", 500_000), ("750000", 750_000), ("entah", None), ("", None),
    ],
)  # fmt: skip
def test_rupiah(cell, rupiah):
    assert rupiah_of(cell) == rupiah


@pytest.mark.parametrize(
    ("cell", "number"), [("0,8862", "0.8862"), (0.5, "0.5"), ("1.234,5", "1234.5"), ("x", None)]
)
def test_decimals(cell, number):
    found = decimal_of(cell)
    assert (found is None and number is None) or str(found) == number


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31/12/2018", "2018-12-31"), ("2018-12-31", "2018-12-31"), (43465.0, "2018-12-31"),
        ("31 Desember 2018", "2018-12-31"), ("Senin, 31 Des 2018", "2018-12-31"),
        ("2018", "None"), ("", "None"),
    ],
)  # fmt: skip
def test_days(cell, day):
    assert str(day_of(cell)) == day


def test_what_means_nothing_is_empty():
    assert [text_of(c) for c in ("-", " N/A ", None, 3.0, 3.5)] == ["", "", "", "3", "3.5"]
    assert year_of("TA 2018") == 2018
