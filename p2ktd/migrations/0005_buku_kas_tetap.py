"""The cash book and the payments become append-only in the database."""

from django.db import migrations

from p2ktd.kas_tetap import lock, unlock


def put_up(apps, schema_editor):
    lock(schema_editor.connection)


def take_away(apps, schema_editor):
    unlock(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("p2ktd", "0004_pengaduan_dan_pelajaran")]
    operations = [migrations.RunPython(put_up, take_away)]
