"""The chain over the trail, and the triggers that keep both append-only."""

from django.db import migrations, models

from desa.kunci import lock, unlock


def put_up(apps, schema_editor):
    lock(schema_editor.connection)


def take_away(apps, schema_editor):
    unlock(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("desa", "0007_pemberitahuan")]
    operations = [
        migrations.CreateModel(
            name="SegelJejak",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("jejak_id", models.BigIntegerField(db_index=True)),
                ("isi", models.CharField(max_length=64)),
                ("sidik", models.CharField(max_length=64)),
                ("disunting", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name_plural": "segel jejak"},
        ),
        migrations.RunPython(put_up, take_away),
    ]
