"""The reviewer's side: the queue, accept, return with points, accept many."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from desa.models import Jejak
from tests import factories
from tests.factories import tugas
from tugas.choices import Alasan, Bidang, Status
from tugas.models import Kegiatan, Koreksi

QUEUE = reverse("tugas:queue")
MANY = reverse("tugas:accept_many")


def waiting(**fields):
    return tugas.kegiatan(Status.TERKIRIM, **fields)


def step(entry, name):
    return reverse("tugas:step", args=[entry.pk, name])


def test_the_queue_shows_what_waits_for_me_the_oldest_first(login):
    first, second = waiting(judul="Pertama"), waiting(judul="Kedua")
    waiting(judul="Milik tetangga", kode=factories.DESA_LAIN)
    tugas.kegiatan(Status.DITERIMA, judul="Sudah diterima")
    tugas.kegiatan(Status.DRAF, judul="Masih draf")
    waiting(judul="Dari TPID", peran=Peran.TPID)

    page = login(factories.user(Peran.TPID)).get(QUEUE)

    assert [k for k, _ in page.context["baris"]] == [first, second]


def test_ones_own_entry_is_not_in_ones_queue(login):
    pd = factories.user(Peran.PD)
    factories.assign(pd, Peran.TPID, factories.KECAMATAN)
    waiting(created_by=pd, peran=Peran.PD)
    assertContains(login(pd).get(QUEUE), "Tidak ada yang menunggu")


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_query_count_does_not_grow(login, rows, django_assert_num_queries):
    for _ in range(rows):
        tugas.bukti(waiting())
    client = login(factories.user(Peran.TPID))
    client.get(QUEUE)
    with django_assert_num_queries(7):
        page = client.get(QUEUE)
    assertContains(page, f"{rows} kegiatan menunggu")


def test_a_long_queue_goes_on_after_the_last_one_seen(login):
    entries = [waiting() for _ in range(27)]
    client = login(factories.user(Peran.PD))
    page = client.get(QUEUE)
    assert len(page.context["baris"]) == 25
    page = client.get(QUEUE, {"sesudah": page.context["sesudah"]})
    assert [k for k, _ in page.context["baris"]] == entries[25:]
    assert client.get(QUEUE, {"sesudah": "\x00"}).status_code == 200


def test_accepting_leads_to_the_next(login):
    first, second = waiting(), waiting()
    client = login(factories.user(Peran.PD))
    assertContains(client.get(reverse("tugas:review", args=[first.pk])), first.uraian)

    response = client.post(step(first, "accept"), {"lanjut": "tinjau"})
    assertRedirects(response, reverse("tugas:review", args=[second.pk]))
    response = client.post(step(second, "accept"), {"lanjut": "tinjau"})
    assertRedirects(response, QUEUE)

    first.refresh_from_db()
    assert (first.status, first.diterima_at is None) == ("diterima", False)


def test_the_review_page_is_for_those_who_judge(login):
    entry = waiting()
    url = reverse("tugas:review", args=[entry.pk])
    for person in (entry.created_by, factories.user(Peran.PEMANTAU)):
        assertRedirects(login(person).get(url), entry.get_absolute_url())


def test_returning_points_at_fields(login):
    entry, pd = waiting(), factories.user(Peran.PD)
    data = {
        "catatan": "Lengkapi dulu, ya.",
        "alasan_foto": Alasan.TIDAK_BENAR,
        "catatan_foto": "Foto tidak menunjukkan pertemuan.",
        "catatan_peserta": "Pisahkan L dan P.",
    }

    assertRedirects(login(pd).post(step(entry, "send_back"), data), entry.get_absolute_url())

    entry.refresh_from_db()
    assert (entry.status, entry.putaran, entry.peninjau) == ("dikembalikan", 1, pd)
    assert set(Koreksi.objects.values_list("bidang", "alasan", "catatan")) == {
        ("foto", "tidak_benar", "Foto tidak menunjukkan pertemuan."),
        ("peserta", "tidak_lengkap", "Pisahkan L dan P."),
    }


def test_a_point_alone_is_note_enough(login):
    entry = waiting()
    data = {"alasan_uraian": Alasan.TIDAK_LENGKAP, "catatan_uraian": "siapa yang hadir"}
    login(factories.user(Peran.TPID)).post(step(entry, "send_back"), data)
    note = Jejak.objects.get(objek="tugas.Kegiatan", langkah="send_back").catatan
    assert note == "Uraian: tidak lengkap, siapa yang hadir."
    assert Koreksi.objects.get().nilai_lama == entry.uraian


def test_returning_without_a_word_is_refused(login):
    entry = waiting()
    page = login(factories.user(Peran.PD)).post(step(entry, "send_back"), {"lanjut": "tinjau"})
    assertContains(page, "Tulis apa yang perlu diperbaiki")
    entry.refresh_from_db()
    assert entry.status == "terkirim"


def test_what_was_mended_is_shown_before_and_after(login):
    entry = tugas.kegiatan(Status.DIKEMBALIKAN, uraian="Rapat.")
    tugas.koreksi(entry, Bidang.URAIAN, catatan="Siapa yang hadir?")
    data = {
        "desa": entry.desa_id, "tugas": "2", "uraian": "Rapat dengan BPD.", "simpan": "kirim"
    }  # fmt: skip
    login(entry.created_by).post(reverse("tugas:edit", args=[entry.pk]), data)

    client = login(factories.user(Peran.PD))
    page = client.get(reverse("tugas:review", args=[entry.pk]))

    assertContains(page, "<dd>Rapat.</dd>", html=True)
    assertContains(page, "<dd>Rapat dengan BPD.</dd>", count=2, html=True)
    assertContains(page, "Dijawab")


def test_reopening_an_accepted_entry_says_why(login):
    entry = tugas.kegiatan(Status.DITERIMA)
    tpid = factories.user(Peran.TPID)
    login(tpid).post(step(entry, "reopen"), {"catatan": "Tanggalnya keliru."})
    entry.refresh_from_db()
    assert (entry.status, entry.diterima_at, entry.peninjau) == ("dikembalikan", None, tpid)


def test_two_reviewers_at_once_the_second_is_told_why(login):
    entry = waiting()
    login(factories.user(Peran.PD)).post(step(entry, "accept"))
    response = login(factories.user(Peran.TPID)).post(step(entry, "accept"))
    assertContains(response, "status Diterima", status_code=403)


def test_discarding_a_draft_leads_back_to_the_list(login):
    entry = tugas.kegiatan()
    client = login(entry.created_by)
    assertRedirects(client.post(step(entry, "discard")), reverse("tugas:index"))
    assert client.get(entry.get_absolute_url()).status_code == 404


def test_an_unknown_step_is_no_page(login):
    assert login(factories.user(Peran.PD)).get(step(waiting(), "edit")).status_code == 404


# Many at once


def test_those_ticked_are_accepted_and_flagged_ones_named(login):
    plain, other = waiting(), waiting(judul="Tidak dicentang")
    flagged = waiting(judul="Foto lama", tanda=["foto_dipakai_lagi"])

    page = login(factories.user(Peran.PD)).post(
        MANY, {"pilih": [plain.pk, flagged.pk]}, follow=True
    )

    assertContains(page, "1 kegiatan diterima.")
    assertContains(page, "satu per satu karena bertanda: Foto lama.")
    accepted = Kegiatan.objects.filter(status=Status.DITERIMA)
    assert list(accepted) == [plain]
    assert other.status == "terkirim"


def test_nobody_elses_queue_can_be_accepted(login):
    elsewhere = waiting(kode=factories.DESA_LAIN)
    own = waiting(peran=Peran.TPID)
    login(factories.user(Peran.TPID)).post(MANY, {"pilih": [elsewhere.pk, own.pk]})
    assert not Kegiatan.objects.filter(status=Status.DITERIMA).exists()


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ([], "Centang dahulu"),
        (["bukan-uuid", "\x00"], "Centang dahulu"),
        ([uuid7() for _ in range(101)], "Paling banyak 100"),
    ],
)
def test_odd_choices_are_answered_with_a_sentence(login, keys, sentence):
    waiting()
    page = login(factories.user(Peran.PD)).post(MANY, {"pilih": keys})
    assertContains(page, sentence)


def test_many_are_accepted_in_one_go(login):
    keys = [waiting().pk for _ in range(5)]
    page = login(factories.user(Peran.PD)).post(MANY, {"pilih": keys}, follow=True)
    assertContains(page, "5 kegiatan diterima.")
    assertNotContains(page, "bertanda")
