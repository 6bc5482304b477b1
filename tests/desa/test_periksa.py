"""Is this paper genuine? By code, by its file, by the scan of what was signed."""

import io
import json
from shutil import which
from subprocess import run

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains

from desa.actions.dokumen import check_file
from desa.choices import Peran
from desa.models import Dokumen, HasilPeriksa, PemeriksaanDokumen
from desa.views.periksa import PALING_SERING
from musyawarah import actions
from musyawarah.choices import Status
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import tugas
from tests.factories.musyawarah import admin, musyawarah
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler

CHECK = "/periksa/"


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


def paper():
    made = musyawarah(Status.FINAL)
    dokumen = Dokumen.objects.get()
    return made, dokumen, actions.pdf_bytes(dokumen)


def upload(client, content, name="ba.pdf"):
    return client.post(CHECK, {"berkas": SimpleUploadedFile(name, content)})


def redone(content, change):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def forged(pdf):
    text = pdf.attachments["berita-acara.json"].get_file().read_bytes()
    data = json.loads(text)
    data["keputusan"][0]["teks"] = "Lain sama sekali."
    pdf.attachments["berita-acara.json"] = json.dumps(data).encode()


@needs_pdf
def test_the_file_as_issued_is_genuine_and_shows_nobody(client):
    _, dokumen, content = paper()
    response = upload(client, content)
    assertContains(response, "Cocok.")
    assertContains(response, dokumen.nomor)
    assertNotContains(response, "Siti Aminah")
    row = PemeriksaanDokumen.objects.get()
    assert (row.dokumen, row.hasil, row.lewat_berkas) == (dokumen, "cocok", True)


@needs_pdf
def test_changed_data_inside_the_file_is_seen(client):
    _, _, content = paper()
    response = upload(client, redone(content, forged))
    assertContains(response, "Berubah.")
    assertContains(response, "Data di dalam berkas ini tidak sama")


@needs_pdf
def test_true_data_in_another_file_is_not_called_genuine(client):
    _, _, content = paper()
    response = upload(client, redone(content, lambda pdf: None))
    assertContains(response, "Berubah.")
    assertContains(response, "bukan lagi berkas yang diterbitkan")


@needs_pdf
def test_the_digest_of_the_embedded_data_is_the_one_on_the_check_page(client):
    _, dokumen, content = paper()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        data = pdf.attachments["berita-acara.json"].get_file().read_bytes().decode()
    response = client.get(dokumen.get_absolute_url())
    assertContains(response, dokumen.sha256_data)
    assert data == dokumen.data


def test_a_pdf_of_somebody_else_is_unknown(client):
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer)
    assertContains(upload(client, buffer.getvalue()), "Tidak dikenal.")
    assert PemeriksaanDokumen.objects.get().dokumen is None


def test_bytes_that_no_text_holds_name_no_paper():
    dokumen, hasil, _ = check_file(b"%PDF-1.7", "", "K7M2\x00P9XW-1")
    assert (dokumen, hasil) == (None, HasilPeriksa.TIDAK_DIKENAL)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "kosong"),
        (b"<html>", "bukan PDF"),
        (b"%PDF-1.7 rusak", "bukan PDF yang utuh"),
    ],
)
def test_what_is_no_pdf_is_said_to_be_none(client, content, sentence):
    assertContains(upload(client, content), sentence)
    assert not PemeriksaanDokumen.objects.exists()


def test_checking_by_code_is_logged_too(client):
    musyawarah(Status.FINAL)
    client.get(Dokumen.objects.get().get_absolute_url())
    client.get("/periksa/ABCDE23456/")
    found = PemeriksaanDokumen.objects.order_by("pk").values_list("hasil", flat=True)
    assert list(found) == ["cocok", "tidak_dikenal"]


def test_a_flood_of_files_is_slowed(client):
    for _ in range(PALING_SERING):
        assert upload(client, b"x").status_code == 200
    assertContains(upload(client, b"x"), "Terlalu banyak berkas", status_code=429)


# Revoked


def test_only_the_admin_revokes_with_a_reason_and_the_check_page_says_so(login, client):
    made, dokumen = musyawarah(Status.FINAL), Dokumen.objects.get()
    url = reverse("musyawarah:revoke", args=[made.pk, 1])
    response = login(factories.user(Peran.TPID)).get(url)
    assertContains(response, "Hanya Admin", status_code=403)
    client = login(admin())
    assert "alasan" in client.post(url, {"alasan": " "}).context["form"].errors
    client.post(url, {"alasan": "Salah tempat."})

    assertContains(client.get(dokumen.get_absolute_url()), "Dicabut.")
    assertContains(client.get(made.get_absolute_url()), "Dicabut")
    with pytest.raises(NotAllowed, match="sudah dicabut"):
        actions.revoke(dokumen, by=admin(), alasan="Lagi.")
    with pytest.raises(NotAllowed, match="Hanya Admin"):
        actions.revoke(dokumen, by=factories.user(Peran.TIK), alasan="Lagi.")


# The signed paper comes back


def scanned(content, dpi=110):
    """The last page as a photo would show it."""
    command = [which("pdftoppm"), "-r", str(dpi), "-png", "-"]
    pages = run(command, input=content, capture_output=True, check=True).stdout  # noqa: S603
    parts = [b"\x89PNG" + p for p in pages.split(b"\x89PNG")[1:]]
    return [Image.open(io.BytesIO(p)).convert("RGB") for p in parts]


@needs_pdf
@needs_poppler
@pytest.mark.parametrize("kind", ["PDF", "JPEG"])
def test_the_qr_ties_the_scan_to_its_version(login, kind):
    made, dokumen, content = paper()
    pages = scanned(content)
    buffer = io.BytesIO()
    if kind == "PDF":
        pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:])
    else:
        pages[1].save(buffer, "JPEG")
    url = reverse("musyawarah:scan_add", args=[made.pk, 1])
    client = login(factories.user(Peran.TPID))
    data = {"berkas": SimpleUploadedFile("pindai", buffer.getvalue())}

    response = client.post(url, data)

    assert response.status_code == 302, response.context["form"].errors
    scan = dokumen.pindaian.get()
    assert (scan.lewat_qr, scan.halaman) == (True, len(pages) if kind == "PDF" else 1)
    response = client.get(reverse("musyawarah:scan", args=[made.pk, 1]))
    assert b"".join(response.streaming_content) == buffer.getvalue()
    assert "attachment" in response["Content-Disposition"]
    assertContains(client.get(made.get_absolute_url()), "Unduh pindaian")


def test_without_a_readable_qr_the_code_is_typed(login):
    made, dokumen = musyawarah(Status.FINAL), Dokumen.objects.get()
    url = reverse("musyawarah:scan_add", args=[made.pk, 1])
    client, photo = login(factories.user(Peran.PD)), tugas.photo_bytes()

    def send(content=photo, kode=""):
        return client.post(url, {"berkas": SimpleUploadedFile("a.jpg", content), "kode": kode})

    assertContains(send(), "Kode QR tidak terbaca")
    assertContains(send(kode="ABCDE23456"), "Kode QR tidak terbaca")
    assertContains(send(b"MZ program", dokumen.kode), "bukan foto")
    send(kode=f"{dokumen.kode[:5]} {dokumen.kode[5:].lower()}")
    send(kode=dokumen.kode)
    assert [s.lewat_qr for s in dokumen.pindaian.all()] == [False]


@needs_pdf
@needs_poppler
def test_a_scan_of_another_paper_is_refused(login):
    made = musyawarah(Status.FINAL)
    other = musyawarah(Status.FINAL)
    page = scanned(actions.pdf_bytes(other.dokumen.get()))[1]
    buffer = io.BytesIO()
    page.save(buffer, "JPEG")
    data = {"berkas": SimpleUploadedFile("a.jpg", buffer.getvalue()), "kode": made.dokumen[0].kode}
    response = login(admin()).post(reverse("musyawarah:scan_add", args=[made.pk, 1]), data)
    assertContains(response, "milik naskah lain")


def test_who_only_watches_uploads_no_scan(login):
    made = musyawarah(Status.FINAL)
    data = {
        "berkas": SimpleUploadedFile("a.jpg", tugas.photo_bytes()),
        "kode": made.dokumen[0].kode,
    }
    url = reverse("musyawarah:scan_add", args=[made.pk, 1])
    response = login(factories.user(Peran.PEMANTAU)).post(url, data)
    assertContains(response, "tidak berwenang", status_code=403)
