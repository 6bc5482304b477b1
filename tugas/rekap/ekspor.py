"""Everything a place owns, as sheets with a dictionary made from the models: rows that belong to
the place, the rows that belong to those, and their trail. Beside every code or number of a person
or place stands the name. What is only about logging in, or about somebody who complained in
confidence, stays inside."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from desa.models import Jejak, Pengguna, Wilayah
from desa.scoping import ScopedQuerySet

FLOORS = ["desa", "inovasi", "p2ktd", "musyawarah", "tugas"]
INSIDE = {
    "desa.Pengguna", "desa.Paket", "desa.Pemberitahuan", "desa.Wilayah", "p2ktd.Pelapor",
    "tugas.Kiriman", "tugas.Bagian", "tugas.Selisih", "tugas.Rekap", "tugas.Kemajuan",
    "tugas.Lapor", "inovasi.RekapKomitmen",
}  # fmt: skip
NAMED = {Pengguna, Wilayah}  # whose names stand beside their codes
SECRET = re.compile(r"sandi|password|token|secret|rahasia|^kunci$")
DIBUANG = "dibuang"  # a draft that its author threw away
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
    """{label: model} of all that can belong to a place, ground floor first, and the trail."""
    found = {}
    for floor in FLOORS:
        for model in apps.get_app_config(floor).get_models():
            known = is_placed(model) or place_field(model) or parent_of(model)
            if known and model._meta.label not in INSIDE:
                found[model._meta.label] = model
    return found | {Jejak._meta.label: Jejak}


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
    if model is Jejak:
        return _trail(place, user)
    if is_placed(model):
        rows = model._default_manager.visible_to(user).inside(place)
        return rows.exclude(~Q(created_by=user), status=DIBUANG) if _has_drafts(model) else rows
    if field := parent_of(model):
        return _of_parent(model, field, place, user)
    places = Wilayah.objects.inside(place)
    return model._default_manager.filter(**{f"{place_field(model)}__in": places})


def _of_parent(model, field, place, user):
    above = model._meta.get_field(field).related_model
    return model._default_manager.filter(**{f"{field}__in": rows_of(above, place, user)})


def _trail(place, user):
    """What happened to the exported rows of a place. What tells of somebody else's draft, or of an
    account, stays inside as these do themselves."""
    own = {label: m for label, m in exported().items() if m is not Jejak}
    inside = Q(wilayah_id=place.pk) | Q(wilayah_id__startswith=f"{place.pk}.")
    rows = Jejak.objects.filter(inside, objek__in=own)
    for label, model in own.items():
        if _has_drafts(model):
            hidden = model._default_manager.inside(place).exclude(created_by=user)
            hidden = hidden.filter(status__in=[model.draft, DIBUANG]).values_list("pk", flat=True)
            rows = rows.exclude(objek=label, objek_id__in=[str(pk) for pk in hidden])
    return rows


def _has_drafts(model):
    return getattr(model, "draft", None) is not None


@dataclass(frozen=True)
class Kolom:
    """A column of a sheet: what a field holds, or the name of whom or what it points at."""

    nama: str
    field: models.Field
    sebutan: bool = False  # the name beside a code
    banyak: bool = False  # several places in one cell


def columns_of(model):
    found = []
    for f in model._meta.concrete_fields:
        if SECRET.search(f.name):
            continue
        found.append(Kolom(f.attname, f))
        if f.related_model in NAMED:
            found.append(Kolom(f"{f.name}_nama", f, sebutan=True))
    found += [Kolom(f.name, f, banyak=True) for f in model._meta.many_to_many]
    return found


def sheet_name(model):
    """At most 31 characters, unlike any other: the app, then the model."""
    return f"{model._meta.app_label}.{model.__name__}"[:31]


def header_of(model):
    return [c.nama for c in columns_of(model)]


def cells_of(model, rows, on_file, on_text):
    """The rows as cells. Files are named as they lie in the ZIP and told to `on_file(path, field
    file)`; a text too long for a cell goes to `on_text(path, text)`."""
    columns = columns_of(model)
    rows = rows.select_related(*[c.field.name for c in columns if c.sebutan])
    rows = rows.prefetch_related(*[c.field.name for c in columns if c.banyak])
    for row in rows.order_by("pk").iterator(chunk_size=500):
        yield [_cell(model, row, c, on_file, on_text) for c in columns]


def _cell(model, row, column, on_file, on_text):
    field = column.field
    if column.sebutan:
        return str(getattr(row, field.name) or "")
    if column.banyak:
        return "; ".join(f"{r.pk} {r}" for r in getattr(row, field.name).all())
    value = getattr(row, field.attname)
    if isinstance(field, models.FileField):
        if not value:
            return ""
        path = f"berkas/{value.name}"
        on_file(path, value)
        return path
    if model is Jejak and field.name == "nilai":
        value = {name: pair for name, pair in value.items() if not SECRET.search(name)}
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
        for c in columns_of(model):
            f = c.field
            choices = (
                "" if c.sebutan or c.banyak else ", ".join(f"{k} = {v}" for k, v in f.flatchoices)
            )
            yield [
                sheet_name(model), c.nama, _meaning(c), _kind(c),
                "tidak" if f.null or f.blank else "ya", choices[:SEL],
            ]  # fmt: skip


def _meaning(column):
    words = str(column.field.verbose_name)
    return f"nama untuk {column.field.attname}" if column.sebutan else words


def _kind(column):
    field = column.field
    if column.sebutan:
        return "teks"
    if column.banyak:
        return "daftar kode dan nama, dipisah titik koma"
    if field.remote_field:
        return f"acuan ke {field.related_model._meta.label}"
    kind = next((word for cls, word in JENIS.items() if isinstance(field, cls)), "teks")
    if kind == "teks" and field.max_length:
        return f"teks, paling panjang {field.max_length}"
    return kind
