"""A person's right to their data: all of it in one file, and to be forgotten where the law of
archives does not keep it."""

from django.db import transaction
from django.db.models import Q

from desa.actions.akun import end_all_devices, forget_second_factor
from desa.actions.orang import check_account
from desa.models import Jejak
from desa.trail import changing, record, rewrite_lines, values_of
from ppid.lib.workflow import NotAllowed

DIHAPUS = "[dihapus]"
PRIBADI = ("nama", "username", "telepon", "email")


def data_of(orang):
    """Everything that names this person, as plain values."""
    lines = Jejak.objects.filter(_about(orang) | Q(pelaku=orang)).order_by("pk")
    return {
        "akun": {k: v for k, v in values_of(orang).items() if k != "id"},
        "penugasan": [values_of(t) for t in orang.penugasan.order_by("pk")],
        "perangkat": list(orang.perangkat.values("alat", "masuk_at", "terakhir_at")),
        "jejak": list(lines.values("waktu", "objek", "objek_id", "judul", "label", "nilai")),
        "dipakai_di": dict(_named_in(orang)),
    }


def _about(orang):
    return Q(objek=orang._meta.label, objek_id=str(orang.pk))


def _named_in(orang):
    """("tugas.Kegiatan created_by", keys): wherever another row points at this person."""
    for relation in orang._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: orang})
            if keys := [str(pk) for pk in rows.values_list("pk", flat=True)]:
                yield f"{relation.related_model._meta.label} {relation.field.name}", keys


@transaction.atomic
def erase(orang, *, by, catatan):
    """Name, phone and mail go, here and in the trail; what the person did stays, without a name.
    Sealed papers keep the names that were read aloud: they are the village's archive."""
    check_account(orang, by)
    if orang.penugasan.not_ended().exists():
        raise NotAllowed("Akhiri dulu semua perannya, lalu hapus datanya.")
    end_all_devices(orang, by=by, catatan=catatan)
    forget_second_factor(orang)
    with changing(orang, "erase", "Hapus data pribadi", by=by, catatan=catatan) as fresh:
        fresh.nama, fresh.username = f"Orang {orang.pk} {DIHAPUS}", f"dihapus-{orang.pk}"
        fresh.telepon = fresh.email = ""
        fresh.is_active = False
        fresh.set_unusable_password()
    _blot(orang)
    record(fresh, "erased", "Data pribadi sudah dihapus", by=by)
    return fresh


def _blot(orang):
    lines = list(Jejak.objects.filter(_about(orang)).order_by("pk"))
    for line in lines:
        line.judul = DIHAPUS
        line.nilai = {k: _blotted(k, v) for k, v in line.nilai.items()}
    rewrite_lines(lines)


def _blotted(key, values):
    return [v and DIHAPUS for v in values] if key in PRIBADI else values
