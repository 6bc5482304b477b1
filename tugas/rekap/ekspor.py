"""Everything a place owns, as sheets with a dictionary made from the models: rows that belong to
the place, and the rows that belong to those. What is only about logging in, or about somebody who
complained in confidence, stays inside."""

import json
import re
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.apps import apps
from django.db import models

from desa.models import Wilayah
from desa.scoping import ScopedQuerySet

FLOORS = ["desa", "inovasi", "p2ktd", "musyawarah", "tugas"]
INSIDE = {
    "desa.Pengguna", "desa.Paket", "desa.Pemberitahuan", "desa.Wilayah", "p2ktd.Pelapor",
    "tugas.Kiriman", "tugas.Bagian", "tugas.Selisih", "tugas.Rekap", "tugas.Kemajuan",
    "tugas.Lapor", "inovasi.RekapKomitmen",
}  # fmt: skip
SECRET = re.compile(r"sandi|password|token|secret|rahasia|^kunci$")
SEL = 32_000  # characters that a cell of a spreadsheet holds
KAMUS = ["Lembar", "Kolom", "Arti", "Jenis isi", "Wajib", "Pilihan"]
JENIS = {
    models.DateTimeField: "tanggal dan jam",
    models.DateField: "tanggal",
    models.TimeField: "jam",
    models.BooleanField: "ya/tidak",
    models.FileField: "nama berkas di dalam ZIP",
    models.JSONField: "JSON",
    models.UUIDField: "nomor unik",
    models.IntegerField: "angka bulat",
    models.DecimalField: "angka",
    models.FloatField: "angka",
    models.ForeignKey: "acuan ke baris lain",
}  # fmt: skip


def exported():
    """{label: model} of all that can belong to a place, ground floor first."""
    found = {}
    for floor in FLOORS:
        for model in apps.get_app_config(floor).get_models():
            known = is_placed(model) or place_field(model) or parent_of(model)
            if known and model._meta.label not in INSIDE:
                found[model._meta.label] = model
    return found


def is_placed(model):
    """Does it have a place of its own?"""
    rows = model._default_manager.all()
    return hasattr(model, "kode_column") and isinstance(rows, ScopedQuerySet)


def place_field(model):
    """The foreign key that says of which place a row is that knows no scope, such as a profile."""
    names = [f.name for f in model._meta.concrete_fields if f.related_model is Wilayah]
    return names[0] if names and not is_placed(model) else ""


def parent_of(model):
    """The foreign key that ties a row without a place to one that has its own, directly or not."""
    for f in model._meta.concrete_fields:
        above = f.remote_field and f.related_model
        if not above or above in (model, Wilayah) or above._meta.label in INSIDE:
            continue
        if above._meta.app_label in FLOORS and (is_placed(above) or parent_of(above)):
            return f.name
    return ""


def rows_of(model, place, user):
    """The rows of a place that this person may see."""
    if is_placed(model):
        return model._default_manager.visible_to(user).inside(place)
    if field := parent_of(model):
        return _of_parent(model, field, place, user)
    places = Wilayah.objects.inside(place)
    return model._default_manager.filter(**{f"{place_field(model)}__in": places})


def _of_parent(model, field, place, user):
    above = model._meta.get_field(field).related_model
    return model._default_manager.filter(**{f"{field}__in": rows_of(above, place, user)})


def columns_of(model):
    return [f for f in model._meta.concrete_fields if not SECRET.search(f.name)]


def sheet_name(model):
    """At most 31 characters, unlike any other: the app, then the model."""
    return f"{model._meta.app_label}.{model.__name__}"[:31]


def header_of(model):
    return [f.attname for f in columns_of(model)]


def cells_of(model, rows, on_file, on_text):
    """The rows as cells. Files are named as they lie in the ZIP and told to `on_file(path, field
    file)`; a text too long for a cell goes to `on_text(path, text)`."""
    columns = columns_of(model)
    for row in rows.order_by("pk").iterator(chunk_size=500):
        yield [_cell(model, row, f, on_file, on_text) for f in columns]


def _cell(model, row, field, on_file, on_text):
    value = getattr(row, field.attname)
    if isinstance(field, models.FileField):
        if not value:
            return ""
        path = f"berkas/{value.name}"
        on_file(path, value)
        return path
    text = _plain(value)
    if isinstance(text, str) and len(text) > SEL:
        path = f"teks/{sheet_name(model)}-{row.pk}-{field.attname}.txt"
        on_text(path, text)
        return f"lihat {path}"
    return text


def _plain(value):
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def dictionary():
    """The rows of the sheet that explains the others, from the models as they are."""
    for model in exported().values():
        for f in columns_of(model):
            choices = ", ".join(f"{k} = {v}" for k, v in f.flatchoices)
            yield [
                sheet_name(model), f.attname, str(f.verbose_name), _kind(f),
                "tidak" if f.null or f.blank else "ya", choices[:SEL],
            ]  # fmt: skip


def _kind(field):
    if field.remote_field:
        return f"acuan ke {field.related_model._meta.label}"
    kind = next((word for cls, word in JENIS.items() if isinstance(field, cls)), "teks")
    if kind == "teks" and field.max_length:
        return f"teks, paling panjang {field.max_length}"
    return kind
