"""The trail in words: which field went from what to what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db import models
from django.utils.timezone import localtime

from desa.models import Pengguna, Wilayah
from ppid.lib.tanggal import tgl

KOSONG = "–"
PANJANG = 300
NAMED = (Wilayah, Pengguna)  # those whose name is worth a query


@dataclass(frozen=True)
class Perubahan:
    nama: str
    sebelum: str
    sesudah: str


def readable(jejak):
    """The same lines, each with `perubahan`: what changed, by the names that people know.

    One query more for all lines together where they name places, one where they name people."""
    lines = list(jejak)
    found = [list(_changes(line)) for line in lines]
    names = _names(change for changes in found for change in changes)
    for line, changes in zip(lines, found, strict=True):
        line.perubahan = [_in_words(*change, names) for change in changes]
    return lines


def _changes(line):
    """(key, field or None, before, after), without what a new row merely left empty."""
    fields = _fields_of(line.objek)
    for key, (before, after) in line.nilai.items():
        if key != "id" and (before or after):
            yield key, fields.get(key), before, after


def _fields_of(label):
    try:
        model = apps.get_model(label)
    except LookupError:  # a model of former days
        return {}
    return {field.attname: field for field in model._meta.concrete_fields}


def _names(changes):
    """{(model, key): name} of the places and people that are pointed at."""
    wanted = defaultdict(set)
    for _key, field, before, after in changes:
        model = getattr(field, "related_model", None)
        if model in NAMED:
            wanted[model] |= {before, after} - {None}
    return {
        (model, key): str(obj)
        for model, keys in wanted.items()
        for key, obj in model.objects.in_bulk(keys).items()
    }


def _in_words(key, field, before, after, names):
    name = str(field.verbose_name) if field else key.replace("_", " ")
    if field and field.verbose_name == field.name.replace("_", " "):
        name = key.removesuffix("_id").replace("_", " ")
    return Perubahan(
        name[:1].upper() + name[1:], _word(field, before, names), _word(field, after, names)
    )


def _word(field, value, names):
    if value is None or value in ("", [], {}):
        return KOSONG
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if getattr(field, "related_model", None) in NAMED:
        name = names.get((field.related_model, value), value)
        return f"{name} ({value})" if field.related_model is Wilayah else str(name)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BigIntegerField):  # money is whole rupiah
        return f"Rp{value:,}".replace(",", ".")
    if isinstance(field, models.DateTimeField):
        when = localtime(datetime.fromisoformat(value))
        return f"{tgl(when)} pukul {when:%H.%M}"
    if isinstance(field, models.DateField):
        return tgl(date.fromisoformat(value))
    text = str(value)
    return text if len(text) <= PANJANG else f"{text[:PANJANG]}…"
