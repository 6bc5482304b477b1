"""The only code that moves a status, and the only code that writes the trail."""

from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from desa.kunci import opened
from desa.models import Jejak, SegelJejak
from desa.rantai import BANYAK, digests, link, unsealed
from desa.scoping import any_of
from ppid.lib.workflow import NotAllowed

SILENT = {"updated_at", "created_at", "provinsi", "kabupaten", "kecamatan"}
SILENT |= {"password", "last_login", "date_joined"}  # a secret, and what would only repeat
HOUSE = frozenset({"rumah"})  # what commands may do by the calendar, where a step names it
_listeners = []


def listen(listener):
    """Be told of every trail line, in its transaction: listener(obj, langkah, nilai). This is the
    one change feed; higher floors register on it at start-up, so lower ones never import them."""
    if listener not in _listeners:
        _listeners.append(listener)


def values_of(obj):
    """The columns of a row as plain values, without bookkeeping."""
    return {
        field.attname: _plain(getattr(obj, field.attname))
        for field in obj._meta.concrete_fields
        if field.name not in SILENT
    }


def _plain(value):
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def changes(before, after):
    """{"judul": ["before", "after"]} for what differs; a new row has no before."""
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if before.get(name) != value and name != "status"
    }


def record(obj, langkah, label, *, by, sebelum="", catatan="", nilai=None):
    """Write one line. `by` is None only for what the house does by itself."""
    place = getattr(obj, "place", None)
    Jejak.objects.create(
        pelaku=by,
        objek=obj._meta.label,
        objek_id=str(obj.pk),
        judul=str(obj)[:200],
        wilayah_id=place.kode if place else "",
        langkah=langkah,
        label=label,
        sebelum=sebelum,
        sesudah=getattr(obj, "status", ""),
        catatan=catatan,
        nilai=nilai or {},
    )
    for listener in _listeners:
        listener(obj, langkah, nilai or {})


def record_new(obj, label, *, by, langkah="create", catatan=""):
    record(obj, langkah, label, by=by, catatan=catatan, nilai=changes({}, values_of(obj)))


def trail_of(*objs):
    """What happened to one object, or to several that belong together, newest first."""
    found = any_of(Q(objek=obj._meta.label, objek_id=str(obj.pk)) for obj in objs)
    return Jejak.objects.filter(found).select_related("pelaku")


@contextmanager
def taking(name, obj, *, by, catatan="", nilai=None):
    """Take one step: lock the row, check the rules on the fresh copy, move it, record it.

        with taking("submit", kegiatan, by=user) as kegiatan:
            kegiatan.terkirim_at = timezone.now()

    The body may set other fields. Whatever it raises undoes the whole step. `nilai` adds changes
    that lie outside the row itself, such as its list of names, to the trail line. `by` is None
    only for what the house does by itself."""
    with transaction.atomic():
        rows = obj._meta.model.objects.select_for_update(of=["self"]).select_related(obj.tempat)
        fresh = rows.get(pk=obj.pk)
        step = _checked(name, fresh, by)
        if step.needs_note and not catatan.strip():
            raise NotAllowed("Catatan wajib diisi.")
        sebelum, before = fresh.status, values_of(fresh)
        yield fresh
        _checked(name, fresh, by)  # still theirs, still whole
        fresh.status = step.target or sebelum
        fresh.save()
        changed = changes(before, values_of(fresh)) | (nilai or {})
        record(fresh, name, step.label, by=by, sebelum=sebelum, catatan=catatan, nilai=changed)


def _checked(name, obj, by):
    return by.check(name, obj) if by else obj.workflow.check(name, obj, HOUSE)


def take(name, obj, **kwargs):
    """For a step that changes nothing but the status."""
    with taking(name, obj, **kwargs):
        pass


@contextmanager
def changing(obj, langkah, label, *, by, catatan=""):
    """For rows without a workflow: lock, let the body change it, save, record before and after.
    The action that calls it asks who may."""
    with transaction.atomic():
        fresh = obj._meta.model.objects.select_for_update(of=["self"]).get(pk=obj.pk)
        before = values_of(fresh)
        yield fresh
        fresh.save()
        nilai = changes(before, values_of(fresh))
        record(fresh, langkah, label, by=by, catatan=catatan, nilai=nilai)


def seal_trail(*, everything=False):
    """Add what was committed since the last time to the chain; how many lines. Of two sealers at
    once one goes on, the other leaves it to it."""
    done = 0
    while True:
        try:
            n = _seal_some(everything)
        except IntegrityError:
            return done
        done += n
        if n < BANYAK:
            return done


@transaction.atomic
def _seal_some(everything):
    return len(_append(unsealed(everything=everything)[:BANYAK]))


def rewrite_lines(lines):
    """Save lines from which a person is erased, and seal them anew: the only way a line changes."""
    with opened(connection):
        seal_trail(everything=True)  # what they were, before what they become
        Jejak.objects.bulk_update(lines, ["judul", "catatan", "nilai"], batch_size=500)
        keys = [line.pk for line in lines]
        _append(Jejak.objects.filter(pk__in=keys).order_by("pk"), disunting=True)


def _append(rows, **fields):
    last = SegelJejak.objects.order_by("-pk").first()
    pk, before = (last.pk, last.sidik) if last else (0, "")
    seals = []
    for jejak_id, isi in digests(rows):
        pk, before = pk + 1, link(before, jejak_id, isi)
        seals.append(SegelJejak(id=pk, jejak_id=jejak_id, isi=isi, sidik=before, **fields))
    return SegelJejak.objects.bulk_create(seals)
