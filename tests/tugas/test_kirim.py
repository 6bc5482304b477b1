"""The outbox's side of the server: one id is one row and one receipt, and never a login page."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from uuid6 import uuid7

from desa.choices import Peran
from desa.forms.kunci import SUDAH
from desa.models import Jejak, Penugasan
from tests import factories
from tests.factories import tugas
from tugas.choices import Status
from tugas.models import Bukti, Kegiatan

SEND = reverse("tugas:send")
CSRF = reverse("tugas:csrf")
RECEIPTS = reverse("tugas:receipts")
MOST_QUERIES = 60  # of one entry, with its trail, receipt, stones and counts


def typed(**more):
    return {
        "id": str(uuid7()),
        "desa": factories.wilayah().pk,
        "tugas": "2",
        "uraian": "Rapat persiapan MAD di balai desa.",
        "simpan": "kirim",
    } | more


def photo(color="green"):
    return SimpleUploadedFile("foto.jpg", tugas.photo_bytes(color=color))


def photo_url(entry):
    return reverse("tugas:send_photo", args=[entry.pk])


def same(answer):
    return {name: answer[name] for name in ("resi", "waktu", "sidik")}


def test_a_new_entry_gets_its_receipt_and_a_replay_the_same(login):
    client, data = login(factories.user(Peran.PLD)), typed()
    first, second = client.post(SEND, data), client.post(SEND, data)
    entry = Kegiatan.objects.get()
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["resi"] == entry.resi
    assert same(first.json()) == same(second.json())
    assert second.json()["sudah"] is True


def test_taking_an_entry_costs_as_much_as_the_one_before(login):
    client, counts = login(factories.user(Peran.PLD)), []
    for n in range(5):
        with CaptureQueriesContext(connection) as captured:
            assert client.post(SEND, typed(uraian=f"Rapat ke-{n}.")).status_code == 201
        counts.append(len(captured))
    assert counts[1] == counts[-1] <= MOST_QUERIES


def test_another_text_under_the_same_id_is_refused_and_may_come_under_its_own(login):
    client, data = login(factories.user(Peran.PLD)), typed()
    client.post(SEND, data)
    other = client.post(SEND, data | {"uraian": "Musdes di balai desa."})
    assert (other.status_code, other.json()["baru"]) == (422, True)
    assert other.json()["galat"] == [SUDAH]
    assert Kegiatan.objects.get().uraian == data["uraian"]


def test_whose_assignment_ended_gets_the_receipt_of_what_was_taken(login):
    pld = factories.user(Peran.PLD)
    client, data = login(pld), typed()
    first = client.post(SEND, data)
    Penugasan.objects.update(selesai=timezone.localdate() - timedelta(days=1))
    again = client.post(SEND, data)
    assert (again.status_code, again.json()["resi"]) == (200, first.json()["resi"])


def test_a_stranger_gets_json_and_no_login_page(client):
    response = client.post(SEND, typed())
    assert (response.status_code, response["Content-Type"]) == (401, "application/json")
    assert client.get(CSRF).json()["pengguna"] is None


def test_what_one_person_wrote_is_not_sent_by_another(login):
    client = login(factories.user(Peran.PLD))
    response = client.post(SEND, typed(), headers={"X-Pengguna": "999999"})
    assert response.status_code == 401
    assert not Kegiatan.objects.exists()


def test_a_refusal_is_a_sentence(login):
    response = login(factories.user(Peran.PEMANTAU)).post(SEND, typed())
    assert response.status_code == 403
    assert "belum bertugas di desa mana pun" in response.json()["galat"]


def test_an_assignment_that_ended_meanwhile_is_a_sentence_on_the_village(login):
    pld = factories.user(Peran.PLD)
    factories.wilayah(factories.DESA_LAIN)
    response = login(pld).post(SEND, typed(desa=factories.DESA_LAIN))
    assert response.status_code == 422
    assert response.json()["galat"] == {"desa": ["Anda tidak bertugas di desa ini."]}


def test_somebody_elses_id_tells_nothing(login):
    entry = tugas.kegiatan(Status.TERKIRIM, uraian="Rahasia.")
    other = login(factories.user(Peran.PLD))
    assert other.post(SEND, typed(id=str(entry.pk))).status_code == 403
    assert other.post(photo_url(entry), {"foto": photo()}).status_code == 403
    assert not Bukti.objects.exists()


def test_without_a_token_nothing_is_taken_and_a_fresh_one_helps(login):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user(Peran.PLD))
    data = typed()
    assert client.post(SEND, data).status_code == 403
    answer = client.get(CSRF)
    assert "no-store" in answer["Cache-Control"]
    headers = {"X-CSRFToken": answer.json()["token"]}
    assert client.post(SEND, data, headers=headers).status_code == 201


def test_photos_follow_their_entry_once(login):
    client, data = login(factories.user(Peran.PLD)), typed()
    receipt = client.post(SEND, data).json()
    entry = Kegiatan.objects.get()
    answers = [client.post(photo_url(entry), {"foto": photo()}) for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 200]
    assert len(entry.photos()) == 1
    assert answers[0].json()["resi"] == receipt["resi"]
    assert answers[0].json()["sidik"] != receipt["sidik"]
    assert answers[0].json()["foto"] == [Bukti.objects.get().sha256_asli]
    assert Jejak.objects.filter(objek_id=str(entry.pk), langkah="photo").count() == 1


def test_a_photo_follows_to_every_village_of_the_visit(login):
    factories.wilayah("33.05.12.2002")
    client = login(factories.user(Peran.PD))
    data = typed(desa_lain=["33.05.12.2002"])
    client.post(SEND, data)
    entry = Kegiatan.objects.get(pk=data["id"])
    for color in ("green", "red", "green"):
        client.post(photo_url(entry), {"foto": photo(color)})
    assert [len(k.photos()) for k in Kegiatan.objects.all()] == [2, 2]


def test_an_accepted_entry_takes_no_more_photos(login):
    entry = tugas.kegiatan(Status.DITERIMA)
    response = login(entry.created_by).post(photo_url(entry), {"foto": photo()})
    assert response.status_code == 403
    assert "sudah diterima" in response.json()["galat"]
    assert not Bukti.objects.exists()


def test_what_is_no_photo_is_said(login):
    entry = tugas.kegiatan(Status.TERKIRIM)
    odd = SimpleUploadedFile("a.jpg", b"bukan")
    response = login(entry.created_by).post(photo_url(entry), {"foto": odd})
    assert response.status_code == 422
    assert "bukan foto" in response.json()["galat"]["foto"][0]


def together(count, send):
    start, answers = Barrier(count), []

    def run():
        start.wait()
        try:
            answers.append(send())
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [2, 20])
def test_parallel_posts_of_one_id_are_one_row_and_equal_answers(count):
    pld, data = factories.user(Peran.PLD), typed()
    clients = [Client() for _ in range(count)]
    for client in clients:
        client.force_login(pld)

    answers = together(count, lambda: clients.pop().post(SEND, data))

    assert len(answers) == count
    assert {a.status_code for a in answers} <= {200, 201}
    assert len({tuple(same(a.json()).items()) for a in answers}) == 1
    assert Kegiatan.objects.count() == 1
    assert Jejak.objects.filter(objek="tugas.Kegiatan", langkah="submit").count() == 1


def test_receipts_show_what_i_sent_with_number_time_and_digest(login):
    mine = tugas.kegiatan(Status.TERKIRIM, sidik="ab" * 32)
    tugas.kegiatan(Status.DRAF, created_by=mine.created_by, judul="Belum terkirim")
    other = tugas.kegiatan(Status.TERKIRIM)
    page = login(mine.created_by).get(RECEIPTS)
    assertContains(page, mine.resi)
    assertContains(page, "ab" * 32)
    assertNotContains(page, "Belum terkirim")
    assertNotContains(page, other.resi)


@pytest.mark.parametrize("odd", ["2026-13", "x", ""])
def test_an_odd_month_is_this_month(login, odd):
    entry = tugas.kegiatan(Status.TERKIRIM)
    assertContains(login(entry.created_by).get(RECEIPTS, {"bulan": odd}), entry.resi)


def test_receipts_cost_the_same_for_one_and_for_three(login, count_queries):
    pld = factories.user(Peran.PLD)
    client = login(pld)
    found = count_queries(
        lambda n: tugas.kegiatan(Status.TERKIRIM, created_by=pld), lambda: client.get(RECEIPTS)
    )
    assert found[0] == found[1]
