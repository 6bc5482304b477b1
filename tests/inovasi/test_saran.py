"""Suggestions from the menu: by the gaps of the IDM, and by what neighbours achieved."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.models import Wilayah
from inovasi.celah import MENGISI
from inovasi.choices import StatusKomitmen, SubBidang
from inovasi.saran import suggestions
from inovasi.tetangga import neighbours
from tests import factories
from tests.factories import desa as make_desa
from tests.factories import inovasi as make
from tests.factories import komitmen as make_komitmen

SEBELAH = "33.05.14.2001"  # another kecamatan, 7 km away
JAUH = "33.05.15.2001"  # the same kabupaten, 50 km away
TITIK = {
    factories.DESA: ("-7.60", "109.60"),
    SEBELAH: ("-7.65", "109.64"),
    JAUH: ("-8.05", "109.6"),
}


def points(kodes=TITIK):
    for kode in kodes:
        lintang, bujur = TITIK[kode]
        make_desa.profil(kode, lintang=lintang, bujur=bujur)


def reasons(kode=factories.DESA):
    found = suggestions(factories.wilayah(kode))
    return {s.menu.judul: [(n, t) for n, t in s.alasan] for s in found}


def done_at(kode, menu, hasil="Sampah berkurang separuh.", **fields):
    made = make_komitmen.komitmen(StatusKomitmen.SELESAI, kode=kode, menu=menu)
    made.realisasi.update(hasil=hasil, **fields)


def test_a_gap_of_the_idm_speaks_for_what_fills_it():
    make.menu("32.01.01.2001", judul="BUMDes air", bidang="pel", sub_bidang="bumdes", biaya=None)
    make.menu("32.01.01.2002", judul="PAUD alam", bidang="sdm", sub_bidang="paud", biaya=None)
    make_desa.idm(tahun=2024, indikator=[make_desa.indikator("ike09", skor=1)])

    sentence = (
        "Mengisi celah IDM 2024: Lembaga Ekonomi 1 dari 5. "
        "Anjuran kementerian: Pembentukan BUMDESA."
    )
    assert reasons() == {"BUMDes air": [(30, sentence)]}


def test_a_lighter_gap_weighs_less_and_a_full_indicator_nothing():
    make.menu("32.01.01.2001", judul="PAUD alam", bidang="sdm", sub_bidang="paud", biaya=None)
    make.menu("32.01.01.2002", judul="Pasar", bidang="pel", sub_bidang="pasar", biaya=None)
    make_desa.idm(
        indikator=[
            make_desa.indikator("iks11", skor=3, tambahan=0.0038),
            make_desa.indikator("ike03", skor=5, tambahan=0),
        ]
    )
    assert {judul: [n for n, _ in why] for judul, why in reasons().items()} == {"PAUD alam": [15]}


def test_the_newest_year_counts():
    make.menu("32.01.01.2001", judul="PAUD alam", bidang="sdm", sub_bidang="paud", biaya=None)
    make_desa.idm(tahun=2023, indikator=[make_desa.indikator("iks11", skor=0)])
    make_desa.idm(tahun=2024, indikator=[make_desa.indikator("iks11", skor=5)])
    assert reasons() == {}


def test_totals_alone_name_the_weakest_part():
    make.menu("33.01.01.2001", judul="Pasar", bidang="pel", sub_bidang="pasar", biaya=None)
    make.menu("33.01.01.2002", judul="PAUD", bidang="sdm", sub_bidang="paud", biaya=None)
    make_desa.idm(tahun=2024, iks="0.8", ike="0.4", ikl="0.6")
    found = reasons()
    assert (10, "IDM 2024 desa ini paling lemah pada ketahanan ekonomi.") in found["Pasar"]
    assert [n for n, _ in found["PAUD"]] == [10]  # only because it is of the same province


def test_every_sub_bidang_but_two_fills_something():
    """Nothing in the IDM asks for these."""
    assert set(SubBidang) - set(MENGISI) == {SubBidang.KELUARGA}


def test_neighbours_cross_the_border_of_the_kecamatan_where_points_are_known():
    points()
    factories.wilayah("33.05.12.2002")
    found = neighbours(factories.wilayah())
    assert set(found.jarak) == {"33.05.12.2002", SEBELAH}
    assert found.how_far(SEBELAH) == "7 km dari sini"
    assert found.how_far("33.05.12.2002") == "sekecamatan"
    assert found.kalimat == "Tetangga berarti desa-desa sekecamatan dan desa lain dalam 15 km."


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ([], "titik desa ini belum diisi"),
        ([factories.DESA, JAUH], "belum ada desa lain di sekitar sini yang titiknya diisi"),
    ],
)
def test_without_points_the_kecamatan_is_meant_and_the_page_says_so(login, known, sentence):
    points(known)
    factories.wilayah("33.05.12.2002")
    assert set(neighbours(factories.wilayah()).jarak) == {"33.05.12.2002"}
    page = login(make.writer()).get(reverse("inovasi:menu_suggested"))
    assertContains(page, sentence)


def test_what_a_neighbour_achieved_is_told_with_its_result():
    points()
    item = make.menu("32.01.01.2001", judul="Bank sampah", biaya=None)
    done_at(SEBELAH, item)
    desa = Wilayah.objects.get(pk=SEBELAH)
    assert reasons()["Bank sampah"] == [
        (15, "1 desa tetangga sudah melaksanakannya."),
        (5, f"Hasilnya di {desa.berjenis}, 7 km dari sini: “Sampah berkurang separuh.”"),
    ]


def test_a_result_that_its_village_keeps_to_itself_is_not_told():
    points()
    item = make.menu("32.01.01.2001", judul="Bank sampah", biaya=None)
    done_at(SEBELAH, item, boleh_tampil=False)
    assert [n for n, _ in reasons()["Bank sampah"]] == [15]


def test_who_did_it_far_away_counts_for_nothing():
    points()
    item = make.menu("32.01.01.2001", judul="Bank sampah", biaya=None)
    done_at(JAUH, item)
    assert reasons() == {}


@pytest.mark.parametrize("desa", ["", factories.DESA])
def test_page_asks_the_same_however_much_is_suggested(login, count_queries, desa):
    """With every kind of reason: gap, nearness, budget, cards with words unknown, neighbours."""
    points()
    make_desa.idm(indikator=[make_desa.indikator("ike09", skor=1)])
    make_komitmen.line(dokumen="apbdes", tahun=2018, anggaran=800_000_000)
    for n in range(2):
        make.kartu(judul=f"BUMDes {n}", masalah="BUMDes xyzzy", bidang="pel")
    client = login(make.writer())

    def grow(n):
        item = make.menu(f"33.05.12.201{n}", judul=f"BUMDes {n}", bidang="pel", sub_bidang="bumdes")
        done_at(SEBELAH, item)

    url = reverse("inovasi:menu_suggested")
    few, many = count_queries(grow, lambda: client.get(url, {"desa": desa}))
    assert few == many <= 15
    assert [len(s.alasan) for s in client.get(url).context["saran"]] == [7, 6, 6]  # cards: one
