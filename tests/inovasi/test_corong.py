"""The funnel: every number opens a list of that length; kept counts equal the rows."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.management import call_command
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.choices import Peran
from inovasi.choices import Bidang, StatusKomitmen
from inovasi.models import Jendela
from tests import factories
from tests.factories import komitmen as make
from tugas.peragaan.waktu import at

S = StatusKomitmen
CELL = re.compile(r'<a href="(/komitmen/\?[^"]+)">([\d.]+)</a>')
WHY = re.compile(r'<a href="(/komitmen/\?[^"]+)">[^<]+: ([\d.]+)</a>')


def something_in_every_state():
    for n, status in enumerate(S):
        bidang = list(Bidang)[n % 3]
        make.komitmen(status, f"33.05.12.200{n % 3 + 1}", bidang=bidang)


def links(page):
    return [(unescape(url), int(n)) for url, n in [*CELL.findall(page), *WHY.findall(page)]]


@pytest.mark.slow
@pytest.mark.parametrize("kode", ["00", "33", "33.05", "33.05.12", "33.05.12.2001"])
@pytest.mark.parametrize("tahun", [2018, 2019])
def test_every_number_opens_a_list_of_that_length(login, kode, tahun):
    something_in_every_state()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    page = client.get(reverse("inovasi:funnel", args=[kode]), {"tahun": tahun}).text
    found = links(page)
    assert len(found) >= 24  # six stages of all and of three bidang
    for url, n in found:
        assert client.get(url).context["jumlah"] == n, url
    assert sum(n for _, n in found) > 0 or (kode.endswith("2001") and tahun == 2019)


def test_every_count_and_amount_is_a_link(login):
    something_in_every_state()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    page = client.get(reverse("inovasi:funnel", args=[factories.KECAMATAN]), {"tahun": 2018}).text
    cells = re.findall(r'<td class="angka"[^>]*>(.*?)</td>', page)
    assert len(cells) == 9 * 4 + 5 * 3  # stages and amounts by bidang; villages
    assert all(cell.startswith('<a href="/komitmen/?') for cell in cells), cells


VILLAGE_LINK = re.compile(r'<a href="(/corong/[^"]+/desa/[^"]+)">([\d.]+)(?: desa)?</a>')


@pytest.mark.parametrize("kode", ["00", "33", "33.05", "33.05.12", "33.05.12.2001"])
def test_the_villages_of_a_funnel_are_a_list_of_that_length(login, kode):
    """One village with two budgeted promises is one village; a kelurahan is none."""
    make.komitmen(S.MASUK_APBDES, "33.05.12.2001")
    make.komitmen(S.SELESAI, "33.05.12.2001")
    make.komitmen(S.MASUK_APBDES, "33.05.12.2002", tahun=2019)
    factories.wilayah("33.05.12.2003"), factories.wilayah("33.05.12.1004")
    call_command("recount")
    client = login(factories.user(Peran.PEMANTAU, "00"))
    page = client.get(reverse("inovasi:funnel", args=[kode]), {"tahun": 2018})
    (with_one, n), (whole, total) = VILLAGE_LINK.findall(page.text)
    assert (int(n), int(total)) == (1, page.context["jumlah_desa"])
    listed = client.get(unescape(with_one))
    assert [(w.pk, a.apbdes) for w, a in listed.context["baris"]] == [("33.05.12.2001", 2)]
    assert listed.context["jumlah"] == 1
    assert client.get(unescape(whole)).context["jumlah"] == int(total)
    without = client.get(unescape(whole) + "&apbdes=belum").context["jumlah"]
    assert without == int(total) - 1


def test_the_villages_of_a_funnel_are_shown_to_who_sees_the_place(login):
    factories.wilayah()
    url = reverse("inovasi:funnel_villages", args=[factories.KABUPATEN])
    assert login(factories.user(Peran.TPID)).get(url).status_code == 404


def test_the_list_of_villages_asks_the_same_for_one_and_for_three(login, count_queries):
    client = login(factories.user(Peran.PEMANTAU, "00"))
    url = reverse("inovasi:funnel_villages", args=[factories.KECAMATAN])
    factories.wilayah()
    counts = count_queries(
        lambda n: make.komitmen(S.MASUK_APBDES, f"33.05.12.200{n}"),
        lambda: client.get(url, {"tahun": 2018, "apbdes": "sudah"}),
    )
    assert counts[0] == counts[1] <= 9


@pytest.mark.parametrize("kolom", ["dijanjikan", "dianggarkan", "direalisasi"])
def test_the_rows_behind_an_amount_make_that_amount(login, kolom):
    something_in_every_state()
    client = login(factories.user(Peran.PEMANTAU, "00"))
    page = client.get(reverse("inovasi:funnel", args=[factories.KECAMATAN]), {"tahun": 2018})
    field = "perkiraan_biaya" if kolom == "dijanjikan" else kolom
    tahap = {"dijanjikan": "ditandatangani", "dianggarkan": "apbdes"}.get(kolom, "dilaksanakan")
    rows = client.get(f"{page.context['daftar']}&tahap={tahap}").context["halaman"]
    assert sum(getattr(k, field) for k in rows) == getattr(page.context["semua"], kolom) > 0


def test_the_funnel_shows_three_amounts_and_kudus(login):
    make.komitmen(S.SELESAI, perkiraan_biaya=40_000_000)
    client = login(factories.user(Peran.PEMANTAU))
    page = client.get(reverse("inovasi:funnel", args=[factories.KABUPATEN]), {"tahun": 2018})
    for amount in ("Rp40.000.000", "Rp35.000.000", "Rp20.000.000"):
        assertContains(page, amount)
    assertContains(page, "Pembanding Kudus 2018–2019: 8,1%")
    assert page.context["persen_desa"] == 100.0


def test_why_promises_stopped_is_counted(login):
    make.komitmen(S.BATAL)
    make.komitmen(S.DIALIHKAN)
    client = login(factories.user(Peran.PEMANTAU))
    page = client.get(reverse("inovasi:funnel", args=[factories.KABUPATEN]), {"tahun": 2018})
    assert page.context["semua"].alasan == [("dana", "Dana tidak cukup", 2)]


def test_the_export_equals_the_screen(login):
    make.komitmen(S.MASUK_APBDES)
    client = login(factories.user(Peran.PEMANTAU))
    url = reverse("inovasi:funnel", args=[factories.KABUPATEN])
    page = client.get(url, {"tahun": 2018})
    text = client.get(url, {"tahun": 2018, "bentuk": "csv"}).getvalue().decode()
    (_, angka), *_ = page.context["baris"]
    row = text.splitlines()[1].split(";")
    assert row[3:9] == [str(n) for _, _, n, _ in angka.tahap]
    assert row[10] == str(angka.dianggarkan)


@pytest.mark.parametrize("kode", ["00", "33.05", "33.05.12", "33.05.12.2001"])
def test_query_count_is_the_same_for_one_and_for_three(login, kode, count_queries):
    client = login(factories.user(Peran.PEMANTAU, "00"))
    url = reverse("inovasi:funnel", args=[kode])
    factories.wilayah()

    def grow(n):
        make.komitmen(S.MASUK_APBDES, f"33.05.12.200{n}")
        make.komitmen(S.BATAL, f"33.05.1{n}.2001")

    counts = count_queries(grow, lambda: client.get(url, {"tahun": 2018}))
    assert counts[0] == counts[1] <= 12


def test_what_can_still_be_saved_stands_by_its_deadline(login):
    made = make.komitmen(tahun=2026, tahun_anggaran=2027)
    make.komitmen(S.MASUK_APBDES, tahun=2026, tahun_anggaran=2027)
    client = login(factories.user(Peran.TPID))
    page = client.get(reverse("inovasi:funnel_rescue", args=[factories.KECAMATAN]))
    ((window, sentence, rows),) = page.context["kelompok"]
    assert rows == [made]
    assert sentence.startswith(f"Jendela {window.nama}")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 9, 30), ["Tutup hari ini", "Dibuka 1 hari lagi"]),
        (date(2026, 11, 24), ["Sudah lewat", "Tutup 37 hari lagi", "Dibuka 219 hari lagi"]),
    ],
)
def test_the_calendar_says_how_long_each_window_is_open(login, on, words):
    factories.wilayah(factories.KABUPATEN)
    with at(on):
        client = login(factories.user(Peran.ADMIN, factories.KABUPATEN))
        page = client.get(reverse("inovasi:windows", args=[factories.KABUPATEN]))
    for word in words:
        assertContains(page, word)


def test_an_admin_moves_the_windows_of_the_kabupaten(login):
    factories.wilayah()
    url = reverse("inovasi:windows", args=[factories.KABUPATEN])
    data = {"tahun": 2027, "dokumen": "apbdes", "mulai": "2026-10-01", "selesai": "2027-01-31"}
    login(factories.user(Peran.ADMIN)).post(url, data)
    own = Jendela.objects.get(kabupaten=factories.KABUPATEN)
    assert str(own.selesai) == "2027-01-31"
    assert login(factories.user(Peran.TPID)).post(url, data).status_code in {403, 404}


def test_recount_finds_nothing_to_mend(capsys):
    something_in_every_state()
    call_command("recount")
    assert "0 batu dan 0 hitungan" in capsys.readouterr().out
