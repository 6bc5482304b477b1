"""Cards, promises and budget lines from a spreadsheet, through the floor's own actions."""

from datetime import date

import pytest

from desa.choices import Peran
from desa.choices_impor import Hasil, Putusan
from inovasi.actions import ide
from inovasi.choices import Bidang, DokumenDesa, StatusIde, StatusKomitmen
from inovasi.models import ButirPerencanaan, KartuIde, Komitmen
from tests import factories
from tests.desa import lembar

A, B = "33.05.12.2001", "33.05.12.2002"
IDE = ["Kode desa", "Desa", "Judul", "Bidang", "Tanggal", "Pengusul", "Jabatan"]
JANJI = ["Kode desa", "Desa", "Kegiatan", "Bidang", "Tahun kartu", "APBDes", "Dijanjikan (Rp)",
         "Kepala desa", "Ketua BPD", "Ditandatangani"]  # fmt: skip
BUTIR = ["Kode desa", "Desa", "Tahun", "Dokumen", "Uraian", "Anggaran", "Sumber dana"]
KARTU = [A, "Muktisari", "Bank sampah", "Infrastruktur Desa", "10/08/2018", "Slamet", "BPD"]
KOMITMEN = [A, "Muktisari", "Bank sampah", "SDM", 2018, 2019, "Rp 40.000.000,00", "Sutrisno",
            "Wahyuni", "27 Agustus 2018"]  # fmt: skip
BARIS = [A, "Muktisari", 2019, "APBDes", "Pengadaan bank sampah", "Rp35.000.000", "Dana Desa"]


@pytest.fixture(autouse=True)
def places():
    lembar.villages()


def test_a_card_of_an_idea_comes_in_once_and_goes_again():
    by = lembar.admin()
    content = lembar.xlsx([IDE, KARTU])
    impor = lembar.committed(content, "kartu_ide", by=by)

    kartu = KartuIde.objects.get()
    assert (kartu.judul, kartu.bidang, kartu.tahun) == ("Bank sampah", Bidang.INFRASTRUKTUR, 2018)
    assert kartu.tanggal == date(2018, 8, 10)
    assert lembar.committed(content, "kartu_ide", by=by).baris.get().hasil == Hasil.TETAP
    assert KartuIde.objects.count() == 1

    lembar.take_back(impor, by)
    assert not KartuIde.objects.exists()


def test_a_card_that_was_recapped_since_stays():
    by = lembar.admin()
    impor = lembar.committed(lembar.xlsx([IDE, KARTU]), "kartu_ide", by=by)
    from_tpid = factories.user(Peran.TPID)
    ide.recap(KartuIde.objects.get(), by=from_tpid)
    lembar.take_back(impor, by)

    assert KartuIde.objects.get().status == StatusIde.DIREKAP
    assert impor.baris.get().hasil == Hasil.TERTAHAN


def test_a_bidang_that_is_none_is_refused_by_name():
    row = [*KARTU[:3], "Kuliner", *KARTU[4:]]
    found = lembar.checked(lembar.xlsx([IDE, row]), "kartu_ide").baris.get()
    assert found.putusan == Putusan.TOLAK
    assert "Kolom Bidang: “Kuliner”" in found.alasan


@pytest.mark.parametrize(
    ("peran", "status"),
    [(Peran.ADMIN, StatusKomitmen.DRAF), (Peran.TIK, StatusKomitmen.DITANDATANGANI)],
)
def test_a_promise_is_signed_only_by_those_who_may(peran, status):
    by = factories.user(peran, factories.KABUPATEN)
    impor = lembar.committed(lembar.xlsx([JANJI, KOMITMEN]), "komitmen", by=by)

    made = Komitmen.objects.get()
    assert (made.status, made.perkiraan_biaya) == (status, 40_000_000)
    assert (made.kades_nama, made.bpd_nama) == ("Sutrisno", "Wahyuni")

    lembar.take_back(impor, by)
    assert not Komitmen.objects.exists()


def test_budget_lines_come_in_and_the_same_line_only_once():
    impor = lembar.committed(lembar.xlsx([BUTIR, BARIS, BARIS]), "butir")

    made = ButirPerencanaan.objects.get()
    assert (made.anggaran, made.dokumen, made.sumber) == (35_000_000, DokumenDesa.APBDES, "dd")
    assert list(impor.baris.values_list("putusan", flat=True)) == [Putusan.AMBIL, Putusan.TOLAK]


def test_a_sheet_of_one_village_takes_its_village_and_year_from_the_form():
    rows = [["no_akun", "nama_akun", "jumlah"], ["412-01", "Tambatan Perahu", 1_500_000.0]]
    bawaan = {"kode": A, "tahun": "2019"}
    lembar.committed(lembar.xlsx(rows), "butir", bawaan=bawaan)

    made = ButirPerencanaan.objects.get()
    assert (made.desa_id, made.tahun, made.kode_kegiatan) == (A, 2019, "412-01")


def test_every_template_comes_in_again_unchanged(login):
    by = lembar.admin()
    for kode, rows in (
        ("kartu_ide", [IDE, KARTU]),
        ("komitmen", [JANJI, KOMITMEN]),
        ("butir", [BUTIR, BARIS]),
    ):
        lembar.committed(lembar.xlsx(rows), kode, by=by)
        url = f"/impor/contoh/?jenis={kode}&isi={factories.KABUPATEN}"
        again = lembar.committed(login(by).get(url).content, kode, by=by)
        assert set(again.baris.values_list("hasil", flat=True)) == {Hasil.TETAP}
