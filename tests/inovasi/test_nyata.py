"""The real innovations that the news told of, through the product's own actions."""

import csv
from pathlib import Path

import pytest

from desa.choices import Peran
from desa.kode import level_of
from desa.models import Jejak
from inovasi.actions import ide as ide_actions
from inovasi.actions import inovasi as actions
from inovasi.cari import ranked
from inovasi.choices import SUB_BIDANG, StatusInovasi
from inovasi.models import Inovasi, MenuInovasi
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


def on_the_menu(row):
    """From a card of the village to the menu, each step by who may take it. Where the news names
    no village there is no card: the Pokja takes it over, as from an older menu."""
    kode, judul, tahun = row["kode_kemendagri_2025"], row["judul_ringkas"], int(row["tanggal"][:4])
    bidang = BIDANG.get(row["bidang_menurut_sumber"], "pel")
    told = {"judul": judul, "bidang": bidang, "tahun": tahun}
    if level_of(kode) != "desa":
        return make.menu(kode, make.pokja(kode[:5]), sub_bidang="", ringkasan=judul, **told)
    kartu = make.kartu(kode, sudah_berjalan=True, sejak_tahun=tahun, **told)
    ide_actions.recap(kartu, by=factories.user(Peran.TPID, kode[:8]))
    made = ide_actions.accept(kartu, by=make.pokja(kode[:5]))
    rest = make.WHOLE | {"bidang": bidang, "sub_bidang": SUB_BIDANG[bidang][0], "ringkasan": judul}
    actions.edit(made, by=kartu.created_by, **rest)
    make.prove(made, kartu.created_by)
    for name in make.WAYS[StatusInovasi.MENU_LOKAL]:
        made = Inovasi.objects.select_related("desa__induk").get(pk=made.pk)
        make.STEPS[name](made, kartu.created_by)
    return MenuInovasi.objects.get(inovasi=made)


def test_all_of_them_come_to_the_menu_by_the_steps_of_the_product(news):
    items = [on_the_menu(row) for row in news]

    published = MenuInovasi.objects.published()
    assert published.count() == len(news) == 23
    for item, row in zip(items, news, strict=True):
        assert (item.judul, item.wilayah_id) == (row["judul_ringkas"], row["kode_kemendagri_2025"])
        assert ranked(published, row["judul_ringkas"])[0] == item.pk
    documented = [item for item in items if item.versi]
    assert len(documented) == 13
    for item in documented:
        steps = Jejak.objects.filter(objek_id=str(item.inovasi.pk)).values_list("langkah", "pelaku")
        who = dict(steps)
        assert len({who[name] for name in ("submit", "verify_tpid", "verify_tik")}) == 3
        assert item.inovasi.kartu_ide.status == "inovatif"


def test_the_demonstration_tells_of_the_same_places(news):
    ours = sorted(row[0] for row in MENU[: len(news)])
    assert ours == sorted(row["kode_kemendagri_2025"] for row in news)


def test_places_of_the_demonstration_are_places():
    assert {level_of(row[0]) for row in MENU} <= {"desa", "kecamatan", "kabupaten"}
    assert factories.wilayah(MENU[0][0]).is_village
