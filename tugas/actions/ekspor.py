"""Everything a place owns, asked for by its Admin, made in the background."""

from desa.actions import paket as paket_actions
from desa.choices import Peran, Tingkat
from ppid.lib.workflow import NotAllowed
from tugas import tasks
from tugas.rekap.ekspor import exported

TINGKAT = {Tingkat.KABUPATEN, Tingkat.KECAMATAN, Tingkat.DESA}


def export(*, by, wilayah):
    if Peran.ADMIN not in by.roles_over(wilayah):
        raise NotAllowed(f"Hanya Admin {wilayah} yang dapat mengekspor semua datanya.")
    if wilayah.tingkat not in TINGKAT:
        raise NotAllowed("Ekspor dibuat per kabupaten, kecamatan, atau desa.")
    made = paket_actions.begin(
        by=by, wilayah=wilayah, judul=f"Ekspor {wilayah.nama}", daftar=list(exported())
    )
    tasks.gather_export.delay_on_commit(made.pk)
    return made
