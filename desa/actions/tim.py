"""Everything that writes teams and their members."""

from django.db import transaction

from desa.choices import Peran
from desa.models import AnggotaTim, Tim
from desa.trail import changing, record, record_new
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

SUDAH_ADA = "Tim ini untuk tahun itu sudah tercatat. Buka daftar tim, lalu ubah yang sudah ada."


def may_edit(user, tim):
    return Peran.ADMIN in user.roles_over(tim.wilayah)


def check_admin(wilayah, by):
    if Peran.ADMIN not in by.roles_over(wilayah):
        raise NotAllowed(f"Hanya Admin {wilayah} yang dapat mengubah timnya.")


@transaction.atomic
def create_team(*, by, wilayah, **fields):
    check_admin(wilayah, by)
    with clash_says(SUDAH_ADA):
        tim = Tim.objects.create(created_by=by, wilayah=wilayah, **fields)
    record_new(tim, "Buat tim", by=by)
    return tim


def edit_team(tim, *, by, **fields):
    check_admin(tim.wilayah, by)
    with clash_says(SUDAH_ADA), changing(tim, "edit", "Ubah tim", by=by) as tim:
        for name, value in fields.items():
            setattr(tim, name, value)
    return tim


@transaction.atomic
def set_members(tim, *, by, anggota):
    """Bring the list of members to the given one; one trail line holds the list before and after.
    Each is a dict; with an `id` it is a member already there."""
    check_admin(tim.wilayah, by)
    tim = Tim.objects.select_for_update(of=["self"]).select_related("wilayah").get(pk=tim.pk)
    there = {a.pk: a for a in tim.anggota.all()}
    before = [str(a) for a in there.values()]
    for fields in anggota:
        row = there.pop(fields.pop("id", None), None) or AnggotaTim(tim=tim)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    tim.anggota.filter(pk__in=there).delete()
    after = [str(a) for a in tim.anggota.all()]
    if before != after:
        record(tim, "set_members", "Ubah anggota", by=by, nilai={"anggota": [before, after]})
