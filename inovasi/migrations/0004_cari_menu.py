"""On PostgreSQL, indexes that find a menu item by its words; SQLite reads the menu fast enough."""

from django.db import migrations

KATA = """CREATE INDEX menu_cari_kata ON inovasi_menuinovasi
    USING gin (to_tsvector('indonesian'::regconfig, COALESCE(cari_isi, '')))"""
MIRIP = (
    """CREATE INDEX menu_cari_mirip ON inovasi_menuinovasi USING gin (cari_judul gin_trgm_ops)"""
)
JUDUL = """CREATE INDEX inovasi_judul_mirip ON inovasi_inovasi USING gin (judul gin_trgm_ops)"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        for index in (KATA, MIRIP, JUDUL):
            schema_editor.execute(index)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("menu_cari_kata", "menu_cari_mirip", "inovasi_judul_mirip"):
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("inovasi", "0003_kalender_desa")]
    operations = [migrations.RunPython(create, drop)]
