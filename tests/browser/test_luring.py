"""The network goes, the entry stays: real Chromium, real cuts (anchors.md 5.7)."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from desa.choices import Peran
from desa.models import Pengguna
from tests import factories
from tests.browser.conftest import PATIENCE, PHONE
from tests.factories.tugas import photo_bytes
from tugas.models import Bukti, Kegiatan

pytestmark = pytest.mark.browser
URAIAN = "Kunjungan tanpa sinyal nomor"
DESA = f"Wilayah {factories.DESA}"


@pytest.fixture
def phone(transactional_db, live_server, browser):
    """A page of a phone without anybody's demonstration: quick to have."""
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, locale="id-ID")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    factories.wilayah(factories.DESA)
    enter(page, factories.user(Peran.PLD))
    yield page
    context.close()


def enter(page, user):
    """Somebody logs in on this phone, in place of whoever was."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    page.goto("/sehat/")
    address = page.url.removesuffix("/sehat/")
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])


def mine():
    return Kegiatan.objects.filter(uraian__startswith=URAIAN).order_by("terkirim_at")


def write(page, n=1, *, photo=False, text=""):
    page.goto("/kegiatan/catat/")
    fill(page, text or f"{URAIAN} {n}.", photo=photo)


def fill(page, text, *, photo=False):
    page.get_by_role("radio", name=DESA).check()
    page.get_by_role("radio", name="MAD dan komitmen").check()
    page.get_by_label("Apa yang dilakukan?").fill(text)
    if photo:
        content = photo_bytes((320, 240))
        files = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content}
        page.locator("input[name=foto]").set_input_files(files)
        page.locator(".foto-foto li").wait_for()


def press(page):
    page.get_by_role("button", name="Kirim", exact=True).click()


def kept(page, state=None):
    """Ids in the outbox of this phone, in order."""
    rows = page.evaluate(
        "kotakKeluar.of(document.body.dataset.pengguna)"
        ".then((all) => all.map((k) => [k.id, k.keadaan, k.resi ?? null]))"
    )
    return [row for row in rows if state in (None, row[1])]


def until(page, check):
    for _ in range(PATIENCE // 100):
        if check():
            return
        page.wait_for_timeout(100)
    assert check()


def put_in(page, count, **more):
    """Entries that were kept while there was no signal."""
    desa = page.evaluate("document.querySelector('[name=desa]').value")
    page.evaluate(
        """async ([count, desa, text, more]) => {
          for (let n = 1; n <= count; n++) {
            const id = crypto.randomUUID();
            const isian = Object.entries({ id, desa, tugas: "2", uraian: `${text} ${n}.`,
              simpan: "kirim", ...more });
            const at = new Date().toISOString();
            await kotakKeluar.keep({ id, pengguna: document.body.dataset.pengguna, at, isian,
              foto: [] });
          }
        }""",
        [count, desa, URAIAN, more],
    )


def cut(page, pattern="**/kegiatan/kirim/**"):
    page.route(pattern, lambda route: route.abort())


def test_a_form_without_signal_is_kept_and_sent_when_it_comes_back(phone):
    page = phone
    write(page, photo=True)
    page.context.set_offline(True)
    press(page)
    page.get_by_text("Tersimpan di ponsel ini.").wait_for()
    assert len(kept(page, "tunggu")) == 1
    page.context.set_offline(False)
    until(page, lambda: mine().count() == 1)
    until(page, lambda: Bukti.objects.filter(kegiatan=mine().get()).count() == 1)
    page.goto("/kotak-keluar/")
    page.get_by_text(f"Resi {mine().get().resi}").wait_for()


def test_ten_survive_a_reload_and_arrive_once_each_in_order(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    cut(page)
    put_in(page, 10)
    before = [row[0] for row in kept(page)]
    page.goto("/kotak-keluar/")
    page.reload()
    page.get_by_role("heading", name="Menunggu (10)").wait_for()
    assert [row[0] for row in kept(page)] == before

    page.unroute("**/kegiatan/kirim/**")
    page.get_by_role("button", name="Kirim sekarang").click()
    page.get_by_role("heading", name="Terkirim (10)").wait_for(timeout=3 * PATIENCE)
    assert [str(k.pk) for k in mine()] == before
    assert len({k.resi for k in mine()}) == 10


def test_a_cut_between_commit_and_answer_gives_the_same_receipt(phone):
    page, lost = phone, []
    page.goto("/kegiatan/catat/")

    def lose_the_first_answer(route):
        if lost:
            return route.continue_()
        route.fetch()  # the server has it
        lost.append(mine().get().resi)
        return route.abort()

    page.route("**/kegiatan/kirim/**", lose_the_first_answer)
    put_in(page, 1)
    page.goto("/kotak-keluar/")
    page.get_by_role("heading", name="Terkirim (1)").wait_for()
    assert [kept(page)[0][2]] == lost
    assert mine().count() == 1


def test_an_expired_session_asks_to_log_in_and_then_goes_on(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    put_in(page, 1)
    Session.objects.all().delete()
    assert page.evaluate("kotakKeluar.flush(document.body.dataset.pengguna)") == "masuk"
    assert kept(page, "tunggu")
    assert not mine().exists()

    enter(page, Pengguna.objects.get())
    page.goto("/kotak-keluar/")
    page.get_by_role("heading", name="Terkirim (1)").wait_for()
    assert mine().count() == 1


def test_another_person_on_the_phone_neither_sees_nor_sends_it(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    cut(page)
    put_in(page, 1)
    page.unroute("**/kegiatan/kirim/**")
    enter(page, factories.user(Peran.PLD))
    page.goto("/kotak-keluar/")
    page.get_by_role("heading", name="Menunggu (0)").wait_for()
    page.get_by_role("button", name="Kirim sekarang").click()
    page.get_by_text("Tidak ada yang menunggu.").wait_for()
    assert URAIAN not in page.locator("main").inner_text()
    assert not mine().exists()


def test_a_full_phone_says_so_and_keeps_the_form(phone):
    page = phone
    full = "navigator.storage.estimate = async () => ({ quota: 1000, usage: 1000 })"
    write(page)
    page.evaluate(full)
    press(page)
    page.get_by_text("Penyimpanan ponsel ini penuh").wait_for()
    assert page.get_by_label("Apa yang dilakukan?").input_value() == f"{URAIAN} 1."
    press(page)
    page.get_by_text("Resi").first.wait_for()
    assert mine().count() == 1


def test_a_refused_item_is_set_aside_with_its_reason_and_can_be_mended(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    put_in(page, 1, desa="33.05.99.2001")
    page.goto("/kotak-keluar/")
    page.get_by_role("heading", name="Disisihkan (1)").wait_for()
    page.get_by_text("Anda tidak bertugas di desa ini.").wait_for()
    page.get_by_role("link", name="Perbaiki").click()
    page.locator(".luring-galat").wait_for()
    page.get_by_role("radio", name=DESA).first.check()
    press(page)
    page.get_by_text("Resi").first.wait_for()
    assert mine().count() == 1


def test_two_tabs_send_one_item_once(phone):
    page = phone
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto("/kegiatan/catat/")
        cut(tab)
    put_in(page, 3)
    for tab in (page, other):
        tab.unroute("**/kegiatan/kirim/**")
    for tab in (page, other):
        tab.evaluate("void kotakKeluar.flush(document.body.dataset.pengguna, { force: true })")
    until(page, lambda: len(kept(page, "terkirim")) == 3)
    assert mine().count() == 3


def test_the_outbox_goes_into_a_file_and_back_and_is_emptied_only_by_a_word(phone, tmp_path):
    page = phone
    page.goto("/kegiatan/catat/")
    cut(page, "**/csrf/")
    put_in(page, 2)
    before = kept(page)
    page.goto("/kotak-keluar/")
    page.get_by_text("Cadangan dan mengosongkan").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh cadangan").click()
    download.value.save_as(tmp_path / "kotak.json")

    page.get_by_role("button", name="Kosongkan").click()
    page.get_by_text("Ketik kata HAPUS dulu").wait_for()
    assert kept(page) == before
    page.get_by_label("ketik HAPUS").fill("hapus")
    page.get_by_role("button", name="Kosongkan").click()
    page.get_by_text("Kotak keluar kosong.").wait_for()
    assert kept(page) == []

    page.get_by_label("Pulihkan").set_input_files(tmp_path / "kotak.json")
    page.get_by_text("2 catatan dipulihkan.").wait_for()
    assert [row[0] for row in kept(page)] == [row[0] for row in before]
    assert not page.evaluate(  # it may have been sent since the file was made
        "kotakKeluar.of(document.body.dataset.pengguna).then((all) => all.some(kotakKeluar.free))"
    )


def test_a_made_up_backup_brings_nothing_that_leads_elsewhere(phone, tmp_path):
    page = phone
    page.goto("/kotak-keluar/")
    user = page.evaluate("document.body.dataset.pengguna")
    rows = [
        {"id": str(n), "pengguna": user, "keadaan": "tunggu", "foto": [], "isian": [], name: there}
        for n, (name, there) in enumerate(
            [("halaman", "javascript:alert(1)"), ("tujuan", "//jahat.example/"), ("tujuan", "/\\x")]
        )
    ]
    backup = {"jenis": "kotak-keluar", "versi": 2, "kiriman": rows}
    (tmp_path / "palsu.json").write_text(json.dumps(backup))

    page.get_by_text("Cadangan dan mengosongkan").click()
    page.get_by_label("Pulihkan").set_input_files(tmp_path / "palsu.json")

    page.get_by_text("0 catatan dipulihkan. 3 dilewati").wait_for()
    assert kept(page) == []


def shell_is_there(page):
    return page.evaluate(
        "caches.match('/kotak-keluar/').then((a) => a && caches.match('/kegiatan/catat/'))"
        ".then((a) => Boolean(a && navigator.serviceWorker.controller))"
    )


def test_without_signal_the_form_and_the_outbox_open_and_nothing_stays_after_logging_out(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))

    page.context.set_offline(True)
    for n in (1, 2):
        write(page, n, photo=True)
        press(page)
        page.get_by_text("Tersimpan di ponsel ini.").wait_for()
    page.goto("/kotak-keluar/")
    page.get_by_role("heading", name="Menunggu (2)").wait_for()
    page.get_by_text("Luring: tidak ada sambungan.").wait_for()
    page.goto("/forum-yang-belum-pernah-dibuka/")
    page.get_by_role("heading", name="Tidak ada sambungan").wait_for()

    with page.expect_navigation():  # the page that could not be had asks for itself again
        page.context.set_offline(False)
    page.goto("/kotak-keluar/")
    page.get_by_role("heading", name="Terkirim (2)").wait_for(timeout=2 * PATIENCE)
    assert [len(k.photos()) for k in mine()] == [1, 1]

    page.goto("/#menu")
    page.get_by_role("button", name="Keluar").first.click()
    page.get_by_role("button", name="Masuk").wait_for()
    until(page, lambda: not any("pribadi" in n for n in page.evaluate("caches.keys()")))
