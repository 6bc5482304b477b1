"""The house's own template tags; builtins, so no {% load %} is needed for them.

Dates go through month tables, not through Django's localised `date` filter, which costs more than
everything else on a list page."""

from datetime import datetime
from functools import cache
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from ppid.lib import batu as batu_jalan
from ppid.lib import saringan
from ppid.lib.terbilang import BULAN, HARI

register = template.Library()

KOSONG = "–"  # what stands where there is nothing
BULAN_PENDEK = tuple(name[:3] for name in BULAN)
ZONA = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
ZONA_BIASA = "Asia/Jakarta"
TITIK_KOMA = str.maketrans(",.", ".,")

# A status word, or a role by its own name -> the role that colours its badge.
WARNA = {
    **dict.fromkeys(["netral", "draf", "rencana", "belum"], "netral"),
    **dict.fromkeys(
        ["proses", "terkirim", "berjalan", "diundang", "berlangsung", "notulen"], "proses"
    ),
    **dict.fromkeys(["perlu", "dikembalikan", "terlambat", "ditunda"], "perlu"),
    **dict.fromkeys(["baik", "diterima", "selesai", "final"], "baik"),
    **dict.fromkeys(["batal", "ditolak"], "batal"),
    **dict.fromkeys(["takperlu", "tidak_perlu"], "takperlu"),
}
IKON_WARNA = {
    "netral": "lingkar",
    "proses": "jam",
    "perlu": "seru",
    "baik": "centang",
    "batal": "silang",
    "takperlu": "strip",
}


# Numbers


@register.filter
def angka(value):
    """1234567 -> 1.234.567"""
    return KOSONG if value in (None, "") else f"{value:,}".translate(TITIK_KOMA)


@register.filter
def rupiah(value):
    """1500000 -> Rp1.500.000"""
    if value in (None, ""):
        return KOSONG
    sign = "-" if value < 0 else ""
    return f"{sign}Rp{angka(abs(value))}"


@register.filter
def persen(value, dari=None):
    """{{ jadi|persen:semua }} -> 42%; {{ 12.5|persen }} -> 12,5%

    A share is rounded down: 100% means all of them, and nothing else does."""
    if value in (None, ""):
        return KOSONG
    if dari is None:
        return f"{angka(value)}%"
    if not dari:
        return KOSONG
    share = value * 100 // dari
    return "<1%" if share == 0 < value else f"{share}%"


# Dates and times. Anything that knows its zone is shown in `zona`: Jakarta's unless told.


def _local(value, zona):
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(ZoneInfo(str(zona)))
    return value


@register.filter
def tgl(value, zona=ZONA_BIASA):
    """23 November 2026"""
    if not value:
        return KOSONG
    day = _local(value, zona)
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


@register.filter
def hari_tgl(value, zona=ZONA_BIASA):
    """Senin, 23 November 2026"""
    if not value:
        return KOSONG
    return f"{HARI[_local(value, zona).weekday()]}, {tgl(value, zona)}"


@register.filter
def tgl_pendek(value, zona=ZONA_BIASA):
    """23 Nov 2026"""
    if not value:
        return KOSONG
    day = _local(value, zona)
    return f"{day.day} {BULAN_PENDEK[day.month - 1]} {day.year}"


@register.filter
def sisa_hari(value):
    """38 hari lagi, hari ini, lewat 3 hari: from today to this day."""
    if not value:
        return ""
    left = (value - timezone.localdate()).days
    if left < 0:
        return f"lewat {-left} hari"
    return f"{left} hari lagi" if left else "hari ini"


@register.filter
def bulan(value, zona=ZONA_BIASA):
    """November 2026"""
    if not value:
        return KOSONG
    day = _local(value, zona)
    return f"{BULAN[day.month - 1]} {day.year}"


@register.filter
def jam(value, zona=ZONA_BIASA):
    """09.00"""
    if value is None or value == "":  # midnight is a time too
        return KOSONG
    return f"{_local(value, zona):%H.%M}"


@register.filter
def waktu(value, zona=ZONA_BIASA):
    """23 November 2026 pukul 14.05 WIB"""
    if not value:
        return KOSONG
    return f"{tgl(value, zona)} pukul {jam(value, zona)} {ZONA[str(zona)]}"


@register.simple_tag
def whatsapp(teks, tautan="", telepon=""):
    """{% whatsapp "Catatan Anda dikembalikan." obj.get_absolute_url orang.telepon %}: the address
    that opens WhatsApp with these words in it. Nothing is sent by us; without a number the sender
    picks the receiver."""
    words = f"{teks} {settings.PPID_ADDRESS}{tautan}" if tautan else teks
    return f"https://wa.me/{telepon.lstrip('+')}?{urlencode({'text': words}, quote_via=quote)}"


# Shapes


@register.simple_tag
@cache  # sixty of them stand on a list
def icon(name):
    """{% icon "desa" %}: an ornament; the word beside it does the talking."""
    return format_html(
        '<svg class="ikon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("img/ikon.svg"),
        name,
    )


@register.simple_tag
def lencana(status, kata):
    """{% lencana obj.status obj.get_status_display %} or {% lencana "perlu" "Dikembalikan" %}"""
    role = WARNA.get(status, "netral")
    return format_html(
        '<span class="lencana lencana-{}">{}{}</span>', role, icon(IKON_WARNA[role]), kata
    )


@register.simple_tag
def isian_saringan(form):
    """The fields of a filter."""
    return saringan.draw(form)


@register.simple_block_tag
def panel(content, judul, kelas=""):
    """{% panel judul="Ringkasan" kelas="panel-perlu" %}…{% endpanel %}"""
    return format_html(
        '<section class="panel {}"><h2 class="panel-judul">{}</h2>{}</section>',
        kelas,
        judul,
        content,
    )


@register.simple_tag
def kotak(label, jumlah, url="", peran=""):
    """{% kotak "Perlu ditinjau" jumlah url %}: a number that opens the list behind it."""
    number = jumlah if isinstance(jumlah, str) else angka(jumlah)
    inner = format_html('<b class="kotak-angka">{}</b><span>{}</span>', number, label)
    kelas = f"kotak kotak-{peran}" if peran else "kotak"
    if not url:
        return format_html('<div class="{}">{}</div>', kelas, inner)
    return format_html('<a class="{}" href="{}">{}</a>', kelas, url, inner)


@register.simple_tag
def batu(keadaan, nomor=1):
    """{% batu "selesai" 1 %}: the stone alone; say the word beside it with |kata_batu."""
    return batu_jalan.gambar(keadaan, nomor)


@register.simple_tag
def batu_sel(b, tempat):
    """{% batu_sel b desa %}: one stone in a cell of the matrix, a link if it has a tautan. A tag,
    not a part: a kecamatan of fifty villages draws 350."""
    judul = format_html(' title="{}"', b.kalimat) if b.kalimat else ""
    isi = format_html(
        '{}<span class="sr">{} {}: </span>{}',
        batu(b.keadaan, b.nomor), tempat, b.nama, kata_batu(b.keadaan),
    )  # fmt: skip
    kelas = f"matriks-sel matriks-{b.keadaan}"
    if not b.tautan:
        return format_html('<span class="{}"{}>{}</span>', kelas, judul, isi)
    return format_html('<a class="{}" href="{}"{}>{}</a>', kelas, b.tautan, judul, isi)


@register.filter
def kata_batu(keadaan):
    """tidak_perlu -> Tidak perlu"""
    return batu_jalan.KATA[keadaan]
