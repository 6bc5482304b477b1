"""All minutes of a place and year as one ZIP."""

from desa.actions import paket as paket_actions
from musyawarah import tasks
from ppid.lib.workflow import NotAllowed

PALING = 2_000  # papers in one batch


def bundle(*, by, wilayah, tahun, daftar):
    """`daftar` holds the meetings that the maker may see; the work is done in the background."""
    if not daftar:
        raise NotAllowed(f"Belum ada berita acara final di {wilayah} tahun {tahun}.")
    if len(daftar) > PALING:
        raise NotAllowed(f"Paling banyak {PALING} berita acara sekali kumpul. Pilih kecamatan.")
    judul = f"Berita acara {wilayah} {tahun}"
    made = paket_actions.begin(by=by, wilayah=wilayah, judul=judul, daftar=daftar)
    tasks.gather_minutes.delay_on_commit(made.pk)
    return made
