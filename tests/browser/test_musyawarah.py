"""A whole forum on one phone: invited, started, put off, ticked from its paper, sealed, checked."""

import re
import shutil
import subprocess
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from musyawarah.choices import JenisMusyawarah, Status
from musyawarah.models import Musyawarah
from ppid.lib.pdf import pdf_lack
from tugas.peragaan.orang import KALIPARE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(pdf_lack()), reason="No PDF can be made here."),
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is not installed."),
]
FILLED = (("nama", "Penanda Tangan"), ("hasil", "selesai"), ("keterangan", "Sudah selesai."))
SABAR = 60_000  # milliseconds: a paper is being made
ORANG = ["Siti Aminah; P", "Budi Santoso; L", "Dewi Lestari; P", "Agus Salim; L"]


class Forum:
    """One meeting at one phone."""

    def __init__(self, page, made):
        self.page, self.made = page, made

    def open(self, path=""):
        self.page.goto(f"{self.made.get_absolute_url()}{path}")

    def send(self, path, button, **fields):
        self.open(path)
        self.fill(**fields)
        self.press(button)

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]")
            if field.first.get_attribute("type") == "radio":
                self.page.locator(f"main [name={name}][value='{value}']").check()
            elif self.page.locator(f"main select[name={name}]").count():
                field.select_option(value)
            else:
                field.fill(value)

    def press(self, button):
        """Its form goes off, and another page answers."""
        before = self.page.url
        self.page.locator("main form").get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_url(lambda now: now != before, timeout=SABAR)

    def step(self, name, button, **fields):
        self.send(f"langkah/{name}/", button, **fields)

    def says(self, text):
        expect(self.page.locator("main")).to_contain_text(text)

    def file(self, path):
        """The bytes of a paper of this meeting."""
        return self.page.request.get(f"{self.made.get_absolute_url()}{path}").body()


@pytest.fixture
def forum(visit):
    made = Musyawarah.objects.get(
        jenis=JenisMusyawarah.MAD_2, wilayah=KALIPARE, status=Status.RENCANA
    )
    return Forum(visit("admin"), made)


def test_from_the_invited_names_to_the_checked_paper(forum, tmp_path):
    prepare(forum)
    begin_and_put_off(forum)
    the_invited_come(forum)
    the_paper_comes_back(forum, tmp_path)
    close(forum)
    check(forum)


def prepare(forum):
    day: date = timezone.localdate()
    forum.send(
        "ubah/pokok/", "Simpan", tanggal=day.isoformat(), mulai="09:00", selesai="16:00",
        lokasi="Pendopo Kecamatan", diundang="4",
    )  # fmt: skip
    forum.send("ubah/pelaksana/", "Simpan", pimpinan="Sutrisno Hadi", notulis="Wahyuni")
    forum.open("hadir/banyak/")
    assert forum.page.locator("[name=keadaan][value=diundang]").is_checked()
    forum.fill(unsur="tokoh_masyarakat", teks="\n".join(ORANG))
    forum.press("Simpan")
    forum.says("Kuorum belum terpenuhi: 0 dari 4 undangan, paling sedikit 3.")


def tap(forum, name):
    button = forum.page.get_by_role("button", name=re.compile(rf"Hadir.*{name}"))
    box = button.bounding_box()
    assert box["height"] >= 44
    button.click()
    forum.says(f"{name} hadir.")


def begin_and_put_off(forum):
    forum.step("start", "Mulai")
    forum.says("Hari ini")
    forum.open("hadir/?cari=siti")
    tap(forum, "Siti Aminah")
    forum.says("Kuorum belum terpenuhi: 1 dari 4 undangan, paling sedikit 3.")
    forum.step("postpone", "Tunda", lama="3_jam", catatan="Kuorum belum tercapai.")
    forum.step("resume", "Lanjutkan")
    forum.step("start", "Mulai")
    forum.open("pratinjau/")
    body = forum.page.locator("body")
    expect(body).to_contain_text("lalu ditunda 3 jam karena: Kuorum belum tercapai")


def the_invited_come(forum):
    forum.open("hadir/")
    tap(forum, "Budi Santoso")
    forum.says("Kuorum belum terpenuhi: 2 dari 4 undangan, paling sedikit 3.")
    tap(forum, "Dewi Lestari")
    forum.says("Kuorum terpenuhi: 3 dari 4 undangan, paling sedikit 3.")
    forum.says("3 hadir (1 L, 2 P)")


def the_paper_comes_back(forum, tmp_path):
    """Printed, signed, photographed: the picture is made of the product's own PDF."""
    paper = tmp_path / "lembar.pdf"
    paper.write_bytes(forum.file("hadir/lembar.pdf"))
    subprocess.run(  # noqa: S603
        [shutil.which("pdftoppm"), "-r", "150", "-png", "-singlefile", paper, tmp_path / "foto"],
        check=True, timeout=60,
    )  # fmt: skip
    page = forum.page
    page.goto("/musyawarah/lembar/")
    page.locator("[name=foto]").set_input_files(tmp_path / "foto.png")
    forum.press("Unggah foto")
    page.locator(".lembar-foto img").wait_for()
    page.get_by_label("4. Agus Salim").check()
    page.get_by_text("Tambah nama dari kertas").click()
    forum.fill(**{
        "baris-5-nama": "Rina Wati",
        "baris-5-jenis_kelamin": "P",
        "baris-5-unsur": "perempuan",
    })  # fmt: skip
    forum.press("Simpan lembar")
    forum.says("2 baris lembar tercatat.")
    forum.says("5 hadir (2 L, 3 P)")


def close(forum):
    """A decision, then whatever the completeness list still asks for, each by its own link."""
    forum.send("isi/keputusan/", "Simpan", teks="Menerima laporan pertanggungjawaban TPID.")
    forum.step("minute", "Selesaikan acara")
    for _ in range(20):
        forum.open()
        lacking = forum.page.locator(".alasan a")
        if not lacking.count():
            break
        forum.page.goto(lacking.first.get_attribute("href"))
        for name, value in FILLED:
            if forum.page.locator(f"main [name={name}]").count():
                forum.fill(**{name: value})
        forum.press("Simpan")
    forum.step("finalise", "Finalkan")
    forum.says("Berita acara (PDF) versi 1")


def check(forum):
    paper = forum.file("berita-acara.pdf")
    assert told_of(forum.page, paper) == "Cocok."
    assert told_of(forum.page, paper + b"\n% tambahan\n") == "Berubah."
    assert told_of(forum.page, forum.file("agenda.pdf")) == "Tidak dikenal."


def told_of(page, content):
    """The verdict of the check page on this file."""
    page.goto("/periksa/")
    page.locator("main [name=berkas]").set_input_files(
        {"name": "ba.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    return page.locator("main .pesan strong").first.inner_text()
