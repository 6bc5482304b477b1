"""Urungkan: what was just done is taken back within ten minutes, by whoever did it."""

import re
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desa.choices import Peran
from desa.models import Jejak
from ppid.lib.urung import SELAMA
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import tugas
from tugas.actions import kegiatan as actions
from tugas.actions import tinjau
from tugas.choices import Status
from tugas.models import Kegiatan

UNDO = reverse("urung")
LATER = SELAMA + timedelta(minutes=1)


def step(entry, name):
    return reverse("tugas:step", args=[entry.pk, name])


def key_on(page):
    return re.search(r'name="kunci" value="([^"]+)"', page.content.decode())[1]


def press_undo(client, page, follow=True):
    return client.post(UNDO, {"kunci": key_on(page)}, follow=follow)


def test_a_draft_thrown_away_comes_back(login):
    draft = tugas.kegiatan()
    client = login(draft.created_by)
    page = client.post(step(draft, "discard"), follow=True)
    assertContains(page, "Urungkan")
    back = press_undo(client, page)
    assertContains(back, "kembali.")
    draft.refresh_from_db()
    assert draft.status == Status.DRAF
    assert Jejak.objects.filter(langkah="restore").count() == 1


def test_pressing_undo_twice_changes_nothing_more(login):
    draft = tugas.kegiatan()
    client = login(draft.created_by)
    page = client.post(step(draft, "discard"), follow=True)
    press_undo(client, page)
    assert press_undo(client, page).status_code == 404
    assert Jejak.objects.filter(langkah="restore").count() == 1


def test_what_was_sent_a_moment_ago_is_taken_back_from_its_own_page(login):
    entry = tugas.kegiatan()
    actions.submit(entry, by=entry.created_by)
    client = login(entry.created_by)
    assertContains(client.get(entry.get_absolute_url()), "Urungkan kiriman")
    resi = Kegiatan.objects.get().resi
    assertRedirects(client.post(step(entry, "withdraw")), entry.get_absolute_url())
    assertContains(client.get(entry.get_absolute_url()), "Catatan ini belum dikirim.")
    client.post(step(entry, "submit"))
    again = Kegiatan.objects.get()
    assert (again.status, again.resi) == (Status.TERKIRIM, resi)


def test_after_ten_minutes_it_is_neither_offered_nor_done(login):
    entry = tugas.kegiatan(Status.TERKIRIM)
    Kegiatan.objects.update(terkirim_at=timezone.now() - LATER)
    assertNotContains(login(entry.created_by).get(entry.get_absolute_url()), "Urungkan")
    with pytest.raises(NotAllowed, match="10 menit"):
        actions.withdraw(entry, by=entry.created_by)


def test_what_came_back_once_is_not_withdrawn():
    entry = tugas.kegiatan(Status.TERKIRIM, putaran=1)
    with pytest.raises(NotAllowed, match="peninjau sudah membacanya"):
        actions.withdraw(entry, by=entry.created_by)


def test_an_acceptance_is_taken_back_and_the_entry_waits_again(login):
    entry, tpid = tugas.kegiatan(Status.TERKIRIM), factories.user(Peran.TPID)
    client = login(tpid)
    page = client.post(step(entry, "accept"), {"lanjut": "tinjau"}, follow=True)
    assertRedirects(press_undo(client, page), reverse("tugas:review", args=[entry.pk]))
    entry.refresh_from_db()
    assert (entry.status, entry.diterima_at) == (Status.TERKIRIM, None)


def test_a_handful_accepted_together_is_taken_back_together(login):
    author = factories.user(Peran.PLD)
    entries = [tugas.kegiatan(Status.TERKIRIM, created_by=author) for _ in range(3)]
    client = login(factories.user(Peran.TPID))
    picked = {"pilih": [str(k.pk) for k in entries]}
    page = client.post(reverse("tugas:accept_many"), picked, follow=True)
    assert set(Kegiatan.objects.values_list("status", flat=True)) == {Status.DITERIMA}
    assertContains(press_undo(client, page), "3 kegiatan kembali menunggu ditinjau.")
    assert set(Kegiatan.objects.values_list("status", flat=True)) == {Status.TERKIRIM}


def test_nobody_takes_back_what_another_accepted():
    entry = tugas.kegiatan(Status.TERKIRIM)
    tinjau.accept(entry, by=factories.user(Peran.TPID))
    with pytest.raises(NotAllowed, match="Hanya yang menerimanya"):
        tinjau.unaccept(entry, by=factories.user(Peran.PD))


def test_the_key_is_its_doers_alone_and_ends(login, monkeypatch):
    draft = tugas.kegiatan()
    client = login(draft.created_by)
    key = key_on(client.post(step(draft, "discard"), follow=True))
    now = time.time()
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: now + LATER.total_seconds())
        assertContains(client.post(UNDO, {"kunci": key}), "10 menit", status_code=403)
    login(factories.user(Peran.PLD))
    assertContains(client.post(UNDO, {"kunci": key}), "Hanya yang melakukannya", status_code=403)
    assertContains(client.post(UNDO, {"kunci": "x"}), "tidak berlaku", status_code=403)
    assert Kegiatan.objects.get().status == Status.DIBUANG


def test_a_key_of_something_else_is_no_key(login):
    entry = tugas.kegiatan(Status.TERKIRIM)
    forged = signing.dumps([entry.created_by_id, "entry_discard", [str(entry.pk)]], salt="lain")
    assertContains(
        login(entry.created_by).post(UNDO, {"kunci": forged}), "tidak berlaku", status_code=403
    )
