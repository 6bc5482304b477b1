"""Reads what an export wrote, empty cells and all."""

import csv
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile


def table(response, bentuk):
    """The rows as dicts of text."""
    content = response.getvalue()
    if bentuk == "csv":
        return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    xml = ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
    sheet = ElementTree.fromstring(xml)  # noqa: S314 - our own file
    lines = [
        {cell.get("r").rstrip("0123456789"): "".join(cell.itertext()) for cell in row}
        for row in sheet.iterfind(".//{*}row")
    ]
    header, *rows = lines
    return [{header[column]: row.get(column, "") for column in header} for row in rows]
