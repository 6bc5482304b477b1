"""What keeps the cash book and the payments append-only in the database itself, whoever writes: a
line may get its evidence, once; nothing else of it changes, and nothing is removed.

SQLite loses triggers when a later migration rebuilds a table: that migration ends with `lock`."""

BUKU, BAYAR = "p2ktd_bariskas", "p2ktd_pembayaran"
TABLES = (BUKU, BAYAR)
REFUSAL = "Buku kas hanya bertambah: yang keliru dikoreksi dengan baris baru."
KOLOM = (
    "id", "dana_id", "urut", "jenis", "tanggal", "bukti_nomor", "uraian", "debit", "kredit",
    "pos_id", "pencairan_id", "membalik_id", "created_by_id", "created_at",
)  # fmt: skip
FUNCTION = f"""
CREATE OR REPLACE FUNCTION p2ktd_hanya_bertambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = '{BUKU}' THEN
        IF to_jsonb(OLD)->>'berkas' = ''
            AND to_jsonb(NEW) - 'berkas' = to_jsonb(OLD) - 'berkas' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$"""


def lock(connection):
    """Put the triggers up; harmless where they stand."""
    unlock(connection)
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unlock(connection):
    """Take them away: for the one who empties a whole database, such as a test."""
    with connection.cursor() as cursor:
        for table in TABLES:
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            for event in ("update", "delete", "truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}{where}")


def _postgresql():
    yield FUNCTION
    run = "EXECUTE FUNCTION p2ktd_hanya_bertambah()"
    for table in TABLES:
        for event in ("update", "delete"):
            yield f"CREATE TRIGGER {table}_{event} BEFORE {event} ON {table} FOR EACH ROW {run}"
        yield f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} {run}"


def _sqlite():
    abort = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in KOLOM)
    only_evidence = f"WHEN NOT (OLD.berkas = '' AND {same}) "
    for table in TABLES:
        when = only_evidence if table == BUKU else ""
        yield f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {when}{abort}"
        yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {abort}"
