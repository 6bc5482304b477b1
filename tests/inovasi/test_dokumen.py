"""The learning document: blocks, lists, photos, versions, differences, the sealed paper."""

import io
import json

import pikepdf
import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from desa.models import Dokumen
from inovasi.actions import dokumen as actions
from inovasi.banding import differences, word_runs
from inovasi.choices import StatusInovasi
from inovasi.models import DokumenPembelajaran, Inovasi
from tests import factories
from tests.factories import inovasi as make
from tests.tugas.test_catat import file


@pytest.fixture
def made():
    return make.inovasi(StatusInovasi.CAPTURING)


def url(name, made, *args):
    return reverse(f"inovasi:{name}", args=[made.pk, *args])


def test_the_document_begins_with_what_is_known(made):
    dokumen = made.dokumen
    assert dokumen.latar_belakang == "Sampah dibakar di pekarangan."
    assert [p.jumlah for p in dokumen.pembiayaan.all()] == [12_000_000]
    assert [str(h) for h in dokumen.hasil.all()] == ["Hasil utama: 20.00 → 410.00 kg per bulan"]


def test_a_block_is_written_without_touching_the_others(login, made):
    data = {"manfaat": "Bersih.", "syarat_replikasi": "Ada pengepul."}
    login(made.created_by).post(url("document_block", made, "penutup"), data)
    dokumen = DokumenPembelajaran.objects.get()
    assert (dokumen.manfaat, dokumen.latar_belakang) == ("Bersih.", "Sampah dibakar di pekarangan.")


@pytest.mark.parametrize(
    ("blok", "given", "field"),
    [
        ("kontak", {"kontak_setuju": "on"}, "kontak_setuju"),
        ("kontak", {"video": "https://contoh.id/v"}, "video"),
        ("kontak", {"kontak_hp": "abc"}, "kontak_hp"),
        ("pembuka", {"tanggal_capturing": "2999-01-01"}, "tanggal_capturing"),
    ],
)
def test_a_wrong_block_is_told_so(login, made, blok, given, field):
    response = login(made.created_by).post(url("document_block", made, blok), given)
    assert field in response.context["form"].errors


def rows(*given, prefix="langkah", initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial}
    for n, row in enumerate(given):
        data |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return data


def test_steps_keep_their_order_and_lose_what_is_ticked_off(login, made):
    client = login(made.created_by)
    steps = [{"langkah": f"Langkah {n}", "biaya": n * 1000} for n in (1, 2, 3)]
    assertRedirects(
        client.post(url("document_rows", made, "langkah"), rows(*steps, {"langkah": ""})),
        url("document", made),
    )
    again = [steps[0], steps[1] | {"DELETE": "on"}, steps[2]]
    client.post(url("document_rows", made, "langkah"), rows(*again, initial=3))
    found = made.dokumen.langkah.values_list("urutan", "langkah", "biaya")
    assert list(found) == [(1, "Langkah 1", 1000), (2, "Langkah 3", 3000)]


def test_a_wrong_row_is_told_so_and_changes_nothing(login, made):
    bad = rows({"sumber": "dd", "jumlah": "banyak"}, prefix="pembiayaan")
    response = login(made.created_by).post(url("document_rows", made, "pembiayaan"), bad)
    assertContains(response, "Tulis angka rupiah")
    assert made.dokumen.pembiayaan.get().jumlah == 12_000_000


@pytest.mark.parametrize(
    ("name", "what"), [("document_block", "ngawur"), ("document_rows", "ngawur")]
)
def test_an_unknown_block_is_not_there(login, made, name, what):
    assert login(made.created_by).get(url(name, made, what)).status_code == 404


def test_a_photo_with_consent_and_caption(login, made):
    client = login(made.created_by)
    client.post(url("document_photos", made), {"foto": file(), "keterangan": "Hari timbang."})
    photo = made.media.get()
    assert (photo.keterangan, photo.persetujuan) == ("Hari timbang.", False)
    said = {"keterangan": "Hari timbang.", "persetujuan": "on"}
    client.post(url("document_photo", made, photo.pk), said)
    photo.refresh_from_db()
    assert photo.persetujuan
    client.post(url("document_photo_release", made, photo.pk))
    assert not made.media.in_use().exists()


def test_a_verifier_does_not_write(login):
    made = make.inovasi(StatusInovasi.DIKEMAS)
    for name in ("document_photos", "document_version"):
        assert login(made.created_by).get(url(name, made)).status_code == 403
    assert login(make.pokja()).get(url("document", made)).status_code == 200


# Versions


def test_a_version_is_sealed_once_for_the_same_content(made):
    by = made.created_by
    one = actions.save_version(made.dokumen, by=by, nama="Awal")
    again = actions.save_version(made.dokumen, by=by, nama="Awal lagi")
    actions.write(made.dokumen, by=by, ringkasan="Lain.")
    other = actions.save_version(made.dokumen, by=by, nama="Sesudah wawancara")
    assert (again.pk, other.nomor) == (one.pk, 2)


def test_differences_are_told_word_by_word(made):
    by = made.created_by
    actions.write(made.dokumen, by=by, ringkasan="Warga menabung sampah tiap pekan.")
    one = actions.save_version(made.dokumen, by=by, nama="Awal")
    actions.write(made.dokumen, by=by, ringkasan="Warga menabung plastik tiap pekan.")
    two = actions.save_version(made.dokumen, by=by, nama="Kedua")
    found = list(differences(one.data, two.data))
    assert [b.nama for b in found] == ["Ringkasan"]
    assert found[0].potongan == [
        ("sama", "Warga menabung "),
        ("hilang", "sampah "),
        ("baru", "plastik "),
        ("sama", "tiap pekan."),
    ]


def test_the_comparison_is_a_page(login, made):
    by = made.created_by
    actions.save_version(made.dokumen, by=by, nama="Awal")
    actions.write(made.dokumen, by=by, ringkasan="Sama sekali lain.")
    page = login(by).get(url("document_compare", made), {"dari": "1"})
    assertContains(page, "<ins>")
    assertContains(page, "Sama sekali lain.")


def test_the_comparison_opens_on_the_last_change(login, made):
    by, address = made.created_by, url("document_compare", made)
    actions.write(made.dokumen, by=by, ringkasan="Mula-mula.")
    actions.save_version(made.dokumen, by=by, nama="Awal")
    actions.write(made.dokumen, by=by, ringkasan="Kemudian.")
    actions.save_version(made.dokumen, by=by, nama="Kedua")
    page = login(by).get(address)
    assert (page.context["dari"].nomor, page.context["ke"].nomor) == (1, 2)
    assertContains(page, "<ins>Kemudian.")
    assertContains(login(by).get(address, {"dari": "2", "ke": ""}), "Tidak ada perbedaan.")
    actions.write(made.dokumen, by=by, ringkasan="Sekarang.")
    assertContains(login(by).get(address), "<ins>Sekarang.")


@pytest.mark.parametrize("text", ["", "satu", "a  b\n\nc", " x "])
def test_a_text_and_itself_do_not_differ(text):
    assert all(kind == "sama" for kind, _ in word_runs(text, text))
    assert "".join(t for _, t in word_runs(text, text)) == text


# The paper


def test_validating_issues_a_numbered_paper(login, django_capture_on_commit_callbacks):
    made = make.inovasi(StatusInovasi.DIKEMAS)
    with django_capture_on_commit_callbacks(execute=True):
        actions.validate(made, by=make.pokja())
    paper = Dokumen.objects.get(jenis="Dokumen Pembelajaran")
    assert json.loads(paper.data)["judul"] == made.judul
    response = login(made.created_by).get(url("document_paper", made))
    assert response.content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(response.content)) as pdf:
        assert 2 <= len(pdf.pages) <= 6
        assert str(pdf.Root.Lang) == "id"
        assert len(pdf.attachments) == 1


def test_before_that_it_is_a_preview(login, made):
    response = login(made.created_by).get(url("document_paper", made))
    assert response["Content-Type"] == "application/pdf"
    assert not Dokumen.objects.exists()


def test_the_sealed_data_names_no_informant_and_no_silent_contact():
    made = make.inovasi(StatusInovasi.TERVALIDASI)
    text = Dokumen.objects.get(jenis="Dokumen Pembelajaran").data
    assert json.loads(text)["kontak"] == {}
    assert "Warsito Lestari" not in text
    assert made.dokumen.kontak_nama not in text


def test_queries_of_the_document_do_not_grow_with_its_rows(login, count_queries, made):
    client, by = login(made.created_by), made.created_by
    steps = []

    def grow(n):
        steps.append({"langkah": f"Langkah {n}"})
        actions.write_rows(made.dokumen, "langkah", by=by, rows=steps)
        make.media_actions.add(
            Inovasi.objects.get(pk=made.pk), make.photo(f"#00{n}0{n}0"), by=by,
            persetujuan=True,
        )  # fmt: skip

    few, many = count_queries(grow, lambda: client.get(url("document", made)))
    assert few == many <= 25


def test_a_draft_has_no_document_yet(login):
    made = make.inovasi(StatusInovasi.DIVERIFIKASI_TIK)
    assert login(factories.user()).get(url("document", made)).status_code == 404
    assert login(made.created_by).get(url("document", made)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"), [("200.000", 200_000), ("Rp1.500.000", 1_500_000), ("1,5 jt", 1_500_000)]
)
def test_an_amount_is_what_people_write(login, made, typed, kept):
    given = rows({"sumber": "dd", "jumlah": typed}, prefix="pembiayaan")
    login(made.created_by).post(url("document_rows", made, "pembiayaan"), given)
    assert [p.jumlah for p in made.dokumen.pembiayaan.all()] == [kept]
