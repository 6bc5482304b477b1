"""What a phone does for its owner beside sending: change, throw away, take back, show proof, be
installed; and what of one person it forgets."""

import pytest

from musyawarah.choices import JenisMusyawarah
from musyawarah.choices import Status as StatusMusyawarah
from tests.browser.test_luring import (
    URAIAN,
    cut,
    kept,
    mine,
    phone,
    press,
    put_in,
    shell_is_there,
    until,
    write,
)  # fmt: skip
from tests.browser.test_luring_kasus import KEPT, OUTBOX, heading, user_of_session
from tests.factories import musyawarah, tugas
from tugas.choices import Tugas
from tugas.models import Kegiatan

pytestmark = pytest.mark.browser
__all__ = ["phone"]
ALL = """new Promise((done) => {
  const asked = indexedDB.open("kotak-keluar", 1);
  asked.onsuccess = () => asked.result.transaction("kiriman").objectStore("kiriman").getAll()
    .onsuccess = (e) => done(JSON.stringify(e.target.result));
})"""


def waiting(page, count=1):
    """A page of the outbox with so many entries that wait, none of which has left yet."""
    page.goto("/kegiatan/catat/")
    cut(page, "**/csrf/")
    put_in(page, count)
    page.goto(OUTBOX)
    heading(page, f"Menunggu ({count})")


def let_go(page):
    page.unroute("**/csrf/")
    page.get_by_role("button", name="Kirim sekarang").click()


def lose_the_answer(route):
    route.fetch()
    route.abort()


# Change, throw away, take back


def test_what_waits_can_be_changed_before_it_goes(phone):
    page = phone
    waiting(page)
    page.evaluate(
        "kotakKeluar.of(document.body.dataset.pengguna)"
        ".then(([k]) => kotakKeluar.set(k.id, { tahan: true }))"
    )
    page.get_by_role("button", name="Ubah").click()
    page.get_by_text("Ini catatan dari kotak keluar.").wait_for()
    assert page.locator("#tahan-foto").is_checked()
    text = page.get_by_label("Apa yang dilakukan?")
    assert text.input_value() == f"{URAIAN} 1."
    text.fill(f"{URAIAN} 1, sudah dibetulkan.")
    press(page)
    page.get_by_text(KEPT).wait_for()
    page.goto(OUTBOX)
    let_go(page)
    heading(page, "Terkirim (1)")
    assert mine().get().uraian == f"{URAIAN} 1, sudah dibetulkan."


def test_what_waits_can_be_thrown_away_and_taken_back(phone):
    page = phone
    waiting(page, 2)
    page.get_by_role("button", name="Buang").first.click()
    page.get_by_text("Selama seminggu masih dapat dipulihkan").wait_for()
    heading(page, "Menunggu (1)")
    heading(page, "Dibuang (1)")
    let_go(page)
    heading(page, "Terkirim (1)")
    assert mine().count() == 1

    page.get_by_role("button", name="Urungkan").click()
    heading(page, "Terkirim (2)")
    assert mine().count() == 2


def test_what_may_have_arrived_is_neither_changed_nor_thrown_away(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    page.route("**/kegiatan/kirim/**", lose_the_answer)
    put_in(page, 1)
    page.evaluate("kotakKeluar.flush(document.body.dataset.pengguna, { again: 0 })")
    page.goto(OUTBOX)
    page.get_by_text("Dalam perjalanan").wait_for()
    assert page.get_by_role("button", name="Ubah").count() == 0
    assert page.get_by_role("button", name="Buang").count() == 0
    page.unroute("**/kegiatan/kirim/**")
    page.get_by_role("button", name="Kirim sekarang").click()
    heading(page, "Terkirim (1)")
    assert mine().count() == 1


def test_what_is_changed_while_the_line_is_asked_arrives_as_changed(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    put_in(page, 1)
    page.evaluate(
        """async (text) => {
          const user = document.body.dataset.pengguna, real = fetch;
          let first = true;
          window.fetch = async (url, more) => {
            const answer = await real(url, more);
            if (url == "/csrf/" && first) {
              first = false;
              const [k] = await kotakKeluar.of(user);
              const isian = k.isian.map(([n, v]) => [n, n == "uraian" ? text : v]);
              await kotakKeluar.keep({ ...k, isian });
            }
            return answer;
          };
          await kotakKeluar.flush(user, { force: true });
        }""",
        f"{URAIAN} 1, sudah dibetulkan.",
    )
    assert mine().get().uraian == f"{URAIAN} 1, sudah dibetulkan."


def test_a_page_that_is_still_open_does_not_replace_what_was_sent(phone):
    page = phone
    waiting(page)
    page.get_by_role("button", name="Ubah").click()
    page.get_by_text("Ini catatan dari kotak keluar.").wait_for()
    page.unroute("**/csrf/")
    other = page.context.new_page()
    other.goto(OUTBOX)
    other.get_by_role("button", name="Kirim tanpa diubah").click()
    heading(other, "Terkirim (1)")

    page.get_by_label("Apa yang dilakukan?").fill(f"{URAIAN} 1, terlambat.")
    press(page)
    page.get_by_text("Catatan ini sudah atau sedang dikirim").wait_for()
    assert page.get_by_label("Apa yang dilakukan?").input_value() == f"{URAIAN} 1, terlambat."
    assert len(kept(page, "terkirim")) == 1
    assert mine().get().uraian == f"{URAIAN} 1."


def test_a_session_that_ended_says_nothing_of_an_answer_that_was_lost(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    flush = "kotakKeluar.flush(document.body.dataset.pengguna, { force: true, again: 0 })"
    page.route("**/kegiatan/kirim/**", lose_the_answer)
    put_in(page, 1)
    page.evaluate(flush)
    page.unroute("**/kegiatan/kirim/**")
    page.route("**/kegiatan/kirim/**", lambda route: route.fulfill(status=401, json={}))
    assert page.evaluate(flush) == "masuk"
    assert mine().count() == 1
    assert not page.evaluate(
        "kotakKeluar.of(document.body.dataset.pengguna).then(([k]) => kotakKeluar.free(k))"
    )


def test_a_refused_item_is_thrown_away_by_one_press(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    put_in(page, 1, desa="33.05.99.2001")
    page.goto(OUTBOX)
    heading(page, "Disisihkan (1)")
    page.get_by_role("button", name="Buang").click()
    heading(page, "Dibuang (1)")
    assert page.get_by_role("heading", name="Disisihkan").count() == 0
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("perlu diperbaiki").count() == 0


def test_both_values_are_shown_of_choices_too(phone):
    page = phone
    entry = tugas.kegiatan("dikembalikan", created_by=user_of_session(page), tugas=Tugas.MAD)
    address = f"/kegiatan/{entry.pk}/ubah/"
    until(page, lambda: shell_is_there(page))
    page.goto(address)
    until(page, lambda: page.evaluate(f"caches.match('{address}').then(Boolean)"))
    page.context.set_offline(True)
    page.get_by_role("radio", name="Perencanaan desa").check()
    page.get_by_role("button", name="Kirim lagi").click()
    page.get_by_text(KEPT).wait_for()
    page.goto(OUTBOX)
    page.get_by_role("button", name="Ubah").click()
    page.locator("q", has_text="MAD dan komitmen").wait_for()
    assert page.get_by_role("radio", name="Perencanaan desa").is_checked()
    page.get_by_role("button", name="Pakai isi peladen").first.click()
    assert page.get_by_role("radio", name="MAD dan komitmen").is_checked()
    assert page.evaluate("document.activeElement.name") == "tugas"


# Background sync, where there is one


def test_what_waits_is_sent_in_the_background_after_the_tab_was_closed(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    session = page.context.new_cdp_session(page)
    found = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated", lambda e: found.extend(e["registrations"])
    )
    session.send("ServiceWorker.enable")
    page.context.set_offline(True)
    write(page)
    press(page)
    page.get_by_text(KEPT).wait_for()
    tags = "navigator.serviceWorker.ready.then((r) => r.sync.getTags())"
    assert page.evaluate(tags) == ["kotak-keluar"]

    page.context.set_offline(False)
    page.goto("/sehat/")  # a page of the same site without the outbox: nobody else sends it
    if not mine().exists():
        where = {"origin": page.url.removesuffix("/sehat/"), "tag": "kotak-keluar"}
        where |= {"registrationId": found[-1]["registrationId"], "lastChance": False}
        session.send("ServiceWorker.dispatchSyncEvent", where)
    until(page, lambda: mine().count() == 1)


# Without signal


def test_a_copy_says_from_when_it_is(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    assert page.get_by_text("Halaman ini salinan").count() == 0
    page.context.set_offline(True)
    page.goto(OUTBOX)
    page.get_by_text("Halaman ini salinan di ponsel dari").wait_for()
    page.context.set_offline(False)
    page.goto(OUTBOX)
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("Halaman ini salinan").count() == 0


def test_a_kept_page_keeps_its_sheets(phone):
    page = phone
    kind = JenisMusyawarah.MUSDES_SOSIALISASI
    made = musyawarah.musyawarah(StatusMusyawarah.BERLANGSUNG, kind)
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    page.goto(f"/musyawarah/{made.pk}/hadir/")
    sheets = "[...document.styleSheets].map((s) => s.href).filter((h) => h.includes('/hadir'))"
    [sheet] = page.evaluate(sheets)
    until(page, lambda: page.evaluate(f"caches.match('{sheet}').then(Boolean)"))


def test_receipts_are_at_hand_and_print_without_signal(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    stored = "caches.match('/kegiatan/resi/').then((a) => a?.text())"
    until(page, lambda: page.evaluate(stored))
    write(page)
    press(page)
    page.get_by_text("Resi").first.wait_for()
    entry = mine().get()
    assert entry.resi not in page.evaluate(stored)  # the page was kept before

    page.context.set_offline(True)
    page.goto("/kegiatan/resi/")
    proof = page.locator("[data-resi-ponsel]")
    proof.get_by_text(entry.resi).wait_for()
    assert entry.sidik in proof.inner_text()
    page.evaluate("window.print = () => (self.dicetak = true)")
    page.get_by_role("button", name="Cetak halaman ini").click()
    assert page.evaluate("self.dicetak")
    page.emulate_media(media="print")
    assert proof.get_by_text(entry.sidik).is_visible()
    assert not page.get_by_role("button", name="Cetak halaman ini").is_visible()


# The home screen


def test_the_browser_finds_nothing_that_stands_against_installing(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [e["errorId"] for e in found if e["errorId"] != "in-incognito"] == []


def test_installing_is_offered_where_the_browser_offers_it(phone):
    page = phone
    page.goto("/")
    page.evaluate(
        """() => {
          const offer = new Event("beforeinstallprompt", { cancelable: true });
          offer.prompt = async () => (self.ditawarkan = true);
          dispatchEvent(offer);
        }"""
    )
    page.get_by_role("button", name="Pasang di layar utama").click()
    assert page.evaluate("self.ditawarkan")
    until(page, lambda: page.get_by_role("button", name="Pasang di layar utama").count() == 0)


# What the page cost


def test_the_meter_says_what_went_over_the_line(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    for address in ("/kegiatan/", "/kegiatan/catat/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        said = page.locator("[data-meter]").inner_text()
        told = int(said.split("memakai ")[1].split(" KB")[0].replace(".", ""))
        there = page.evaluate("fetch(location).then((a) => a.text()).then((t) => t.length)")
        assert 0 < told <= there / 1024 + 2, said


# A page whose entry was sent already


def test_another_text_under_a_key_that_the_server_knows_gets_one_of_its_own(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    put_in(page, 1)
    page.goto(OUTBOX)
    heading(page, "Terkirim (1)")
    page.goto("/kegiatan/catat/")
    page.evaluate(OLD_PAGE)  # its receipt is no longer on this phone
    page.get_by_label("Apa yang dilakukan?").fill("Rapat lain, di desa yang sama.")
    press(page)
    page.get_by_text("Isian dari halaman ini sudah tersimpan sebelumnya.").first.wait_for()
    assert mine().count() == 1
    press(page)
    until(page, lambda: Kegiatan.objects.count() == 2)
    assert set(Kegiatan.objects.values_list("uraian", flat=True)) == {
        f"{URAIAN} 1.",
        "Rapat lain, di desa yang sama.",
    }


OLD_PAGE = """async () => {
  const [sent] = await kotakKeluar.of(document.body.dataset.pengguna);
  await kotakKeluar.remove(sent.id);
  const form = document.querySelector("form[data-luring]");
  form.elements.id.value = sent.id;
  (form.querySelector("[name=tugas][value='2']")).checked = true;
  const desa = [...form.querySelectorAll("[name=desa]")];
  if (desa[0].type == "radio") desa[0].checked = true;
}"""
