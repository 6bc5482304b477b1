"""Books of sealed meetings, and the ZIP of their minutes."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from desa.models import Dokumen, Paket
from musyawarah import actions, tasks
from musyawarah.choices import Status
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories.musyawarah import admin, decision, musyawarah
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler, text_of

BOOKS = "/musyawarah/buku/"


def ask(client, buku, bentuk="pdf", wilayah=factories.KECAMATAN, tahun=2018):
    query = {"buku": buku, "wilayah": wilayah, "tahun": tahun, "bentuk": bentuk}
    return client.get(BOOKS, query)


@needs_pdf
@needs_poppler
@pytest.mark.parametrize(
    ("buku", "holds"),
    [
        ("notulen", "Sutrisno Hadi"),
        ("keputusan", "Menyepakati"),
        ("hadir", "Siti Aminah"),
    ],
)
def test_a_book_holds_what_is_sealed_and_nothing_else(login, buku, holds):
    musyawarah(Status.FINAL)
    open_one = musyawarah(Status.NOTULEN, judul="MASIH TERBUKA")
    decision(open_one, teks="Belum final.")
    musyawarah(Status.FINAL, kode=factories.KECAMATAN_LAIN, judul="TEMPAT LAIN")
    client = login(admin())

    text = text_of(ask(client, buku).content)

    assert "".join(holds.split()) in "".join(text.split())
    assert "Belum final." not in text
    assert "MASIH TERBUKA" not in text
    assert "TEMPAT LAIN" not in text
    xlsx = ask(client, buku, "xlsx")
    assert holds in ZipFile(BytesIO(xlsx.getvalue())).read("xl/worksheets/sheet1.xml").decode()


@needs_pdf
@needs_poppler
def test_a_book_shows_no_more_than_one_may_see(login):
    musyawarah(Status.FINAL, kode=factories.KECAMATAN_LAIN)
    client = login(factories.user(Peran.PD))
    response = ask(client, "hadir", wilayah=factories.KECAMATAN_LAIN)
    assert "wilayah" in response.context["form"].errors
    assert "Siti Aminah" not in text_of(ask(client, "hadir", wilayah=factories.KABUPATEN).content)


@pytest.mark.parametrize("wilayah", [factories.KABUPATEN, factories.KABUPATEN.replace(".", "")])
def test_a_place_is_chosen_from_a_list_or_found_by_name_or_code(login, wilayah):
    musyawarah(Status.FINAL)
    few = login(factories.user(Peran.PLD)).get(BOOKS)
    assertContains(few, f'<option value="{factories.KECAMATAN}">')
    for n in range(61):
        factories.wilayah(f"{factories.KECAMATAN}.2{n:03}", f"Desa Nomor {n}")
    client = login(admin())
    proposed = client.get(BOOKS).context["form"]["wilayah"].value()
    assert proposed.endswith(f"({factories.KABUPATEN})")
    for said in (wilayah, "Nomor 60", proposed):
        response = ask(client, "notulen", "xlsx", wilayah=said)
        assert response["Content-Type"].endswith("sheet")
    ambiguous = ask(client, "notulen", "xlsx", wilayah="Nomor 1")
    assertContains(ambiguous, "Ada beberapa yang cocok")


@pytest.mark.parametrize(("wilayah", "tahun"), [("99", 2018), ("x", 2018), ("33.05", 12)])
def test_a_book_of_nowhere_is_complained_about(login, wilayah, tahun):
    response = ask(login(admin()), "hadir", wilayah=wilayah, tahun=tahun)
    assert response.context["form"].errors


@needs_pdf
def test_the_batch_names_what_failed_and_keeps_the_rest(login, django_capture_on_commit_callbacks):
    good, bad = musyawarah(Status.FINAL), musyawarah(Status.FINAL)
    Dokumen.objects.filter(pk=bad.dokumen[0].pk).update(data="{}")
    client = login(admin())
    data = {"buku": "notulen", "wilayah": factories.KABUPATEN, "tahun": 2018}

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("musyawarah:bundle_create"), data)

    paket = Paket.objects.get()
    assert (paket.dibuat, paket.gagal) == (2, [f"Musyawarah {bad.pk}"])
    assertContains(client.get(response["Location"]), f"Musyawarah {bad.pk}")
    content = b"".join(client.get(f"{response['Location']}unduh/").streaming_content)
    with ZipFile(BytesIO(content)) as book:
        (name,) = book.namelist()
        assert book.read(name) == actions.pdf_bytes(good.dokumen.get())
    tasks.gather_minutes(paket.pk)
    assert Paket.objects.get().berkas.name == paket.berkas.name
    assert login(admin()).get(response["Location"]).status_code == 404


def test_the_page_of_a_batch_renews_itself_until_the_batch_is_done(login):
    made, by = musyawarah(Status.FINAL), admin()
    paket = actions.bundle(by=by, wilayah=made.wilayah, tahun=2018, daftar=[made.pk])
    client = login(by)
    assertContains(client.get(paket.get_absolute_url()), 'http-equiv="refresh"')
    tasks.gather_minutes(paket.pk)
    page = client.get(paket.get_absolute_url())
    assertContains(page, "Unduh ZIP")
    assertNotContains(page, 'http-equiv="refresh"')


def test_a_batch_of_nothing_is_refused():
    with pytest.raises(NotAllowed, match="Belum ada berita acara final"):
        actions.bundle(by=admin(), wilayah=factories.wilayah(), tahun=2018, daftar=[])
