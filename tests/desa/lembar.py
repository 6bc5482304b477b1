"""Spreadsheets made for a test, in the dress that offices send them."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt
from django.core.files.base import ContentFile

from desa.actions import impor as actions
from desa.choices import Peran
from desa.impor import kerja
from desa.impor.jenis import SEMUA
from desa.models import Impor
from tests import factories


def xlsx(rows, merged=()):
    """Bytes of a workbook with these rows; `merged` are ranges such as "A1:C1"."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
        for area in merged:
            sheet.merge_range(area, rows[0][0])
    return buffer.getvalue()


def xls(rows):
    """… as Excel 97-2003 keeps it."""
    book, buffer = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("Lembar1")
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            sheet.write(n, m, cell)
    book.save(buffer)
    return buffer.getvalue()


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
MANIFES = f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0"/>'


def ods(rows, repeated=1):
    """… as LibreOffice keeps it; the last row stands `repeated` times, which costs no bytes."""
    *others, last = map(_ods_row, rows)
    again = f' table:number-rows-repeated="{repeated}"'
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in others)
    table += f"<table:table-row{again}>{last}</table:table-row>"
    names = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        "<office:body><office:spreadsheet>"
        f'<table:table table:name="Lembar1">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", MANIFES)
        book.writestr("content.xml", content)
    return buffer.getvalue()


def _ods_row(cells):
    def cell(value):
        kind, said = "string", ""
        if isinstance(value, int | float):
            kind, said = "float", f' office:value="{value}"'
        text = f"<text:p>{escape(str(value))}</text:p>"
        return f'<table:table-cell office:value-type="{kind}"{said}>{text}</table:table-cell>'

    return "".join(map(cell, cells))


def text(rows, separator=";", encoding="utf-8"):
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


def html(rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><body><table>{body}</table></body></html>".encode()


def admin(kode=factories.KABUPATEN):
    return factories.user(Peran.ADMIN, kode)


def villages():
    """Two kecamatan with three villages, one of which is a kelurahan."""
    factories.wilayah("33.05", "Kabupaten Kebumen")
    factories.wilayah("33.05.12", "Kebumen")
    factories.wilayah("33.05.13", "Pejagoan")
    factories.wilayah("33.05.12.2001", "Muktisari")
    factories.wilayah("33.05.12.2002", "Kalibagor")
    factories.wilayah("33.05.12.1003", "Panjer")
    factories.wilayah("33.05.13.2001", "Kebulusan")


def sent(content, jenis="idm", by=None, nama="berkas.xlsx", kode=factories.KABUPATEN):
    """A file as the first page of the wizard leaves it."""
    kind, berkas = SEMUA[jenis], ContentFile(content, nama)
    names, lembar, susunan = kerja.look(berkas, kind)
    return actions.start(
        by=by or admin(kode), jenis=kind, wilayah=factories.wilayah(kode), berkas=berkas,
        susunan=susunan, lembar=lembar, daftar_lembar=names,
    )  # fmt: skip


def checked(content, jenis="idm", by=None, bawaan=None, **kwargs):
    """… and as it stands when every row has its verdict."""
    by = by or admin(kwargs.get("kode", factories.KABUPATEN))
    impor = sent(content, jenis, by, **kwargs)
    actions.check(impor, by=by, kolom=impor.kolom, bawaan=bawaan or {})
    kerja.run(again(impor))
    return again(impor)


def committed(content, jenis="idm", by=None, **kwargs):
    by = by or admin(kwargs.get("kode", factories.KABUPATEN))
    impor = checked(content, jenis, by, **kwargs)
    put_in(impor, by)
    return again(impor)


def put_in(impor, by):
    actions.commit(impor, by=by)
    kerja.run(again(impor))


def take_back(impor, by):
    actions.undo(impor, by=by, catatan="Salah berkas.")
    kerja.run(again(impor))


def again(impor):
    return Impor.objects.select_related("wilayah").get(pk=impor.pk)


def verdicts(impor):
    """[(row number, verdict, code)]"""
    return list(impor.baris.values_list("nomor", "putusan", "wilayah_id"))
