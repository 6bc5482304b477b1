"""Rows out: CSV and XLSX of exactly what is on screen, with formulas disarmed."""

import csv
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_cell(value):
    """Keep a spreadsheet from running, as a formula, what somebody typed into a field."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


class _Echo:
    def write(self, line):
        return line


def _attachment(filename):
    return {"Content-Disposition": f'attachment; filename="{filename}"'}


def csv_response(filename, header, rows):
    writer = csv.writer(_Echo(), delimiter=";")  # Excel set to Indonesian splits on ";"

    def lines():
        yield "\ufeff" + writer.writerow(header)
        for row in rows:
            yield writer.writerow([safe_cell(cell) for cell in row])

    return StreamingHttpResponse(
        lines(), content_type="text/csv; charset=utf-8", headers=_attachment(filename)
    )


def xlsx_response(filename, header, rows, lebar=()):
    return book_response(filename, [("Data", header, rows)], lebar)


def book_response(filename, sheets, lebar=()):
    """A workbook of [(name, header, rows)]."""
    buffer = BytesIO()
    write_book(buffer, sheets, lebar)
    return HttpResponse(buffer.getvalue(), content_type=XLSX, headers=_attachment(filename))


def write_book(file, sheets, lebar=()):
    """Codes and phone numbers are written as text, so that 35.10 never becomes 35.1. `lebar` gives
    the columns their width in characters; what is longer goes on in the next line of its cell."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options | {"default_date_format": "dd/mm/yyyy"}) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(header) - 1, 0), 18)
            for column, width in enumerate(lebar):
                sheet.set_column(column, column, width, wrapped)
            sheet.write_row(0, 0, header, bold)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])


def table_response(name, bentuk, header, rows):
    """`bentuk` is what the reader asked for: "csv", or anything else for XLSX."""
    if bentuk == "csv":
        return csv_response(f"{name}.csv", header, rows)
    return xlsx_response(f"{name}.xlsx", header, rows)
