"""The main job, end to end, by the people who do it: once with JavaScript, once without."""

import subprocess
from shutil import which

import pytest
import zxingcpp
from PIL import Image

from musyawarah.models import Kehadiran, Keputusan, Musyawarah
from ppid.lib.terbilang import tanggal_kata
from tests.factories.tugas import photo_bytes
from tugas.keadaan import Keadaan
from tugas.models import Capaian, Kegiatan

pytestmark = pytest.mark.browser
DESA = "Sukowilangun"  # has had its PPID socialisation, not that of P2KTD
URAIAN = "Sosialisasi P2KTD pada pertemuan kader Posyandu di balai dusun."
WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["js", "no-js"])


def stone():
    return Capaian.objects.get(desa__nama=DESA, nomor=1, tahun=_entry().tahun).keadaan


def _entry():
    return Kegiatan.objects.filter(uraian__startswith=URAIAN).get()


def leave(page):
    """Log out as a person does: through "Lainnya"."""
    page.goto("/#menu")
    page.get_by_role("button", name="Keluar").first.click()
    page.get_by_role("button", name="Masuk").wait_for()


@WITH_AND_WITHOUT
def test_an_entry_is_logged_returned_mended_and_accepted(visit, script):
    pld = visit("pld", script=script)
    log_with_photo(pld)
    first_receipt = _entry().resi
    assert stone() == Keadaan.BERJALAN

    tpid = visit("tpid", script=script)
    return_with_point_on_text(tpid)

    mend(pld)
    assert (_entry().status, _entry().resi) == ("terkirim", first_receipt)

    accept(tpid)
    assert stone() == Keadaan.SELESAI
    pld.goto(f"/desa/{_entry().desa_id}/")
    walk = pld.locator(".jalan li").first
    assert "1. Sosialisasi" in walk.inner_text()
    assert "Selesai" in walk.inner_text()
    leave(pld)


def log_with_photo(page):
    page.get_by_role("link", name="Catat kegiatan").first.click()
    page.get_by_role("radio", name=DESA).check()
    page.get_by_role("radio", name="Sosialisasi").check()
    page.get_by_role("radio", name="P2KTD", exact=True).check()
    page.get_by_label("Apa yang dilakukan?").fill(URAIAN)
    page.get_by_text("Tambah rincian").click()
    page.get_by_label("Laki-laki").fill("7")
    page.get_by_label("Perempuan").fill("12")
    page.locator("input[name=foto]").set_input_files(
        {"name": "balai.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes((2400, 1800))}
    )
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.get_by_text("Resi").first.wait_for()
    assert "Terkirim" in page.locator("h1").inner_text()
    assert _entry().resi in page.locator("main").inner_text()
    assert _entry().bukti.count() == 1


def return_with_point_on_text(page):
    page.goto("/tinjau/")
    entry = _entry()
    page.goto(f"/tinjau/{entry.pk}/")
    page.get_by_text("Kembalikan kepada penulis").click()
    page.get_by_label("Pesan untuk penulis").fill("Tolong lengkapi satu hal.")
    page.locator("summary", has_text="Uraian").click()
    page.get_by_label("Uraian: apa yang kurang?").select_option(label="Tidak lengkap")
    page.get_by_label("Uraian: yang diharapkan").fill("Sebutkan siapa yang hadir.")
    page.get_by_role("button", name="Kembalikan").click()
    page.wait_for_url(lambda url: str(entry.pk) not in url)
    assert _entry().status == "dikembalikan"


def mend(page):
    page.goto("/")
    page.get_by_role("link", name=f"Perbaiki “{_entry()}”").first.click()
    assert "Sebutkan siapa yang hadir." in page.locator("main").inner_text()
    page.get_by_label("Apa yang dilakukan?").fill(f"{URAIAN} Hadir 19 kader dan bidan desa.")
    page.get_by_role("button", name="Kirim lagi").click()
    page.get_by_text("Resi").first.wait_for()


def accept(page):
    page.goto(f"/tinjau/{_entry().pk}/")
    assert "Hadir 19 kader" in page.locator("main").inner_text()
    page.get_by_role("button", name="Terima").click()
    page.wait_for_url(lambda url: str(_entry().pk) not in url)


@WITH_AND_WITHOUT
@pytest.mark.skipif(not which("pdftotext"), reason="pdftotext (poppler-utils) is not installed")
def test_the_admin_seals_the_real_mad_and_its_paper_is_genuine(visit, script, tmp_path):
    mad = Musyawarah.objects.get(tanggal="2018-08-27")
    page = visit("admin", script=script)
    page.get_by_role("link", name="MAD I Kalipare").first.click()
    page.get_by_role("link", name="Finalkan").click()
    page.get_by_role("button", name="Finalkan").click()
    page.get_by_text("Final").first.wait_for()
    mad.refresh_from_db()
    assert mad.status == "final"

    link = page.get_by_role("link", name="(PDF)").first
    paper = tmp_path / "berita-acara.pdf"
    paper.write_bytes(page.request.get(link.get_attribute("href")).body())
    text = " ".join(_text_of(paper).split())
    for name in Kehadiran.objects.filter(musyawarah=mad, hadir=True).values_list("nama", flat=True):
        assert name in text
    for decision in Keputusan.objects.filter(musyawarah=mad):
        assert " ".join(decision.teks.split()) in text
    assert tanggal_kata(mad.tanggal) in text

    page.goto(_address_in_qr(paper, tmp_path))
    assert "cocok" in page.locator("main").inner_text().lower()
    assert mad.nomor in page.locator("main").inner_text()


def _text_of(paper):
    command = ["pdftotext", "-layout", str(paper), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def _address_in_qr(paper, folder):
    command = ["pdftoppm", "-r", "150", "-png", str(paper), str(folder / "hal")]
    subprocess.run(command, check=True)  # noqa: S603
    for scan in sorted(folder.glob("hal*.png")):
        with Image.open(scan) as picture:
            if codes := zxingcpp.read_barcodes(picture):
                return codes[0].text
    raise AssertionError("the paper bears no QR")
