"""What a screen reader is told: Chromium's accessibility tree of the main journeys. Names, groups,
headings, what is wrong with a field, what is said when something changes."""

from collections import defaultdict
from itertools import pairwise

import pytest

from desa.choices import Peran
from musyawarah.choices import JenisMusyawarah
from musyawarah.choices import Status as StatusMusyawarah
from tests import factories
from tests.browser.test_axe import violations
from tests.browser.test_luring import URAIAN, cut, enter, mine, phone, put_in
from tests.browser.test_luring_kasus import KEPT, OUTBOX, heading
from tests.factories import inovasi, musyawarah, tugas
from tugas.choices import Status

pytestmark = pytest.mark.browser
__all__ = ["phone"]
CONTROLS = {
    "button", "checkbox", "combobox", "link", "listbox", "menuitem", "radio", "searchbox",
    "spinbutton", "tab", "textbox", "DisclosureTriangle", "Date",
}  # fmt: skip
GROUPS = {"group", "radiogroup"}


class Tree:
    """The page as a screen reader has it."""

    def __init__(self, page):
        session = page.context.new_cdp_session(page)
        session.send("Accessibility.enable")
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        self.by_id = {n["nodeId"]: n for n in nodes}
        self.nodes = [n for n in nodes if not n["ignored"]]

    def all(self, *roles):
        return [n for n in self.nodes if role(n) in roles]

    def above(self, node):
        while node := self.by_id.get(node.get("parentId")):
            yield node

    def named(self, name):
        return next(n for n in self.nodes if name in name_of(n) and role(n) in CONTROLS)


def role(node):
    return node["role"]["value"]


def name_of(node):
    return node.get("name", {}).get("value", "").strip()


def about(node):
    return node.get("description", {}).get("value", "")


def properties(node):
    return {p["name"]: p["value"].get("value") for p in node.get("properties", [])}


def faults(page):
    tree, where = Tree(page), page.url
    for node in tree.all(*CONTROLS):
        if not name_of(node):
            yield f"{where}: a {role(node)} without a name"
    for node in tree.all("radio"):
        if not any(role(n) in GROUPS and name_of(n) for n in tree.above(node)):
            yield f"{where}: “{name_of(node)}” of no named group"
    for node in tree.all("image", "img"):
        if not name_of(node):
            yield f"{where}: a picture without words"
    yield from faults_of_headings(tree, where)
    yield from same_words_other_place(page)


def faults_of_headings(tree, where):
    levels = [properties(n)["level"] for n in tree.all("heading")]
    if levels.count(1) != 1:
        yield f"{where}: {levels.count(1)} headings of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"{where}: a heading of level {after} after {before}"


LINKS = """() => [...document.querySelectorAll("main a[href]")]
  .filter((a) => a.offsetParent && !a.closest("td")) // in a table its row and column are said
  .map((a) => [a.getAttribute("aria-label") ?? a.textContent, a.href])
  .map(([words, place]) => [words.replace(/\\s+/g, " ").trim(), place])"""


def same_words_other_place(page):
    """In a list of links “Buka”, “Buka”, “Buka” says nothing."""
    places = defaultdict(set)
    for words, place in page.evaluate(LINKS):
        places[words].add(place)
    for words, found in places.items():
        if len(found) > 1:
            yield f"{page.url}: “{words}” leads to {len(found)} places"


def looked_at(page, *addresses):
    found = []
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found += faults(page)
    return found


def test_a_companion_hears_what_each_control_is(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    author = factories.user(Peran.PLD)
    for n in (1, 2, 3):
        tugas.kegiatan(Status.TERKIRIM, created_by=author, judul=f"Rapat {n}")
    sent_back = tugas.kegiatan(Status.DIKEMBALIKAN, created_by=author)
    tugas.koreksi(sent_back, catatan="Sebutkan siapa yang hadir.")
    enter(page, author)
    assert (
        looked_at(
            page,
            "/",
            "/kegiatan/catat/",
            "/kegiatan/",
            f"/kegiatan/{sent_back.pk}/",
            f"/kegiatan/{sent_back.pk}/ubah/",
            "/kegiatan/resi/",
            OUTBOX,
            "/kartu-ide/tulis/",
            "/komitmen/isi/",
            "/laporan/",
            f"/desa/{factories.DESA}/",
            "/pemberitahuan/",
        )
        == []
    )


def test_a_reviewer_and_a_secretary_hear_what_each_control_is(phone):
    page = phone
    entries = [tugas.kegiatan(Status.TERKIRIM, judul=f"Rapat {n}") for n in (1, 2, 3)]
    kind = JenisMusyawarah.MUSDES_SOSIALISASI
    made = musyawarah.musyawarah(StatusMusyawarah.BERLANGSUNG, kind)
    enter(page, factories.user(Peran.PD))
    found = looked_at(page, "/", "/tinjau/", f"/tinjau/{entries[0].pk}/")
    enter(page, factories.user(Peran.TPID))
    found += looked_at(
        page,
        "/",
        f"/musyawarah/{made.pk}/",
        f"/musyawarah/{made.pk}/hadir/",
        f"/musyawarah/{made.pk}/ubah/jalannya/",
        f"/wilayah/{factories.KECAMATAN}/",
    )
    assert found == []


def test_the_outbox_says_of_each_button_what_it_is_about(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    put_in(page, 1, desa="33.05.99.2001", uraian=f"{URAIAN} di desa lain.")
    page.goto(OUTBOX)
    heading(page, "Disisihkan (1)")
    page.goto("/kegiatan/catat/")
    cut(page, "**/csrf/")
    put_in(page, 2)
    page.goto(OUTBOX)
    heading(page, "Menunggu (2)")
    page.get_by_role("button", name="Buang").first.click()
    heading(page, "Dibuang (1)")
    assert list(faults(page)) == []
    assert violations(page) == []
    names = [name_of(n) for n in Tree(page).all("button", "link")]
    for action in ("Ubah", "Buang", "Perbaiki", "Coba lagi"):
        said = [n for n in names if n.startswith(action)]
        assert said
        assert all(URAIAN in n for n in said), said
        assert len(set(said)) == len(said), said


def test_what_lacks_is_said_at_its_field_and_leads_there(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.locator(".luring-galat[role=alert]").wait_for()
    tree = Tree(page)
    [alert] = tree.all("alert")
    assert properties(alert)["live"] == "assertive"
    field = tree.named("Apa yang dilakukan?")
    assert properties(field)["invalid"] == "true"
    assert "isi dulu" in about(field)
    assert violations(page) == []
    page.locator(".luring-galat").get_by_role("link", name="Apa yang dilakukan").click()
    assert page.evaluate("document.activeElement.name") == "uraian"
    assert not mine().exists()


def test_what_the_server_refuses_is_said_at_its_field(phone):
    page = phone
    page.goto("/kartu-ide/tulis/")
    page.evaluate("document.querySelectorAll('[required]').forEach((f) => (f.required = false))")
    page.get_by_role("button", name="Simpan kartu").click()
    page.locator(".luring-galat[role=alert]").wait_for()
    field = next(n for n in Tree(page).all("textbox") if "Judul" in name_of(n))
    assert properties(field)["invalid"] == "true"
    assert "Judul" in about(field)
    page.locator(".luring-galat").get_by_role("link", name="Judul").click()
    assert page.evaluate("document.activeElement.name") == "judul"


def test_what_changes_is_said_politely(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    page.get_by_role("radio", name="MAD dan komitmen").check()
    page.get_by_label("Apa yang dilakukan?").fill(f"{URAIAN} 1.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.get_by_text(KEPT).wait_for()
    assert page.evaluate("document.activeElement.textContent").startswith(KEPT)
    lives = [properties(n).get("live") for n in Tree(page).all("status")]
    assert lives
    assert set(lives) == {"polite"}


def test_focus_stays_with_what_was_pressed_when_the_outbox_is_drawn_anew(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    cut(page, "**/csrf/")
    put_in(page, 2)
    page.goto(OUTBOX)
    heading(page, "Menunggu (2)")
    page.get_by_role("button", name="Buang").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("dapat dipulihkan").wait_for()
    page.wait_for_timeout(500)
    at = page.evaluate("document.activeElement.getAttribute('role')")
    assert at == "status"


def test_a_judgement_is_a_group_for_each_question(phone):
    page = phone
    made = inovasi.inovasi(inovasi.StatusInovasi.DIVERIFIKASI_TPID)
    enter(page, inovasi.pokja())
    assert looked_at(page, f"/inovasi/{made.pk}/nilai/") == []
