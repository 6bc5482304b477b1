"""The years' rules as data: the level of the bursa (domain.md 2.1) and the village calendar."""

from datetime import date

from django.db import migrations

TINGKAT = {2017: "kabupaten", 2018: "kabupaten", 2019: "kecamatan"}


def fill(apps, schema_editor):
    ketentuan = apps.get_model("inovasi", "KetentuanBursa")
    ketentuan.objects.bulk_create(ketentuan(tahun=t, tingkat=k) for t, k in TINGKAT.items())
    jendela = apps.get_model("inovasi", "Jendela")
    jendela.objects.bulk_create(
        jendela(tahun=tahun, dokumen=dokumen, mulai=mulai, selesai=selesai)
        for tahun in range(2018, 2041)
        for dokumen, mulai, selesai in (
            ("rkpdes", date(tahun - 1, 7, 1), date(tahun - 1, 9, 30)),
            ("apbdes", date(tahun - 1, 10, 1), date(tahun - 1, 12, 31)),
            ("apbdes_perubahan", date(tahun, 7, 1), date(tahun, 10, 31)),
        )
    )


class Migration(migrations.Migration):
    dependencies = [("inovasi", "0002_bursa_dan_komitmen")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
