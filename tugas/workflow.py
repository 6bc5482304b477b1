"""How an entry of the activity log travels from its author to the record. Read this table first."""

from django.utils import timezone

from desa.choices import Peran
from ppid.lib.urung import SELAMA, TERLAMBAT
from ppid.lib.workflow import Step, Workflow
from tugas.choices import Status, StatusLaporan, StatusUlang

DRAF, TERKIRIM, DIKEMBALIKAN = Status.DRAF, Status.TERKIRIM, Status.DIKEMBALIKAN
DITERIMA, DIBUANG = Status.DITERIMA, Status.DIBUANG
AUTHORS = (Peran.PLD, Peran.PD, Peran.TPID)  # whoever holds several writes as the first
REVIEWERS = {Peran.PD, Peran.TPID}
# Who judges whose entries: a supervisor those of companions, the team those of both.
JUDGES = {Peran.PD: {Peran.PLD, Peran.TPID}, Peran.TPID: {Peran.PLD, Peran.PD}}


def missing(kegiatan):
    if not kegiatan.uraian.strip():
        yield "Uraian belum diisi."


def still_open(kegiatan):
    """What is missing, and every reviewer's point that is neither mended nor answered."""
    yield from missing(kegiatan)
    for koreksi in kegiatan.open_points():
        yield f"Catatan peninjau pada “{koreksi.get_bidang_display()}” belum dijawab."


def long_since(when):
    """A thumb that slipped is taken back at once, or not at all."""
    if when and timezone.now() - when > SELAMA:
        yield TERLAMBAT


def too_late_to_withdraw(kegiatan):
    if kegiatan.putaran:
        yield "Kiriman ulang tidak dapat diurungkan: peninjau sudah membacanya."
    yield from long_since(kegiatan.terkirim_at)


def too_late_to_restore(kegiatan):
    yield from long_since(kegiatan.updated_at)


def too_late_to_unaccept(kegiatan):
    yield from long_since(kegiatan.diterima_at)


WORKFLOW_KEGIATAN = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah", {DRAF, DIKEMBALIKAN}, None, {*AUTHORS}, own=True),
    Step("submit", "Kirim", {DRAF}, TERKIRIM, {*AUTHORS}, own=True, missing=missing),
    Step(
        "withdraw", "Urungkan kiriman", {TERKIRIM}, DRAF, {*AUTHORS},
        own=True, missing=too_late_to_withdraw, awaited=False,
    ),
    Step("discard", "Buang draf", {DRAF}, DIBUANG, {*AUTHORS}, own=True),
    Step(
        "restore", "Urungkan buang", {DIBUANG}, DRAF, {*AUTHORS},
        own=True, missing=too_late_to_restore, awaited=False,
    ),
    Step(
        "resubmit", "Kirim lagi", {DIKEMBALIKAN}, TERKIRIM, {*AUTHORS}, own=True, missing=still_open
    ),
    Step("accept", "Terima", {TERKIRIM}, DITERIMA, REVIEWERS, own=False, of=JUDGES),
    Step(
        "unaccept", "Urungkan terima", {DITERIMA}, TERKIRIM, REVIEWERS,
        own=False, of=JUDGES, missing=too_late_to_unaccept, awaited=False,
    ),
    Step(
        "send_back", "Kembalikan", {TERKIRIM}, DIKEMBALIKAN, REVIEWERS,
        needs_note=True, own=False, of=JUDGES,
    ),
    Step(
        "reopen", "Buka kembali", {DITERIMA}, DIKEMBALIKAN, REVIEWERS,
        needs_note=True, own=False, of=JUDGES,
    ),
)  # fmt: skip

# One accepted entry in twenty comes up again for somebody else; the author and whoever accepted it
# are refused by the action, which knows both.

MENUNGGU = StatusUlang.MENUNGGU

WORKFLOW_ULANG = Workflow(
    Step("agree", "Sepakat", {MENUNGGU}, StatusUlang.SEPAKAT, REVIEWERS, own=False, of=JUDGES),
    Step(
        "differ", "Berbeda pendapat", {MENUNGGU}, StatusUlang.BERBEDA, REVIEWERS,
        needs_note=True, own=False, of=JUDGES,
    ),
)  # fmt: skip

# The month of a companion: who writes it, who supervises whom.

TERBUKA, DIAJUKAN, KEMBALI = (
    StatusLaporan.TERBUKA, StatusLaporan.DIAJUKAN, StatusLaporan.DIKEMBALIKAN,
)  # fmt: skip
DISETUJUI, TERKUNCI = StatusLaporan.DISETUJUI, StatusLaporan.TERKUNCI
REPORTERS = (Peran.PLD, Peran.PD)
SUPERVISES = {Peran.PD: {Peran.PLD}, Peran.TIK: {Peran.PD}, Peran.ADMIN: {Peran.PD}}
SUPERVISORS = set(SUPERVISES)

WORKFLOW_LAPORAN = Workflow(
    Step("submit", "Ajukan", {TERBUKA}, DIAJUKAN, {*REPORTERS}, own=True),
    Step("resubmit", "Ajukan lagi", {KEMBALI}, DIAJUKAN, {*REPORTERS}, own=True),
    Step("approve", "Setujui", {DIAJUKAN}, DISETUJUI, SUPERVISORS, own=False, of=SUPERVISES),
    Step(
        "send_back", "Kembalikan", {DIAJUKAN}, KEMBALI, SUPERVISORS,
        needs_note=True, own=False, of=SUPERVISES,
    ),
    Step(
        "reopen", "Buka kembali", {DISETUJUI}, KEMBALI, SUPERVISORS,
        needs_note=True, own=False, of=SUPERVISES,
    ),
    Step("lock", "Kunci", {DISETUJUI}, TERKUNCI, SUPERVISORS, own=False, of=SUPERVISES),
)  # fmt: skip
