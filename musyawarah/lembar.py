"""The sheet for signatures, page by page: each bears its own QR, which opens the
meeting at the first row of that page."""

import segno
from django.conf import settings
from django.urls import reverse

# Millimetres for rows, above the note at the foot: of the first page, below its letterhead, and of
# the others.
ROOM = (180, 202)
ROW, LINE, PAD = 9.6, 4.4, 2.2  # a row; a line of text in it; what is around the text
LETTERS = {"nama": 24, "sebagai": 24, "desa": 15}  # that surely fit a line of the column


def _height(row):
    lines = max(-(-len(row.get(name, "")) // most) for name, most in LETTERS.items())
    return max(ROW, lines * LINE + PAD)


def sheets(rows, pk):
    """Dicts {"dari", "sampai", "baris", "qr"}: rows that fit a page together, by estimate."""
    pages, left = [], 0
    for row in rows:
        need = _height(row)
        if need > left:
            left = ROOM[bool(pages)]
            pages.append([])
        pages[-1].append(row)
        left -= need
    return [_page(page, pk) for page in pages]


def _page(rows, pk):
    dari = rows[0]["nomor"]
    rows_url = reverse("musyawarah:sheet_rows", args=[pk])
    address = f"{settings.PPID_ADDRESS}{rows_url}#baris-{dari}"
    return {
        "dari": dari,
        "sampai": rows[-1]["nomor"],
        "baris": rows,
        "qr": segno.make(address, error="m").svg_data_uri(border=0),
    }
