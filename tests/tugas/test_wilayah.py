"""Pages of places: who sees which, what stands there, numbers that equal their lists."""

import re

import pytest
from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from tests import factories
from tests.factories.tugas import kegiatan
from tugas.actions.capaian import recount
from tugas.choices import Status
from tugas.jalan import stones_of
from tugas.keadaan import Keadaan

TAHUN = timezone.localdate().year
KEDUA = "33.05.12.2002"


def told(kode=factories.DESA):
    """A village with both socialisations accepted: stone 1 is done."""
    kegiatan(Status.DITERIMA, kode, tugas=1, tema="keduanya", peserta=12)
    recount([kode], TAHUN)


def get(client, name, *args, **query):
    return client.get(reverse(f"tugas:{name}", args=args), query)


def test_village_shows_its_walk_and_the_one_next_step(login):
    response = get(login(factories.user(Peran.PLD)), "village", factories.DESA)
    assert [b.nomor for b in response.context["batu"]] == [1, 2, 3, 4, 5, 6, 7]
    assert "Catat sosialisasi PPID di desa ini." in response.text
    assert response.text.count("Kerjakan sekarang") == 1


@pytest.mark.parametrize("nomor", range(1, 8))
def test_the_button_of_every_stone_lands_on_a_form_that_knows_its_village(login, nomor):
    factories.wilayah()
    stone = stones_of([factories.DESA], TAHUN)[factories.DESA][nomor - 1]
    page = login(factories.user(Peran(stone.siapa))).get(stone.tautan)
    said = [v for layer in page.context for d in layer for v in d.values()]
    forms = [v for v in said if isinstance(v, BaseForm)]
    known = {str(form[name].value()) for form in forms for name in form.fields}
    assert known & {factories.DESA, factories.KECAMATAN, str(factories.wilayah())}


def test_an_onlooker_sees_whose_turn_it_is_but_no_button(login):
    factories.wilayah()
    response = get(login(factories.user(Peran.PEMANTAU)), "village", factories.DESA)
    assert "Giliran: Pendamping Lokal Desa" in response.text
    assert "Kerjakan sekarang" not in response.text
    assert "/kegiatan/catat/" not in response.text


def test_village_says_what_is_done(login):
    told()
    response = get(login(factories.user(Peran.PLD)), "village", factories.DESA)
    assert response.context["batu"][0].keadaan == Keadaan.SELESAI


def test_village_hides_drafts_of_others_and_their_trail(login):
    factories.wilayah()
    other = factories.user(Peran.PLD)
    kegiatan(Status.DRAF, created_by=other, judul="Rahasia dulu")
    response = get(login(factories.user(Peran.PD)), "village", factories.DESA)
    assert "Rahasia dulu" not in response.text


def test_kelurahan_says_why_it_has_no_walk(login):
    kode = factories.wilayah("33.05.12.1001").pk
    response = get(login(factories.user(Peran.TPID)), "village", kode)
    assert "Kelurahan tidak menerima Dana Desa" in response.text


@pytest.mark.parametrize("text", ["abc", "0000", "99999", "-1", "²", ""])
def test_a_year_that_is_none_is_this_year(login, text):
    response = get(login(factories.user(Peran.PLD)), "village", factories.DESA, tahun=text)
    assert response.context["tahun"] == TAHUN


def test_my_villages_are_those_i_work_in(login):
    pld = factories.user(Peran.PLD)
    factories.wilayah(KEDUA)
    response = get(login(pld), "villages")
    assert [w.pk for w, _ in response.context["baris"]] == [factories.DESA]


def test_matrix_has_a_row_for_each_village_and_a_cell_for_each_duty(login):
    told()
    factories.wilayah(KEDUA)
    factories.wilayah("33.05.12.1001")  # a kelurahan: no row
    response = get(login(factories.user(Peran.TPID)), "territory", factories.KECAMATAN)
    rows = response.context["baris"]
    assert [w.pk for w, _, _ in rows] == [factories.DESA, KEDUA]
    assert [len(batu) for _, _, batu in rows] == [7, 7]


def test_a_companion_sees_no_kecamatan(login):
    response = get(login(factories.user(Peran.PLD)), "territory", factories.KECAMATAN)
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("peran", "kode", "goes_to"),
    [
        (Peran.TIK, factories.KABUPATEN, f"/wilayah/{factories.KABUPATEN}/"),
        (Peran.PD, factories.KECAMATAN, f"/wilayah/{factories.KECAMATAN}/"),
        (Peran.PLD, factories.DESA, f"/desa/{factories.DESA}/"),
    ],
)
def test_nation_leads_to_where_my_territory_begins(login, peran, kode, goes_to):
    response = get(login(factories.user(peran, kode)), "nation")
    assert response["Location"] == goes_to


def test_nation_shows_the_provinces_to_who_may_see_them(login):
    told()
    response = get(login(factories.user(Peran.PEMANTAU, "00")), "nation")
    (row, address) = response.context["baris"][0]
    assert (row.wilayah.pk, address) == ("33", "/wilayah/33/")
    assert row.sel[0].selesai == 1


def test_somebody_with_several_places_chooses(login):
    person = factories.user(Peran.PD)
    factories.assign(person, Peran.PD, factories.KECAMATAN_LAIN)
    response = get(login(person), "nation")
    assert [w.pk for w, _ in response.context["baris"]] == ["33.05.12", "33.05.13"]


@pytest.mark.parametrize("kode", ["00", "33", "33.05", "33.05.12"])
def test_every_number_on_every_level_is_the_length_of_its_list(login, kode):
    told()
    factories.wilayah(KEDUA)
    kegiatan(Status.TERKIRIM, factories.DESA_LAIN, tugas=4)
    recount([factories.DESA_LAIN], TAHUN)
    client = login(factories.user(Peran.PEMANTAU, "00"))
    page = get(client, "territory", kode).text
    links = re.findall(r'href="(/wilayah/[^"]+/desa/\?[^"]+)">(?:[^<\d]*)([\d.]+)</a>', page)
    assert len(links) >= 8
    for url, number in links:
        listed = client.get(url.replace("&amp;", "&"))
        assert len(listed.context["baris"]) == int(number)
        assert listed.context["jumlah"] == int(number)


def test_a_list_can_be_taken_away_as_it_is(login):
    told()
    client = login(factories.user(Peran.TIK))
    text = get(
        client, "behind", factories.KABUPATEN, tugas=1, keadaan="selesai", bentuk="csv"
    ).getvalue()
    assert text.decode("utf-8-sig").splitlines()[1].startswith(f"{factories.DESA};")


@pytest.mark.parametrize("query", [{}, {"tugas": 9, "keadaan": "selesai"}, {"tugas": "x"}])
def test_a_cell_that_does_not_exist_is_404(login, query):
    client = login(factories.user(Peran.TIK))
    assert get(client, "behind", factories.KABUPATEN, **query).status_code == 404


@pytest.mark.parametrize(
    ("name", "peran", "args", "budget"),
    [
        ("villages", Peran.PD, [], 8),
        ("village", Peran.PD, [factories.DESA], 15),
        ("territory", Peran.PD, [factories.KECAMATAN], 9),
        ("territory", Peran.TIK, [factories.KABUPATEN], 8),
    ],
)
def test_query_count_is_the_same_for_one_and_for_three(
    login, name, peran, args, budget, count_queries
):
    client = login(factories.user(peran))

    def grow(n):
        told(f"33.05.12.200{n}")
        told(f"33.05.2{n}.2001")
        kegiatan(Status.TERKIRIM)

    counts = count_queries(grow, lambda: get(client, name, *args))
    assert counts[0] == counts[1] <= budget


@pytest.mark.parametrize(
    ("name", "args", "budget"),
    [("village", [factories.DESA], 15), ("territory", [factories.KECAMATAN], 9)],
)
def test_a_year_that_nobody_has_begun_costs_no_more(login, name, args, budget, count_queries):
    client = login(factories.user(Peran.PD))

    def grow(n):
        factories.wilayah(f"33.05.12.200{n}")

    counts = count_queries(grow, lambda: get(client, name, *args, tahun=TAHUN - 1))
    assert counts[0] == counts[1] <= budget
