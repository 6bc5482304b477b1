"""Choosing an item of a menu that has more than a list has room for."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.choices import Peran
from inovasi import pilih_menu
from inovasi.models import KartuInovasi
from inovasi.pilih_menu import PilihanMenu
from tests import factories
from tests.factories import inovasi
from tests.factories import komitmen as make

FORM = reverse("inovasi:interest_create")
JAUH = "12.01"


@pytest.fixture
def one_offered(monkeypatch):
    monkeypatch.setattr(pilih_menu, "OFFERED", 1)


def chosen(login, text):
    """The form's complaint of what was typed, or the item that was noted."""
    given = {"desa": factories.DESA, "tahun": 2018, "menu": text}
    response = login(factories.user(Peran.PLD)).post(FORM, given)
    if response.status_code == 302:
        return KartuInovasi.objects.get().menu
    return response.context["form"].errors["menu"][0]


def test_ones_own_kabupaten_is_offered_before_all_others(one_offered):
    make.menu("Aren", kode=JAUH)
    own = make.menu("Zaitun")
    assert list(PilihanMenu(factories.user(Peran.PLD))) == [own]


def test_what_the_list_has_no_room_for_is_found_by_name_and_by_code(login, one_offered):
    make.menu("Aren")
    far = make.menu("Zaitun", kode=JAUH)
    assert chosen(login, "zaitun") == far
    KartuInovasi.objects.all().delete()
    assert chosen(login, far.kode) == far


def test_a_withdrawn_item_is_not_found(login, one_offered):
    make.menu("Aren")
    make.menu("Zaitun", kode=JAUH, status="ditarik")
    assert "Tidak ada menu “Zaitun”" in chosen(login, "Zaitun")


def test_two_items_of_one_title_are_told_apart_by_their_code(login):
    one, other = make.menu("Bank sampah"), make.menu("Bank sampah", kode=JAUH)
    client = login(factories.user(Peran.PLD))
    assertContains(client.get(FORM), f'<option value="Bank sampah · {other.kode}">')
    assert "Ada 2 yang bernama" in chosen(login, "Bank sampah")
    assert chosen(login, f"Bank sampah · {one.kode}") == one


def test_a_title_whose_other_item_has_no_room_in_the_list_is_not_guessed(login, one_offered):
    make.menu("Bank sampah")
    make.menu("Bank sampah", kode=JAUH)
    assert "Ada 2 yang bernama" in chosen(login, "bank sampah")


def test_titles_that_differ_only_in_capitals_are_told_apart_too(login):
    one, other = make.menu("Bank sampah"), make.menu("Bank Sampah", kode=JAUH)
    assert {m.tertulis for m in PilihanMenu(factories.user(Peran.PLD))} == {
        f"Bank sampah · {one.kode}",
        f"Bank Sampah · {other.kode}",
    }
    assert chosen(login, f"Bank Sampah · {other.kode}") == other


def test_a_card_with_such_a_title_can_be_changed_again(login):
    menu = make.menu("Bank sampah")
    make.menu("Bank sampah", kode=JAUH)
    card = make.komitmen("draf", menu=menu)
    page = login(factories.user(Peran.PLD)).get(reverse("inovasi:commitment_edit", args=[card.pk]))
    field = page.context["form"]["menu"]
    assert field.field.clean(field.value()) == menu


def test_a_name_that_is_not_there_is_answered_with_what_may_have_been_meant(login):
    inovasi.menu(judul="Bank sampah dusun")
    inovasi.menu(judul="Pipa air bersih")
    assert chosen(login, "Bank sampah sekolah").endswith("Maksud Anda “Bank sampah dusun”?")


def test_a_slip_in_the_menu_is_said_once(login):
    bursa = make.bursa()
    url = reverse("inovasi:fair_row", args=[bursa.pk])
    row = {"prefix": "b0", "b0-desa": factories.wilayah().nama, "b0-menu": "Entah apa"}
    answer = login(make.tpid()).post(url, row | {"b0-sumber": "dd", "b0-tahun_anggaran": 2019})
    assert list(answer.json()["galat"]) == ["menu"]
