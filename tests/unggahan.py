"""Files that are not what they say: (name, content, content type)."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.factories.tugas import photo_bytes

HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def _png_head(width, height):
    """A PNG that says it is as large as this, and holds one byte."""
    ihdr = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", ihdr), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _zip(name, content):
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, content)
    return room.getvalue()


def _gif():
    room = io.BytesIO()
    Image.new("P", (8, 8)).save(room, "GIF")
    return room.getvalue()


JPEG_WITH_HTML = photo_bytes() + HTML
HUGE = _png_head(100_000, 100_000)
ZIP_BOMB = _zip("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
POLYGLOTS = [
    ("foto.jpg", photo_bytes(), "image/jpeg"),
    ("foto.jpg", JPEG_WITH_HTML, "image/jpeg"),
    ("foto.jpg", HTML, "image/jpeg"),
    ("foto.svg", SVG, "image/svg+xml"),
    ("foto.png", SVG, "image/png"),
    ("besar.png", HUGE, "image/png"),
    ("gerak.gif", _gif(), "image/gif"),
    ("tabel.xlsx", ZIP_BOMB, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("tabel.csv", b"nama;nilai\n=cmd|' /C calc'!A0;1\n", "text/csv"),
    ("tabel.xls", b"<table><tr><td>=1+1</td></tr></table>", "application/vnd.ms-excel"),
    ("surat.pdf", b"%PDF-1.4 /OpenAction /JS (app.alert(1)) %%EOF", "application/pdf"),
    ("program.exe", b"MZ\x90\x00" + b"\0" * 64, "application/octet-stream"),
    ("../../etc/passwd", b"root:x:0:0", "text/plain"),
    ("kosong.jpg", b"", "image/jpeg"),
    ("x" * 240 + ".jpg", photo_bytes(), "image/jpeg"),
    ("a\r\nX-Suntik: ya.jpg", photo_bytes(), "image/jpeg"),
]
