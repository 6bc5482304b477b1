"""Keeps the village index: typed in, read from the ministry's file, or row by row from a table."""

from django.db import transaction

from desa.choices import Peran
from desa.models import Idm
from desa.trail import changing, record_new
from ppid.lib.workflow import NotAllowed


def may_keep(user, desa):
    return Peran.ADMIN in user.roles_over(desa)


@transaction.atomic
def keep(*, by, desa, tahun, **isi):
    """The index of a village and year; said again, it replaces what was there. Without
    `indikator`, the indicators that are known stay."""
    if not may_keep(by, desa):
        raise NotAllowed("IDM diisi oleh Admin wilayah ini.")
    if not desa.is_village:
        raise NotAllowed(f"{desa} bukan desa, jadi tidak punya IDM.")
    row, made = Idm.objects.get_or_create(
        desa=desa, tahun=tahun, defaults={"created_by": by, **isi}
    )
    if made:
        record_new(row, "Isi IDM", by=by)
    elif any(getattr(row, name) != value for name, value in isi.items()):
        with changing(row, "edit", "Ubah IDM", by=by) as row:
            for name, value in isi.items():
                setattr(row, name, value)
    return row
