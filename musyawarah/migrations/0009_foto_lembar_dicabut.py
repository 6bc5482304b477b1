"""A photo of the signed sheet can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("musyawarah", "0008_foto_lembar"),
    ]

    operations = [
        migrations.AddField(
            model_name="fotolembar",
            name="dicabut",
            field=models.BooleanField(default=False),
        ),
    ]
