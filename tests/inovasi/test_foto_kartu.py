"""A photographed card files itself by the QR printed on it, and waits to be typed out."""

from io import BytesIO

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from inovasi.hari_h import blank_cards
from inovasi.models import FotoKartu, Komitmen
from tests import factories
from tests.factories import komitmen as make


def photo_of(*addresses, size=(1200, 1600), turned=0):
    """A card on a table, as a phone sees it."""
    sheet = Image.new("RGB", size, (236, 232, 220))
    for n, address in enumerate(addresses):
        buffer = BytesIO()
        segno.make(address, error="m").save(buffer, kind="png", scale=6, border=2)
        sheet.paste(Image.open(buffer).convert("RGB"), (60 + n * 500, 60))
    buffer = BytesIO()
    sheet.rotate(turned, expand=True, fillcolor=(90, 70, 50)).save(buffer, "JPEG", quality=70)
    return SimpleUploadedFile("IMG_01.jpg", buffer.getvalue(), "image/jpeg")


def card_of(bursa, kode=factories.DESA):
    return blank_cards(bursa, [factories.wilayah(kode)])[0].alamat


def upload(client, bursa, *files):
    url = reverse("inovasi:fair_photos", args=[bursa.pk])
    return client.post(url, {"foto": list(files)}, follow=True)


@pytest.mark.parametrize("turned", [0, 90, 7])
def test_a_photo_goes_to_the_village_on_its_card(login, turned):
    bursa = make.bursa()
    page = upload(login(make.pd()), bursa, photo_of(card_of(bursa), turned=turned))
    foto = FotoKartu.objects.get()
    assert (foto.desa_id, foto.bursa, foto.komitmen) == (factories.DESA, bursa, None)
    assert bursa.undangan.get(desa=factories.DESA).hadir
    assertContains(page, "1 foto masuk ke desanya")
    assertContains(page, f"?foto_kartu={foto.pk}")


def test_several_photos_go_each_to_its_own_village(login):
    kedua = "33.05.12.2002"
    factories.wilayah(kedua)
    bursa = make.bursa()
    files = [photo_of(card_of(bursa)), photo_of(card_of(bursa, kedua))]
    upload(login(make.pd()), bursa, *files)
    assert set(FotoKartu.objects.values_list("desa", flat=True)) == {factories.DESA, kedua}


def test_the_same_photo_again_is_kept_once(login):
    bursa, client = make.bursa(), login(make.pd())
    for _ in range(2):
        page = upload(client, bursa, photo_of(card_of(bursa)))
    assert FotoKartu.objects.count() == 1
    assertContains(page, "sudah pernah diunggah")


def test_what_cannot_be_filed_is_said_and_the_rest_is_kept(login):
    bursa, lain = make.bursa(), make.bursa()
    files = [
        photo_of(),
        photo_of(card_of(lain)),
        photo_of("https://contoh.id/komitmen/isi/"),
        photo_of(card_of(bursa, factories.DESA_LAIN)),
        photo_of(card_of(bursa), card_of(bursa, "33.05.12.2002")),
        SimpleUploadedFile("surat.pdf", b"%PDF-1.4", "image/jpeg"),
        photo_of(card_of(bursa)),
    ]
    page = upload(login(make.pd()), bursa, *files)
    for sentence in ("QR tidak terbaca", "dari bursa lain", "tidak mengisi kartu desa berkode",
                     "dua kartu dalam foto", "bukan foto"):  # fmt: skip
        assertContains(page, sentence)
    assert FotoKartu.objects.count() == 1


def test_the_photo_becomes_that_of_the_card_that_is_typed_from_it(login):
    foto, client = make.foto_kartu(), login(make.pd())
    page = client.get(reverse("inovasi:commit"), {"foto_kartu": foto.pk, "desa": foto.desa_id})
    assertContains(page, foto.get_absolute_url())
    given = {n: v for n, v in make.card().items() if v is not None}
    given |= {"id": uuid7(), "desa": foto.desa_id, "bursa": foto.bursa_id, "foto_kartu": foto.pk}
    client.post(reverse("inovasi:commit"), given)
    made = Komitmen.objects.get()
    foto.refresh_from_db()
    assert (foto.komitmen, made.foto.name, made.bursa) == (made, foto.berkas.name, foto.bursa)
    assert client.get(reverse("inovasi:commitment_photo", args=[made.pk])).status_code == 200


def test_a_card_typed_before_its_photo_gets_it_afterwards(login):
    foto = make.foto_kartu()
    card = make.komitmen(bursa=foto.bursa)
    client = login(make.pd())
    url = reverse("inovasi:card_photo_stick", args=[foto.pk])
    page = client.get(reverse("inovasi:fair_photos", args=[foto.bursa_id]))
    assertContains(page, url)
    assertContains(page, card.resi)
    assertRedirects(client.post(url, {"komitmen": card.pk}),
                    reverse("inovasi:fair_photos", args=[foto.bursa_id]))  # fmt: skip
    card.refresh_from_db()
    assert card.foto.name == foto.berkas.name


def test_a_photo_is_not_stuck_on_another_villages_card(login):
    foto = make.foto_kartu()
    card = make.komitmen(kode="33.05.12.2002")
    url = reverse("inovasi:card_photo_stick", args=[foto.pk])
    page = login(make.pd()).post(url, {"komitmen": card.pk})
    assertContains(page, "bukan dari desa yang sama", status_code=403)


def test_a_closed_bursa_takes_no_more_photos(login):
    bursa = make.bursa("selesai")
    page = upload(login(make.pd()), bursa, photo_of(card_of(bursa)))
    assert page.status_code == 403


def test_who_writes_no_cards_uploads_no_photos(login):
    url = reverse("inovasi:fair_photos", args=[make.bursa().pk])
    page = login(factories.user(Peran.PEMANTAU)).get(url)
    assertContains(page, "diunggah oleh PLD", status_code=403)


def test_page_asks_the_same_of_one_photo_and_of_three(login, count_queries):
    bursa, client = make.bursa(), login(make.pd())

    def grow(n):
        gambar = make.foto(("red", "green", "blue")[n - 1])
        make.foto_kartu(bursa, gambar=gambar)
        make.komitmen(bursa=bursa)

    url = reverse("inovasi:fair_photos", args=[bursa.pk])
    few, many = count_queries(grow, lambda: client.get(url))
    assert few == many
