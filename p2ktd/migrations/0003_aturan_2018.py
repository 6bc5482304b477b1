"""The rules of 2018 as rows: the cap per village and the posts of the DOK (domain.md 3.12)."""

from django.db import migrations

from p2ktd.aturan import BATAS_DESA, POS


def fill(apps, schema_editor):
    aturan, pos = apps.get_model("p2ktd", "AturanTahun"), apps.get_model("p2ktd", "PosDok")
    for tahun, (batas, dasar) in BATAS_DESA.items():
        aturan.objects.create(tahun=tahun, batas_desa=batas, dasar=dasar)
    for tahun, rows in POS.items():
        made = {}
        for urutan, (kode, nama, persen, induk) in enumerate(rows, start=1):
            made[kode] = pos.objects.create(
                tahun=tahun,
                kode=kode,
                nama=nama,
                persen=persen,
                induk=made.get(induk),
                urutan=urutan,
            )


class Migration(migrations.Migration):
    dependencies = [("p2ktd", "0002_kebutuhan_dan_pekerjaan")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
