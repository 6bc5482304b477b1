"""What happens to minutes between two writers and after the seal: merged, signed, scanned,
corrected, revoked; and what the check page says each time to somebody who holds a paper."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from desa.models import Dokumen, PemeriksaanDokumen, Pindaian
from musyawarah.choices import Status
from musyawarah.models import Musyawarah
from ppid.lib.pdf import pdf_lack
from tests.browser.conftest import DESKTOP
from tests.browser.test_musyawarah import SABAR, Forum, told_of
from tugas.peragaan.orang import KALIPARE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(pdf_lack()), reason="No PDF can be made here."),
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is not installed."),
]
PERTAMA = "Camat menjelaskan tugas TPID."
KEDUA = "Dewi dari Putukrejo menanyakan masa kerja TPID."


@pytest.fixture
def made(peragaan):
    """The MAD I whose minutes are being written."""
    return Musyawarah.objects.get(wilayah=KALIPARE, status=Status.NOTULEN)


def button(page, name):
    return page.locator("main form").get_by_role("button", name=name, exact=True)


def press(page, name):
    before = page.url
    button(page, name).click()
    page.wait_for_url(lambda now: now != before, timeout=SABAR)


@pytest.mark.parametrize("script", [True, False], ids=["js", "no-js"])
def test_two_write_one_point_and_nobodys_words_are_lost(visit, made, script):
    point = made.mata_acara.order_by("urutan")[2]
    at = f"{made.get_absolute_url()}isi/mata_acara/{point.pk}/"
    first, second = visit("pd", script=script), visit("tpid", viewport=DESKTOP, script=script)
    for page, words in ((first, PERTAMA), (second, KEDUA)):
        page.goto(at)
        page.locator("[name=pembahasan]").fill(words)

    press(first, "Simpan")
    button(second, "Simpan").click()  # answered on the same page
    said = second.locator(".luring-galat" if script else ".galat")
    expect(said).to_contain_text(PERTAMA, timeout=SABAR)

    writer = Musyawarah.objects.get(pk=made.pk)
    assert writer.mata_acara.get(pk=point.pk).pembahasan == PERTAMA
    expect(said).to_contain_text(re.compile(r"diubah oleh .+ pada .+ \d{1,2}\.\d{2}"))
    mine = second.locator("[name=pembahasan]")
    assert mine.input_value() == KEDUA
    mine.fill(f"{PERTAMA} {KEDUA}")
    press(second, "Simpan")
    second.goto(f"{made.get_absolute_url()}pratinjau/")
    expect(second.locator("body")).to_contain_text(f"{PERTAMA} {KEDUA}")


def test_signed_scanned_corrected_revoked_and_checked_each_time(visit, made, tmp_path):
    forum = Forum(visit("admin", viewport=DESKTOP), made)
    forum.page.set_default_timeout(2 * SABAR)
    forum.step("finalise", "Finalkan")
    first = Dokumen.objects.get(pk=made.dokumen[0].pk)
    old = forum.file("berita-acara.pdf")

    scan(forum, old, tmp_path)
    correct(forum)
    new = forum.file("berita-acara.pdf")
    assert forum.file("berita-acara/1.pdf") == old
    assert told_of(forum.page, new) == "Cocok."
    stranger = visit("pemantau").context.browser.new_page(base_url=forum.page.url.split("/mus")[0])
    by_hand(stranger, first)
    revoke(forum, stranger, first)
    assert told_of(forum.page, old) == "Dicabut."
    assert told_of(forum.page, new) == "Cocok."
    assert set(PemeriksaanDokumen.objects.values_list("hasil", flat=True)) == {
        "cocok", "berubah", "dicabut", "tidak_dikenal",
    }  # fmt: skip


def scan(forum, paper, tmp_path):
    """The page with the signatures comes back as a picture; its QR says whose it is."""
    file = tmp_path / "ba.pdf"
    file.write_bytes(paper)
    text = subprocess.run(  # noqa: S603
        [shutil.which("pdftotext"), file, "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = text.split("\f")
    (signed,) = (n for n, page in enumerate(pages, start=1) if "Periksa keaslian" in page)
    command = [shutil.which("pdftoppm"), "-r", "150", "-png", "-singlefile"]
    for name, page in (("ttd", signed), ("tanpa", 1)):
        subprocess.run(  # noqa: S603
            [*command, "-f", str(page), file, tmp_path / name], check=True, timeout=60
        )
    at = "berita-acara/1/pindai/"
    forum.open(at)
    forum.page.locator("[name=berkas]").set_input_files(tmp_path / "tanpa.png")
    button(forum.page, "Simpan").click()
    forum.says("Kode QR tidak terbaca. Ketik kode periksa naskah ini.")
    forum.open(at)
    forum.page.locator("[name=berkas]").set_input_files(tmp_path / "ttd.png")
    press(forum.page, "Simpan")
    forum.says("Pindaian 1 halaman disimpan.")
    kept = Pindaian.objects.get()
    assert (kept.lewat_qr, kept.dokumen.versi) == (True, 1)
    assert forum.file("berita-acara/1/pindaian/") == (tmp_path / "ttd.png").read_bytes()


def correct(forum):
    """A new version, with the reason in the trail; nothing of the first is touched."""
    forum.step("reopen", "Buka kembali", catatan="Nama gedung keliru.")
    forum.send("ubah/pokok/", "Simpan", lokasi="Aula Kecamatan Kalipare")
    forum.step("finalise", "Finalkan")
    forum.says("Berita acara (PDF) versi 2")
    forum.says("Berita acara (PDF) versi 1")
    forum.open("jejak/")
    forum.says("Nama gedung keliru.")


def by_hand(page, dokumen):
    """Somebody without an account reads the letters beside the QR over the telephone."""
    page.goto("/periksa/")
    page.get_by_label("Kode periksa").fill(f"{dokumen.kode[:5].lower()} {dokumen.kode[5:]}")
    press(page, "Periksa")
    main = page.locator("main")
    expect(main).to_contain_text("Cocok.")
    expect(main).to_contain_text("Sudah ada versi 2 yang menggantikannya")
    for kehadiran in Musyawarah.objects.get(pk=dokumen.objek_id).kehadiran.all():
        assert kehadiran.nama not in main.inner_text()
    for letters, verdict in ((dokumen.sha256_data[:8], "Cocok."), ("00000000", "Berubah.")):
        page.get_by_label("Delapan huruf di samping kode QR").fill(letters)
        press(page, "Cocokkan")
        expect(page.locator("main .pesan strong").first).to_have_text(verdict)
    page.goto("/periksa/TIDAKADA99/")
    expect(page.locator("main")).to_contain_text("Tidak dikenal.")


def revoke(forum, stranger, dokumen):
    forum.send("berita-acara/1/cabut/", "Simpan", alasan="Diganti versi 2.")
    forum.says("Dicabut")
    stranger.goto(f"/periksa/{dokumen.kode}/")
    expect(stranger.locator("main .pesan strong").first).to_have_text("Dicabut.")
