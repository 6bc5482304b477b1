"""COPY of rows that the database itself checks as it always does; only its indexes wait."""

import json
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from uuid import UUID

from django.db import connection
from django.db.models import GeneratedField
from django.utils import timezone

CHUNK = 20_000  # rows written in one go
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def text_of(value):
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (list, dict)):
        return json.dumps(value).translate(ESCAPED)
    if isinstance(value, (date, datetime, time, UUID)):
        return str(value)
    return str(value).translate(ESCAPED)


def copy(model, varying, rows, **same):
    """Write `rows`, tuples of text in the order of the columns `varying`; `same` holds for every
    row, and what is in neither is the default of its field. How many rows."""
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, GeneratedField)]
    constant = {f.column: f for f in fields if f.column not in varying}
    if model._meta.pk.column not in varying:
        constant.pop(model._meta.pk.column)
    tail = [text_of(same[c] if c in same else _default(f)) for c, f in constant.items()]
    columns = ", ".join(f'"{c}"' for c in [*varying, *constant])
    ending = "".join(f"\t{t}" for t in tail) + "\n"
    written, rows = 0, iter(rows)
    with connection.cursor() as cursor:
        command = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
        with cursor.copy(command) as copying:
            while chunk := list(islice(rows, CHUNK)):
                copying.write(ending.join("\t".join(row) for row in chunk) + ending)
                written += len(chunk)
    return written


def _default(field):
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    return field.get_prep_value(field.get_default())


@contextmanager
def without_indexes(model):
    """What is not needed to keep the rows right is built when they are all there."""
    indexes = model._meta.indexes
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(model, index)
