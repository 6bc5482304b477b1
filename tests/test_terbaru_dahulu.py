"""A list of any year, the newest first, walks along an index at every level: sorting all promises
of the country took 1.4 s of a page."""

import pytest
from django.db import connection

from inovasi.models import ButirPerencanaan, Inovasi, Komitmen
from p2ktd.models import Kebutuhan, Pekerjaan
from tugas.models import Kegiatan

PLACES = {"": "", "provinsi": "33", "kabupaten": "33.05", "kecamatan": "33.05.12"}
LISTS = [
    (Komitmen, "-created_at"),
    (ButirPerencanaan, "-created_at"),
    (Kebutuhan, "-created_at"),
    (Pekerjaan, "-created_at"),
    (Inovasi, "-created_at"),
    (Kegiatan, "-tanggal"),
]


def plan_of(rows):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return rows.explain()


@pytest.mark.django_db
@pytest.mark.parametrize("level", PLACES)
@pytest.mark.parametrize(("model", "order"), LISTS)
def test_the_newest_come_without_sorting(model, order, level):
    rows = model.objects.filter(**({level: PLACES[level]} if level else {}))
    plan = plan_of(rows.order_by(order, "-pk")[:26])
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.django_db
def test_a_list_without_an_index_is_seen_sorting():
    plan = plan_of(Komitmen.objects.order_by("-updated_at", "-pk")[:26])
    assert "TEMP B-TREE" in plan or "Sort" in plan
