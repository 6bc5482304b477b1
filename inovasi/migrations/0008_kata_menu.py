"""One table of words for both databases, instead of two columns and two ways to read them."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """The words stood in the two columns, with a space on either side."""
    Menu, Kata = apps.get_model("inovasi", "MenuInovasi"), apps.get_model("inovasi", "KataMenu")
    rows = []
    for pk, title, everything in Menu.objects.values_list("pk", "cari_judul", "cari_isi"):
        words = dict.fromkeys(everything.split(), False) | dict.fromkeys(title.split(), True)
        kept = {word[:40]: in_title for word, in_title in words.items()}
        rows += [Kata(menu_id=pk, kata=word, di_judul=j) for word, j in kept.items()]
    Kata.objects.bulk_create(rows, batch_size=5000)


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("menu_cari_kata", "menu_cari_mirip"):
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("inovasi", "0007_minat_foto_dan_alasan")]

    operations = [
        migrations.CreateModel(
            name="KataMenu",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kata", models.CharField(max_length=40)),
                ("di_judul", models.BooleanField()),
                (
                    "menu",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kata",
                        to="inovasi.menuinovasi",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kata menu",
                "indexes": [
                    models.Index(fields=["kata", "di_judul", "menu"], name="katamenu_found")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("menu"), models.F("kata"), name="katamenu_once"
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(drop_indexes, migrations.RunPython.noop),
        migrations.RemoveField(model_name="menuinovasi", name="cari_isi"),
        migrations.RemoveField(model_name="menuinovasi", name="cari_judul"),
    ]
