"""Stones and counts follow every step, and a rebuild from the facts finds nothing to mend."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from desa.choices import Peran
from inovasi.actions import perencanaan
from inovasi.choices import StatusInovasi
from inovasi.models import Jendela
from tests import factories
from tests.factories import inovasi
from tests.factories import komitmen as promise
from tugas.actions import kegiatan as actions
from tugas.actions import tinjau
from tugas.actions.capaian import overdue, rebuild, together
from tugas.choices import Status
from tugas.jalan import counts_of, stones_of, villages_at
from tugas.keadaan import Keadaan
from tugas.models import Capaian, Rekap

TAHUN = timezone.localdate().year


def send(pld, desa=None, **isi):
    isi = {"tugas": 1, "tema": "ppid", "uraian": "Sosialisasi di balai desa.", "peserta": 12} | isi
    isi = {"tanggal": timezone.localdate() - timedelta(days=1)} | isi
    desa = desa or factories.wilayah()
    return actions.log(by=pld, id=uuid7(), desa=desa, **isi)


def stone(nomor=1, desa=factories.DESA):
    return Capaian.objects.get(desa=desa, tahun=TAHUN, nomor=nomor)


def test_sending_starts_the_stone_and_accepting_moves_it():
    pld, tpid = factories.user(Peran.PLD), factories.user(Peran.TPID)
    kegiatan = send(pld)
    assert stone().keadaan == Keadaan.BERJALAN
    tinjau.accept(kegiatan, by=tpid)
    assert (stone().keadaan, stone().ada) == (Keadaan.BERJALAN, 1)
    tinjau.accept(send(pld, tema="p2ktd"), by=tpid)
    assert (stone().keadaan, stone().ada) == (Keadaan.SELESAI, 2)


def test_a_draft_moves_nothing():
    send(factories.user(Peran.PLD), kirim=False)
    assert not Capaian.objects.exists()


def test_reopening_takes_the_stone_back():
    pld, tpid = factories.user(Peran.PLD), factories.user(Peran.TPID)
    kegiatan = send(pld, tema="keduanya")
    tinjau.accept(kegiatan, by=tpid)
    assert stone().keadaan == Keadaan.SELESAI
    tinjau.reopen(kegiatan, by=tpid, catatan="Foto salah.")
    assert stone().keadaan == Keadaan.BERJALAN
    assert stone().tautan == kegiatan.get_absolute_url()


def test_an_entry_that_moves_to_another_village_is_recounted_in_both():
    pld, tpid = factories.user(Peran.PLD), factories.user(Peran.TPID)
    other = "33.05.12.2002"
    factories.assign(pld, Peran.PLD, other)
    kegiatan = send(pld)
    tinjau.send_back(kegiatan, by=tpid, catatan="Desanya keliru.")
    kegiatan.refresh_from_db()
    actions.edit(kegiatan, by=pld, desa=factories.wilayah(other))
    assert stone().keadaan == Keadaan.BELUM
    assert stone(desa=other).keadaan == Keadaan.BERJALAN


def test_counts_are_the_lengths_of_the_lists_behind_them():
    pld, tpid = factories.user(Peran.PLD), factories.user(Peran.TPID)
    for n in (2, 3):
        factories.assign(pld, Peran.PLD, f"33.05.12.200{n}")
    factories.wilayah("33.05.13.2001")
    tinjau.accept(send(pld, tema="keduanya"), by=tpid)
    send(pld, factories.wilayah("33.05.12.2002"))
    for kode in ("00", "33", "33.05", "33.05.12"):
        place = factories.wilayah(kode)
        place.refresh_from_db()
        for sel in counts_of(place, TAHUN):
            assert sum(sel.jumlah.values()) == place.jumlah_desa
            for keadaan in Keadaan:
                listed = villages_at(place, TAHUN, sel.nomor, keadaan).count()
                assert listed == sel.jumlah.get(keadaan, 0)


def test_rebuild_mends_what_was_spoilt():
    pld, tpid = factories.user(Peran.PLD), factories.user(Peran.TPID)
    tinjau.accept(send(pld), by=tpid)
    assert rebuild() == (1, 0, 0)
    Capaian.objects.filter(nomor=1).update(keadaan=Keadaan.SELESAI)
    Rekap.objects.filter(nomor=1).update(jumlah=7)
    villages, stones, counts = rebuild()
    assert (villages, stones) == (1, 1)
    assert counts > 0
    assert rebuild() == (1, 0, 0)


def test_recount_says_what_it_did(capsys):
    send(factories.user(Peran.PLD))
    call_command("recount")
    assert capsys.readouterr().out.startswith("Capaian: 1 desa dihitung; 0 batu dan 0 hitungan")


def test_stones_of_an_untouched_village_are_judged_on_the_spot():
    factories.wilayah()
    stones = stones_of([factories.DESA], TAHUN)[factories.DESA]
    assert [b.nomor for b in stones] == [1, 2, 3, 4, 5, 6, 7]
    assert [b.aktif for b in stones].count(True) == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["send", "withdraw", "accept", "unaccept", "send_back", "resubmit", "reopen"]
        ),
        st.integers(0, 3),
        st.sampled_from([1, 1, 2, 4, 7]),
        st.sampled_from(["ppid", "p2ktd", "keduanya", ""]),
    ),
    max_size=12,
)
AUTHORS_OWN = {"resubmit", "withdraw"}


def withdraw_if_new(entry, **kwargs):
    if not entry.putaran:  # what was returned once stays sent
        actions.withdraw(entry, **kwargs)


TURN = {
    "withdraw": (Status.TERKIRIM, withdraw_if_new),
    "accept": (Status.TERKIRIM, tinjau.accept),
    "unaccept": (Status.DITERIMA, tinjau.unaccept),
    "send_back": (Status.TERKIRIM, tinjau.send_back),
    "resubmit": (Status.DIKEMBALIKAN, actions.resubmit),
    "reopen": (Status.DITERIMA, tinjau.reopen),
}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=STEPS)
def test_after_any_history_the_counts_equal_a_rebuild(history, db):
    pld, tpid = factories.user(Peran.PLD), factories.user(Peran.TPID)
    villages = [factories.wilayah(f"33.05.12.200{n}") for n in (1, 2)]
    factories.assign(pld, Peran.PLD, villages[1].pk)
    entries = []
    for verb, which, nomor, tema in history:
        if verb == "send":
            entries.append(
                send(pld, villages[which % 2], tugas=nomor, tema=tema if nomor == 1 else "")
            )
        elif entries:
            entry = entries[which % len(entries)]
            entry.refresh_from_db()
            status, act = TURN[verb]
            if entry.status == status:
                act(entry, by=pld if verb in AUTHORS_OWN else tpid, catatan="Ya.")
    before = set(Rekap.objects.values_list("wilayah", "tahun", "nomor", "keadaan", "jumlah"))
    _, stones, counts = rebuild()
    assert (stones, counts) == (0, 0)
    after = set(Rekap.objects.values_list("wilayah", "tahun", "nomor", "keadaan", "jumlah"))
    assert before == after


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_lose_no_count():
    pld = factories.user(Peran.PLD)
    tpids = [factories.user(Peran.TPID) for _ in range(2)]
    entries = [send(pld, tema="ppid"), send(pld, tema="p2ktd", uraian="Lain hari, lain tema.")]
    start, failed = Barrier(2), []

    def accept(entry, by):
        start.wait()
        try:
            tinjau.accept(entry, by=by)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=accept, args=pair) for pair in zip(entries, tpids, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert stone().keadaan == Keadaan.SELESAI
    assert rebuild() == (1, 0, 0)


def test_steps_taken_together_are_judged_once_at_the_end():
    pld, tpid = factories.user(Peran.PLD), factories.user(Peran.TPID)
    entries = [send(pld, uraian=f"Hari ke-{n}.", tema="keduanya") for n in range(3)]
    with together():
        for entry in entries:
            tinjau.accept(entry, by=tpid)
        assert stone().keadaan == Keadaan.BERJALAN  # not judged yet
    assert stone().keadaan == Keadaan.SELESAI
    assert rebuild()[1:] == (0, 0)


def test_years_are_apart():
    pld, tpid = factories.user(Peran.PLD), factories.user(Peran.TPID)
    last = date(TAHUN - 1, 12, 30)
    tinjau.accept(send(pld, tanggal=last, tema="keduanya"), by=tpid)
    assert Capaian.objects.get(nomor=1).tahun == TAHUN - 1
    assert counts_of(factories.wilayah(), TAHUN)[0].selesai == 0


def chain_stone(nomor):
    return Capaian.objects.get(desa=factories.DESA, tahun=2018, nomor=nomor)


def test_every_step_of_a_promise_recounts_its_village():
    made = promise.komitmen()
    assert (chain_stone(3).ada, chain_stone(3).perlu) == (0, 1)
    line = promise.line(made)
    assert (chain_stone(3).siapa, chain_stone(3).tautan) == ("tpid", line.get_absolute_url())
    perencanaan.verify(line, by=promise.verifikator())
    assert (chain_stone(3).keadaan, chain_stone(3).ada) == (Keadaan.SELESAI, 1)
    perencanaan.reopen(line, by=promise.verifikator(), catatan="Salah baris.")
    assert chain_stone(3).keadaan == Keadaan.TERLAMBAT  # APBDes 2019 was closed in 2018
    assert rebuild()[1:] == (0, 0)


def test_an_innovation_and_a_nothing_recount_their_village():
    inovasi.inovasi(StatusInovasi.TERVALIDASI)
    assert (chain_stone(4).keadaan, chain_stone(5).keadaan) == (Keadaan.SELESAI, Keadaan.SELESAI)
    assert rebuild()[1:] == (0, 0)


def test_a_deadline_that_goes_by_is_noticed_at_night():
    made = promise.komitmen(tahun=TAHUN, tahun_anggaran=TAHUN + 1)
    found = Capaian.objects.get(desa=made.desa_id, tahun=TAHUN, nomor=3)
    assert found.keadaan == Keadaan.BERJALAN
    Jendela.objects.filter(dokumen="apbdes").update(
        selesai=timezone.localdate() - timedelta(days=1), mulai=date(2018, 1, 1)
    )
    Capaian.objects.filter(pk=found.pk).update(batas=timezone.localdate() - timedelta(days=1))
    assert overdue(timezone.localdate()) == 1
    found.refresh_from_db()
    assert found.keadaan == Keadaan.TERLAMBAT
