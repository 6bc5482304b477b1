"""Who may take which step of a need, a work and a fund: the grids, cell by cell."""

import pytest

from desa.choices import JABATAN_PERAN, Peran
from p2ktd.choices import StatusDana, StatusKebutuhan, StatusPekerjaan
from p2ktd.workflow import WORKFLOW_DANA, WORKFLOW_KEBUTUHAN, WORKFLOW_PEKERJAAN
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import pekerjaan as make

# p: pld, pd, any tpid · t: any tpid · k: ketua · b: bendahara · v: verifikator · a: admin ·
# w: ketua or verifikator · u: ketua or admin · i: tik or admin · m: bendahara or ketua ·
# c: ketua, tik or admin
TPID = {"tpid", *(f"tpid:{j}" for j in JABATAN_PERAN[Peran.TPID])}
TIK = {"tik", *(f"tik:{j}" for j in JABATAN_PERAN[Peran.TIK])}
WHO = {
    ".": set(),
    "p": {"pld", "pd", *TPID},
    "t": TPID,
    "k": {"tpid:ketua"},
    "b": {"tpid:bendahara"},
    "v": {"tpid:verifikator"},
    "w": {"tpid:ketua", "tpid:verifikator"},
    "u": {"tpid:ketua", "admin"},
    "m": {"tpid:ketua", "tpid:bendahara"},
    "a": {"admin"},
    "i": {*TIK, "admin"},
    "c": {"tpid:ketua", *TIK, "admin"},
}
KEBUTUHAN = """
                edit propose declare_nil prioritise demote handle release finish cancel
draf            p    p       p           .          .      .      .       .      p
diusulkan       p    .       .           u          .      .      .       .      p
diprioritaskan  .    .       .           .          u      t      .       .      .
ditangani       .    .       .           .          .      .      k       k      .
selesai         .    .       .           .          .      .      .       .      .
nihil           .    .       .           .          .      .      .       .      p
batal           .    .       .           .          .      .      .       .      .
"""
PEKERJAAN = """
                      edit choose unchoose agree sign amend start log report submit send_back hand_over rate scan account account_noted refuse unaccount close_note tax pay settle close dispute resolve cancel
disusun               t    k      .        .     .    .     .     .   .      .      .         .         .    .    .       .             .      .         .          .   .   .      .     .       .       k
penyedia_dipilih      .    .      k        t     k    .     .     .   .      .      .         .         .    .    .       .             .      .         .          .   .   .      .     .       .       k
kontrak               .    .      .        .     .    k     t     .   .      .      .         .         .    p    .       .             .      .         .          b   .   .      .     .       .       k
berjalan              .    .      .        .     .    k     .     p   p      t      .         .         .    p    .       .             .      .         .          b   .   .      .     k       .       .
laporan_diserahkan    .    .      .        .     .    .     .     .   .      .      v         k         .    p    .       .             .      .         .          b   .   .      .     k       .       .
diserahterimakan      .    .      .        .     .    .     .     .   .      .      .         .         p    p    a       a             a      .         .          b   .   .      .     k       .       .
dipertanggungjawabkan .    .      .        .     .    .     .     .   .      .      .         .         p    p    .       .             .      a         w          b   b   b      .     .       .       .
dibayar               .    .      .        .     .    .     .     .   .      .      .         .         p    p    .       .             .      .         .          .   .   .      k     .       .       .
selesai               .    .      .        .     .    .     .     .   .      .      .         .         .    .    .       .             .      .         .          .   .   .      .     .       .       .
sengketa              .    .      .        .     .    .     .     .   .      .      .         .         .    p    .       .             .      .         .          .   .   .      .     .       k       k
batal                 .    .      .        .     .    .     .     .   .      .      .         .         .    .    .       .             .      .         .          .   .   .      .     .       .       .
"""  # noqa: E501
DANA = """
              edit settle_rka reopen_rka reformat book report_stage file approve send_back claim scan
rka           m    k          .          .        .    .            .    .       .         .     .
berjalan      .    .          k          c        b    m            k    .       .         i     m
diajukan      .    .          .          c        .    .            .    i       i         i     m
dikembalikan  .    .          .          c        b    m            k    .       .         i     m
wajib_setor   .    .          .          c        b    m            k    .       .         .     m
disetujui     .    .          .          .        .    .            .    .       .         .     m
"""  # noqa: E501
HOLDERS = ["pld", "pd", *sorted(TPID | TIK), "admin", "pemantau"]


def cells(grid):
    header, *lines = [line.split() for line in grid.strip().splitlines()]
    for status, *marks in lines:
        for step, mark in zip(header, marks, strict=True):
            yield status, step, WHO[mark]


def person(holder):
    peran, _, jabatan = holder.partition(":")
    return factories.user(Peran(peran), jabatan=jabatan)


def check(grid, table, row):
    """Every holder tries every step of this row's status."""
    people = {holder: person(holder) for holder in HOLDERS}
    for status, step, allowed in cells(grid):
        if status != row.status:
            continue
        for holder, by in people.items():
            s, roles = table.steps[step], by.roles_over(row.place)
            may = status in s.sources and not s.refusal(row, roles, by.owns(row))
            assert may == (holder in allowed), f"{status} {step} {holder}"
            if not may:
                with pytest.raises(NotAllowed):
                    by.check(step, row)


@pytest.mark.parametrize("status", StatusKebutuhan.values)
def test_who_moves_a_need(status):
    check(KEBUTUHAN, WORKFLOW_KEBUTUHAN, make.need(StatusKebutuhan(status)))


@pytest.mark.parametrize("status", StatusPekerjaan.values)
def test_who_moves_a_work(status):
    check(PEKERJAAN, WORKFLOW_PEKERJAAN, make.work(StatusPekerjaan(status)))


@pytest.mark.parametrize("status", StatusDana.values)
def test_who_moves_a_fund(status):
    check(DANA, WORKFLOW_DANA, make.fund(StatusDana(status)))


@pytest.mark.parametrize(
    ("grid", "table", "statuses"),
    [
        (KEBUTUHAN, WORKFLOW_KEBUTUHAN, StatusKebutuhan),
        (PEKERJAAN, WORKFLOW_PEKERJAAN, StatusPekerjaan),
        (DANA, WORKFLOW_DANA, StatusDana),
    ],
)
def test_the_grids_leave_nothing_out(grid, table, statuses):
    assert {status for status, *_ in cells(grid)} == set(statuses.values)
    assert {step for _, step, _ in cells(grid)} == set(table.steps)
