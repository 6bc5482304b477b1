"""The day itself, on one phone: find a name, one tap, and the quorum above moves."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from desa.trail import trail_of
from musyawarah import actions
from musyawarah.choices import Status, Unsur
from tests import factories
from tests.factories.musyawarah import admin, musyawarah, person


def list_of(made):
    return reverse("musyawarah:attendance", args=[made.pk])


def tap_of(made, row):
    return reverse("musyawarah:person_present", args=[made.pk, row.pk])


def test_one_tap_makes_the_invited_present_and_comes_back_to_the_same_row(login):
    made = musyawarah(diundang=3)
    row = person(made, nama="Siti Aminah", hadir=False)
    person(made, nama="Budi Siti", hadir=False)
    client = login(admin())
    assertContains(client.get(list_of(made)), "Kuorum belum terpenuhi: 0 dari 3 undangan")
    response = client.post(f"{tap_of(made, row)}?cari=siti&hal=1")
    back = f"{list_of(made)}?cari=siti&hal=1#baris-1"
    assertRedirects(response, back, fetch_redirect_response=False)
    row.refresh_from_db()
    assert row.hadir
    page = client.get(response["Location"])
    assertContains(page, "Siti Aminah hadir.")
    assertContains(page, "Kuorum belum terpenuhi: 1 dari 3 undangan")
    assert [k.nomor for k in page.context["halaman"]] == [1, 2]


def test_quorum_stands_above_the_form_and_is_met_after_enough_taps(login):
    made, client = musyawarah(diundang=3), login(admin())
    for row in [person(made, hadir=False) for _ in range(2)]:
        client.post(tap_of(made, row))
    text = client.get(list_of(made)).content.decode()
    assert text.index("Kuorum terpenuhi: 2 dari 3") < text.index("Tambah satu orang")


def test_who_is_looked_for_stands_right_below_the_search(login):
    made = musyawarah(Status.BERLANGSUNG, diundang=9)
    person(made, nama="Siti Aminah", hadir=False)
    text = login(admin()).get(list_of(made), {"cari": "siti"}).content.decode()
    order = [text.index(said) for said in ('role="search"', "Siti Aminah</a>", ">Jumlah<")]
    assert order == sorted(order)


def test_a_second_tap_writes_nothing_more(login):
    made = musyawarah()
    row, client = person(made, hadir=False), login(admin())
    client.post(tap_of(made, row))
    actions.mark_present(made, row.pk, by=admin())
    again, first = trail_of(made)[:2]
    assert (again.nilai, first.nilai) == ({}, {f"hadir {row.pk} hadir": [False, True]})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("siti", ["Siti Aminah", "Dewi Siti"]),
        ("SITI dewi", ["Dewi Siti"]),
        ("bendahara", ["Budi"]),
        ("entah", []),
    ],
)
def test_the_search_looks_through_invited_and_present(login, words, found):
    made = musyawarah()
    person(made, nama="Siti Aminah")
    person(made, nama="Dewi Siti", hadir=False)
    person(made, nama="Budi", jabatan="Bendahara")
    page = login(admin()).get(list_of(made), {"cari": words})
    assert [k.nama for k in page.context["halaman"]] == found
    assertContains(page, f"{len(found)} nama cocok dengan")


def test_only_who_writes_the_minutes_gets_the_button(login):
    made = musyawarah()
    row = person(made, hadir=False)
    client = login(factories.user(Peran.TIK))
    assertNotContains(client.get(list_of(made)), "/datang/")
    assert client.post(tap_of(made, row)).status_code == 403


def test_a_sealed_list_takes_no_more_taps(login):
    made = musyawarah(Status.FINAL)
    assertContains(
        login(admin()).post(tap_of(made, made.kehadiran.first())), "status Final", status_code=403
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_asks_as_often_for_one_as_for_three(login, rows, django_assert_num_queries):
    made = musyawarah()
    for _ in range(rows):
        person(made, nama="Siti", hadir=False)
    client = login(admin())
    with django_assert_num_queries(12):
        assert len(client.get(list_of(made), {"cari": "siti"}).context["halaman"]) == rows


# Prepared before the day


@pytest.mark.parametrize(("keadaan", "hadir"), [("diundang", False), ("hadir", True)])
def test_pasted_names_are_present_or_only_invited_as_told(login, keadaan, hadir):
    made = musyawarah()
    data = {"kunci": uuid7(), "unsur": Unsur.LPM, "keadaan": keadaan, "teks": "Siti; P\nBudi; L"}
    login(admin()).post(reverse("musyawarah:paste", args=[made.pk]), data)
    assert [(k.nama, k.hadir) for k in made.kehadiran.all()] == [("Siti", hadir), ("Budi", hadir)]


def test_heads_of_the_villages_are_invited_in_one_go(login):
    made = musyawarah()
    factories.wilayah(factories.DESA)
    data = {
        "kunci": uuid7(),
        "keadaan": "diundang",
        f"{factories.DESA}-nama": "Kades",
        f"{factories.DESA}-jenis_kelamin": "L",
    }
    login(admin()).post(reverse("musyawarah:by_village", args=[made.pk]), data)
    assert [(k.nama, k.hadir) for k in made.kehadiran.all()] == [("Kades", False)]


@pytest.mark.parametrize(
    ("status", "wanted"), [(Status.RENCANA, "diundang"), (Status.BERLANGSUNG, "hadir")]
)
@pytest.mark.parametrize("page", ["paste", "by_village"])
def test_the_choice_stands_as_the_day_suggests(login, page, status, wanted):
    made = musyawarah(status)
    context = login(admin()).get(reverse(f"musyawarah:{page}", args=[made.pk])).context
    form = context["form"] if page == "paste" else context["grid"].kunci
    assert form["keadaan"].value() == wanted


def test_the_page_of_a_running_meeting_begins_with_its_list_and_quorum(login):
    made = musyawarah(Status.BERLANGSUNG, diundang=9)
    text = login(admin()).get(made.get_absolute_url()).content.decode()
    assert text.index("Kuorum belum terpenuhi: 0 dari 9") < text.index("Langkah berikutnya")
    assert text.index(list_of(made)) < text.index("Langkah berikutnya")
