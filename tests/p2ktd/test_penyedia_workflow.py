"""The specification of announcement and provider, written out as grids and checked cell by cell."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from desa.choices import JABATAN_PERAN, Jabatan, Peran
from desa.models import Dokumen, Jejak
from p2ktd.actions import pengumuman as call_actions
from p2ktd.actions import penyedia as actions
from p2ktd.choices import Nilai, StatusPengumuman, StatusPenyedia
from p2ktd.models import Pengumuman, Penyedia
from p2ktd.workflow import WORKFLOW_PENGUMUMAN, WORKFLOW_PENYEDIA
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import p2ktd

# Who may take which step from which status: P the pokja P2KTD of the kabupaten, h the house, for
# the applicant behind a secret link. A dot is nobody.
GRID = """
                  edit amend confirm confirm_mail score accept reject appoint extend deactivate reactivate blacklist
mendaftar         P    h     P       h            P     P      P      .       .      .          .          .
lolos_verifikasi  P    .     .       .            .     .      P      P       .      .          .          P
ditetapkan        P    .     .       .            .     .      .      .       P      P          .          P
nonaktif          P    .     .       .            .     .      .      .       P      .          P          P
daftar_hitam      .    .     .       .            .     .      .      .       .      .          P          .
ditolak           .    .     .       .            .     .      .      .       .      .          .          .
"""  # noqa: E501
CALLS = """
         edit  publish  extend  close  seal  cancel
draf     P     P        .       .      .     P
terbit   .     .        P       P      .     P
seleksi  .     .        .       .      P     .
selesai  .     .        .       .      .     .
batal    .     .        .       .      .     .
"""
ENDS_AT = {
    "accept": "lolos_verifikasi",
    "reject": "ditolak",
    "appoint": "ditetapkan",
    "extend": "ditetapkan",
    "deactivate": "nonaktif",
    "reactivate": "ditetapkan",
    "blacklist": "daftar_hitam",
}
S = StatusPenyedia


def cells(grid):
    header, *lines = [line.split() for line in grid.strip().splitlines()]
    for status, *marks in lines:
        for step, mark in zip(header, marks, strict=True):
            yield status, step, mark


def everybody():
    """One of each role, and of each office inside a team."""
    yield "pokja", p2ktd.pokja()
    for peran in Peran:
        yield peran, factories.user(peran)
        for jabatan in JABATAN_PERAN.get(peran, []):
            if jabatan != Jabatan.POKJA_P2KTD:
                yield f"{peran}:{jabatan}", factories.user(peran, jabatan=jabatan)


def run(name, made, by):
    today = timezone.localdate()
    sk = {"no_sk": "188/2", "tanggal_sk": today, "berlaku_sampai": today + timedelta(days=365)}
    if name == "edit":
        return actions.edit(made, by=by, alamat="Jalan Baru 2")
    if name in {"amend", "confirm_mail"}:
        return by.check(name, made)
    if name == "score":
        return p2ktd.judge(made, by)
    if name in {"appoint", "extend"}:
        return actions.WITH_DECREE[name](made, by=by, **sk)
    if name == "blacklist":
        return actions.blacklist(made, by=by, selesai=p2ktd.day(30), catatan="Ya.")
    return actions.BUTTONS[name](made, by=by, catatan="Ya.")


def ready(status, step):
    """One in this status from which nothing but the right to it is missing."""
    author = p2ktd.pokja()
    made = p2ktd.penyedia(S(status), by=author)
    if step == "accept" and status == S.MENDAFTAR:
        p2ktd.complete(made, author)
    if status == S.DAFTAR_HITAM:
        made.sanksi.update(mulai=p2ktd.day(-9), selesai=p2ktd.day(-1))
    return made


@pytest.mark.parametrize(("status", "step", "who"), list(cells(GRID)))
def test_step(status, step, who):
    """Everybody tries on one provider; what succeeds is undone before the next tries."""
    made = ready(status, step)
    for name, by in everybody():
        before = transaction.savepoint()
        allowed = who == "P" and name == "pokja"
        if allowed:
            run(step, made, by)
        else:
            with pytest.raises(NotAllowed):
                run(step, made, by)
        after = Penyedia.objects.get(pk=made.pk).status
        assert after == (ENDS_AT.get(step, status) if allowed else status)
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize(("status", "step", "who"), list(cells(CALLS)))
def test_step_of_an_announcement(status, step, who):
    made = p2ktd.pengumuman(StatusPengumuman(status))
    if (status, step) == ("seleksi", "seal"):
        by = p2ktd.pokja()
        made = p2ktd.pengumuman()
        p2ktd.lolos(made, by)
        call_actions.close(made, by=by)
    for name, by in everybody():
        before = transaction.savepoint()
        if who == "P" and name == "pokja":
            run_call(step, made, by)
        else:
            with pytest.raises(NotAllowed):
                run_call(step, made, by)
            assert Pengumuman.objects.get(pk=made.pk).status == status
        transaction.savepoint_rollback(before)


def run_call(name, made, by):
    if name == "edit":
        return call_actions.edit(made, by=by, judul="Lain")
    if name == "extend":
        return call_actions.extend(made, by=by, selesai=p2ktd.day(20))
    return call_actions.BUTTONS[name](made, by=by, catatan="Ya.")


def test_grids_leave_nothing_out():
    assert {status for status, *_ in cells(GRID)} == set(StatusPenyedia.values)
    assert {step for _, step, _ in cells(GRID)} == set(WORKFLOW_PENYEDIA.steps)
    assert {status for status, *_ in cells(CALLS)} == set(StatusPengumuman.values)
    assert {step for _, step, _ in cells(CALLS)} == set(WORKFLOW_PENGUMUMAN.steps)


def test_the_house_completes_an_application_only_while_the_call_is_open():
    made = p2ktd.penyedia(S.MENDAFTAR)
    actions.edit(made, by=None, npwp="123456789012345")
    call_actions.close(made.pengumuman, by=p2ktd.pokja())
    with pytest.raises(NotAllowed, match="sudah ditutup"):
        actions.edit(made, by=None, npwp="")
    made.refresh_from_db()
    assert made.npwp == "123456789012345"


def test_whoever_entered_an_application_does_not_judge_it():
    author = p2ktd.pokja()
    made = p2ktd.pendaftar(p2ktd.pengumuman(), by=author)
    with pytest.raises(NotAllowed, match="pekerjaan Anda sendiri"):
        p2ktd.judge(made, author)
    with pytest.raises(NotAllowed, match="pekerjaan Anda sendiri"):
        actions.accept(made, by=author)


def test_passing_says_everything_that_is_missing():
    made = p2ktd.penyedia(S.MENDAFTAR)
    made.pengumuman.syarat.exclude(teks="Akta pendirian").delete()
    found = list(WORKFLOW_PENYEDIA.steps["accept"].missing(made))
    assert found == [
        "Pendaftaran belum dikonfirmasi lewat surel atau telepon.",
        "Belum dinilai: 1 dari 1 persyaratan.",
        "Berkas belum ada: Akta pendirian.",
    ]


def test_an_expired_legal_paper_keeps_it_from_passing():
    by = p2ktd.pokja()
    made = p2ktd.penyedia(S.MENDAFTAR)
    p2ktd.complete(made, by)
    made.berkas.filter(syarat__teks="Akta pendirian").update(berlaku_sampai=p2ktd.day(-1))
    with pytest.raises(NotAllowed, match="Berkas “Akta pendirian” berakhir"):
        actions.accept(made, by=by)


def test_a_low_score_does_not_pass():
    by = p2ktd.pokja()
    made = p2ktd.penyedia(S.MENDAFTAR)
    p2ktd.complete(made, by, Nilai.SEBAGIAN)
    made.refresh_from_db()
    assert made.skor == 50
    with pytest.raises(NotAllowed, match="Skornya 50; nilai lulus 70"):
        actions.accept(made, by=by)


def test_nobody_is_appointed_before_the_record_is_sealed():
    by, call = p2ktd.pokja(), p2ktd.pengumuman()
    made = p2ktd.lolos(call, by)
    with pytest.raises(NotAllowed, match="Berita acara seleksinya belum terbit"):
        p2ktd.decree(made, by)
    call_actions.close(call, by=by)
    call_actions.seal(call, by=by)
    p2ktd.decree(made, by)
    assert Penyedia.objects.in_force().get() == made


def test_the_record_waits_for_every_confirmed_applicant():
    by, call = p2ktd.pokja(), p2ktd.pengumuman()
    waiting = p2ktd.pendaftar(call)
    actions.confirm(waiting, by=by, catatan="Ditelepon.")
    call_actions.close(call, by=by)
    with pytest.raises(NotAllowed, match="Masih ada 1 pendaftar"):
        call_actions.seal(call, by=by)
    actions.reject(waiting, by=by, catatan="Tidak lengkap.")
    dokumen = call_actions.seal(call, by=by)
    assert Dokumen.objects.get() == dokumen
    assert '"hasil":"Ditolak"' in dokumen.data


def test_a_sanction_holds_until_its_end():
    by = p2ktd.pokja()
    made = p2ktd.penyedia(S.DAFTAR_HITAM)
    with pytest.raises(NotAllowed, match="Sanksinya berlaku sampai"):
        actions.reactivate(made, by=by, catatan="Sudah baik.")
    made.sanksi.update(mulai=p2ktd.day(-9), selesai=p2ktd.day(-1))
    actions.reactivate(made, by=by, catatan="Masa sanksi selesai.")
    made.refresh_from_db()
    assert made.status == S.DITETAPKAN


def test_an_expired_decree_is_not_reactivated_but_renewed():
    by = p2ktd.pokja()
    made = p2ktd.penyedia(S.NONAKTIF, sampai=p2ktd.day(-1))
    with pytest.raises(NotAllowed, match="SK Bupati sudah berakhir"):
        actions.reactivate(made, by=by, catatan="Ya.")
    run("extend", made, by)
    made.refresh_from_db()
    assert made.is_in_force


@pytest.mark.parametrize("step", ["confirm", "reject", "deactivate", "blacklist"])
def test_what_weighs_needs_its_reason(step):
    status = {"confirm": S.MENDAFTAR, "reject": S.MENDAFTAR}.get(step, S.DITETAPKAN)
    made, by = p2ktd.penyedia(status), p2ktd.pokja()
    more = {"selesai": p2ktd.day(9)} if step == "blacklist" else {}
    with pytest.raises(NotAllowed, match="Catatan wajib diisi"):
        getattr(actions, step)(made, by=by, catatan=" ", **more)


def test_a_pokja_next_door_does_not_count():
    neighbour = p2ktd.pokja(factories.KABUPATEN_LAIN)
    with pytest.raises(NotAllowed, match="wilayah"):
        actions.deactivate(p2ktd.penyedia(), by=neighbour, catatan="Ya.")


def test_expiring_are_those_of_the_next_sixty_days():
    soon = p2ktd.penyedia(sampai=p2ktd.day(60))
    p2ktd.penyedia(sampai=p2ktd.day(61))
    paper = p2ktd.penyedia()
    paper.berkas.filter(syarat__teks="Profil lembaga").update(berlaku_sampai=p2ktd.day(3))
    assert set(Penyedia.objects.expiring()) == {soon, paper}


def test_every_step_leaves_its_line():
    made = p2ktd.penyedia()
    steps = Jejak.objects.filter(objek="p2ktd.Penyedia", objek_id=made.pk).order_by("pk")
    taken = [line.langkah for line in steps if line.langkah != "edit"]
    assert taken == ["create", "confirm", "score", "accept", "appoint"]
