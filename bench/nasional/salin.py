"""COPY of rows that the database checks as it always does; its indexes wait, and where each row
points is asked once for all of them instead of once for each."""

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
    with pointing_checked_once(model), connection.cursor() as cursor:
        command = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
        with cursor.copy(command) as copying:
            while chunk := list(islice(rows, CHUNK)):
                copying.write(ending.join("\t".join(row) for row in chunk) + ending)
                written += len(chunk)
    return written


@contextmanager
def pointing_checked_once(model):
    """A foreign key checks row by row: of ten million rows most of an hour. A superuser may put
    that off; then each key is joined with what it points at, and a row that points nowhere ends
    it all. Anybody else's rows are checked as they come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        [may] = cursor.fetchone()
        if not may:
            yield
            return
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")
        for field in model._meta.concrete_fields:
            if field.many_to_one or field.one_to_one:
                _check_pointing(cursor, model, field)


def _check_pointing(cursor, model, field):
    here, there = model._meta.db_table, field.related_model._meta.db_table
    target = field.target_field.column
    cursor.execute(
        f'SELECT count(*) FROM "{here}" a LEFT JOIN "{there}" b'  # noqa: S608
        f' ON b."{target}" = a."{field.column}"'
        f' WHERE a."{field.column}" IS NOT NULL AND b."{target}" IS NULL'
    )
    [lost] = cursor.fetchone()
    if lost:
        raise SystemExit(f"{lost} rows of {model._meta.label} point nowhere by {field.name}.")


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
