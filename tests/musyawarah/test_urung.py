"""Urungkan: a row, a name or a photo just taken off a meeting comes back whole, for ten minutes,
to whoever took it off, and no longer once the minutes are final."""

import re
import time

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desa.models import Jejak
from desa.trail import values_of
from musyawarah import actions
from musyawarah.choices import Status, Unsur
from musyawarah.models import Keputusan, Musyawarah
from ppid.lib.urung import SELAMA
from ppid.lib.workflow import NotAllowed
from tests.factories.musyawarah import (
    admin,
    decision,
    follow_up,
    musyawarah,
    person,
    photo,
    sheet_photo,
)

UNDO = reverse("urung")


def key_on(page):
    return re.search(r'name="kunci" value="([^"]+)"', page.content.decode())[1]


def remove(client, made, page, *args):
    """Press "Hapus" once; the key beside the sentence about it."""
    url = reverse(f"musyawarah:{page}", args=[made.pk, *args])
    return key_on(client.post(url, follow=True))


@pytest.fixture
def minutes(login):
    """A meeting, and somebody's phone on which its minutes are written."""
    return musyawarah(Status.NOTULEN), login(admin())


def test_removing_a_row_asks_nothing_and_offers_to_take_it_back(minutes):
    made, client = minutes
    row = decision(made)
    form = client.get(reverse("musyawarah:row_edit", args=[made.pk, "keputusan", row.pk]))
    remove_url = reverse("musyawarah:row_remove", args=[made.pk, "keputusan", row.pk])
    assertContains(form, f'<form method="post" action="{remove_url}"')
    assert client.get(remove_url).status_code == 405
    assertContains(client.post(remove_url, follow=True), "Urungkan")


@pytest.mark.parametrize("make", [decision, follow_up], ids=["decision", "follow-up"])
def test_a_row_comes_back_with_its_key_and_all_its_fields(minutes, make):
    made, client = minutes
    row = make(made)
    row.refresh_from_db()
    daftar = row._meta.model_name.replace("tindaklanjut", "tindak_lanjut")
    before = values_of(row)
    key = remove(client, made, "row_remove", daftar, row.pk)
    assert not getattr(made, daftar).filter(pk=row.pk).exists()
    assertContains(client.post(UNDO, {"kunci": key}, follow=True), "kembali.")
    assert values_of(getattr(made, daftar).get(pk=row.pk)) == before
    assert Jejak.objects.order_by("-pk")[0].catatan.startswith("Dihapus, lalu diurungkan")


def test_a_name_comes_back_with_its_number_on_the_sheet(minutes):
    made, client = minutes
    row = person(made, nama="Siti Aminah", unsur=Unsur.BPD, jabatan="Ketua", miskin=True)
    row.refresh_from_db()
    person(made)
    before = values_of(row)
    key = remove(client, made, "person_remove", row.pk)
    page = client.post(UNDO, {"kunci": key}, follow=True)
    assertContains(page, "Siti Aminah kembali ke daftar hadir.")
    assert values_of(made.kehadiran.get(pk=row.pk)) == before


def test_a_number_that_the_paper_gave_away_meanwhile_stays_given(minutes):
    made, client = minutes
    row = person(made)
    key = remove(client, made, "person_remove", row.pk)
    taken = person(made, nomor=row.nomor)
    client.post(UNDO, {"kunci": key})
    numbers = set(made.kehadiran.values_list("nomor", flat=True))
    assert (taken.nomor, len(numbers)) == (row.nomor, made.kehadiran.count())


def test_a_photo_comes_back(minutes):
    made, client = minutes
    foto = photo(made)
    key = remove(client, made, "photo_remove", foto.pk)
    assert not made.foto.filter(dicabut=False).exists()
    assertRedirects(client.post(UNDO, {"kunci": key}), reverse("musyawarah:photos", args=[made.pk]))
    assert made.foto.filter(dicabut=False, pk=foto.pk).exists()
    assertContains(client.post(UNDO, {"kunci": key}), "sudah kembali", status_code=403)


def test_a_photo_of_the_sheet_comes_back(minutes):
    made, client = minutes
    foto = sheet_photo(made)
    key = remove(client, made, "sheet_photo_remove", foto.pk)
    assert not made.foto_lembar.filter(dicabut=False).exists()
    assertContains(client.post(UNDO, {"kunci": key}, follow=True), foto.get_absolute_url())
    assertContains(client.post(UNDO, {"kunci": key}), "sudah kembali", status_code=403)


def test_pressed_twice_it_comes_back_once(minutes):
    made, client = minutes
    row, who = decision(made), person(made)
    for page, args in [("row_remove", ["keputusan", row.pk]), ("person_remove", [who.pk])]:
        key = remove(client, made, page, *args)
        client.post(UNDO, {"kunci": key})
        lines = Jejak.objects.count()
        assertContains(client.post(UNDO, {"kunci": key}), "sudah kembali", status_code=403)
        assert Jejak.objects.count() == lines
    assert (
        Keputusan.objects.filter(pk=row.pk).count(),
        made.kehadiran.filter(pk=who.pk).count(),
    ) == (1, 1)


def test_it_is_its_doers_alone_and_for_ten_minutes(minutes, login, monkeypatch):
    made, client = minutes
    row, now = decision(made), time.time()
    key = remove(client, made, "row_remove", "keputusan", row.pk)
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: now + SELAMA.total_seconds() + 1)
        assertContains(client.post(UNDO, {"kunci": key}), "10 menit", status_code=403)
    login(admin())
    assertContains(client.post(UNDO, {"kunci": key}), "Hanya yang melakukannya", status_code=403)
    assert not Keputusan.objects.filter(pk=row.pk).exists()


def test_nobody_brings_back_what_another_took_off():
    made, row = musyawarah(), None
    row = decision(made)
    actions.remove_row(made, "keputusan", row.pk, by=admin())
    with pytest.raises(NotAllowed, match="sudah kembali"):
        actions.restore_row(made, "keputusan", row.pk, by=admin())


def test_after_the_minutes_are_final_nothing_comes_back(minutes):
    made, client = minutes
    row, who, foto, sheet = decision(made), person(made), photo(made), sheet_photo(made)
    keys = [
        remove(client, made, "row_remove", "keputusan", row.pk),
        remove(client, made, "person_remove", who.pk),
        remove(client, made, "photo_remove", foto.pk),
        remove(client, made, "sheet_photo_remove", sheet.pk),
    ]
    Musyawarah.objects.filter(pk=made.pk).update(status=Status.FINAL, nomor="01", nomor_urut=1)
    for key in keys:
        assertContains(client.post(UNDO, {"kunci": key}), "tidak berlaku", status_code=403)
    assert not Keputusan.objects.filter(pk=row.pk).exists()
    assert not made.kehadiran.filter(pk=who.pk).exists()
    assert not made.foto_lembar.filter(dicabut=False).exists()
    page = client.get(reverse("musyawarah:attendance", args=[made.pk]))
    assertNotContains(page, "Urungkan")
