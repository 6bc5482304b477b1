"""The specification of the workflow, written out as a grid and checked cell by cell."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from desa.choices import Peran
from desa.models import Jejak
from musyawarah import actions
from musyawarah.choices import Cara, JenisMusyawarah, Status
from musyawarah.models import Musyawarah
from musyawarah.workflow import WORKFLOW
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories.musyawarah import admin, decision, musyawarah, person

# Who may take which step from which status, in a Musdes (w: pld, pd, tpid and admin; a: admin
# alone). A dot is nobody. In a MAD the pld has no say: see below.
GRID = """
             edit  invite  start  minute  finalise  reopen  postpone  resume  cancel
rencana      w     w       w      .       .         .       w         .       w
diundang     w     .       w      .       .         .       w         .       w
berlangsung  w     .       .      w       .         .       w         .       .
notulen      w     .       .      .       a         .       .         .       .
final        .     .       .      .       .         a       .         .       .
ditunda      w     .       .      .       .         .       .         w       w
batal        .     .       .      .       .         .       .         .       .
"""
WHO = {".": set(), "a": {Peran.ADMIN}, "w": {Peran.PLD, Peran.PD, Peran.TPID, Peran.ADMIN}}
ENDS_AT = {
    "invite": "diundang",
    "start": "berlangsung",
    "minute": "notulen",
    "finalise": "final",
    "reopen": "notulen",
    "postpone": "ditunda",
    "resume": "diundang",
    "cancel": "batal",
}
MUSDES, MAD = JenisMusyawarah.MUSDES_P2KTD, JenisMusyawarah.MAD_1


def cells():
    header, *lines = [line.split() for line in GRID.strip().splitlines()]
    for status, *marks in lines:
        for step, mark in zip(header, marks, strict=True):
            yield status, step, WHO[mark]


@pytest.mark.parametrize(("status", "step", "who"), list(cells()))
@pytest.mark.parametrize("jenis", [MUSDES, MAD])
def test_step(jenis, status, step, who):
    """Every role tries on one deliberation; what succeeds is undone before the next tries."""
    made = musyawarah(Status(status), jenis)
    allowed = who - {Peran.PLD} if jenis == MAD else who
    given = {"lokasi": "Balai"} if step == "edit" else {"catatan": "Ya."}
    people = {peran: factories.user(peran) for peran in Peran}
    lines = Jejak.objects.count()

    for peran, by in people.items():
        before = transaction.savepoint()
        if peran in allowed:
            getattr(actions, step)(made, by=by, **given)
        else:
            with pytest.raises(NotAllowed):
                getattr(actions, step)(made, by=by, **given)
        after = Musyawarah.objects.get(pk=made.pk).status
        assert after == (ENDS_AT.get(step, status) if peran in allowed else status)
        assert Jejak.objects.count() == lines + int(peran in allowed)
        transaction.savepoint_rollback(before)


def test_grid_leaves_nothing_out():
    assert {status for status, *_ in cells()} == set(Status.values)
    assert {step for _, step, _ in cells()} == set(WORKFLOW.steps) == {*actions.BUTTONS, "edit"}


@pytest.mark.parametrize("step", ["reopen", "postpone", "cancel"])
def test_a_step_back_needs_its_reason(step):
    made = musyawarah(Status.FINAL if step == "reopen" else Status.RENCANA)
    with pytest.raises(NotAllowed, match="Catatan wajib diisi"):
        getattr(actions, step)(made, by=admin(), catatan="  ")


def test_a_writer_next_door_does_not_count():
    neighbour = factories.user(Peran.TPID, factories.KECAMATAN_LAIN)
    with pytest.raises(NotAllowed, match="wilayah"):
        actions.start(musyawarah(), by=neighbour)


def sentences(made):
    return list(WORKFLOW.steps["finalise"].missing(made))


def test_finalise_says_everything_that_is_missing():
    made = musyawarah(
        lokasi="", mulai=None, selesai=None, pimpinan="", notulis="", penyelenggara="x"
    )
    made.penandatangan.all().delete()
    assert sentences(made) == [
        "Tempat acara belum diisi.",
        "Jam mulai belum diisi.",
        "Jam selesai belum diisi.",
        "Pimpinan musyawarah belum diisi.",
        "Notulis belum diisi.",
        "Belum ada seorang pun yang tercatat hadir.",
        "Belum ada keputusan.",
        "Belum ada penandatangan.",
    ]


def test_finalise_looks_into_each_decision_and_signature():
    made = musyawarah(pimpinan="")
    person(made)
    decision(made, teks=" ")
    decision(made, cara=Cara.SUARA, setuju=2, menolak=0, abstain=0)
    actions.edit(made, by=admin(), pimpinan="Rahmat")
    fresh = Musyawarah.objects.get(pk=made.pk)
    assert sentences(fresh) == [
        "Keputusan 1 belum berisi teks.",
        "Keputusan 2 mencatat 2 suara, padahal yang hadir 1 orang.",
        "Nama penandatangan “Wakil peserta” belum diisi.",
        "Nama penandatangan “Pendamping” belum diisi.",
        "Nama penandatangan “Mengetahui” belum diisi.",
    ]


def test_finalise_refuses_with_all_sentences_at_once():
    made = musyawarah(Status.NOTULEN)
    actions.edit(made, by=admin(), pimpinan="", notulis="")
    with pytest.raises(NotAllowed, match="Pimpinan musyawarah belum diisi"):
        actions.finalise(made, by=admin())
    made.refresh_from_db()
    assert (made.status, made.nomor) == (Status.NOTULEN, "")


def test_an_invitation_names_place_and_hour():
    made = musyawarah(lokasi="", mulai=None, selesai=None)
    with pytest.raises(NotAllowed, match="Tempat acara belum diisi"):
        actions.invite(made, by=admin())


def test_it_does_not_start_before_its_day():
    tomorrow = timezone.localdate() + timedelta(days=1)
    made = musyawarah(tahun=tomorrow.year, tanggal=tomorrow)
    with pytest.raises(NotAllowed, match="Ubah tanggalnya bila musyawarah dimulai lebih awal"):
        actions.start(made, by=admin())


def test_votes_are_counted_against_those_present_not_those_invited():
    made = musyawarah(tanggal=date(2018, 9, 1))
    person(made, hadir=False)
    decision(made, cara=Cara.SUARA, setuju=1, menolak=0, abstain=0)
    assert "Keputusan 1 mencatat 1 suara, padahal yang hadir 0 orang." in sentences(made)
