"""The signed sheet comes back as a photo: its QR finds the meeting, its rows wait to be ticked."""

from io import BytesIO

import pytest
import segno
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from desa.choices import Peran
from musyawarah.choices import Status
from musyawarah.models import FotoLembar
from tests import factories
from tests.factories.musyawarah import admin, musyawarah, person, sheet_photo

FIND = reverse("musyawarah:sheet_find")


def address_of(made, row=1):
    return f"{settings.PPID_ADDRESS}{rows_of(made)}#baris-{row}"


def rows_of(made):
    return reverse("musyawarah:sheet_rows", args=[made.pk])


def upload_to(made):
    return reverse("musyawarah:sheet_upload", args=[made.pk])


def photo_of(*addresses, turned=0):
    """A sheet on a table, as a phone sees it."""
    sheet = Image.new("RGB", (1200, 1600), (236, 232, 220))
    for n, address in enumerate(addresses):
        buffer = BytesIO()
        segno.make(address, error="m").save(buffer, kind="png", scale=6, border=2)
        sheet.paste(Image.open(buffer).convert("RGB"), (60 + n * 500, 60))
    buffer = BytesIO()
    sheet.rotate(turned, expand=True, fillcolor=(90, 70, 50)).save(buffer, "JPEG", quality=70)
    return SimpleUploadedFile("IMG_01.jpg", buffer.getvalue(), "image/jpeg")


@pytest.mark.parametrize("turned", [0, 90, 7])
def test_the_qr_finds_the_meeting_and_opens_its_rows_beside_the_photo(login, turned):
    made, client = musyawarah(), login(admin())
    person(made, nama="Siti Aminah", hadir=False)
    response = client.post(FIND, {"foto": photo_of(address_of(made, 16), turned=turned)})
    foto = FotoLembar.objects.get()
    assertRedirects(response, f"{rows_of(made)}?foto={foto.pk}")
    assert (foto.musyawarah, foto.mulai) == (made, 16)
    page = client.get(response["Location"])
    assertContains(page, foto.get_absolute_url())
    assertContains(page, "Siti Aminah")
    assert client.get(foto.get_absolute_url())["Content-Type"] == "image/jpeg"


def test_the_same_photo_again_is_kept_once(login):
    made, client = musyawarah(), login(admin())
    for _ in range(2):
        client.post(upload_to(made), {"foto": photo_of(address_of(made))})
    assert FotoLembar.objects.count() == 1


def test_several_pages_are_filed_in_one_go_and_the_first_is_opened(login):
    made, client = musyawarah(), login(admin())
    pages = [photo_of(address_of(made, row), turned=row) for row in (18, 1, 36)]
    response = client.post(FIND, {"foto": pages}, follow=True)
    assert [f.mulai for f in made.foto_lembar.all()] == [1, 18, 36]
    assertRedirects(response, f"{rows_of(made)}?foto={made.foto_lembar.first().pk}")
    assertContains(response, "3 foto disimpan. Centang")


def test_what_cannot_be_filed_is_named_and_never_stops_the_rest(login):
    made, other = musyawarah(judul="Ini"), musyawarah(judul="MAD yang lain")
    pages = [photo_of(address_of(made)), photo_of(address_of(other)), photo_of()]
    page = login(admin()).post(FIND, {"foto": pages}, follow=True)
    assert [f.mulai for f in made.foto_lembar.all()] == [0, 1]  # without a QR it goes along
    assertContains(page, "2 foto disimpan.")
    assertContains(page, "IMG_01.jpg: Lembar ini milik musyawarah lain: MAD yang lain")
    pages = [photo_of(), SimpleUploadedFile("surat.pdf", b"%PDF-1.4")]
    page = login(admin()).post(FIND, {"foto": pages})
    assertContains(page, "surat.pdf bukan foto")
    assertContains(page, "IMG_01.jpg: QR pada foto ini")
    assert FotoLembar.objects.count() == 2


def test_more_photos_than_a_request_bears_are_refused_in_a_sentence(login):
    pages = [photo_of() for _ in range(11)]
    page = login(admin()).post(FIND, {"foto": pages})
    assertContains(page, "Paling banyak 10 foto sekali unggah.")


def test_one_press_takes_a_photo_off_and_nobody_sees_it_any_more(login):
    made, client = musyawarah(), login(admin())
    foto = sheet_photo(made)
    url = reverse("musyawarah:sheet_photo_remove", args=[made.pk, foto.pk])
    assertContains(client.get(rows_of(made)), f'action="{url}"')
    assert client.get(url).status_code == 405
    page = client.post(url, follow=True)
    assertContains(page, "Foto daftar hadir dicabut.")
    assertNotContains(page, foto.get_absolute_url())
    assert client.get(foto.get_absolute_url()).status_code == 404
    assert sheet_photo(made) == foto
    assertContains(client.get(rows_of(made)), foto.get_absolute_url())


def test_without_a_readable_qr_it_says_what_to_do_and_can_be_filed_by_hand(login):
    made, client = musyawarah(), login(admin())
    page = client.post(FIND, {"foto": photo_of()})
    assertContains(page, "QR pada foto ini tidak terbaca. Foto lagi lebih dekat")
    assert not FotoLembar.objects.exists()
    client.post(FIND, {"foto": photo_of(), "musyawarah": made.pk})
    foto = FotoLembar.objects.get()
    assert (foto.musyawarah, foto.mulai) == (made, 0)


def test_on_the_page_of_a_meeting_a_photo_without_qr_belongs_there(login):
    made = musyawarah()
    login(admin()).post(upload_to(made), {"foto": photo_of("https://contoh.id/")})
    assert FotoLembar.objects.get().musyawarah == made


def test_a_sheet_of_another_place_is_not_found(login):
    there, client = musyawarah(kode=factories.KECAMATAN_LAIN), login(factories.user(Peran.TPID))
    page = client.post(FIND, {"foto": photo_of(address_of(there))})
    assertContains(page, "tidak ditemukan di wilayah Anda")
    assertNotContains(page, there.judul)
    page = client.post(FIND, {"foto": photo_of(), "musyawarah": there.pk})
    assertContains(page, "Masukkan pilihan yang valid")
    assert client.post(upload_to(there), {"foto": photo_of()}).status_code == 404
    assert not FotoLembar.objects.exists()


def test_a_sheet_of_another_meeting_names_it_and_is_not_kept(login):
    here, there = musyawarah(judul="Ini"), musyawarah(judul="MAD yang lain")
    page = login(admin()).post(upload_to(here), {"foto": photo_of(address_of(there))})
    assertContains(page, "milik musyawarah lain: MAD yang lain")
    page = login(admin()).post(FIND, {"foto": photo_of(address_of(here), address_of(there))})
    assertContains(page, "dua lembar dari musyawarah berbeda")
    assert not FotoLembar.objects.exists()


def test_what_is_no_photo_says_so(login):
    file = SimpleUploadedFile("surat.pdf", b"%PDF-1.4", "image/jpeg")
    assertContains(login(admin()).post(FIND, {"foto": file}), "bukan foto")


def test_a_sealed_meeting_takes_no_sheet(login):
    made, client = musyawarah(Status.FINAL), login(admin())
    assertContains(client.get(upload_to(made)), "status Final", status_code=403)
    page = client.post(FIND, {"foto": photo_of(address_of(made))})
    assertContains(page, "status Final", status_code=403)
    assert not FotoLembar.objects.exists()


def test_signatures_are_seen_by_writers_alone(login, client):
    made = musyawarah()
    url = sheet_photo(made).get_absolute_url()
    assert login(factories.user(Peran.TIK)).get(url).status_code == 403
    assert login(factories.user(Peran.TPID)).get(url).status_code == 200
    assert login(factories.user(Peran.TPID, factories.KECAMATAN_LAIN)).get(url).status_code == 404


def test_a_photo_of_one_meeting_is_not_found_in_another(login):
    here, there = musyawarah(), musyawarah()
    foto = sheet_photo(there)
    url = reverse("musyawarah:sheet_photo", args=[here.pk, foto.pk])
    assert login(admin()).get(url).status_code == 404


def test_somebody_who_writes_no_minutes_is_told_who_does(login):
    page = login(factories.user(Peran.TIK)).get(FIND)
    assertContains(page, "penulis notulen", status_code=403)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_rows_ask_as_often_for_one_photo_as_for_three(login, rows, django_assert_num_queries):
    made = musyawarah()
    for n in range(rows):
        person(made, hadir=False)
        FotoLembar.objects.create(
            musyawarah=made, mulai=n, sha256_asli=str(n), berkas="a", kecil="a",
            created_by=made.created_by,
        )  # fmt: skip
    client = login(admin())
    with django_assert_num_queries(9):
        client.get(rows_of(made))
