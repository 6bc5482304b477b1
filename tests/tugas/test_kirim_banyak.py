"""Several entries in one trip: each has its own answer, and none depends on another."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from desa.forms.kunci import SUDAH
from desa.models import Jejak
from tests import factories
from tests.factories import tugas
from tests.tugas.test_kirim import SEND, typed
from tugas.actions.capaian import recount
from tugas.models import Capaian, Kegiatan, Kiriman
from tugas.views import kirim

MANY = reverse("tugas:send_many")
NOON = "2026-10-07T12:00:00Z"


def item(**more):
    return {"isian": list(typed(**more).items()), "ditulis": NOON}


def key_of(item):
    return dict(item["isian"])["id"]


def post(client, items, **headers):
    return client.post(MANY, json.dumps(items), content_type="application/json", headers=headers)


def answers(client, items):
    response = post(client, items)
    assert response.status_code == 200
    return response.json()["hasil"]


@pytest.fixture
def pld(login):
    return login(factories.user(Peran.PLD))


def test_each_entry_gets_its_receipt_and_a_replay_the_same(pld):
    items = [item(uraian=f"Rapat ke-{n}.") for n in range(3)]
    first, again = answers(pld, items), answers(pld, items)
    assert [a["status"] for a in first] == [201, 201, 201]
    assert [a["status"] for a in again] == [200, 200, 200]
    assert [a["id"] for a in first] == [key_of(i) for i in items]
    assert [a["resi"] for a in first] == [a["resi"] for a in again]
    assert len({a["resi"] for a in first}) == 3
    assert Kegiatan.objects.count() == Kiriman.objects.count() == 3
    assert Jejak.objects.filter(langkah="submit").count() == 3


def test_one_alone_and_one_of_many_leave_the_same_rows(pld):
    alone, many = typed(uraian="Rapat di balai desa."), item(uraian="Rapat di balai desa.")
    pld.post(SEND, alone)
    answers(pld, [many])
    names = ["desa", "tugas", "uraian", "judul", "status", "tanggal", "peran", "tahun"]
    one, other = Kegiatan.objects.order_by("created_at").values(*names)
    assert one == other
    one, other = Kiriman.objects.order_by("diterima_at").values("judul", "tujuan", "pengguna")
    assert one == other


def test_a_wrong_one_keeps_none_of_the_others(pld):
    good, wrong, last = item(), item(tugas="9"), item(uraian="Musdes.")
    found = answers(pld, [good, wrong, last])
    assert [a["status"] for a in found] == [201, 422, 201]
    assert "tugas" in found[1]["galat"]
    assert {str(pk) for pk in Kegiatan.objects.values_list("pk", flat=True)} == {
        key_of(good),
        key_of(last),
    }


def test_somebody_elses_key_tells_nothing_and_stops_nobody(pld):
    theirs = tugas.kegiatan(uraian="Rahasia.")
    found = answers(pld, [item(id=str(theirs.pk)), item()])
    assert [a["status"] for a in found] == [403, 201]
    assert found[0]["galat"] == kirim.TIDAK_DITEMUKAN


def test_another_text_under_a_known_key_may_come_under_its_own(pld):
    first = item()
    other = item(id=key_of(first), uraian="Yang lain sama sekali.")
    found = answers(pld, [first, other])
    assert [(a["status"], a.get("baru")) for a in found] == [(201, None), (422, True)]
    assert found[1]["galat"] == [SUDAH]


def test_each_is_read_by_the_clock_of_its_phone(pld):
    ahead = item(tanggal="2030-01-02") | {"ditulis": "2030-01-02T05:00:00Z"}
    response = post(pld, [ahead], **{"X-Jam": "2030-01-02T05:00:00Z"})
    (answer,) = response.json()["hasil"]
    assert answer["status"] == 201
    assert "Jam ponsel lebih cepat" in answer["catatan"]


def test_their_village_is_judged_once_and_truly(pld):
    answers(pld, [item(uraian=f"Rapat ke-{n}.") for n in range(4)])
    desa = Kegiatan.objects.first().desa_id
    assert Capaian.objects.filter(desa=desa, tahun=timezone.localdate().year).count() == 7
    assert recount([desa], timezone.localdate().year) == 0


def test_an_entry_in_company_costs_less_than_alone(pld):
    pld.post(SEND, typed())
    with CaptureQueriesContext(connection) as alone:
        pld.post(SEND, typed())
    with CaptureQueriesContext(connection) as together:
        answers(pld, [item() for _ in range(10)])
    assert len(together) / 10 < len(alone) * 0.7


def test_a_stranger_and_another_person_are_told_to_log_in(pld):
    assert post(Client(), [item()]).status_code == 401
    assert post(pld, [item()], **{"X-Pengguna": "999999"}).status_code == 401
    assert not Kegiatan.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "5",
        "[5]",
        '[{"isian": [1], "ditulis": ""}]',
        "[" * 100_000,
        '[{"isian": []}]',
    ],
)
def test_what_no_outbox_sends_is_a_sentence(pld, body):
    response = pld.post(MANY, body, content_type="application/json")
    assert response.status_code == 422
    assert "satu sampai 20" in response.json()["galat"]


def test_more_than_fit_in_one_trip_are_a_sentence(pld):
    assert post(pld, [item() for _ in range(kirim.AT_ONCE + 1)]).status_code == 422
    assert not Kegiatan.objects.exists()


def test_half_a_character_is_no_reason_to_lose_the_rest(pld):
    (answer,) = answers(pld, [item(uraian="Rapat \ud83d di balai desa.")])
    assert answer["status"] == 201
    assert "di balai desa" in Kegiatan.objects.get().uraian
