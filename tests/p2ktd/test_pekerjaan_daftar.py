"""Lists of needs, works and funds: the same queries for one row and three, files as on screen."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from p2ktd.actions import dok, laporan
from p2ktd.choices import StatusDana, StatusKebutuhan, StatusPekerjaan
from p2ktd.forms.dana import posts_of
from tests import factories
from tests.factories import dana as make_dana
from tests.factories import pekerjaan as make

K, P, D = StatusKebutuhan, StatusPekerjaan, StatusDana


@pytest.mark.parametrize("page", ["needs", "works", "funds"])
def test_a_list_asks_the_same_of_one_row_and_of_three(login, count_queries, page):
    client = login(factories.user(Peran.PEMANTAU, "33"))
    grow = {
        "needs": lambda n: make.need(K.DIPRIORITASKAN, f"33.05.12.200{n}"),
        "works": lambda n: make.work(P.KONTRAK, f"33.05.12.200{n}"),
        "funds": lambda n: make.fund(D.BERJALAN, f"33.05.1{n}"),
    }[page]
    one, three = count_queries(grow, lambda: client.get(reverse(f"p2ktd:{page}")))
    assert one == three


def test_the_page_of_a_work_does_not_grow_with_its_rows(login, count_queries):
    file, k = make.work(P.BERJALAN), make.ketua()
    client = login(make.bendahara())

    def grow(n):
        made = make.photo(file)
        laporan.write_report(file, by=k, jenis="kemajuan", tanggal=make.HARI, hasil=str(made.pk))

    one, three = count_queries(grow, lambda: client.get(file.get_absolute_url()))
    assert one == three


def test_the_page_of_a_fund_does_not_grow_with_its_lines(login, count_queries):
    dana, b = make.fund(D.BERJALAN), make.bendahara()
    client = login(b)
    url = dana.get_absolute_url()
    one, three = count_queries(lambda n: make_dana.spend(dana, by=b), lambda: client.get(url))
    assert one == three


def test_the_page_of_a_fund_does_not_grow_with_its_plan(login, count_queries):
    dana, k = make.fund(), make.ketua()
    posts = list(posts_of(dana))

    def grow(n):
        dok.add_row(
            dana, by=k, pos=posts[n], uraian=f"Rencana {n}", volume=1, satuan="paket",
            frekuensi=1, harga_satuan=1_000_000,
        )  # fmt: skip

    client = login(k)
    one, three = count_queries(grow, lambda: client.get(dana.get_absolute_url()))
    assert one == three


def test_the_list_to_a_file_is_the_list_on_the_screen(login):
    make.need(K.DIUSULKAN, judul="Terpilih")
    make.need(K.DIUSULKAN, factories.DESA_LAIN, judul="Lain")
    client = login(factories.user(Peran.PEMANTAU, "33"))
    url = reverse("p2ktd:needs_export")
    text = client.get(url, {"cari": "pilih", "bentuk": "csv"}).getvalue().decode()
    assert "Terpilih" in text
    assert "Lain;" not in text


def test_the_cash_book_leaves_as_it_stands(login):
    dana = make.fund(D.BERJALAN)
    make_dana.spend(dana, 250_000, uraian="=SUM(A1)")
    client = login(make.bendahara())
    url = reverse("p2ktd:fund_export", args=[dana.pk])
    text = client.get(url, {"bentuk": "csv"}).getvalue().decode()
    assert "'=SUM(A1)" in text
    assert f";250000;{dana.pagu - 250_000}\r\n" in text
    assert client.get(url).content[:2] == b"PK"


def test_the_priority_list_stands_against_the_pagu(login):
    make.fund(D.BERJALAN)
    make.need(K.DIPRIORITASKAN)
    client = login(make.ketua())
    url = reverse("p2ktd:needs_priority", args=[factories.KECAMATAN])
    page = client.get(url, {"tahun": 2018})
    assert page.context["pagu"] == (14_249_500, 9_249_500)
    assertContains(page, "001/BA/MAD")
    assertNotContains(page, "belum dicatat")
