"""Who sees what: a role in a place reaches everything inside it, and nothing above or beside."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desa.choices import Peran
from desa.models import Tim, Wilayah
from tests import factories
from tests.factories import desa as make

NATION = "00"
ALL = [
    NATION,
    "33",
    "33.05",
    "33.05.12",
    "33.05.12.2001",
    "33.05.13.2001",
    "33.06",
    "33.06.01.2001",
]


@pytest.fixture
def places():
    for kode in (*ALL, "35.07.11.2001"):
        factories.wilayah(kode)


def seen_by(user):
    return set(Wilayah.objects.visible_to(user).values_list("kode", flat=True))


@pytest.mark.parametrize(
    ("kode", "expected"),
    [
        ("33.05.12.2001", {"33.05.12.2001"}),
        ("33.05.12", {"33.05.12", "33.05.12.2001"}),
        ("33.05", {"33.05", "33.05.12", "33.05.12.2001", "33.05.13", "33.05.13.2001"}),
    ],
)
def test_a_role_reaches_its_place_and_all_inside(places, kode, expected):
    user = factories.user()
    factories.assign(user, Peran.PEMANTAU, kode)
    assert seen_by(user) == expected


def test_a_province_sees_its_own_and_not_the_next(places):
    user = factories.user(Peran.PEMANTAU, "33")
    assert seen_by(user) == {
        k for k in Wilayah.objects.values_list("kode", flat=True) if k[:2] == "33"
    }


def test_the_nation_sees_everything(places):
    assert len(seen_by(factories.user(Peran.PEMANTAU, NATION))) == Wilayah.objects.count()


def test_without_a_role_nothing_is_seen(places):
    assert seen_by(factories.user()) == set()


def test_two_roles_in_two_places_do_not_mix(places):
    """Admin here and PLD there is neither Admin there nor PLD here."""
    user = factories.user(Peran.ADMIN, "33.05.12")
    factories.assign(user, Peran.PLD, "33.06.01.2001")
    here, there = factories.wilayah("33.05.12.2001"), factories.wilayah("33.06.01.2001")

    assert user.roles_over(here) == {"admin"}
    assert user.roles_over(there) == {"pld"}
    assert seen_by(user) == {"33.05.12", "33.05.12.2001", "33.06.01.2001"}
    assert list(user.villages_as(Peran.PLD)) == [there]
    assert [w.pk for w in user.places_as(Peran.ADMIN)] == ["33.05.12"]


def test_seeing_and_acting_do_not_climb(places):
    user = factories.user(Peran.TPID, "33.05.12", jabatan="verifikator")
    assert user.roles_over(factories.wilayah("33.05")) == frozenset()
    assert user.roles_over(factories.wilayah("33.05.12.2001")) == {"tpid", "tpid:verifikator"}


def test_a_role_begins_and_ends_with_its_dates(places):
    today = timezone.localdate()
    day = timedelta(days=1)
    user = factories.user()
    factories.assign(user, Peran.PLD, "33.05.12.2001", mulai=today - 9 * day, selesai=today - day)
    factories.assign(user, Peran.PLD, "33.05.13.2001", mulai=today + day)
    assert seen_by(user) == set()

    factories.assign(user, Peran.PLD, "33.06.01.2001", mulai=today, selesai=today)
    assert seen_by(user) == {"33.06.01.2001"}


def test_kelurahan_are_no_villages(places):
    factories.wilayah("33.05.12.1001")
    user = factories.user(Peran.PD, "33.05.12")
    assert [w.pk for w in user.villages_as(Peran.PD)] == ["33.05.12.2001"]
    assert "33.05.12.1001" in seen_by(user)


@pytest.mark.parametrize(
    ("kode", "expected"),
    [
        ("33.05.12", {"33.05.12"}),
        ("33.05", {"33.05", "33.05.12"}),
        ("33.05.12.2001", set()),
        (NATION, {"33.05", "33.05.12", "33.06"}),
    ],
)
def test_rows_of_any_level_follow_the_same_rule(places, kode, expected):
    for tempat, jenis in (("33.05.12", "tpid"), ("33.05", "tik"), ("33.06", "tik")):
        make.tim(tempat, jenis)
    user = factories.user(Peran.PEMANTAU, kode)
    assert set(Tim.objects.visible_to(user).values_list("wilayah", flat=True)) == expected


def test_inside_narrows_to_one_place(places):
    make.tim("33.05.12")
    make.tim("33.06", "tik")
    found = Tim.objects.inside(factories.wilayah("33.05"))
    assert [t.wilayah_id for t in found] == ["33.05.12"]
