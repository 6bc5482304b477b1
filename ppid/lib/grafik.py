"""Charts as inline SVG. The table beside them holds the same numbers, so a reader of screens is
sent there; nothing here needs a script or a style attribute."""

from django.utils.html import format_html, format_html_join

LEBAR, TINGGI, TEPI = 640, 220, 34


def bars(rows, *, width=100, height=6):
    """[(label, value)] as [(label, value, SVG of a bar)], the longest one full."""
    most = max((value for _, value in rows), default=0)
    return [(label, value, bar(value, most, width=width, height=height)) for label, value in rows]


def bar(value, most, *, width=100, height=6):
    """One bar of a table."""
    length = round(width * value / most, 1) if most else 0
    return format_html(
        '<svg class="palang" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="palang-isi" width="{}" height="{}"/></svg>',
        width, height, length, height,
    )  # fmt: skip


def columns(labels, series):
    """Groups of columns: `labels` below them, `series` [(name, [values])], two at most. The
    figure's words are those of its table."""
    most = max((v for _, values in series for v in values), default=0) or 1
    group = (LEBAR - 2 * TEPI) / max(len(labels), 1)
    width = group * 0.7 / max(len(series), 1)
    parts = [
        _column(TEPI + group * (n + 0.15) + width * s, width, values[n], most, s)
        for s, (_, values) in enumerate(series)
        for n in range(len(labels))
    ]
    words = format_html_join(
        "",
        '<text class="grafik-kata" x="{}" y="{}">{}</text>',
        ((round(TEPI + group * (n + 0.5), 1), TINGGI - 10, word) for n, word in enumerate(labels)),
    )
    return format_html(
        '<svg class="grafik" viewBox="0 0 {} {}" aria-hidden="true">'
        '<line class="grafik-alas" x1="{}" x2="{}" y1="{}" y2="{}"/>{}{}</svg>',
        LEBAR, TINGGI, TEPI, LEBAR - TEPI, TINGGI - TEPI, TINGGI - TEPI,
        format_html_join("", "{}", ((part,) for part in parts)), words,
    )  # fmt: skip


def _column(x, width, value, most, series):
    room = TINGGI - 2 * TEPI
    height = round(room * value / most, 1)
    top = round(TINGGI - TEPI - height, 1)
    return format_html(
        '<rect class="grafik-{}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="grafik-nilai" x="{}" y="{}">{}</text>',
        "dua" if series else "satu", round(x, 1), top, round(width, 1), height,
        round(x + width / 2, 1), top - 5, f"{value:,}".replace(",", "."),
    )  # fmt: skip
