"""Urungkan: a row of a plan and a photo of an entry, taken off a moment ago, come back whole."""

import re
import time

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desa.choices import Peran
from desa.models import Jejak
from desa.trail import values_of
from ppid.lib.urung import SELAMA
from tests import factories
from tests.factories import laporan, tugas
from tugas.actions import kegiatan as actions
from tugas.bulan import Periode
from tugas.choices import StatusLaporan
from tugas.models import Bukti, Kegiatan, LaporanBulanan, RencanaKerja

UNDO = reverse("urung")


def key_on(page):
    return re.search(r'name="kunci" value="([^"]+)"', page.content.decode())[1]


@pytest.fixture
def row():
    return laporan.rencana()


@pytest.fixture
def off(row, login):
    """The row taken off its plan: (its author's client, the key)."""
    client = login(row.created_by)
    return client, key_on(client.post(reverse("tugas:unplan", args=[row.pk]), follow=True))


def test_a_row_of_a_plan_comes_back_as_it_was(row, off):
    client, key = off
    row_before = values_of(row)
    assert not RencanaKerja.objects.exists()
    page = client.post(UNDO, {"kunci": key}, follow=True)
    assertContains(page, f"Rencana “{row}” kembali.")
    assert values_of(RencanaKerja.objects.get()) == row_before
    steps = Jejak.objects.filter(objek_id=str(row.pk)).order_by("pk")
    assert list(steps.values_list("langkah", flat=True)) == ["unplan", "replan"]


def test_a_plan_row_comes_back_once(row, off):
    client, key = off
    client.post(UNDO, {"kunci": key})
    assertContains(client.post(UNDO, {"kunci": key}), "sudah kembali", status_code=403)
    assert RencanaKerja.objects.count() == 1


def test_a_plan_row_comes_back_to_its_author_within_ten_minutes(off, login, monkeypatch):
    client, key = off
    now = time.time()
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: now + SELAMA.total_seconds() + 1)
        assertContains(client.post(UNDO, {"kunci": key}), "10 menit", status_code=403)
    login(factories.user(Peran.PLD))
    assertContains(client.post(UNDO, {"kunci": key}), "Hanya yang melakukannya", status_code=403)
    assert not RencanaKerja.objects.exists()


def test_a_plan_that_was_handed_in_meanwhile_stays_as_it_is(row, off):
    client, key = off
    laporan.laporan(StatusLaporan.DIAJUKAN, by=row.created_by, bulan=Periode.of(row.tanggal))
    assert LaporanBulanan.objects.exists()
    assertContains(client.post(UNDO, {"kunci": key}), "sudah diajukan", status_code=403)
    assert not RencanaKerja.objects.filter(pk=row.pk).exists()


# A photo of an entry


@pytest.fixture
def entry():
    entry = tugas.kegiatan()
    tugas.bukti(entry)
    return entry


def save_without_photo(client, entry):
    data = {
        "desa": entry.desa_id, "tugas": entry.tugas, "uraian": entry.uraian,
        "tanggal": entry.tanggal.isoformat(), "lepas": str(entry.bukti.get().pk), "simpan": "draf",
    }  # fmt: skip
    return client.post(reverse("tugas:edit", args=[entry.pk]), data, follow=True)


def test_a_photo_taken_off_an_entry_is_put_back(entry, login):
    client = login(entry.created_by)
    page = save_without_photo(client, entry)
    assertContains(page, "1 foto dilepas.")
    assert not entry.bukti.in_use().exists()
    address = reverse("tugas:edit", args=[entry.pk])
    key = key_on(page)
    assertRedirects(client.post(UNDO, {"kunci": key}), address)
    assert entry.bukti.in_use().count() == 1
    assert Jejak.objects.order_by("-pk")[0].nilai["foto"][1] == entry.value_of("foto")
    assertContains(client.post(UNDO, {"kunci": key}), "sudah kembali", status_code=403)


def test_a_photo_is_not_put_back_into_what_was_sent(entry, login):
    client = login(entry.created_by)
    key = key_on(save_without_photo(client, entry))
    actions.submit(Kegiatan.objects.get(), by=entry.created_by)
    assertContains(client.post(UNDO, {"kunci": key}), "tidak berlaku", status_code=403)
    assert not Bukti.objects.in_use().exists()


def test_another_does_not_put_a_photo_back(entry, login):
    key = key_on(save_without_photo(login(entry.created_by), entry))
    client = login(factories.user(Peran.PLD))
    assertContains(client.post(UNDO, {"kunci": key}), "Hanya yang melakukannya", status_code=403)


def test_a_save_that_takes_nothing_off_offers_nothing(entry, login):
    client = login(entry.created_by)
    data = {"desa": entry.desa_id, "tugas": entry.tugas, "uraian": "Baru", "simpan": "draf"}
    page = client.post(reverse("tugas:edit", args=[entry.pk]), data, follow=True)
    assertNotContains(page, 'name="kunci"')
