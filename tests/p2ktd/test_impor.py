"""The list of providers that an office keeps, through the wizard."""

import pytest

from desa.choices_impor import Hasil, Putusan
from inovasi.choices import Bidang
from p2ktd.choices import JenisPenyedia, StatusPenyedia
from p2ktd.models import Penyedia
from tests import factories
from tests.desa import lembar
from tests.factories import p2ktd as p2ktd_factories

JUDUL = ["Nama Lembaga", "Bentuk", "Pimpinan", "Telepon", "Email", "Bidang", "Layanan", "Kabupaten"]
KARYA = ["LSM Karya Desa", "LSM", "Rahmawati", "0287-381234", "karya@contoh.id",
         "Infrastruktur Desa", "Pelatihan, Bimtek", ""]  # fmt: skip


@pytest.fixture
def call():
    return p2ktd_factories.pengumuman()


def imported(*rows, made=lembar.xlsx, **kwargs):
    return lembar.committed(made([JUDUL, *rows]), "penyedia", **kwargs)


def judged(row):
    return lembar.checked(lembar.xlsx([JUDUL, row]), "penyedia").baris.get()


@pytest.mark.parametrize("made", [lembar.xlsx, lembar.xls, lembar.ods, lembar.text, lembar.html])
def test_a_provider_comes_in_once_as_an_applicant_from_any_kind_of_file(call, made):
    by = lembar.admin()
    impor = imported(KARYA, made=made, by=by)

    penyedia = Penyedia.objects.get()
    assert (penyedia.nama, penyedia.pimpinan) == ("LSM Karya Desa", "Rahmawati")
    assert (penyedia.pengumuman, penyedia.status) == (call, StatusPenyedia.MENDAFTAR)
    assert penyedia.telepon == "+62287381234"
    assert penyedia.bidang == [Bidang.INFRASTRUKTUR.label]
    assert set(penyedia.jenis_layanan) == {"Pelatihan", "Bimbingan teknis"}

    assert imported(KARYA, made=made, by=by).baris.get().hasil == Hasil.TETAP
    assert Penyedia.objects.count() == 1

    lembar.take_back(impor, by)
    assert not Penyedia.objects.exists()


def test_a_person_is_no_institution(call):
    imported(["Budi Santoso", "Perorangan", "Budi Santoso", "", "", "", "", ""])
    assert Penyedia.objects.get().jenis == JenisPenyedia.PERORANGAN


def test_what_is_not_understood_is_said_and_the_row_taken(call):
    row = [*KARYA[:3], "nanti menyusul", "", "Antariksa", "", ""]
    found = judged(row)
    assert found.putusan == Putusan.CATATAN
    assert "Telepon “nanti menyusul” tidak terbaca" in found.alasan
    assert "Bidang “Antariksa” tidak dikenal" in found.alasan


def test_a_provider_without_a_leader_is_refused_by_column(call):
    found = judged(["LSM Karya Desa", "LSM", "", "", "", "", "", ""])
    assert (found.putusan, found.alasan) == (Putusan.TOLAK, "Kolom Pimpinan: kosong.")


def test_without_an_announcement_a_provider_has_nowhere_to_go():
    found = judged(KARYA)
    assert found.putusan == Putusan.TOLAK
    assert "belum punya pengumuman" in found.alasan


def test_a_provider_of_another_kabupaten_is_refused(call):
    factories.wilayah("33.01", "Kabupaten Cilacap")
    found = judged([*KARYA[:7], "Kabupaten Cilacap"])
    assert found.putusan == Putusan.TOLAK


def test_the_directory_comes_in_again_unchanged(call, login):
    by = lembar.admin()
    imported(KARYA, by=by)
    answer = login(by).get("/impor/contoh/", {"jenis": "penyedia", "isi": factories.KABUPATEN})
    again = lembar.committed(answer.content, "penyedia", by=by)
    assert set(again.baris.values_list("hasil", flat=True)) == {Hasil.TETAP}
