"""The navigation: for whom what, and exactly one entry marked."""

import pytest
from django.urls import reverse

from desa.choices import Peran
from tests import factories


def marked(response):
    return [item.label for item in response.context["menu"] if item.aktif]


@pytest.mark.parametrize(
    ("name", "label"),
    [("beranda", "Beranda"), ("tugas:create", "Catat"), ("tugas:index", "Kegiatan")],
)
def test_one_entry_is_marked(login, name, label):
    assert marked(login(factories.user(Peran.PLD)).get(reverse(name))) == [label]


def test_a_phone_shows_at_most_four_and_the_rest(login):
    for peran in Peran:
        response = login(factories.user(peran)).get(reverse("beranda"))
        below = [item for item in response.context["menu"] if item.bawah]
        assert 2 <= len(below) <= 4


def test_an_onlooker_is_not_offered_to_log(login):
    response = login(factories.user(Peran.PEMANTAU)).get(reverse("beranda"))
    assert "Catat" not in [item.label for item in response.context["menu"]]
