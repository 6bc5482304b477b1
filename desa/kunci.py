"""What makes the trail append-only in the database itself, whoever writes.

PostgreSQL opens for one transaction that says so (`opened`), SQLite drops its triggers in one: both
are undone with it. The chain (desa/rantai.py) shows what even that way was changed."""

from contextlib import contextmanager

from django.db import transaction

from ppid.lib.append_only import AppendOnly

JEJAK = AppendOnly(
    function="jejak_hanya_bertambah",
    tables=("desa_jejak", "desa_segeljejak"),
    refusal="Jejak hanya bertambah: tidak diubah dan tidak dihapus.",
    unless="""
    IF current_setting('ppid.jejak_terbuka', true) = 'ya' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;""",
)
lock, unlock = JEJAK.lock, JEJAK.unlock


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
