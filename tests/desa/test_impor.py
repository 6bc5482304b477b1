"""The wizard: every row ends in one of four ways, and a whole import can be taken back."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desa.actions import impor as actions
from desa.choices import Peran
from desa.choices_impor import Hasil, Putusan, StatusImpor
from desa.impor import kerja
from desa.impor.jenis import SEMUA
from desa.impor.kenali import recognise
from desa.models import BarisImpor, Idm, Impor, Pengguna, Penugasan, PolaImpor, ProfilDesa
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.desa import lembar

A, B, KEL = "33.05.12.2001", "33.05.12.2002", "33.05.12.1003"
JUDUL = ["Kode Desa", "Desa", "Tahun", "Nilai IDM", "IKS", "IKE", "IKL"]
BAIK = [A, "Muktisari", 2024, 0.7071, 0.8, 0.6, 0.7]


@pytest.fixture(autouse=True)
def places():
    lembar.villages()


def idm(*rows):
    return lembar.xlsx([JUDUL, *rows])


def test_a_good_row_is_taken_and_put_in():
    impor = lembar.committed(idm(BAIK))

    assert lembar.verdicts(impor) == [(2, Putusan.AMBIL, A)]
    assert impor.status == StatusImpor.SELESAI
    assert Idm.objects.get().skor == Decimal("0.7071")
    assert impor.baris.get().hasil == Hasil.MASUK


def test_a_check_changes_no_data():
    lembar.checked(idm(BAIK))
    assert not Idm.objects.exists()


def test_each_row_ends_in_one_of_four_ways():
    impor = lembar.checked(
        idm(
            BAIK,
            [3305122002.0, "DESA KALIBAGOR", 2024, "0,65", "", "", ""],
            ["33.05.13.2001", "Kebulusen", 2024, 0.6, "", "", ""],
            ["33.05.13.2001", "Kebulusan", 2024, 1.6, "", "", ""],
            ["", "JUMLAH", "", 2.5, "", "", ""],
            JUDUL,
            [KEL, "Panjer", 2024, 0.5, "", "", ""],
        )
    )

    assert lembar.verdicts(impor) == [
        (2, Putusan.AMBIL, A),
        (3, Putusan.CATATAN, B),
        (4, Putusan.TANYA, None),
        (5, Putusan.TOLAK, "33.05.13.2001"),
        (6, Putusan.TOLAK, None),
        (7, Putusan.TOLAK, None),
        (8, Putusan.TOLAK, KEL),
    ]
    reasons = list(impor.baris.values_list("alasan", flat=True))
    assert "Kolom Nilai IDM: 1.6 di luar 0 sampai 1." in reasons[3]
    assert reasons[4] == "Baris jumlah, bukan baris tempat."
    assert reasons[5] == "Judul kolom yang berulang."
    assert reasons[6] == "Kelurahan tidak ikut Program Inovasi Desa."


def test_the_same_file_again_doubles_nothing():
    lembar.committed(idm(BAIK))
    impor = lembar.committed(idm(BAIK))

    assert Idm.objects.count() == 1
    assert impor.baris.get().hasil == Hasil.TETAP


def test_a_corrected_file_replaces_and_undo_puts_the_old_value_back():
    by = lembar.admin()
    lembar.committed(idm(BAIK), by=by)
    second = lembar.committed(idm([A, "Muktisari", 2024, 0.75, 0.8, 0.6, 0.7]), by=by)
    assert "Mengganti nilai yang tercatat" in second.baris.get().alasan
    assert Idm.objects.get().skor == Decimal("0.7500")

    lembar.take_back(second, by)

    assert Idm.objects.get().skor == Decimal("0.7071")
    assert lembar.again(second).status == StatusImpor.DIBATALKAN
    assert second.baris.get().hasil == Hasil.DICABUT


def test_before_undoing_one_reads_how_many_rows_it_takes_back(login):
    by = lembar.admin()
    impor = lembar.committed(idm(BAIK), by=by)
    page = login(by).get(reverse("desa:import_undo", args=[impor.pk]))
    assert "<p>1 baris dicabut lagi" in page.text


def test_undo_leaves_what_somebody_changed_since():
    by = lembar.admin()
    impor = lembar.committed(idm(BAIK, [B, "Kalibagor", 2024, 0.6, "", "", ""]), by=by)
    Idm.objects.filter(desa=B).update(skor=Decimal("0.9"))

    lembar.take_back(impor, by)

    assert list(Idm.objects.values_list("desa", "skor")) == [(B, Decimal("0.9"))]
    assert list(impor.baris.values_list("hasil", flat=True)) == [Hasil.DICABUT, Hasil.TERTAHAN]


def test_the_same_village_twice_is_refused_or_asked():
    other = [A, "Muktisari", 2024, 0.5, "", "", ""]
    impor = lembar.checked(idm(BAIK, BAIK, other))

    rows = list(impor.baris.values_list("putusan", "alasan"))
    assert rows[1] == (Putusan.TOLAK, "Sama dengan baris 2.")
    assert rows[2][0] == Putusan.TANYA
    assert "baris 2 dengan isi lain" in rows[2][1]


def test_several_years_in_one_row_are_several_rows_of_the_index():
    judul = ["KODE DESA", "NAMA DESA", "NILAI IDM 2023", "IKS 2023", "NILAI IDM 2024"]
    lembar.committed(lembar.xlsx([judul, [3305122001.0, "MUKTISARI", 0.6, 0.5, 0.7]]))

    found = Idm.objects.order_by("tahun").values_list("tahun", "skor", "iks")
    assert list(found) == [
        (2023, Decimal("0.6"), Decimal("0.5")),
        (2024, Decimal("0.7"), None),
    ]


def test_a_person_settles_what_is_asked(login):
    by = lembar.admin()
    impor = lembar.checked(idm([A, "Mukti Sari Baru", 2024, 0.7, "", "", ""]), by=by)
    row = reverse("desa:import_row", args=[impor.pk, 2])

    page = login(by).get(row)
    assert "Mukti Sari Baru" in page.text
    assert "Desa Muktisari, Kec. Kebumen" in page.text
    login(by).post(row, {"pilihan": A})

    settled = impor.baris.get()
    assert (settled.putusan, settled.wilayah_id) == (Putusan.CATATAN, A)
    assert settled.diputuskan == by
    lembar.put_in(impor, by)
    assert Idm.objects.get().desa_id == A


def test_another_place_can_be_named_and_a_row_turned_down(login):
    by = lembar.admin()
    asked = [A, "Entah", 2024, 0.7, "", "", ""]
    impor = lembar.checked(idm(asked, [B, "Entah", 2024, 0.6, "", "", ""]), by=by)
    url = [reverse("desa:import_row", args=[impor.pk, n]) for n in (2, 3)]

    login(by).post(url[0], {"pilihan": "lain", "tempat": "Kebulusan"})
    login(by).post(url[1], {"pilihan": "tolak"})

    assert lembar.verdicts(impor) == [
        (2, Putusan.CATATAN, "33.05.13.2001"),
        (3, Putusan.TOLAK, None),
    ]


def test_a_row_is_never_settled_outside_the_territory(login):
    by = lembar.admin()
    impor = lembar.checked(idm([A, "Entah", 2024, 0.7, "", "", ""]), by=by)
    factories.wilayah("33.06.01.2001", "Jauh")
    url = reverse("desa:import_row", args=[impor.pk, 2])

    answer = login(by).post(url, {"pilihan": "lain", "tempat": "33.06.01.2001"})

    assert "tempat" in answer.context["form"].errors
    assert impor.baris.get().putusan == Putusan.TANYA


def test_columns_are_remembered_for_the_same_titles():
    by = lembar.admin()
    judul = ["Wilayah X", "Nama", "Angka"]
    content = lembar.xlsx([judul, [A, "Muktisari", 0.7]])
    first = lembar.sent(content, by=by)
    actions.check(first, by=by, kolom={"kode": 0, "nama": 1, "skor": 2}, bawaan={"tahun": "2023"})

    second = lembar.sent(content, by=by, nama="idm_2024.xlsx")

    assert PolaImpor.objects.count() == 1
    assert second.kolom == {"kode": 0, "nama": 1, "skor": 2}
    assert second.bawaan == {"tahun": "2024"}


def test_what_belongs_to_one_file_is_not_carried_into_the_next():
    """The village of an APBDes, its number, its year: a wrong place in the making."""
    by = lembar.admin()
    content = lembar.xlsx([["Uraian", "Anggaran"], ["Bank sampah", 35_000_000]])
    said = {"kode": A, "tahun": "2019", "dokumen": "apbdes", "nomor": "4 Tahun 2019"}
    first = lembar.sent(content, "butir", by=by)
    actions.check(first, by=by, kolom=first.kolom, bawaan=said)
    assert lembar.sent(content, "butir", by=by).bawaan == {"dokumen": "apbdes"}


@pytest.mark.parametrize(
    ("above", "nama", "found"),
    [
        ("REKAP IDM 2023", "kiriman.xlsx", {"tahun": "2023"}),
        ("REKAP IDM", "idm 2024.xlsx", {"tahun": "2024"}),
        ("REKAP IDM 2023", "idm 2024.xlsx", {}),
        ("Perbandingan 2022 dan 2023", "kiriman.xlsx", {}),
    ],
)
def test_the_year_of_a_sheet_without_one_is_read_from_its_letterhead_or_name(above, nama, found):
    by, rows = lembar.admin(), [["Kode Desa", "Desa", "Nilai IDM"], [A, "Muktisari", 0.7]]
    assert lembar.sent(lembar.xlsx([[above], *rows]), by=by, nama=nama).bawaan == found
    turned = lembar.sent(lembar.xlsx([["IDM 2019"], *rows]), by=by, nama=nama)
    other = recognise(SEMUA["idm"], [(1, [above]), *enumerate(rows, start=2)])
    assert actions.turn_to(turned, by=by, lembar=1, susunan=other).bawaan == found


@pytest.mark.parametrize(
    ("said", "field"), [({"k_kode": "0"}, "d_tahun"), ({"d_tahun": "2023"}, "k_kode")]
)
def test_what_would_refuse_every_row_is_asked_for_before(login, said, field):
    by = lembar.admin()
    impor = lembar.sent(lembar.xlsx([["Kode", "Skor IDM"], [A, 0.7]]), by=by)
    page = login(by).post(reverse("desa:import_columns", args=[impor.pk]), {"k_skor": "1", **said})
    assert list(page.context["form"].errors) == [field]
    assert lembar.again(impor).status == StatusImpor.KOLOM


def test_a_sheet_full_of_foreign_codes_is_told_how_to_go_by_its_names(login):
    by = lembar.admin()
    rows = [["33.05.13.2001", "Muktisari", "Kebumen", 2000 + n, 0.7] for n in range(10, 22)]
    content = lembar.xlsx([["Kode Desa", "Desa", "Kecamatan", "Tahun", "Nilai IDM"], *rows])
    impor = lembar.checked(content, by=by)
    page = login(by).get(impor.get_absolute_url())
    assert "mungkin kode BPS" in page.text

    by_name = {name: column for name, column in impor.kolom.items() if name != "kode"}
    actions.check(impor, by=by, kolom=by_name, bawaan={})
    kerja.run(lembar.again(impor))
    assert set(impor.baris.values_list("putusan", "wilayah")) == {(Putusan.CATATAN, A)}
    assert "mungkin kode BPS" not in login(by).get(impor.get_absolute_url()).text


def test_titles_of_two_rows_under_a_letterhead_are_found():
    rows = [
        ["PEMERINTAH KABUPATEN KEBUMEN", "", "", ""],
        ["Daftar titik desa", "", "", ""],
        ["Desa", "", "Titik", ""],
        ["Kode", "Nama Desa", "Lintang", "Bujur"],
        [A, "Muktisari", "-7,6700", "109,6500"],
    ]
    impor = lembar.committed(lembar.xlsx(rows), "koordinat")

    assert (impor.kepala, impor.tinggi_kepala) in {(3, 2), (4, 1)}
    profil = ProfilDesa.objects.get()
    assert (profil.lintang, profil.bujur) == (Decimal("-7.67"), Decimal("109.65"))


def test_swapped_coordinates_are_turned_and_said():
    content = lembar.xlsx([["Kode", "Desa", "Lat", "Long"], [A, "Muktisari", 109.65, -7.67]])
    impor = lembar.committed(content, "koordinat")
    assert "tertukar" in impor.baris.get().alasan
    assert ProfilDesa.objects.get().lintang == Decimal("-7.67")


def test_a_killed_commit_goes_on_where_it_was(monkeypatch):
    by = lembar.admin()
    impor = lembar.checked(idm(BAIK, [B, "Kalibagor", 2024, 0.6, "", "", ""]), by=by)
    monkeypatch.setattr(kerja, "POTONG", 1)
    actions.commit(impor, by=by)
    jenis = SEMUA["idm"]
    kerja.actions.work_on(lembar.again(impor), impor.baris.waiting(), jenis.commit, 1)
    assert Idm.objects.count() == 1  # … and here the worker died

    actions.resume(impor, by=by)
    kerja.run(lembar.again(impor))
    kerja.run(lembar.again(impor))

    assert Idm.objects.count() == 2
    assert lembar.again(impor).status == StatusImpor.SELESAI


def test_people_come_in_with_their_roles_and_go_again():
    by = lembar.admin()
    judul = ["Nama", "Nomor HP", "Peran", "Kode tempat", "Tempat", "Mulai", "Nomor SK"]
    row = ["Siti Aminah", "0812-3456-7890", "PLD", A, "Muktisari", "01/01/2026", "414/1"]
    impor = lembar.committed(lembar.xlsx([judul, row]), "orang", by=by)

    held = Penugasan.objects.get(pengguna__nama="Siti Aminah")
    assert (held.peran, held.wilayah_id, held.no_sk) == (Peran.PLD, A, "414/1")
    assert held.pengguna.username == "siti.aminah"

    again = lembar.committed(lembar.xlsx([judul, row]), "orang", by=by)
    assert again.baris.get().hasil == Hasil.TETAP
    assert Pengguna.objects.filter(nama="Siti Aminah").count() == 1

    lembar.take_back(impor, by)
    assert not Pengguna.objects.filter(nama="Siti Aminah").exists()


def test_a_phone_number_of_somebody_else_is_not_theirs():
    by = lembar.admin()
    factories.user(Peran.PLD, B, nama="Orang Lain", telepon="+6281234567890")
    judul = ["Nama", "Nomor HP", "Peran", "Kode tempat", "Tempat"]
    row = ["Siti Aminah", "081234567890", "PLD", A, "Muktisari"]
    impor = lembar.committed(lembar.xlsx([judul, row]), "orang", by=by)

    assert impor.baris.get().hasil == Hasil.GAGAL
    assert not Penugasan.objects.filter(wilayah=A).exists()


def test_only_admin_and_tik_import_and_people_only_admin():
    with pytest.raises(NotAllowed):
        lembar.sent(idm(BAIK), by=factories.user(Peran.TPID))
    tik = factories.user(Peran.TIK)
    assert lembar.sent(idm(BAIK), by=tik).status == StatusImpor.KOLOM
    with pytest.raises(NotAllowed):
        lembar.sent(lembar.xlsx([["Nama", "Peran"], ["Siti", "PLD"]]), "orang", by=tik)


def test_a_tik_does_not_see_the_people_that_an_admin_sent(login):
    impor = lembar.sent(lembar.xlsx([["Nama", "Peran"], ["Siti", "PLD"]]), "orang")
    assert login(factories.user(Peran.TIK)).get(impor.get_absolute_url()).status_code == 404


def test_the_whole_wizard_through_its_pages(login, django_capture_on_commit_callbacks):
    by = lembar.admin()
    client = login(by)
    file = SimpleUploadedFile("idm_2024.xlsx", idm(BAIK))
    data = {"jenis": "idm", "wilayah": factories.KABUPATEN, "berkas": file}
    client.post(reverse("desa:import_create"), data)
    impor = Impor.objects.get()
    columns = reverse("desa:import_columns", args=[impor.pk])

    form = client.get(columns).context["form"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(columns, {name: form[name].value() or "" for name in form.fields})
    page = client.get(impor.get_absolute_url())
    assert "Belum ada data yang diubah" in page.text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("desa:import_step", args=[impor.pk, "commit"]))

    assert Idm.objects.get().desa_id == A
    assert "sudah masuk" in client.get(impor.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("desa:import_undo", args=[impor.pk]), {"catatan": "Salah."})
    assert not Idm.objects.exists()


def test_the_report_is_the_sheet_with_two_more_columns(login):
    by = lembar.admin()
    impor = lembar.committed(idm(BAIK, [A, "=1+1", 2024, 0.5, "", "", ""]), by=by)
    url = reverse("desa:import_report", args=[impor.pk])

    lines = b"".join(login(by).get(url, {"bentuk": "csv"})).decode("utf-8-sig").splitlines()

    assert lines[0] == ";".join(["Baris", *JUDUL, "Putusan", "Alasan"])
    assert lines[1].startswith("2;33.05.12.2001;Muktisari;2024")
    assert ";Masuk;" in lines[1]
    assert ";'=1+1;" in lines[2]  # disarmed
    assert ";Tanya;" in lines[2]


def test_lists_take_the_same_queries_for_one_row_and_for_three(login, count_queries):
    by = lembar.admin()
    client = login(by)
    first = lembar.checked(idm(BAIK), by=by)

    def grow(n):
        lembar.sent(idm(BAIK), by=by)
        BarisImpor.objects.create(
            impor=first, nomor=100 + n, putusan=Putusan.TANYA, wilayah_id=B, calon=[A]
        )

    one, three = count_queries(grow, lambda: client.get(reverse("desa:imports")))
    assert one == three
    one, three = count_queries(lambda n: grow(n + 10), lambda: client.get(first.get_absolute_url()))
    assert one == three


def test_every_template_comes_in_again_unchanged(login):
    """What a kind writes into its template is what it reads: no row is changed by a round trip."""
    by = lembar.admin()
    lembar.committed(idm(BAIK), by=by)
    point = lembar.xlsx([["Kode", "Desa", "Lat", "Long"], [A, "Muktisari", -7.67, 109.65]])
    lembar.committed(point, "koordinat", by=by)
    factories.user(Peran.PLD, A, nama="Siti Aminah", telepon="+6281234567890")
    for kode in ("idm", "koordinat", "orang"):
        url = reverse("desa:import_template")
        answer = login(by).get(url, {"jenis": kode, "isi": factories.KABUPATEN})
        impor = lembar.committed(answer.content, kode, by=by)
        found = set(impor.baris.values_list("hasil", flat=True))
        assert found == {Hasil.TETAP}, (kode, list(impor.baris.values_list("alasan")))
