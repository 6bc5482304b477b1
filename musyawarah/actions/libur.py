"""Days off, and the deadlines that move with them."""

from datetime import timedelta

from django.db import transaction

from desa.choices import Peran
from desa.trail import record, record_new
from musyawarah.choices import Status
from musyawarah.hari_kerja import report_deadline
from musyawarah.models import HariLibur, Musyawarah
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

JAUH = timedelta(days=30)  # no deadline lies farther from its meeting
SETUMPUK = 500


def deadline_of(musyawarah):
    places = [*musyawarah.wilayah.above, musyawarah.wilayah_id]
    tanggal = musyawarah.tanggal
    found = HariLibur.objects.filter(
        wilayah__in=places, tanggal__gt=tanggal, tanggal__lt=tanggal + JAUH
    )
    return report_deadline(tanggal, set(found.values_list("tanggal", flat=True)))


def _check(by, wilayah):
    if Peran.ADMIN not in by.roles_over(wilayah):
        raise NotAllowed(f"Hanya Admin {wilayah} yang dapat mengubah hari liburnya.")


@transaction.atomic
def add_holiday(*, by, wilayah, tanggal, nama):
    _check(by, wilayah)
    with clash_says("Hari libur ini sudah tercatat."):
        made = HariLibur.objects.create(wilayah=wilayah, tanggal=tanggal, nama=nama, created_by=by)
    record_new(made, "Catat hari libur", by=by)
    _move_deadlines(made)
    return made


@transaction.atomic
def remove_holiday(libur, *, by):
    _check(by, libur.wilayah)
    record(libur, "delete", "Hapus hari libur", by=by, catatan=f"{libur.tanggal} {libur}")
    libur.delete()
    _move_deadlines(libur)


def _move_deadlines(libur):
    """Of the meetings still open there, held in the days before."""
    rows = Musyawarah.objects.inside(libur.wilayah).exclude(status__in=[Status.FINAL, Status.BATAL])
    near = rows.filter(tanggal__lt=libur.tanggal, tanggal__gt=libur.tanggal - JAUH)
    moved = []
    for m in near.select_related("wilayah").iterator(chunk_size=SETUMPUK):
        m.batas_laporan = deadline_of(m)
        moved.append(m)
    Musyawarah.objects.bulk_update(moved, ["batas_laporan"], batch_size=SETUMPUK)
