"""Kartu Inovasi: interest before the promise."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from inovasi.choices import Bidang
from inovasi.models import KartuInovasi, Komitmen
from tests import factories
from tests.factories import komitmen as make

FORM = reverse("inovasi:interest_create")
LIST = reverse("inovasi:interests")


def typed(chosen, **fields):
    return {"desa": factories.DESA, "tahun": 2018, "menu": chosen.judul, "alasan": "Cocok"} | fields


def test_up_to_three_items_are_noted_at_once(login):
    menus = [make.menu(), make.menu(), make.menu()]
    factories.wilayah()
    given = typed(menus[0], menu_2=menus[1].judul, menu_3=menus[2].kode)
    response = login(factories.user(Peran.PLD)).post(FORM, given)
    assertRedirects(response, LIST)
    assert set(KartuInovasi.objects.values_list("menu", flat=True)) == {m.pk for m in menus}


def test_the_same_interest_again_is_the_same_card(login):
    menu, client = make.menu(), login(factories.user(Peran.PLD))
    for _ in range(2):
        response = client.post(FORM, typed(menu, menu_2=menu.judul))
    assertRedirects(response, KartuInovasi.objects.get().get_absolute_url())


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"menu": ""}, "menu", "tidak boleh kosong"),
        ({"menu": "Tidak ada"}, "menu", "Tidak ada menu “Tidak ada”"),
        ({"desa": factories.DESA_LAIN}, "desa", "tidak bertugas di desa ini"),
        ({"tahun": "1990"}, "tahun", "2015"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(login, given, field, sentence):
    factories.wilayah(factories.DESA_LAIN)
    response = login(factories.user(Peran.PLD)).post(FORM, typed(make.menu(), **given))
    assert sentence in response.context["form"].errors[field][0]
    assert not KartuInovasi.objects.exists()


def test_whoever_writes_no_cards_is_told_so(login):
    response = login(factories.user(Peran.PEMANTAU)).get(FORM)
    assertContains(response, "belum bertugas", status_code=403)


def test_the_menu_page_leads_here_with_its_item(login):
    menu = make.menu()
    client = login(factories.user(Peran.PLD))
    link = f"{FORM}?menu={menu.kode}"
    assertContains(client.get(menu.get_absolute_url()), link)
    assert client.get(link).context["form"]["menu"].value() == menu.kode


def test_interest_becomes_a_commitment_with_what_is_known_filled_in(login):
    minat = make.minat(menu=make.menu(bidang=Bidang.SDM), adaptasi="Pakai bambu.")
    client = login(factories.user(Peran.PD))
    page = client.get(reverse("inovasi:commit"), {"minat": minat.pk})
    given = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    signed = {"kades_nama": "Sutrisno", "kades_ttd": "2018-10-15", "bpd_nama": "Wahyuni",
              "bpd_ttd": "2018-10-15", "perkiraan_biaya": "40 jt"}  # fmt: skip
    given = {n: v for n, v in given.items() if v not in (None, False)} | signed

    client.post(reverse("inovasi:commit"), given | {"minat": minat.pk, "id": uuid7()})

    made = Komitmen.objects.get()
    assert (made.minat, made.menu, made.bidang) == (minat, minat.menu, Bidang.SDM)
    assert (made.adaptasi, made.tahun, made.status) == ("Pakai bambu.", 2018, "ditandatangani")
    assertContains(client.get(minat.get_absolute_url()), made.resi)


def test_interest_of_a_closed_bursa_still_becomes_a_commitment(login):
    bursa = make.bursa("selesai")
    minat = make.minat(bursa=bursa)
    page = login(factories.user(Peran.PD)).get(reverse("inovasi:commit"), {"minat": minat.pk})
    assert page.context["bursa"] is None
    assert page.context["form"]["desa"].value() == factories.DESA


def test_list_can_be_narrowed_to_what_is_not_promised_yet(login):
    waiting, done = make.minat(), make.minat()
    make.komitmen(menu=done.menu, minat=done)
    client = login(factories.user(Peran.PEMANTAU))
    assert list(client.get(LIST, {"janji": "belum"}).context["halaman"]) == [waiting]
    assert list(client.get(LIST, {"janji": "ya"}).context["halaman"]) == [done]
    text = client.get(reverse("inovasi:interests_export"), {"bentuk": "csv"}).getvalue().decode()
    assert text.count("\r\n") == 3


def test_list_asks_the_same_of_one_row_and_of_three(login, count_queries):
    client = login(factories.user(Peran.PEMANTAU))
    few, many = count_queries(lambda n: make.minat(), lambda: client.get(LIST))
    assert few == many
