"""The drawing of one stepping stone: plain shapes, the same on a screen, on paper and in a PDF.

Seven slightly different pebbles, five states. Each state has its own figure, so nothing hangs on
colour: hollow, half full, tick, dash on a broken line, exclamation mark."""

from functools import cache

from django.utils.safestring import mark_safe

KATA = {
    "belum": "Belum",
    "berjalan": "Berjalan",
    "selesai": "Selesai",
    "tidak_perlu": "Tidak perlu",
    "terlambat": "Terlambat",
}

# Right edge and lower half of each pebble, then its upper half; in a box of 48 × 44.
RUPA = (
    (
        "M44.5 20C44.5 29.9 39.3 37.5 27 37.5S3.5 31.2 3.5 22",
        "C3.5 11.8 8.3 4.5 21 4.5S44.5 11.4 44.5 20",
    ),
    (
        "M44 22C44 30.8 32.4 38 22 38S4 30.5 4 20",
        "C4 10.8 16.2 4 27 4S44 11.8 44 22",
    ),
    (
        "M45 21C45 30.9 34 37 21 37S3 30.3 3 22",
        "C3 12.7 9.8 5 22 5S45 12 45 21",
    ),
    (
        "M44 20C44 29.2 37.8 38 27 38S4 30.2 4 20",
        "C4 11.2 15.6 4 26 4S44 9.5 44 20",
    ),
    (
        "M44.5 22C44.5 31.6 37.9 37.5 26 37.5S3.5 30.2 3.5 21",
        "C3.5 10.8 7.3 4.5 20 4.5S44.5 13.8 44.5 22",
    ),
    (
        "M44 21C44 29.5 32 38 22 38S4 30.5 4 20",
        "C4 10.5 16.8 4 28 4S44 11.1 44 21",
    ),
    (
        "M45 20C45 29.9 39.6 37.5 27 37.5S3 31.6 3 22",
        "C3 13.1 12.7 4.5 24 4.5S45 10.1 45 20",
    ),
)

# Colours of paper; app.css gives the screen its own, by class. (side, face, edge, mark)
WARNA = {
    "belum": ("#d8dbd2", "#fff", "#66716a", ""),
    "berjalan": ("#0c3d25", "#fff", "#14603a", ""),
    "selesai": ("#0c3d25", "#14603a", "#14603a", "#fff"),
    "tidak_perlu": ("none", "#f3f2ec", "#66716a", "#4f5a53"),
    "terlambat": ("#5c3300", "#f6ae2d", "#5c3300", "#2b1800"),
}
TANDA = {
    "selesai": "M15 21l6.5 6.5L33.5 14.5",
    "tidak_perlu": "M17 21h14",
    "terlambat": "M24 12v10M24 30v.01",
}


@cache
def gambar(keadaan, nomor=1):
    """The stone as inline SVG, hidden from screen readers: the words stand beside it."""
    bawah, atas = RUPA[(int(nomor) - 1) % len(RUPA)]
    sisi, muka, tepi, tanda = WARNA[keadaan]
    utuh = f"{bawah}{atas}Z"
    putus = ' stroke-dasharray="4 4"' if keadaan == "tidak_perlu" else ""
    parts = [
        f'<path class="b-sisi" fill="{sisi}" d="{utuh}" transform="translate(0 4)"/>',
        f'<path class="b-muka" fill="{muka}" stroke="{tepi}" stroke-width="2.5"{putus}'
        f' d="{utuh}"/>',
    ]
    if keadaan == "berjalan":
        parts.append(f'<path class="b-isi" fill="{tepi}" d="{bawah}Z"/>')
    if keadaan in TANDA:
        parts.append(
            f'<path class="b-tanda" fill="none" stroke="{tanda}" stroke-width="5"'
            f' stroke-linecap="round" stroke-linejoin="round" d="{TANDA[keadaan]}"/>'
        )
    return mark_safe(  # noqa: S308 - every part is a constant above
        f'<svg class="batu batu-{keadaan}" viewBox="0 0 48 44" width="48" height="44"'
        f' aria-hidden="true">{"".join(parts)}</svg>'
    )
