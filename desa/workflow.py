"""How a spreadsheet becomes rows, and an old code a new one. Read these tables first."""

from desa.choices import Peran
from desa.choices_impor import StatusImpor as S
from desa.choices_impor import StatusKode
from ppid.lib.workflow import Step, Workflow

PENGIMPOR = {Peran.ADMIN, Peran.TIK}
RUMAH = {"rumah"}


def missing_to_commit(impor):
    if not impor.siap:
        yield "Tidak ada baris yang siap dimasukkan."


def missing_to_confirm(lama):
    if not lama.ke_id:
        yield "Belum dipilih menjadi kode yang mana."


WORKFLOW_IMPOR = Workflow(
    # verb, button, from, to, who
    Step("check", "Periksa baris", {S.KOLOM, S.DIPERIKSA}, S.MEMERIKSA, PENGIMPOR),
    Step("checked", "Selesai diperiksa", {S.MEMERIKSA}, S.DIPERIKSA, RUMAH),
    Step("fail", "Tidak terbaca", {S.MEMERIKSA}, S.GAGAL, RUMAH, needs_note=True),
    Step("settle", "Putuskan baris", {S.DIPERIKSA, S.SELESAI}, None, PENGIMPOR),
    Step("commit", "Masukkan", {S.DIPERIKSA, S.SELESAI}, S.BERJALAN, PENGIMPOR,
         missing=missing_to_commit),
    Step("done", "Selesai dimasukkan", {S.BERJALAN}, S.SELESAI, RUMAH),
    Step("resume", "Lanjutkan yang terhenti", {S.MEMERIKSA, S.BERJALAN, S.MEMBATALKAN}, None,
         PENGIMPOR, awaited=False),
    Step("undo", "Batalkan seluruh impor", {S.SELESAI}, S.MEMBATALKAN, PENGIMPOR,
         needs_note=True, awaited=False),
    Step("undone", "Selesai dibatalkan", {S.MEMBATALKAN}, S.DIBATALKAN, RUMAH),
    Step("discard", "Buang", {S.KOLOM, S.DIPERIKSA, S.GAGAL}, S.DIBUANG, PENGIMPOR,
         awaited=False),
)  # fmt: skip

WORKFLOW_KODE = Workflow(
    Step("choose", "Pilih kode barunya", {StatusKode.DIUSULKAN}, None, {Peran.ADMIN}),
    Step("confirm", "Konfirmasi", {StatusKode.DIUSULKAN}, StatusKode.DIKONFIRMASI, {Peran.ADMIN},
         missing=missing_to_confirm),
    Step("refuse", "Bukan itu", {StatusKode.DIUSULKAN}, StatusKode.DITOLAK, {Peran.ADMIN},
         needs_note=True),
    Step("reopen", "Timbang lagi", {StatusKode.DITOLAK}, StatusKode.DIUSULKAN, {Peran.ADMIN},
         needs_note=True, awaited=False),
)  # fmt: skip
