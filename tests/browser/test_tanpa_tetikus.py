"""The work of five people by keyboard alone: Tab, Enter, Space, arrows, typing. At each stop the
focus is seen, has a name and is not under the bar; what happened is said in a live region."""

import re

import pytest

from desa.choices import Peran
from inovasi.choices import StatusInovasi
from inovasi.models import Komitmen, Penilaian
from musyawarah.choices import JenisMusyawarah
from musyawarah.choices import Status as StatusMusyawarah
from tests import factories
from tests.browser.test_axe import violations
from tests.browser.test_luring import enter, kept, phone, until
from tests.factories import inovasi, musyawarah, tugas
from tugas.choices import Status

pytestmark = pytest.mark.browser
__all__ = ["phone"]
MOST = 90  # presses of Tab

# What has the focus: its name, whether it is seen, whether the bar at the bottom hides it.
FOCUSED = """() => {
  const e = document.activeElement, squeeze = (t) => t.replace(/\\s+/g, " ").trim();
  const named = (e.getAttribute("aria-labelledby") ?? "").split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const labels = [...(e.labels ?? [])].map((l) => l.textContent).join(" ");
  const name = e.getAttribute("aria-label") || named.trim() || labels || e.textContent || e.title;
  const drawn = [getComputedStyle(e), getComputedStyle(e, "::after")];
  const seen = drawn.some((s) => s.outlineStyle != "none" && parseFloat(s.outlineWidth) > 0);
  const box = e.getBoundingClientRect(), bar = document.querySelector(".bawah");
  const top = bar?.offsetParent !== null && bar?.getBoundingClientRect().top;
  const hidden = bar && !bar.contains(e) && top && box.top >= top && box.top < innerHeight;
  return { name: squeeze(name), seen, hidden: Boolean(hidden), kind: e.type ?? "",
    body: e == document.body, html: e.outerHTML.slice(0, 120) };
}"""


def focused(page):
    return page.evaluate(FOCUSED)


def tab_to(page, name, key="Tab"):
    """Goes on by Tab until what has the focus is called so; every stop on the way is looked at."""
    stops = []
    for _ in range(MOST):
        page.keyboard.press(key)
        at = focused(page)
        if at["body"]:
            continue  # the end of the page: the next press begins at its top
        assert at["seen"], f"no focus to be seen on {at['html']}"
        assert at["name"], f"no name on {at['html']}"
        assert not at["hidden"], f"under the bar: {at['html']}"
        stops.append(at["name"])
        if re.match(rf"{re.escape(name)}($|\W)", at["name"]):
            return
    raise AssertionError(f"{key} never came to “{name}”, but to {stops}")


def press(page, name, key="Enter", back=""):
    """A link or a button that leads to another page, or changes this one."""
    tab_to(page, name, back or "Tab")
    page.keyboard.press(key)


def go(page, name, address):
    press(page, name)
    page.wait_for_url(address)
    page.wait_for_load_state()


def choose(page, name):
    tab_to(page, name)
    page.keyboard.press("Space")


def write(page, name, text):
    tab_to(page, name)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def is_said(page, text):
    page.locator("[role=status], [role=alert]").filter(has_text=text).first.wait_for()


def is_whole(page):
    """One heading on top, landmarks, names everywhere: what a screen reader walks by."""
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.get_by_role("navigation", name="Menu utama").count() >= 1
    assert violations(page) == []


def test_a_companion_mends_what_came_back_and_sends_it(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    author = factories.user(Peran.PLD)
    enter(page, author)
    entry = tugas.kegiatan(Status.DIKEMBALIKAN, created_by=author)
    tugas.koreksi(entry, catatan="Sebutkan siapa yang hadir.")
    page.goto("/")
    is_whole(page)
    go(page, "Perbaiki", f"**/kegiatan/{entry.pk}/ubah/")
    is_whole(page)
    write(page, "Apa yang dilakukan?", "Rapat dusun dihadiri dua belas kader Posyandu dan bidan.")
    press(page, "Kirim lagi")
    page.get_by_text("Resi").first.wait_for()
    entry.refresh_from_db()
    assert (entry.status, entry.putaran) == (Status.TERKIRIM, 1)
    is_whole(page)


def test_a_reviewer_accepts_takes_back_and_returns(phone):
    page = phone
    for n in (1, 2):
        tugas.kegiatan(Status.TERKIRIM, judul=f"Rapat {n}")
    enter(page, factories.user(Peran.PD))
    page.goto("/tinjau/")
    is_whole(page)
    go(page, "Buka Rapat 1", "**/tinjau/*-*/")
    is_whole(page)
    first = entry_called("Rapat 1")
    press(page, "Terima")
    is_said(page, "Terima: “Rapat 1”")
    assert first().status == Status.DITERIMA
    press(page, "Urungkan")
    is_said(page, "kembali menunggu ditinjau")
    assert first().status == Status.TERKIRIM

    press(page, "Kembalikan kepada penulis")
    write(page, "Pesan untuk penulis", "Tolong sebutkan siapa yang hadir.")
    press(page, "Uraian")
    tab_to(page, "Uraian: apa yang kurang?")
    page.keyboard.type("Tidak lengkap")
    write(page, "Uraian: yang diharapkan", "Nama dusun dan jumlah orang.")
    press(page, "Kembalikan")
    is_said(page, "Kembalikan: “Rapat 1”")
    assert first().status == Status.DIKEMBALIKAN
    assert first().koreksi.count() == 1


def entry_called(judul):
    return lambda: tugas.Kegiatan.objects.get(judul=judul)


def test_a_secretary_writes_down_who_came(phone):
    page = phone
    made = musyawarah.musyawarah(StatusMusyawarah.BERLANGSUNG, JenisMusyawarah.MUSDES_SOSIALISASI)
    enter(page, factories.user(Peran.TPID))
    page.goto(f"/musyawarah/{made.pk}/hadir/")
    is_whole(page)
    press(page, "Catat")  # with nothing in it: what lacks is said, and the focus goes there
    is_said(page, "Nama")
    assert not focused(page)["body"]
    press(page, "Nama: isi dulu")  # the sentence leads to its field
    assert focused(page)["kind"] == "text"
    page.keyboard.type("Siti Aminah")
    tab_to(page, "Laki-laki")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Unsur")
    page.keyboard.type("Tokoh masy")
    press(page, "Catat")
    until(page, lambda: made.kehadiran.count() == 1)
    row = made.kehadiran.get()
    assert (row.nama, row.jenis_kelamin, row.unsur) == ("Siti Aminah", "P", "tokoh_masyarakat")
    page.get_by_text("1 nama").wait_for()
    is_whole(page)


def test_a_village_promises_with_and_without_signal(phone):
    page = phone
    page.goto("/komitmen/isi/")
    is_whole(page)
    card(page, "Sumur resapan")
    is_said(page, "Kartu tersimpan dengan resi")
    assert Komitmen.objects.get().nama_kegiatan == "Sumur resapan"

    page.goto("/komitmen/isi/")
    page.context.set_offline(True)
    card(page, "Bank sampah")
    is_said(page, "Tersimpan di ponsel ini.")
    assert not focused(page)["body"]
    assert len(kept(page, "tunggu")) == 1


def card(page, name):
    tab_to(page, "Bidang")
    page.keyboard.type("Infra")
    write(page, "Nama kegiatan", name)
    write(page, "Perkiraan biaya", "40000000")
    write(page, "Kepala desa", "Sutrisno")
    press(page, "Simpan kartu")


def test_the_team_of_a_kabupaten_verifies_an_innovation(phone):
    page, made = phone, inovasi.inovasi(StatusInovasi.DIVERIFIKASI_TPID)
    enter(page, inovasi.pokja())
    page.goto(f"/inovasi/{made.pk}/nilai/")
    is_whole(page)
    for _ in page.locator(".kriteria").all():
        choose(page, "2 – ya")
    choose(page, "Layak")
    choose(page, "Membaca dokumen")
    press(page, "Simpan penilaian")
    is_said(page, "Penilaian tersimpan.")
    made.refresh_from_db()
    assert made.status == StatusInovasi.DIVERIFIKASI_TIK
    assert Penilaian.objects.filter(inovasi=made).count() == 2
    is_whole(page)


def test_the_keyboard_goes_back_the_way_it_came(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    tab_to(page, "Apa yang dilakukan?")
    tab_to(page, "Langsung ke isi", "Shift+Tab")
