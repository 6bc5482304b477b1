"""The desk study reads three years: what came back, what is noted already, who is unheard."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from inovasi.choices import DokumenDesa
from inovasi.telaah_baca import Bacaan, key_of
from tests import factories
from tests.factories import inovasi
from tests.factories import komitmen as make

TAHUN = 2019


def line(tahun, uraian, anggaran=10_000_000, dokumen=DokumenDesa.APBDES):
    return make.line(tahun=tahun, uraian=uraian, anggaran=anggaran, dokumen=dokumen)


def read(by=None):
    return Bacaan(by or factories.user(Peran.PLD), factories.wilayah(), TAHUN)


def study(login, peran=Peran.PLD):
    url = reverse("inovasi:desk_study", args=[factories.DESA, TAHUN])
    return login(factories.user(peran)).get(url)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Pengelolaan bank sampah 2017", "Kelola Bank Sampah Tahun 2018", True),
        ("Pengelolaan bank sampah", "Pengelolaan bank pakan", False),
    ],
)
def test_the_same_activity_is_known_in_other_words(one, other, same):
    assert (key_of(one) == key_of(other)) is same


def test_what_was_paid_for_year_after_year_is_worth_asking_about():
    line(2016, "Bank sampah dusun", 5_000_000)
    line(2017, "Bank sampah dusun", 8_000_000)
    line(2018, "Bank Sampah Dusun tahun 2018", 9_000_000)
    line(2017, "Rabat beton")

    found = read().berulang

    assert [(b.uraian, b.tahun) for b in found] == [
        ("Bank sampah dusun", {2016: 5_000_000, 2017: 8_000_000, 2018: 9_000_000})
    ]


def test_the_rkpdes_and_the_apbdes_of_one_year_are_one_year():
    line(2018, "Rabat beton", dokumen=DokumenDesa.RKPDES)
    line(2018, "Rabat beton")
    assert read().berulang == []


def test_what_is_written_down_already_is_named(login):
    for tahun in (2017, 2018):
        line(tahun, "Bank sampah dusun")
        line(tahun, "Kelas ibu balita")
    author = factories.user(Peran.PLD)
    made = inovasi.inovasi("diajukan", by=author, judul="Bank sampah dusun Krajan")

    page = study(login)

    assertContains(page, f"Sudah dicatat: {made}")
    assertContains(page, "judul=Kelas%20ibu%20balita")
    assert {b.uraian: b.inovasi for b in read(author).berulang} == {
        "Bank sampah dusun": made, "Kelas ibu balita": None,
    }  # fmt: skip


def test_a_year_without_lines_leads_to_typing_them(login):
    page = study(login)
    address = reverse("inovasi:lines_create")
    for tahun in (2016, 2017, 2018):
        assertContains(page, f"{address}?desa={factories.DESA}&amp;tahun={tahun}")
    form = login(factories.user(Peran.PLD)).get(address, {"desa": factories.DESA, "tahun": 2017})
    assert (form.context["form"]["desa"].value(), form.context["form"]["tahun"].value()) == (
        factories.DESA, "2017",
    )  # fmt: skip


def test_who_only_reads_is_not_sent_to_type(login):
    line(2018, "Bank sampah dusun")
    assertNotContains(study(login, Peran.PEMANTAU), reverse("inovasi:lines_create"))


def test_whom_nobody_asked_is_named(login):
    client = login(factories.user(Peran.PLD))
    url = reverse("inovasi:desk_study", args=[factories.DESA, TAHUN])
    rows = {"informan-TOTAL_FORMS": 1, "informan-INITIAL_FORMS": 0, "informan-0-nama": "Sri"}
    rows |= {"informan-0-unsur": "penerima", "informan-0-metode": "wawancara", "catatan": "Ada."}
    client.post(url, rows)
    page = client.get(url)
    assertContains(page, "Belum ditanya: Pemerintah desa, Tokoh masyarakat, Pelaku kegiatan")
