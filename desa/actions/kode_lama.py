"""Old codes: what became of them is proposed, and holds once somebody says so."""

from django.db import IntegrityError, transaction

from desa.choices import Peran
from desa.models import Wilayah
from desa.places import EDISI
from desa.trail import record, taking
from ppid.lib.workflow import NotAllowed

SEKALIGUS = 500  # confirmed in one go


@transaction.atomic
def confirm(lama, *, by, ke=None):
    """`ke` is the place that a person chose; else the proposed one. What was recorded under the old
    code goes along."""
    if ke is not None and ke.pk != lama.ke_id:
        _choose(lama, ke, by)
    with taking("confirm", lama, by=by) as lama:
        moved = _move(lama, by)
    return moved


def _choose(lama, ke, by):
    if Peran.ADMIN not in by.roles_over(ke):
        raise NotAllowed(f"Anda bukan Admin di {ke}.")
    with taking("choose", lama, by=by) as lama:
        lama.ke = lama.wilayah = ke


def confirm_certain(rows, *, by):
    """The certain ones of a list, at most SEKALIGUS at a time; how many it was."""
    certain = rows.waiting().filter(pasti=True, ke__isnull=False).select_related("wilayah")
    found = list(certain.order_by("kode")[:SEKALIGUS])
    for lama in found:
        confirm(lama, by=by)
    return len(found)


def refuse(lama, *, by, catatan):
    with taking("refuse", lama, by=by, catatan=catatan):
        pass


def reopen(lama, *, by, catatan):
    with taking("reopen", lama, by=by, catatan=catatan):
        pass


def _move(lama, by):
    """Point everything that names the old place at the new one; how many rows. Only a place that
    stands in no list of today is left behind: where its code lives on as another village, nobody
    can tell their records apart."""
    old = Wilayah.objects.filter(pk=lama.kode).exclude(edisi=EDISI).first()
    if old is None or lama.kode == lama.ke_id:
        return 0
    moved = {}
    for model, field in _pointing():
        if model in (Wilayah, type(lama)):
            continue
        try:
            with transaction.atomic():
                count = model._base_manager.filter(**{field: old}).update(**{field: lama.ke})
        except IntegrityError:
            name = model._meta.verbose_name
            raise NotAllowed(
                f"{lama.ke} sudah punya {name} yang sama. Gabungkan dahulu, lalu konfirmasi."
            ) from None
        if count:
            moved[f"{model._meta.label}.{field}"] = [0, count]
    if moved:
        note = f"{lama.nama} ({lama.kode}) menjadi {lama.ke} ({lama.ke_id})"
        record(lama.ke, "move_records", "Pindahkan catatan", by=by, catatan=note, nilai=moved)
    return sum(count for _, count in moved.values())


def _pointing():
    """(model, field) of every key to a place, also of those that the place does not know."""
    for relation in Wilayah._meta.get_fields(include_hidden=True):
        if relation.one_to_many or relation.one_to_one:
            yield relation.related_model, relation.field.name
