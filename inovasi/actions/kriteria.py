"""The checklist: an edit makes the next version."""

from django.db import transaction
from django.db.models import Max

from desa.choices import Peran, Tingkat
from desa.trail import record_new
from inovasi.models import Kriteria
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

BERSAMAAN = "Orang lain baru saja mengubah kriteria ini. Muat ulang halaman, lalu ubah lagi."


@transaction.atomic
def revise(*, by, wilayah, tahun, butir, ambang):
    """The next version of the nation's or a kabupaten's checklist for a year."""
    if wilayah.tingkat not in (Tingkat.NASIONAL, Tingkat.KABUPATEN):
        raise NotAllowed("Kriteria ditetapkan secara nasional atau oleh kabupaten.")
    if Peran.ADMIN not in by.roles_over(wilayah):
        raise NotAllowed(f"Hanya admin {wilayah} yang dapat mengubah kriterianya.")
    same = Kriteria.objects.filter(wilayah=wilayah, tahun=tahun)
    with clash_says(BERSAMAAN):
        kriteria = Kriteria.objects.create(
            created_by=by,
            wilayah=wilayah,
            tahun=tahun,
            versi=(same.aggregate(n=Max("versi"))["n"] or 0) + 1,
            butir=butir,
            ambang=ambang,
        )
    record_new(kriteria, "Tetapkan kriteria", by=by)
    return kriteria
