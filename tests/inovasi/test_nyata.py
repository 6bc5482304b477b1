"""The real innovations that the news told of, through the product's own actions."""

import csv
from pathlib import Path

import pytest

from desa.kode import level_of
from inovasi.cari import ranked
from inovasi.models import MenuInovasi
from tests import factories
from tests.factories import inovasi as make
from tugas.peragaan.isi_menu import MENU

CSV = Path(__file__).parents[2].parent / "shared/data/inovasi_nyata_dari_berita.csv"
BIDANG = {"SDM": "sdm", "kewirausahaan": "pel", "ekonomi/kewirausahaan": "pel"}


@pytest.fixture
def news():
    if not CSV.exists():
        pytest.skip("shared/data/inovasi_nyata_dari_berita.csv is not here")
    with CSV.open(newline="") as file:
        return list(csv.DictReader(file))


def test_all_of_them_stand_on_the_menu_and_are_found_by_their_names(news):
    by = make.pokja("00")
    for row in news:
        make.menu(
            row["kode_kemendagri_2025"], by, judul=row["judul_ringkas"],
            bidang=BIDANG.get(row["bidang_menurut_sumber"], "pel"), sub_bidang="",
            tahun=int(row["tanggal"][:4]), ringkasan=row["judul_ringkas"], kata_kunci="",
        )  # fmt: skip

    published = MenuInovasi.objects.published()
    assert published.count() == len(news) == 23
    for row in news:
        best = published.get(pk=ranked(published, row["judul_ringkas"])[0])
        assert best.judul == row["judul_ringkas"]


def test_the_demonstration_tells_of_the_same_places(news):
    ours = sorted(row[0] for row in MENU[: len(news)])
    assert ours == sorted(row["kode_kemendagri_2025"] for row in news)


def test_places_of_the_demonstration_are_places():
    assert {level_of(row[0]) for row in MENU} <= {"desa", "kecamatan", "kabupaten"}
    assert factories.wilayah(MENU[0][0]).is_village
