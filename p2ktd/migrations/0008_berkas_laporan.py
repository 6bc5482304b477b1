from django.db import migrations, models

PAPER = models.FileField(blank=True, editable=False, upload_to="p2ktd/%Y/%m/")


class Migration(migrations.Migration):
    dependencies = [("p2ktd", "0007_terbaru_dahulu")]

    operations = [
        migrations.AddField(model_name="laporan", name="berkas", field=PAPER),
        migrations.AddField(model_name="pelaksanaan", name="berkas", field=PAPER.clone()),
    ]
