"""What makes the trail append-only in the database itself, whoever writes.

PostgreSQL opens for one transaction that says so (`opened`), SQLite drops its triggers in one: both
are undone with it. The chain (desa/rantai.py) shows what even that way was changed."""

from contextlib import contextmanager

from django.db import transaction

TABLES = ("desa_jejak", "desa_segeljejak")
REFUSAL = "Jejak hanya bertambah: tidak diubah dan tidak dihapus."
FUNCTION = f"""
CREATE OR REPLACE FUNCTION jejak_hanya_bertambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('ppid.jejak_terbuka', true) = 'ya' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$"""


def lock(connection):
    """Put the triggers up; harmless where they stand."""
    unlock(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in TABLES:
            for statement in _triggers(connection.vendor, table):
                cursor.execute(statement)


def unlock(connection):
    """Take them away: for the one who empties a whole database, such as a test."""
    with connection.cursor() as cursor:
        for table in TABLES:
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in _names(table):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


@contextmanager
def opened(connection):
    """One transaction in which a line may be rewritten: erasing what is a person's own."""
    with transaction.atomic(using=connection.alias):
        if connection.vendor == "postgresql":
            _say(connection, "ya")
            yield
            _say(connection, "")
        else:
            unlock(connection)
            yield
            lock(connection)


def _say(connection, word):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ppid.jejak_terbuka', %s, true)", [word])


def _names(table):
    return [f"{table}_{event}" for event in ("update", "delete", "truncate")]


def _triggers(vendor, table):
    update, delete, truncate = _names(table)
    if vendor == "postgresql":
        run = "EXECUTE FUNCTION jejak_hanya_bertambah()"
        yield f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} FOR EACH ROW {run}"
        yield f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} FOR EACH ROW {run}"
        yield f"CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {table} {run}"
        return
    for name, event in ((update, "UPDATE"), (delete, "DELETE")):
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
