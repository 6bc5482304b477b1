"""How numbers, dates, badges and stones are written, and the shared parts of every page."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils import timezone

from ppid.lib import batu, tags
from ppid.lib.workflow import Offer, Step

MAKASSAR = ZoneInfo("Asia/Makassar")
SIANG = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)  # 14.05 in Jakarta
LARUT = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)  # already next year everywhere in Indonesia


def show(source, **context):
    return engines["django"].from_string(source).render(context)


# Numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (83762, "83.762"),
        (-1234567, "-1.234.567"),
        (Decimal("1234.50"), "1.234,50"),
        (None, "–"),
        ("", "–"),
    ],
)
def test_angka_writes_dots_between_thousands(value, text):
    assert tags.angka(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "Rp0"), (1500000, "Rp1.500.000"), (-2500, "-Rp2.500"), (None, "–"), ("", "–")],
)
def test_rupiah_writes_whole_rupiah(value, text):
    assert tags.rupiah(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(5, 12, "41%"), (999, 1000, "99%"), (12, 12, "100%"), (0, 12, "0%"), (1, 1000, "<1%")],
)
def test_persen_of_a_whole_is_rounded_down(part, whole, text):
    assert tags.persen(part, whole) == text


@pytest.mark.parametrize(("part", "whole"), [(None, 5), (3, 0), ("", None)])
def test_persen_of_nothing_is_a_dash(part, whole):
    assert tags.persen(part, whole) == "–"


def test_persen_alone_writes_a_percentage():
    assert tags.persen(12.5) == "12,5%"


# Dates and times


def test_dates_are_written_out():
    day = date(2026, 11, 23)

    assert tags.tgl(day) == "23 November 2026"
    assert tags.hari_tgl(day) == "Senin, 23 November 2026"
    assert tags.tgl_pendek(day) == "23 Nov 2026"
    assert tags.bulan(day) == "November 2026"


def test_short_months_are_indonesian():
    short = [tags.tgl_pendek(date(2026, month, 1)).split()[1] for month in range(1, 13)]

    assert " ".join(short) == "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"


@pytest.mark.parametrize(
    "name", ["tgl", "hari_tgl", "tgl_pendek", "bulan", "jam", "waktu", "angka", "rupiah"]
)
def test_nothing_is_shown_as_a_dash(name):
    assert show(f"{{{{ value|{name} }}}}", value=None) == "–"
    assert show(f"{{{{ missing|{name} }}}}") == "–"


def test_jam_writes_hours_with_a_dot_and_knows_midnight():
    assert tags.jam(time(9, 0)) == "09.00"
    assert tags.jam(time(0, 0)) == "00.00"


@pytest.mark.parametrize(
    ("zona", "text"),
    [
        ("Asia/Jakarta", "23 November 2026 pukul 14.05 WIB"),
        ("Asia/Pontianak", "23 November 2026 pukul 14.05 WIB"),
        ("Asia/Makassar", "23 November 2026 pukul 15.05 WITA"),
        ("Asia/Jayapura", "23 November 2026 pukul 16.05 WIT"),
        (MAKASSAR, "23 November 2026 pukul 15.05 WITA"),
    ],
)
def test_waktu_is_told_in_the_zone_of_the_place(zona, text):
    assert show("{{ value|waktu:zona }}", value=SIANG, zona=zona) == text


def test_waktu_is_jakartas_unless_told():
    assert show("{{ value|waktu }}", value=SIANG) == "23 November 2026 pukul 14.05 WIB"


def test_a_moment_is_dated_by_the_zone_not_by_utc():
    assert tags.tgl(LARUT) == "1 Januari 2027"
    assert tags.hari_tgl(LARUT, MAKASSAR) == "Jumat, 1 Januari 2027"
    assert tags.bulan(LARUT) == "Januari 2027"
    assert tags.jam(LARUT, MAKASSAR) == "01.30"


# Shapes


def test_icon_is_an_ornament_from_the_sprite():
    html = tags.icon("desa")

    assert 'href="/static/img/ikon.svg#desa"' in html
    assert 'aria-hidden="true"' in html


@pytest.mark.parametrize(
    ("status", "role"),
    [
        ("draf", "netral"),
        ("terkirim", "proses"),
        ("dikembalikan", "perlu"),
        ("diterima", "baik"),
        ("ditolak", "batal"),
        ("tidak_perlu", "takperlu"),
        ("perlu", "perlu"),
        ("entah", "netral"),
    ],
)
def test_lencana_says_the_word_beside_the_icon_of_its_role(status, role):
    html = tags.lencana(status, "Kata <b>")

    assert f"lencana-{role}" in html
    assert f"ikon.svg#{tags.IKON_WARNA[role]}" in html
    assert html.endswith("Kata &lt;b&gt;</span>")


def test_panel_wraps_its_content_under_a_heading():
    html = show(
        '{% panel judul=judul kelas="panel-perlu" %}<p>Teks</p>{% endpanel %}', judul="Isi & lain"
    )

    assert html == (
        '<section class="panel panel-perlu">'
        '<h2 class="panel-judul">Isi &amp; lain</h2><p>Teks</p></section>'
    )


def test_kotak_with_an_address_is_a_link():
    html = show('{% kotak "Perlu ditinjau" 1234 "/tinjau/" %}')

    assert html.startswith('<a class="kotak" href="/tinjau/">')
    assert "1.234" in html


def test_kotak_without_an_address_is_plain_and_keeps_a_written_number():
    html = show('{% kotak "Dana Desa" "1.000+" peran="perlu" %}')

    assert html.startswith('<div class="kotak kotak-perlu">')
    assert "1.000+" in html


def test_every_state_of_a_stone_has_its_own_figure():
    figures = {}
    for keadaan in batu.KATA:
        svg = batu.gambar(keadaan, 1)
        for colour in {c for row in batu.WARNA.values() for c in row if c}:
            svg = svg.replace(colour, "")
        figures[svg.replace(f"batu-{keadaan}", "")] = keadaan

    assert len(figures) == 5


def test_the_seven_stones_are_seven_pebbles():
    assert len({batu.gambar("belum", nomor) for nomor in range(1, 8)}) == 7
    assert show('{% batu "belum" 3 %}') == batu.gambar("belum", 3)


def test_kata_batu_says_the_state():
    assert show("{{ keadaan|kata_batu }}", keadaan="tidak_perlu") == "Tidak perlu"


# Shared parts of pages


def stone(nomor, keadaan="belum", **more):
    rest = {"nama": f"Tugas {nomor}", "kalimat": "Belum ada.", "tautan": "", "aktif": False}
    return SimpleNamespace(nomor=nomor, keadaan=keadaan, **(rest | more))


def test_jalan_offers_the_next_step_and_says_every_state():
    stones = [stone(n, keadaan) for n, keadaan in enumerate(batu.KATA, 1)]
    stones += [stone(6, "belum", aktif=True, tautan="/ke-sini/"), stone(7, tautan="/tujuh/")]

    html = render_to_string("components/_jalan.html", {"batu": stones})

    assert html.count("<li") == 7
    assert html.count('aria-current="step"') == 1
    assert '<a class="tombol" href="/ke-sini/">Kerjakan' in html
    assert '<a href="/tujuh/">7. Tugas 7</a>' in html
    for kata in batu.KATA.values():
        assert f'<span class="jalan-kata">{kata}</span>' in html


def test_jalan_kecil_says_what_it_draws():
    html = render_to_string("components/_jalan_kecil.html", {"batu": [stone(1, "selesai")]})

    assert '<span class="sr">Tugas 1: selesai</span>' in html


@pytest.mark.parametrize(("tautan", "tag"), [("/x/", "a"), ("", "span")])
def test_batu_in_a_cell_names_the_village_and_the_duty(tautan, tag):
    html = tags.batu_sel(stone(2, "terlambat", tautan=tautan), "Kalirejo")

    assert html.startswith(f"<{tag} ")
    assert html.endswith(f'<span class="sr">Kalirejo Tugas 2: </span>Terlambat</{tag}>')


def test_langkah_gives_an_open_step_a_link_and_a_closed_one_its_reasons():
    terima, tanda = (
        Step(name, label, {"draf"}, "final", {"tpid"})
        for name, label in [("accept", "Terima"), ("sign", "Tandatangani")]
    )
    langkah = [(Offer(terima, []), "/terima/"), (Offer(tanda, ["Foto belum ada."]), "/tanda/")]

    html = render_to_string("components/_langkah.html", {"langkah": langkah})

    assert '<a class="tombol" href="/terima/">Terima</a>' in html
    assert 'disabled aria-describedby="alasan-sign"' in html
    assert "<li>Foto belum ada.</li>" in html
    assert "/tanda/" not in html


def test_langkah_says_so_when_there_is_none():
    assert "Tidak ada langkah" in render_to_string("components/_langkah.html", {"langkah": []})


def test_jejak_is_told_in_the_zone_of_the_place():
    line = SimpleNamespace(waktu=SIANG, pelaku="Siti", label="Dikirim", catatan="Satu\nDua")

    html = render_to_string("components/_jejak.html", {"jejak": [line], "zona": MAKASSAR})

    assert "pukul 15.05 WITA</time>" in html
    assert "Satu<br>Dua" in html


def test_pages_of_django_keep_the_query(rf):
    context = {"halaman": Paginator(range(60), 25).page(2)}

    html = render_to_string("components/_pages.html", context, rf.get("/?cari=a&hal=2"))

    assert 'href="?cari=a&amp;hal=1"' in html
    assert 'href="?cari=a&amp;hal=3"' in html
    assert "Halaman 2 dari 3" in html


def test_pages_by_key_lead_on_and_back_to_the_top():
    halaman = SimpleNamespace(
        has_next=True, next_url="?sesudah=b", has_previous=True, previous_url="?"
    )

    html = render_to_string("components/_pages.html", {"halaman": halaman})

    assert 'href="?sesudah=b"' in html
    assert "Ke awal daftar" in html


def test_one_page_needs_no_links():
    halaman = Paginator(range(3), 25).page(1)

    assert render_to_string("components/_pages.html", {"halaman": halaman}).strip() == ""


def test_an_empty_list_teaches_what_to_do():
    context = {
        "judul": "Belum ada",
        "teks": "Muncul di sini.",
        "tautan": "/baru/",
        "label": "Mulai",
    }

    html = render_to_string("components/_kosong.html", context)

    assert '<a class="tombol" href="/baru/">Mulai</a>' in html


@pytest.mark.parametrize(
    "template",
    [
        "400.html",
        "403.html",
        "403_csrf.html",
        "404.html",
        "500.html",
        "errors/locked_out.html",
        "errors/not_allowed.html",
        "errors/too_large.html",
    ],
)
def test_an_error_page_needs_no_context(template):
    html = render_to_string(template)

    assert html.startswith("<!doctype html>\n")
    assert html.count("<h1>") == 1


def test_the_page_without_a_menu_offers_to_log_in(rf):
    html = render_to_string("404.html", {"user": AnonymousUser()}, rf.get("/entah/"))

    assert 'href="/masuk/">Masuk</a>' in html
    assert 'id="menu"' not in html


def test_the_menu_marks_where_we_are_and_what_waits(rf):
    butir = {"url": "/tinjau/", "label": "Tinjau", "icon": "tinjau", "bawah": True, "aktif": True}
    tugas = [
        SimpleNamespace(get_peran_display="PLD", wilayah=desa) for desa in ["Kalirejo", "Kaliasri"]
    ]
    siti = SimpleNamespace(is_authenticated=True, tugas=tugas)
    context = {"menu": [butir | {"jumlah": 3}], "user": siti, "demo": True}

    context["request"] = rf.get("/tinjau/")
    html = engines["django"].get_template("base.html").template.render(Context(context))

    assert html.count('href="/tinjau/" aria-current="page"') == 2
    assert html.count('<span class="jumlah">3<span class="sr"> menunggu</span></span>') == 2
    assert "<li>PLD: Kalirejo, Kaliasri</li>" in html
    assert "Data peragaan" in html


def test_nothing_is_inline(settings):
    """A strict content policy forbids it; so do we, in every template there is."""
    folder = settings.BASE_DIR / "templates"
    screens = [path for path in folder.rglob("*.html") if "pdf" not in path.parts]

    assert screens
    for path in screens:
        text = path.read_text()
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert " onclick=" not in text, path
        assert "<script>" not in text, path


def test_days_that_are_left_are_said_in_words():
    today = timezone.localdate()
    words = {38: "38 hari lagi", 0: "hari ini", -3: "lewat 3 hari"}
    assert {n: tags.sisa_hari(today + timedelta(days=n)) for n in words} == words
    assert tags.sisa_hari(None) == ""
