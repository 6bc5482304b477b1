"""Papers that came back signed, reports and material: what makes a file complete."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from uuid6 import uuid7

from desa.choices import Peran
from desa.trail import trail_of
from p2ktd.choices import StatusDana, StatusPekerjaan
from p2ktd.models import Laporan, Pelaksanaan
from tests import factories
from tests.factories import dana as make_dana
from tests.factories import pekerjaan as make
from tests.factories.tugas import photo_bytes

P, D = StatusPekerjaan, StatusDana
BELUM, SUDAH = "Belum bertanda tangan", "Sudah bertanda tangan"
PDF = b"%PDF-1.4 isi %%EOF"


def scan(kode):
    return {"berkas": SimpleUploadedFile("spk.jpg", photo_bytes()), "kode": kode}


@pytest.mark.parametrize(
    "who", [make.ketua, make_dana.verifikator, lambda: factories.user(Peran.PLD)]
)
def test_a_signed_spk_comes_back_beside_the_issued_one(login, who):
    file = make.work(P.BERJALAN)
    dokumen, client = file.dokumen.get(), login(who())
    assertContains(client.get(file.get_absolute_url()), BELUM)
    url = reverse("p2ktd:work_scan_add", args=[file.pk, dokumen.kode])

    assertContains(client.post(url, scan("SALAH23456")), "Ketik kode periksa naskah ini")
    assert client.post(url, scan(dokumen.kode)).status_code == 302

    assertContains(client.get(file.get_absolute_url()), SUDAH)
    answer = client.get(reverse("p2ktd:work_scan", args=[file.pk, dokumen.kode]))
    assert b"".join(answer.streaming_content) == photo_bytes()
    assert "attachment" in answer["Content-Disposition"]
    assert trail_of(file).first().langkah == "scan"


def test_the_receipt_of_a_payment_is_scanned_too(login):
    file = make.work(P.DIBAYAR)
    client = login(make.bendahara())
    receipt = client.get(file.get_absolute_url()).context["dokumen"].get(jenis="Kwitansi P2KTD")
    url = reverse("p2ktd:work_scan_add", args=[file.pk, receipt.kode])
    assert client.post(url, scan(receipt.kode)).status_code == 302
    assert receipt.pindaian.count() == 1


def test_a_closed_file_takes_no_scan_and_a_monitor_never_gives_one(login):
    file = make.work(P.SELESAI)
    url = reverse("p2ktd:work_scan_add", args=[file.pk, file.dokumen.first().kode])
    assert login(make.ketua()).post(url, {}).status_code == 403
    running = make.work(P.KONTRAK, kode=factories.DESA_LAIN)
    url = reverse("p2ktd:work_scan_add", args=[running.pk, running.dokumen.get().kode])
    client = login(factories.user(Peran.PEMANTAU, factories.KABUPATEN))
    assert client.post(url, scan(running.dokumen.get().kode)).status_code == 403
    assertNotContains(client.get(running.get_absolute_url()), "Unggah pindaian")


def test_the_paper_of_another_work_is_not_found(login):
    one, other = make.work(P.KONTRAK), make.work(P.KONTRAK, kode=factories.DESA_LAIN)
    url = reverse("p2ktd:work_scan_add", args=[one.pk, other.dokumen.get().kode])
    assert login(make.ketua()).get(url).status_code == 404


def test_an_approved_lpj_comes_back_signed(login):
    dana = make.fund(D.DISETUJUI)
    newest, client = dana.dokumen.first(), login(make.ketua())
    url = reverse("p2ktd:fund_scan_add", args=[dana.pk, newest.kode])
    assert client.post(url, scan(newest.kode)).status_code == 302
    assertContains(client.get(dana.get_absolute_url()), SUDAH, count=1)
    assert client.get(reverse("p2ktd:fund_scan", args=[dana.pk, newest.kode])).status_code == 200


def test_a_day_brings_its_material_and_a_report_the_paper_of_the_provider(login):
    file, client = make.work(P.BERJALAN), login(factories.user(Peran.PLD))
    day = {"id": uuid7(), "tanggal": make.HARI, "materi": "Pembukuan", "peserta_l": 4,
           "peserta_p": 7, "berkas": SimpleUploadedFile("materi.pdf", PDF)}  # fmt: skip
    client.post(reverse("p2ktd:work_log", args=[file.pk]), day)
    told = {"jenis": "kemajuan", "tanggal": make.HARI, "hasil": "Tertib.",
            "berkas": SimpleUploadedFile("laporan.pdf", PDF)}  # fmt: skip
    client.post(reverse("p2ktd:work_report", args=[file.pk]), told)

    page = client.get(file.get_absolute_url())
    for row in (Pelaksanaan.objects.get(), Laporan.objects.get()):
        assertContains(page, row.get_absolute_url())
        assert b"".join(client.get(row.get_absolute_url()).streaming_content) == PDF
    elsewhere = login(factories.user(Peran.PD, factories.KECAMATAN_LAIN))
    assert elsewhere.get(Laporan.objects.get().get_absolute_url()).status_code == 404


def test_what_is_no_paper_is_refused_and_the_rest_of_the_report_kept(login):
    file, client = make.work(P.BERJALAN), login(factories.user(Peran.PLD))
    told = {"jenis": "akhir", "tanggal": make.HARI, "hasil": "Tertib sekali.",
            "berkas": SimpleUploadedFile("laporan.exe", b"MZ")}  # fmt: skip
    page = client.post(reverse("p2ktd:work_report", args=[file.pk]), told)
    assertContains(page, "laporan.exe bukan PDF, JPG atau PNG. Pilih berkas lain.")
    assertContains(page, "Tertib sekali.")
    assert not Laporan.objects.exists()


@pytest.mark.parametrize("daftar", ["pelaksanaan", "laporan", "rab"])
@pytest.mark.parametrize("row", ["x", "1", "9" * 30, "Ⅷ"])
def test_an_address_of_no_file_is_not_found(login, daftar, row):
    url = reverse("p2ktd:work_file", args=[make.work(P.BERJALAN).pk, daftar, row])
    assert login(make.ketua()).get(url).status_code == 404
