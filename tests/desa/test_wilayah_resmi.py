"""All 91,599 places against the list that the ministry published, name by name."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from desa.models import Wilayah
from desa.places import official, places
from desa.trail import trail_of
from ppid.lib.teks import squeeze

LIST = Path(settings.BASE_DIR).parent / "shared/data/wilayah/wilayah_2025_K300.2.2-2430.csv"
LEVELS = {
    "provinsi": "provinsi",
    "kabkota": "kabupaten",
    "kecamatan": "kecamatan",
    "desakel": "desa",
}
KINDS = {"kelurahan": 1, "desa": 2, "desa_adat": 3}

# Where the two spell one name differently: (the ministry's list, ours). All else is equal.
EXCEPTIONS = {
    "31.72": ("Kota Administrasi Jakarta Utara ", "Kota Administrasi Jakarta Utara"),
    "52.02.10.2004": ("Jurang Jaler ", "Jurang Jaler"),
    "63.04.04.2011": ("Sungai Punggu Baru ", "Sungai Punggu Baru"),
    "64.07.12.2012": ("Jambuk Makmur ", "Jambuk Makmur"),
    "64.07.12.2016": ("Bukit Harapan ", "Bukit Harapan"),
}


def is_village(row):
    return row["tingkat"] == "desakel"


@pytest.fixture(scope="module")
def published():
    if not LIST.exists():
        pytest.skip("the ministry's list is not beside the project (../shared/data)")
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def ours():
    return official()


def test_every_place_is_there_and_no_other(published, ours):
    assert len(published) == 91_599
    assert set(ours) - set(published) == {"00"}
    assert set(published) <= set(ours)


def test_counts_per_level_and_kind_are_equal(published, ours):
    theirs = Counter(
        (LEVELS[row["tingkat"]], KINDS[row["jenis"]] if is_village(row) else 0)
        for row in published.values()
    )
    found = Counter((p.tingkat.value, p.jenis) for p in places(ours) if p.kode != "00")
    assert found == theirs
    assert found == {
        ("provinsi", 0): 38,
        ("kabupaten", 0): 514,
        ("kecamatan", 0): 7_285,
        ("desa", 1): 8_496,
        ("desa", 2): 75_252,
        ("desa", 3): 14,
    }


def test_names_are_equal_but_for_the_exceptions(published, ours):
    differ = {
        kode: (row["nama"], ours[kode])
        for kode, row in published.items()
        if row["nama"] != ours[kode]
    }
    assert differ == EXCEPTIONS
    assert all(squeeze(theirs) == squeeze(mine) for theirs, mine in differ.values())


@pytest.mark.slow
def test_the_database_holds_what_was_published(published, capsys):
    call_command("load_wilayah")
    assert "(91600 baru, 0 diperbarui)" in capsys.readouterr().out

    stored = dict(Wilayah.objects.exclude(pk="00").values_list("kode", "nama"))
    expected = {k: EXCEPTIONS.get(k, (None, row["nama"]))[1] for k, row in published.items()}
    assert stored == expected
    nation = Wilayah.objects.get(pk="00")
    assert nation.jumlah_desa == 75_252 + 14

    call_command("load_wilayah")
    assert "sudah dimuat" in capsys.readouterr().out
    call_command("load_wilayah", ulang=True)
    assert "(0 baru, 0 diperbarui)" in capsys.readouterr().out
    assert trail_of(nation).count() == 2
