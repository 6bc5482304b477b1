"""The front page: for each role what it has to do, and the same few queries for one or three."""

import pytest
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from tests import factories
from tests.factories.tugas import kegiatan, koreksi
from tugas.actions.capaian import recount
from tugas.choices import Status


def front(client):
    return client.get(reverse("beranda"))


def test_companion_finds_the_villages_and_the_next_steps(login):
    page = front(login(factories.user(Peran.PLD)))
    assert [d.wilayah.pk for d in page.context["desa"]] == [factories.DESA]
    assert page.context["langkah"][0][1].langkah == "Catat sosialisasi PPID di desa ini."
    assert "Catat kegiatan" in page.text


def test_companion_finds_what_came_back_first(login):
    pld = factories.user(Peran.PLD)
    entry = kegiatan(Status.DIKEMBALIKAN, created_by=pld)
    koreksi(entry)
    page = front(login(pld)).text
    assert "Dikembalikan: perbaiki dulu" in page
    assert page.index("Dikembalikan: perbaiki dulu") < page.index("Langkah berikutnya")


def test_reviewer_finds_what_waits(login):
    entry = kegiatan(Status.TERKIRIM)
    page = front(login(factories.user(Peran.TPID)))
    assert page.context["tinjau"] == [entry]
    assert "Tinjau 1 catatan" in page.text


def test_reviewer_is_not_shown_the_neighbours_queue(login):
    kegiatan(Status.TERKIRIM)
    page = front(login(factories.user(Peran.TPID, factories.KECAMATAN_LAIN)))
    assert page.context["tinjau"] == []


@pytest.mark.parametrize("peran", [Peran.TIK, Peran.ADMIN, Peran.PEMANTAU])
def test_above_find_their_numbers(login, peran):
    kegiatan(Status.DITERIMA, tugas=1, tema="keduanya", peserta=9)
    recount([factories.DESA], timezone.localdate().year)
    page = front(login(factories.user(peran)))
    assert page.context["sel"][0].selesai == 1
    assert "Catat kegiatan" not in page.text


def test_somebody_without_a_role_is_told_whom_to_ask(login):
    assert "Hubungi admin kabupaten" in front(login(factories.user())).text


@pytest.mark.parametrize("peran", Peran.values)
def test_query_count_is_the_same_for_one_and_for_three(login, peran, count_queries):
    person = factories.user(Peran(peran))
    client = login(person)

    def grow(n):
        kode = f"33.05.12.200{n}"
        if peran == Peran.PLD and n > 1:
            factories.assign(person, Peran.PLD, kode)
        kegiatan(Status.TERKIRIM, kode)
        kegiatan(Status.DIKEMBALIKAN, kode, created_by=person)
        recount([kode], timezone.localdate().year)

    counts = count_queries(grow, lambda: front(client))
    assert counts[0] == counts[1] <= 15
