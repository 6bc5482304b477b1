"""Tables that only grow: the helper itself, whatever stands in the table."""

import pytest
from django.db import DatabaseError, connection, transaction

from ppid.lib.append_only import AppendOnly

BUKU = AppendOnly(
    function="uji_hanya_bertambah",
    tables=("uji_buku", "uji_lain"),
    refusal="Hanya bertambah.",
    unless="""
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'uji_buku' THEN
        IF to_jsonb(NEW)->>'n' = '7' THEN RETURN NEW; END IF;
    END IF;""",
    only_when={"uji_buku": "NEW.n IS NOT 7"},
)


@pytest.fixture
def tables(db):
    for table in BUKU.tables:
        run(f"CREATE TABLE {table} (n integer)")
    run("INSERT INTO uji_buku VALUES (1)")
    run("INSERT INTO uji_lain VALUES (1)")
    BUKU.lock(connection)


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def refused(statement):
    with pytest.raises(DatabaseError, match="Hanya bertambah"), transaction.atomic():
        run(statement)


def test_it_grows_and_nothing_else(tables):
    run("INSERT INTO uji_lain VALUES (2)")
    refused("UPDATE uji_lain SET n = 7")
    refused("DELETE FROM uji_lain")
    refused("DELETE FROM uji_buku")


def test_what_is_let_through_is_let_through_in_its_own_table_alone(tables):
    refused("UPDATE uji_buku SET n = 8")
    run("UPDATE uji_buku SET n = 7")
    refused("UPDATE uji_lain SET n = 7")


def test_it_is_put_up_twice_and_taken_away(tables):
    BUKU.lock(connection)
    refused("DELETE FROM uji_buku")
    BUKU.unlock(connection)
    run("DELETE FROM uji_buku")
