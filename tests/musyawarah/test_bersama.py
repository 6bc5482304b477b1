"""Several people at one deliberation, at the same moment, in threads of their own."""

import pytest
from django.db import connection
from uuid6 import uuid7

from musyawarah import actions
from musyawarah.choices import Status
from musyawarah.models import Kehadiran
from tests import factories
from tests.factories.musyawarah import admin, musyawarah, person
from tests.serentak import together

BANYAK = 20 if connection.vendor == "postgresql" else 8  # SQLite writes one by one


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_list_lose_nobody_and_double_nobody():
    made, by, twice = musyawarah(), admin(), uuid7()
    factories.wilayah()  # made once, not by every writer
    keys = [uuid7() for _ in range(BANYAK - 2)] + [twice, twice]

    refusals = together(*(lambda key=key: person(made, by=by, id=key) for key in keys))

    assert refusals == []
    rows = Kehadiran.objects.filter(musyawarah=made)
    assert set(rows.values_list("pk", flat=True)) == set(keys)
    assert sorted(rows.values_list("nomor", flat=True)) == list(range(1, BANYAK))


@pytest.mark.django_db(transaction=True)
def test_sealing_raced_by_an_edit_one_wins_and_the_paper_says_what_is_stored():
    made, by, other = musyawarah(Status.NOTULEN), admin(), admin()

    refusals = together(
        lambda: actions.finalise(made, by=by),
        lambda: actions.edit(made, by=other, lokasi="Aula"),
    )

    made.refresh_from_db()
    dokumen = made.dokumen.get()
    assert made.status == Status.FINAL
    assert f'"lokasi":"{made.lokasi}"' in dokumen.data
    assert len(refusals) == (0 if made.lokasi == "Aula" else 1)


@pytest.mark.django_db(transaction=True)
def test_two_meetings_sealed_at_once_get_two_numbers():
    one, two, by = musyawarah(Status.NOTULEN), musyawarah(Status.NOTULEN), admin()

    refusals = together(
        lambda: actions.finalise(one, by=by),
        lambda: actions.finalise(two, by=by),
    )

    assert refusals == []
    one.refresh_from_db()
    two.refresh_from_db()
    assert {one.nomor_urut, two.nomor_urut} == {1, 2}
