"""On PostgreSQL, an index that finds a part of a name: SQLite reads 91,600 names fast enough."""

from django.db import migrations


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            "CREATE INDEX wilayah_cari_trgm ON desa_wilayah USING gin (cari gin_trgm_ops)"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX wilayah_cari_trgm")


class Migration(migrations.Migration):
    dependencies = [("desa", "0001_awal")]
    operations = [migrations.RunPython(create, drop)]
