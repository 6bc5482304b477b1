"""The list of entries: what it holds, what narrows it, and that papers and files equal it."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from tests import factories
from tests.factories import tugas
from tugas import views
from tugas.choices import Status
from tugas.filters import months

INDEX, EXPORT, PRINT = (reverse(f"tugas:{name}") for name in ("index", "export", "print"))


def listed(client, **query):
    return [k.judul for k in client.get(INDEX, query).context["halaman"]]


def csv_of(client, **query):
    response = client.get(EXPORT, {"bentuk": "csv", **query})
    return response.getvalue().decode("utf-8-sig").splitlines()


@pytest.fixture
def watcher(login):
    return login(factories.user(Peran.PEMANTAU))


@pytest.mark.parametrize("rows", [1, 3])
def test_index_query_count_does_not_grow(login, rows, django_assert_num_queries):
    for _ in range(rows):
        tugas.kegiatan(Status.TERKIRIM)
    client = login(factories.user(Peran.PEMANTAU, factories.PROVINSI))
    client.get(INDEX)
    with django_assert_num_queries(6):
        page = client.get(INDEX)
    assertContains(page, f"{rows} kegiatan.")


def test_the_list_is_newest_first_and_holds_what_one_may_see(login):
    old = tugas.kegiatan(Status.TERKIRIM, judul="Lama", tanggal=date(2026, 1, 5))
    tugas.kegiatan(Status.DITERIMA, judul="Baru", tanggal=date(2026, 2, 5))
    tugas.kegiatan(judul="Draf orang lain")
    tugas.kegiatan(judul="Draf saya", created_by=old.created_by, tanggal=date(2026, 3, 1))
    tugas.kegiatan(Status.TERKIRIM, judul="Tetangga", kode=factories.DESA_LAIN)
    assert listed(login(old.created_by)) == ["Draf saya", "Baru", "Lama"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"bulan": "2026-02"}, ["B"]),
        ({"bulan": "2018-08"}, ["A"]),
        ({"status": "diterima"}, ["B"]),
        ({"tugas": "4"}, ["A"]),
        ({"tahun": "2026"}, ["B"]),
        ({"tema": "ppid"}, ["B"]),
        ({"dari": "2019-01-01"}, ["B"]),
        ({"sampai": "2019-01-01"}, ["A"]),
        ({"desa": factories.DESA}, ["B"]),
        ({"desa": "33.05"}, ["B", "A"]),
        ({"desa": "Wilayah 33.05.12.2002"}, ["A"]),
        ({"desa": "antah berantah"}, []),
        ({"penulis": "saya"}, []),
        ({"resi": " abcd-2345 "}, ["A"]),
    ],
)
def test_filters_narrow_the_list(watcher, query, found):
    tugas.kegiatan(
        Status.TERKIRIM, "33.05.12.2002", judul="A", tugas=4, tanggal=date(2018, 8, 27),
        resi="ABCD-2345",
    )  # fmt: skip
    tugas.kegiatan(Status.DITERIMA, judul="B", tugas=1, tema="ppid", tanggal=date(2026, 2, 5))
    assert listed(watcher, **query) == found
    assert len(csv_of(watcher, **query)) == len(found) + 1


@pytest.mark.parametrize(
    "query",
    [
        {"bulan": "2026-13"},
        {"bulan": "\x00"},
        {"desa": "\x00"},
        {"tahun": "9" * 30},
        {"tugas": "x"},
        {"dari": "kemarin"},
        {"sesudah": "xx"},
        {"resi": "\x00"},
    ],
)
def test_odd_questions_get_an_answer(watcher, query):
    tugas.kegiatan(Status.TERKIRIM, judul="A")
    assert watcher.get(INDEX, query).status_code == 200
    assert watcher.get(EXPORT, query).status_code == 200


def test_months_are_offered_newest_first_and_any_may_be_asked():
    offered = [key for key, _ in months("2018-08")]
    assert offered[:-1] == sorted(offered[:-1], reverse=True)
    assert dict(months("2018-08"))["2018-08"] == "Agustus 2018"
    assert len(months("2018-99")) == len(months())


def test_pages_hold_25_and_lose_nothing(watcher):
    titles = [f"K{n:02}" for n in range(30)]
    for judul in titles:
        tugas.kegiatan(Status.TERKIRIM, judul=judul)
    first = watcher.get(INDEX)
    second = watcher.get(INDEX + first.context["halaman"].next_url)
    seen = [k.judul for page in (first, second) for k in page.context["halaman"]]
    assert len(first.context["halaman"]) == 25
    assert sorted(seen) == titles


def test_the_file_equals_the_screen_and_disarms_formulas(watcher):
    tugas.kegiatan(Status.TERKIRIM, judul="=HYPERLINK(1)", uraian="A", laki=7, perempuan=5)
    tugas.kegiatan(Status.DITERIMA, judul="Lain")
    lines = csv_of(watcher, status="terkirim")
    assert len(lines) == 2
    assert "'=HYPERLINK(1)" in lines[1]
    assert ";7;5;" in lines[1]


def test_the_spreadsheet_keeps_codes_as_text(watcher):
    entry = tugas.kegiatan(Status.TERKIRIM)
    book = ZipFile(BytesIO(watcher.get(EXPORT).content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert f't="inlineStr"><is><t>{entry.desa_id}</t>' in sheet


def test_the_paper_holds_the_rows_of_its_dates(watcher):
    tugas.kegiatan(Status.TERKIRIM, uraian="Rapat di balai.", tanggal=date(2026, 2, 5))
    response = watcher.get(PRINT, {"dari": "2026-02-01", "sampai": "2026-02-28"})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_a_paper_too_thick_is_refused_with_a_sentence(watcher, monkeypatch):
    monkeypatch.setattr(views.kegiatan, "PRINTED", 1)
    for _ in range(2):
        tugas.kegiatan(Status.TERKIRIM)
    assertContains(watcher.get(PRINT), "Persempit bulan atau tanggalnya", status_code=403)


def test_an_empty_list_teaches(login, watcher):
    assertContains(watcher.get(INDEX), "Belum ada kegiatan")
    assertContains(watcher.get(INDEX, {"status": "draf"}), "Tidak ada yang cocok")
    assertContains(login(factories.user(Peran.PLD)).get(INDEX), "Catat yang pertama")


# The entry


def test_the_page_of_an_entry_shows_all_of_it(login):
    entry = tugas.kegiatan(
        Status.DITERIMA, hasil="Disepakati.", laki=7, perempuan=5, peserta=12, masalah="Hujan.",
        tanda=["jauh_lampau"],
    )  # fmt: skip
    tugas.bukti(entry)
    page = login(factories.user(Peran.PEMANTAU)).get(entry.get_absolute_url())
    for text in (entry.resi, entry.uraian, "Disepakati.", "L 7, P 5", "Hujan.", "31 hari", "WIB"):
        assertContains(page, text)
    assertNotContains(page, "Catat lagi seperti ini")


def test_sisters_name_each_other(login):
    group = "0193b3a0-0000-7000-8000-000000000001"
    pd = factories.user(Peran.PD)
    one, other = (
        tugas.kegiatan(Status.TERKIRIM, kode, created_by=pd, peran=Peran.PD, rombongan=group)
        for kode in (factories.DESA, "33.05.12.2002")
    )
    assertContains(login(pd).get(one.get_absolute_url()), other.resi)


@pytest.mark.parametrize("points", [1, 3])
def test_detail_query_count_does_not_grow(login, points, django_assert_num_queries):
    entry = tugas.kegiatan(Status.DIKEMBALIKAN)
    for bidang in ("uraian", "hasil", "masalah")[:points]:
        tugas.koreksi(entry, bidang)
        tugas.bukti(entry)
    client = login(entry.created_by)
    client.get(entry.get_absolute_url())
    with django_assert_num_queries(9):
        client.get(entry.get_absolute_url())
