"""The generator of the national data set, a village of it: what it makes must be true."""

from datetime import date

import pytest
from django.db import connection

from bench.nasional import halaman, isi, salin
from desa.models import Pengguna, Penugasan, Wilayah
from musyawarah.models import Kehadiran
from tests import factories
from tugas.models import Capaian, Kegiatan

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="COPY is PostgreSQL's"),
]
ENTRIES = 400


def test_the_country_is_made_and_its_pages_are_timed(capsys):
    isi.fill(ENTRIES, benih=7)
    assert Kegiatan.objects.count() == ENTRIES
    assert Kehadiran.objects.count() == ENTRIES // isi.KEGIATAN_PER_MUSYAWARAH * isi.HADIR
    villages = Wilayah.objects.villages()
    assert not villages.exclude(pk__in=villages.filter(penugasan__peran="pld")).exists()
    assert 40_000 < Pengguna.objects.count() < 60_000
    touched = Kegiatan.objects.values("desa").distinct().count()
    assert Capaian.objects.values("desa").distinct().count() >= touched
    with pytest.raises(SystemExit, match="already holds"):
        isi.fill(ENTRIES, benih=7)

    capsys.readouterr()
    halaman.measure(kali=2)
    table = capsys.readouterr().out
    assert "not 200" not in table
    assert table.count("\n|") > 25


def test_a_row_that_points_nowhere_ends_it():
    place = factories.wilayah()
    rows = [("999999", "pld", "", place.pk)]
    with pytest.raises(SystemExit, match="point nowhere by pengguna"):
        salin.copy(
            Penugasan, ["pengguna_id", "peran", "jabatan", "wilayah_id"], rows,
            mulai=date(2026, 1, 1), no_sk="412/UJI",
        )  # fmt: skip
