"""The specification of the log's workflow, written out as a grid and checked cell by cell."""

import pytest

from desa.choices import Peran
from desa.models import Jejak
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import tugas
from tugas.actions import kegiatan as actions
from tugas.actions import tinjau
from tugas.choices import Alasan, Bidang, Status
from tugas.models import Kegiatan
from tugas.workflow import WORKFLOW_KEGIATAN

# Who may take which step from which status. A dot is nobody, "self" the author alone, "judge" a PD
# for what a PLD or a TPID wrote, and a TPID for what a PLD or a PD wrote.
GRID = """
              edit submit withdraw discard restore resubmit accept unaccept send_back reopen
draf          self self   .        self    .       .        .      .        .         .
terkirim      .    .      self     .       .       .        judge  .        judge     .
dikembalikan  self .      .        .       .       self     .      .        .         .
diterima      .    .      .        .       .       .        .      judge    .         judge
dibuang       .    .      .        .       self    .        .      .        .         .
"""
JUDGES = {("pd", "pld"), ("pd", "tpid"), ("tpid", "pld"), ("tpid", "pd")}
ENDS_AT = {
    "submit": "terkirim",
    "withdraw": "draf",
    "discard": "dibuang",
    "restore": "draf",
    "resubmit": "terkirim",
    "accept": "diterima",
    "unaccept": "terkirim",
    "send_back": "dikembalikan",
    "reopen": "dikembalikan",
}
AUTHORS = [Peran.PLD, Peran.PD, Peran.TPID]
AUTHORS_ACTS = ("edit", "submit", "withdraw", "discard", "restore", "resubmit")
ACTS = {name: getattr(actions, name) for name in AUTHORS_ACTS} | {
    name: getattr(tinjau, name) for name in ("accept", "unaccept", "send_back", "reopen")
}
GIVEN = {"edit": {"uraian": "Baru."}, "send_back": {"catatan": "x"}, "reopen": {"catatan": "x"}}


def cells():
    header, *lines = [line.split() for line in GRID.strip().splitlines()]
    for status, *holders in lines:
        for step, cell in zip(header, holders, strict=True):
            for author in AUTHORS:
                for peran in Peran.values:
                    allowed = cell == "judge" and (peran, author) in JUDGES
                    yield status, step, author, peran, allowed
                yield status, step, author, "self", cell == "self"


@pytest.mark.parametrize(("status", "step", "author", "peran", "allowed"), list(cells()))
def test_step(status, step, author, peran, allowed):
    kegiatan = tugas.kegiatan(status, peran=author)
    by = kegiatan.created_by if peran == "self" else factories.user(peran)

    if step == "unaccept":  # one's own acceptance alone
        Kegiatan.objects.filter(pk=kegiatan.pk).update(peninjau=by)
    if allowed:
        ACTS[step](kegiatan, by=by, **GIVEN.get(step, {}))
    else:
        with pytest.raises(NotAllowed):
            ACTS[step](kegiatan, by=by, **GIVEN.get(step, {}))

    kegiatan.refresh_from_db()
    assert kegiatan.status == (ENDS_AT.get(step, status) if allowed else status)
    assert Jejak.objects.filter(objek="tugas.Kegiatan").count() == int(allowed)


def test_grid_leaves_nothing_out():
    assert {status for status, *_ in cells()} == set(Status.values)
    assert {step for _, step, *_ in cells()} == set(WORKFLOW_KEGIATAN.steps) == set(ACTS)


def test_nobody_judges_their_own_entry():
    kegiatan = tugas.kegiatan(Status.TERKIRIM)
    factories.assign(kegiatan.created_by, Peran.TPID, factories.KECAMATAN)
    with pytest.raises(NotAllowed, match="pekerjaan Anda sendiri"):
        tinjau.accept(kegiatan, by=kegiatan.created_by)


def test_a_role_next_door_does_not_count():
    neighbour = factories.user(Peran.TPID, factories.KECAMATAN_LAIN)
    with pytest.raises(NotAllowed, match="wilayah"):
        tinjau.accept(tugas.kegiatan(Status.TERKIRIM), by=neighbour)


def test_two_roles_in_two_places_do_not_mix():
    """TPID in one kecamatan, onlooker in the whole province."""
    person = factories.user(Peran.TPID)
    factories.assign(person, Peran.PEMANTAU, factories.PROVINSI)
    mine = tugas.kegiatan(Status.TERKIRIM)
    theirs = tugas.kegiatan(Status.TERKIRIM, factories.DESA_LAIN)

    assert set(Kegiatan.objects.visible_to(person)) == {mine, theirs}
    assert list(Kegiatan.objects.for_review(person)) == [mine]


def test_drafts_are_seen_by_their_author_alone():
    draft = tugas.kegiatan()
    assert list(Kegiatan.objects.visible_to(draft.created_by)) == [draft]
    for peran in Peran:
        assert list(Kegiatan.objects.visible_to(factories.user(peran))) == []


def test_what_was_thrown_away_is_seen_by_nobody():
    draft = tugas.kegiatan(Status.DIBUANG)
    assert list(Kegiatan.objects.visible_to(draft.created_by)) == []


def test_edit_cannot_carry_it_into_another_village():
    kegiatan = tugas.kegiatan()
    elsewhere = factories.wilayah(factories.DESA_LAIN)
    with pytest.raises(NotAllowed, match="desa ini"):
        actions.edit(kegiatan, by=kegiatan.created_by, desa=elsewhere)


def test_an_empty_draft_cannot_be_sent():
    kegiatan = tugas.kegiatan(uraian="")
    with pytest.raises(NotAllowed, match=r"Uraian belum diisi\."):
        actions.submit(kegiatan, by=kegiatan.created_by)


def test_an_open_point_holds_it_back():
    kegiatan = tugas.kegiatan(Status.DIKEMBALIKAN)
    tugas.koreksi(kegiatan, Bidang.FOTO, Alasan.TIDAK_BENAR)
    with pytest.raises(NotAllowed, match="“Foto” belum dijawab"):
        actions.resubmit(kegiatan, by=kegiatan.created_by)


def test_a_return_needs_a_note_or_a_point():
    kegiatan = tugas.kegiatan(Status.TERKIRIM)
    with pytest.raises(NotAllowed, match="Catatan wajib diisi"):
        tinjau.send_back(kegiatan, by=factories.user(Peran.PD))
