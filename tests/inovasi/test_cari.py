"""Search of the menu, measured by a table of questions; the same on both databases."""

import pytest

from inovasi.actions.menu import index
from inovasi.cari import ranked, terms_of
from inovasi.models import MenuInovasi
from ppid.lib.bahasa import stem
from tests import factories
from tests.factories import inovasi, komitmen
from tests.inovasi.pertanyaan import PERTANYAAN
from tests.inovasi.ramai import crowd
from tugas.peragaan.isi_menu import MENU

FLOOR = 28  # of 30 questions
CROWD = 500  # items that come near the questions and answer none
CROWDED_FLOOR = 27


@pytest.fixture
def menu():
    by = inovasi.pokja("00")
    for place, tahun, bidang, sub, tipologi, judul, ringkasan, kunci, biaya in MENU:
        inovasi.menu(
            place, by, tahun=tahun, bidang=bidang, sub_bidang=sub, tipologi=tipologi,
            judul=judul, ringkasan=ringkasan, kata_kunci=kunci, biaya=biaya,
        )  # fmt: skip


@pytest.fixture
def crowded(menu):
    place = MenuInovasi.objects.select_related("wilayah").first().wilayah
    fixed = {
        "jenis": "nasional",
        "wilayah": place,
        "tahun": 2019,
        "created_by": inovasi.pokja("00"),
    }
    rows = [MenuInovasi(kode=f"X-{n}", **fixed, **told) for n, told in enumerate(crowd(CROWD))]
    index(MenuInovasi.objects.bulk_create(rows))


def first(text, n=3):
    keys = ranked(MenuInovasi.objects.published(), text)[:n]
    titles = MenuInovasi.objects.in_bulk(keys)
    return [titles[key].judul for key in keys]


def test_what_a_person_expects_is_among_the_first_three(menu):
    missed = [(q, judul, first(q)) for q, judul in PERTANYAAN if judul not in first(q)]
    assert len(PERTANYAAN) == 30
    assert len(PERTANYAAN) - len(missed) >= FLOOR, missed


def test_it_is_still_found_in_a_crowd(crowded):
    missed = [(q, judul, first(q)) for q, judul in PERTANYAAN if judul not in first(q)]
    assert MenuInovasi.objects.published().count() == len(MENU) + CROWD
    assert len(PERTANYAAN) - len(missed) >= CROWDED_FLOOR, missed


def test_slips_and_common_words_do_not_hide_it(crowded):
    asked = {
        "telor ayam": "Unit usaha BUMDes ayam petelur",
        "peternakan ayam petelor": "Unit usaha BUMDes ayam petelur",
        "kafe sawah": "Cafe Sawah",
        "biogass": "Biogas kotoran sapi untuk memasak",
        "air bersih untuk warga": "Jaringan pipa air bersih dari mata air dengan meteran",
    }
    assert {text: first(text, 1)[0] for text in asked} == asked


def test_a_title_counts_more_than_a_text():
    inovasi.menu(judul="Rapat warga", ringkasan="Membahas lebah madu di hutan.")
    inovasi.menu(judul="Lebah madu", ringkasan="Kotak lebah di kebun.")
    assert first("lebah madu") == ["Lebah madu", "Rapat warga"]


def test_of_two_alike_the_one_that_villages_copied_goes_first():
    copied, newer = (inovasi.menu(judul="Lumbung pangan dusun") for _ in range(2))
    assert ranked(MenuInovasi.objects.published(), "lumbung pangan") == [newer.pk, copied.pk]
    komitmen.komitmen(menu=copied)
    assert ranked(MenuInovasi.objects.published(), "lumbung pangan") == [copied.pk, newer.pk]


def test_there_are_the_23_real_innovations(menu):
    assert MenuInovasi.objects.count() >= 25


@pytest.mark.parametrize("text", ["", "   ", "dan yang untuk", "%_'\"\\", "&|!():*", "x" * 5000])
def test_an_empty_or_strange_question_finds_nothing_and_breaks_nothing(menu, text):
    assert ranked(MenuInovasi.objects.published(), text) == []


def test_withdrawn_items_are_not_found(menu):
    from_menu = MenuInovasi.objects.filter(judul="Bank sampah")
    assert first("bank sampah")[0] == "Bank sampah"
    assert "Bank sampah" not in [
        m.judul
        for m in MenuInovasi.objects.filter(
            pk__in=ranked(MenuInovasi.objects.exclude(pk__in=from_menu), "bank sampah")
        )
    ]


@pytest.mark.parametrize(
    ("forms", "root"),
    [
        ("mengolah olahan pengolahan", "olah"),
        ("peternakan beternak ternak", "ternak"),
        ("kekeringan mengeringkan kering", "kering"),
        ("pengelolaan mengelola kelola", "kelola"),
        ("pertanian tani", "tani"),
        ("pemasaran memasarkan pasar", "pasar"),
        ("menanam penanaman tanaman tanam", "tanam"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms, root):
    assert {stem(word) for word in forms.split()} == {root}


def test_only_words_that_mean_something_are_asked_for():
    assert terms_of("cara untuk mengolah sampah di desa") == ["olah", "sampah"]


def test_place_names_are_found_in_the_body():
    inovasi.menu(judul="Kolam renang")
    assert first(f"Wilayah {factories.DESA}") == ["Kolam renang"]
