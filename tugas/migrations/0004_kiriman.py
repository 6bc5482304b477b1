import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tugas", "0003_laporan_bulanan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bagian",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sidik", models.CharField(max_length=64)),
                ("mulai", models.PositiveIntegerField()),
                ("isi", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bagian",
                "ordering": ["pengguna", "sidik", "mulai"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("pengguna"),
                        models.F("sidik"),
                        models.F("mulai"),
                        name="bagian_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Kiriman",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("judul", models.CharField(max_length=150)),
                ("tujuan", models.CharField(max_length=200)),
                ("alamat", models.CharField(blank=True, max_length=300)),
                ("resi", models.CharField(max_length=9, unique=True)),
                ("sidik", models.CharField(max_length=64)),
                ("diterima_at", models.DateTimeField(auto_now_add=True)),
                ("ditulis_at", models.DateTimeField(null=True)),
                ("selisih", models.IntegerField(null=True)),
                ("catatan", models.CharField(blank=True, max_length=200)),
                (
                    "pengguna",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kiriman",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "kiriman",
                "ordering": ["-diterima_at", "pk"],
                "indexes": [models.Index(fields=["pengguna", "-diterima_at"], name="kiriman_list")],
            },
        ),
    ]
