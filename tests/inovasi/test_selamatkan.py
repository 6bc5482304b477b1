"""What can still be saved: on the front page of those who can act, and by deadline."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from inovasi.choices import DokumenDesa, StatusKomitmen
from inovasi.models import Jendela
from tests import factories
from tests.factories import komitmen as make

NOW = timezone.localdate()
JUDUL = "Komitmen yang masih bisa diselamatkan"


def open_window(days=10, tahun=NOW.year + 1):
    """The APBDes of next year closes in some days; nothing else is open."""
    Jendela.objects.filter(tahun=tahun).delete()
    Jendela.objects.create(
        tahun=tahun, dokumen=DokumenDesa.APBDES, mulai=NOW, selesai=NOW + timedelta(days)
    )


def promise(kode=factories.DESA, status=StatusKomitmen.DITANDATANGANI, **fields):
    return make.komitmen(status, kode=kode, tahun=NOW.year, tahun_anggaran=NOW.year + 1, **fields)


@pytest.mark.parametrize("peran", [Peran.PLD, Peran.PD, Peran.TPID])
def test_those_who_can_act_find_it_on_their_front_page(login, peran):
    open_window()
    komitmen = promise()
    page = login(factories.user(peran)).get("/")
    assertContains(page, JUDUL)
    assertContains(page, komitmen.get_absolute_url())
    assertContains(page, "10 hari lagi")


@pytest.mark.parametrize("peran", [Peran.TIK, Peran.ADMIN, Peran.PEMANTAU])
def test_those_who_only_watch_do_not(login, peran):
    open_window()
    promise()
    assertNotContains(login(factories.user(peran)).get("/"), JUDUL)


def test_nothing_stands_there_once_every_window_is_closed(login):
    open_window()
    Jendela.objects.update(mulai=NOW - timedelta(9), selesai=NOW - timedelta(1))
    promise()
    assertNotContains(login(factories.user(Peran.PD)).get("/"), JUDUL)


def test_what_has_its_budget_or_lies_elsewhere_is_not_named(login):
    open_window()
    budgeted = promise(status=StatusKomitmen.MASUK_APBDES, nama_kegiatan="Sudah dianggarkan")
    far = promise(factories.DESA_LAIN, nama_kegiatan="Desa orang lain")
    page = login(factories.user(Peran.PLD)).get("/")
    assertNotContains(page, str(budgeted))
    assertNotContains(page, str(far))


def test_the_whole_list_goes_by_deadline(login):
    open_window()
    rows = [promise(nama_kegiatan=f"Kegiatan {n}") for n in range(5)]
    client = login(factories.user(Peran.PD))
    assertContains(client.get("/"), "Lihat semua 5 komitmen")
    ((window, sentence, found),) = client.get(reverse("inovasi:rescue")).context["kelompok"]
    assert set(found) == set(rows)
    assert "10 hari lagi" in sentence
    assert window.selesai == NOW + timedelta(10)


def test_a_list_that_is_cut_says_so(login, monkeypatch):
    open_window()
    rows = [promise(nama_kegiatan=f"Kegiatan {n}") for n in range(3)]
    client, address = login(factories.user(Peran.PD)), reverse("inovasi:rescue")
    page = client.get(address)
    assertContains(page, "3 komitmen belum masuk APBDes")
    assertNotContains(page, "Ditampilkan")
    for module in ("inovasi.selamatkan", "inovasi.views.corong"):
        monkeypatch.setattr(f"{module}.SHOWN", 2)
    page = client.get(address)
    assertContains(page, "Ditampilkan 2 yang pertama; buka corong kecamatannya")
    assert sum(str(k) in page.text for k in rows) == 2


def test_it_costs_the_same_for_one_and_for_three(login, count_queries):
    open_window()
    client = login(factories.user(Peran.PD))
    few, many = count_queries(
        lambda n: promise(f"33.05.12.200{n}"), lambda: client.get(reverse("inovasi:rescue"))
    )
    assert few == many
