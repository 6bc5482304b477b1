"""The region matcher: code and name must agree; whatever does not waits for a person."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from desa.choices import Tingkat
from desa.choices_impor import Perubahan, Putusan, StatusKode
from desa.edisi import compare
from desa.padan import Peta, agreement, read_code
from ppid.lib.teks import squeeze
from tests import factories
from tests.factories.desa import kode_lama

DATA = Path(settings.BASE_DIR).parent / "shared/data"
KAB = "33.05"
MUKTI, KALI, PANJER, KEBULU = "33.05.12.2001", "33.05.12.2002", "33.05.12.1003", "33.05.13.2001"
A, C, T, X = Putusan.AMBIL, Putusan.CATATAN, Putusan.TANYA, Putusan.TOLAK


@pytest.fixture
def peta():
    factories.wilayah(KAB, "Kabupaten Kebumen")
    factories.wilayah("33.05.12", "Kebumen")
    factories.wilayah("33.05.13", "Pejagoan")
    factories.wilayah(MUKTI, "Muktisari")
    factories.wilayah(KALI, "Kampung Baru")
    factories.wilayah(PANJER, "Panjer")
    factories.wilayah(KEBULU, "Kebulusan")
    factories.wilayah("33.05.13.2002", "Panjer")
    return Peta(KAB)


@pytest.mark.parametrize(
    ("cell", "kode", "bertitik", "pulih"),
    [
        ("35.07.11.2001", "35.07.11.2001", True, ""),
        ("3507112001", "35.07.11.2001", False, ""),
        (3507112001.0, "35.07.11.2001", False, ""),
        ("3507112001.0", "35.07.11.2001", False, ""),
        ("3507112001,00", "35.07.11.2001", False, ""),
        ("3,507112001E+09", "35.07.11.2001", False, ""),
        ("'3507112001", "35.07.11.2001", False, ""),
        ("35-07-11-2001", "35.07.11.2001", True, ""),
        ("35 07 11 2001", "35.07.11.2001", False, ""),
        (11.1, "", False, "11.10"),
        ("11.1", "", False, "11.10"),
        (36.01, "36.01", True, ""),
        (36.0, "36", False, ""),
        ("tidak ada", "", False, ""),
        ("", "", False, ""),
    ],
)
def test_a_code_is_read_however_it_is_written(cell, kode, bertitik, pulih):
    read = read_code(cell)
    assert (read.kode, read.bertitik, read.pulih) == (kode, bertitik, pulih)


@pytest.mark.parametrize(
    ("row", "putusan", "kode"),
    [
        ({"kode": MUKTI, "nama": "MUKTISARI"}, A, MUKTI),
        ({"kode": 3305122001.0, "nama": "Mukti Sari"}, A, MUKTI),
        ({"kode": MUKTI, "nama": "Desa Muktisari"}, C, MUKTI),
        ({"kode": MUKTI, "nama": "12   Muktisari"}, C, MUKTI),
        ({"kode": KALI, "nama": "Kampung Baru"}, A, KALI),
        ({"kode": KALI, "nama": "Baru"}, C, KALI),
        ({"kode": MUKTI, "nama": "Muktosari"}, T, ""),
        ({"kode": MUKTI, "nama": "Kebulusan"}, T, ""),
        ({"kode": MUKTI}, C, MUKTI),
        ({"kode": "3305122001"}, T, ""),
        ({"kode": MUKTI, "nama": "Muktisari", "kecamatan": "Lain"}, C, MUKTI),
        ({"kode": "33.05.12.2099", "nama": "Muktisari"}, T, ""),
        ({"kode": "33.05.12.2099", "nama": "Entah"}, X, ""),
        ({"kode": "33.05.12", "nama": ""}, X, ""),
        ({"kode": "33.06.01.2001", "nama": "Muktisari"}, X, ""),
        ({"nama": "Muktisari", "kecamatan": "KEC. KEBUMEN"}, C, MUKTI),
        ({"nama": "Muktisari"}, C, MUKTI),
        ({"nama": "Panjer"}, T, ""),
        ({"nama": "Panjer", "kecamatan": "Pejagoan"}, C, "33.05.13.2002"),
        ({"nama": "Muktisari", "kecamatan": "Pejagoan"}, T, ""),
        ({"nama": "Kebulusen"}, T, ""),
        ({"nama": "Atlantis"}, X, ""),
        ({}, X, ""),
        ({"kode": "bukan kode", "nama": "Muktisari"}, T, ""),
    ],
)
def test_verdicts(peta, row, putusan, kode):
    found = peta.match(**row)
    assert (found.putusan, found.kode) == (putusan, kode)
    assert found.alasan or putusan == A


def test_bare_numbers_without_names_are_trusted_only_when_somebody_says_so(peta):
    trusting = Peta(KAB, percaya=True)
    assert peta.match("3305122001").putusan == T
    assert trusting.match("3305122001").kode == MUKTI


def test_a_lost_zero_comes_back_only_where_the_name_agrees():
    factories.wilayah("11.10", "Kabupaten Aceh Singkil")
    peta = Peta("00", Tingkat.KABUPATEN)
    assert peta.match(11.1, "Kab. Aceh Singkil").kode == "11.10"
    assert peta.match(11.1, "Kab. Lain").kode == ""


def test_kota_and_kabupaten_of_one_name_are_two_places():
    factories.wilayah("35.07", "Kabupaten Malang")
    factories.wilayah("35.73", "Kota Malang")
    peta = Peta("00", Tingkat.KABUPATEN)
    assert peta.match("35.73", "KAB. MALANG").putusan == T
    assert peta.by_name("KOTA MALANG").kode == "35.73"
    assert peta.by_name("Kab. Malang").kode == "35.07"


def test_an_old_code_leads_to_its_village_once_that_is_confirmed(peta):
    old = kode_lama("33.05.99.2001", ke=MUKTI, nama="Mukti Lama")
    asked = Peta(KAB).match("33.05.99.2001", "Mukti Lama")
    assert (asked.putusan, asked.calon[0]) == (T, MUKTI)

    type(old).objects.update(status=StatusKode.DIKONFIRMASI)
    taken = Peta(KAB).match("33.05.99.2001", "Mukti Lama")
    assert (taken.putusan, taken.kode) == (C, MUKTI)
    assert "2017" in taken.alasan


def test_a_reused_code_goes_by_the_name_of_its_day(peta):
    kode_lama(MUKTI, ke=KEBULU, nama="Kebulusan Lama", status=StatusKode.DIKONFIRMASI)
    peta = Peta(KAB)
    assert peta.match(MUKTI, "Kebulusan Lama").kode == KEBULU
    assert peta.match(MUKTI, "Muktisari").kode == MUKTI


NAMES = st.sampled_from(
    ["Muktisari", "Panjer", "Kebulusan", "Desa Muktisari", "Baru", "", "12 Ulu"]
)
CODES = st.sampled_from(
    [MUKTI, KALI, PANJER, "3305122001", 3305132001.0, "33.05.12", "", "x", 33.1]
)


@given(st.data())
def test_nothing_is_ever_attached_against_its_name(data):
    """Whatever a row says: a place that is given bears the code it says, or, where it says none,
    the name it says; and a name beside a code is never another village's."""
    for kode, nama in (
        (KAB, "Kabupaten Kebumen"), ("33.05.12", "Kebumen"), (MUKTI, "Muktisari"),
        (KALI, "Kampung Baru"), (PANJER, "Panjer"), (KEBULU, "Kebulusan"),
    ):  # fmt: skip
        factories.wilayah(kode, nama)
    peta = Peta(KAB)
    row = {"kode": data.draw(CODES), "nama": data.draw(NAMES)}
    found = peta.match(**row)
    if found.kode:
        said = read_code(row["kode"]).kode
        assert said in ("", found.kode)
        assert not row["nama"] or agreement(row["nama"], peta.nama[found.kode]) != "beda"


# Editions


def test_two_lists_tell_what_became_of_each_code():
    old = {
        "91": "PAPUA", "91.01": "KAB. MERAUKE", "91.01.01": "Merauke",
        "91.01.01.2001": "Wasur", "91.01.01.2002": "Kuper", "91.01.01.2003": "Hilang",
        "91.01.01.2004": "Gunung Pulo", "91.01.01.1005": "Rimba",
        "91.01.01.2006": "Lama", "91.01.01.2007": "Tetap",
    }  # fmt: skip
    new = {
        "93": "Papua Selatan", "93.01": "Kabupaten Merauke", "93.01.01": "Merauke",
        "93.01.01.2001": "Wasur", "93.01.01.2002": "Kuper", "91": "Papua", "91.01": "Merauke",
        "91.01.01": "Merauke", "91.01.01.2004": "Gunong Pulo", "91.01.01.2005": "Rimba",
        "91.01.01.2006": "Pendatang", "91.01.01.2008": "Lama", "91.01.01.2007": "Tetap",
    }  # fmt: skip

    found = {kode: (u.perubahan, u.ke, u.pasti) for kode, u in compare(old, new).items()}

    assert found == {
        "91.01.01.2001": (Perubahan.PINDAH, "93.01.01.2001", True),
        "91.01.01.2002": (Perubahan.PINDAH, "93.01.01.2002", True),
        "91.01.01.2003": (Perubahan.HILANG, "", False),
        "91.01.01.2004": (Perubahan.GANTI_NAMA, "91.01.01.2004", True),
        "91.01.01.1005": (Perubahan.STATUS, "91.01.01.2005", True),
        "91.01.01.2006": (Perubahan.DIPAKAI_ULANG, "91.01.01.2008", True),
    }


def lists():
    for name in ("wilayah_2017_P137.csv", "wilayah_2025_K300.2.2-2430.csv"):
        path = DATA / "wilayah" / name
        if not path.exists():
            pytest.skip("the official lists are not beside the project (../shared/data)")
        with path.open(encoding="utf-8", newline="") as file:
            yield {row["kode"]: row["nama"] for row in csv.DictReader(file)}


def test_of_the_real_editions_no_certain_proposal_leads_to_another_name():
    """Every village of 2017 whose code or name is gone has its proposal; a certain move keeps the
    name, letter for letter but for spelling marks, and no two lead to the same village."""
    old, new = lists()
    found = compare(old, new)

    gone = {k for k in old if len(k) == 13 and squeeze(new.get(k, "")) != squeeze(old[k])}
    assert set(found) == gone
    assert len([k for k in gone if k not in new]) == 6315
    sure = {k: u for k, u in found.items() if u.pasti and u.perubahan != Perubahan.GANTI_NAMA}
    assert len(sure) > 5000
    assert all(squeeze(old[k]) == squeeze(new[u.ke]) for k, u in sure.items())
    assert len({u.ke for u in found.values() if u.pasti}) == sum(u.pasti for u in found.values())
