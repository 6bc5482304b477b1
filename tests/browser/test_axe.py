"""Every page of the site under axe, in both sizes (make axe); and what axe cannot see: the
keyboard alone, text at 200 %, dark and high contrast, where the focus is after a swap."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from desa.choices import Peran
from tests import factories
from tests.browser.conftest import DESKTOP, PATIENCE, PHONE
from tests.browser.test_layar import TALL
from tests.browser.test_luring import DESA, URAIAN, cut, kept, mine, phone, put_in
from tests.test_scoping import PAGES, url_of

pytestmark = pytest.mark.browser
__all__ = ["phone"]
SIZES = {"ponsel": PHONE, "desktop": DESKTOP}
REPORT = Path(settings.BASE_DIR) / "var" / "axe.md"
FIELD = [
    "/",
    "/kegiatan/catat/",
    "/kegiatan/",
    "/kotak-keluar/",
    "/kegiatan/resi/",
    "/kartu-ide/tulis/",
    "/komitmen/isi/",
    "/laporan/",
    "/menu-inovasi/",
    f"/desa/{factories.DESA}/",
]
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
}


def whoever_sees(url):
    """Somebody who gets this page, as HTML; None where nobody gets one."""
    for peran in Peran:
        client = Client(raise_request_exception=False)
        client.force_login(factories.user(peran))
        answer = client.get(url)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            return peran, client.cookies["sessionid"].value
    return None


def violations(page):
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:100]}" for v in Axe().run(page).response["violations"]
    ]


def look(page, where):
    found = []
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            found.append(f"{where} {size}: {width} px wide")
        page.set_viewport_size(viewport | {"height": TALL})
        found += [f"{where} {size}: {fault}" for fault in violations(page)]
    return found


@pytest.fixture(scope="module")
def laporan():
    """(page, role, what was found) of each page looked at; written down at the end."""
    rows = []
    yield rows
    if rows:
        REPORT.parent.mkdir(exist_ok=True)
        head = f"{len(rows)} pages, both sizes, {sum(len(f) for *_, f in rows)} violations\n\n"
        head += "| page | role | found |\n|---|---|---|\n"
        lines = [f"| {name} | {peran} | {'; '.join(f) or 'none'} |" for name, peran, f in rows]
        REPORT.write_text(head + "\n".join(lines) + "\n")


@pytest.mark.berat
@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_page_in_both_sizes(transactional_db, live_server, browser, laporan, name, args):
    url = url_of(name, args)
    if (seen := whoever_sees(url)) is None:
        return  # a file, a step that is posted, or nobody's: no page to look at
    peran, session = seen
    context = browser.new_context(base_url=live_server.url, service_workers="block")
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(url)
    found = look(page, name)
    context.close()
    laporan.append((name, peran, found))
    assert found == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_field_pages_dark_and_in_high_contrast(phone, scheme):
    page, found = phone, []
    page.emulate_media(**SCHEMES[scheme])
    for address in FIELD:
        page.goto(address)
        page.set_viewport_size(PHONE | {"height": TALL})
        found += [f"{address}: {fault}" for fault in violations(page)]
    assert found == []


CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.textContent.trim() && e.offsetWidth > 4 && e.clientWidth > 4)
  .filter((e) => e.matches("button, .tombol, label, legend, summary, h1, h2, h3")
    || (!e.childElementCount && getComputedStyle(e).overflowX == "hidden"))
  .filter((e) => e.scrollWidth > e.clientWidth + 2)
  .map((e) => location.pathname + " cuts off " + e.textContent.trim().slice(0, 40))"""


def test_text_at_200_percent_loses_nothing(phone):
    page, found = phone, []
    for address in FIELD:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{address} is {width} px wide"] if width > PHONE["width"] else []
        found += page.evaluate(CUT_OFF)
    assert found == []


def focus(page):
    return page.evaluate("document.activeElement?.name ?? document.activeElement?.tagName")


def tab_to(page, wanted, most=80):
    """By the Tab key alone."""
    for _ in range(most):
        if page.evaluate(wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never came to {wanted}, but to {focus(page)}")


def test_an_entry_is_logged_by_keyboard_alone(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    for name, choose in (("desa", " "), ("tugas", "ArrowDown")):
        tab_to(page, f"document.activeElement.name == '{name}'")
        page.keyboard.press(choose if choose == "ArrowDown" else "Space")
    tab_to(page, "document.activeElement.name == 'uraian'")
    page.keyboard.type(f"{URAIAN} papan ketik.")
    tab_to(page, "document.activeElement.value == 'kirim'")
    page.keyboard.press("Enter")
    page.get_by_text("Resi").first.wait_for()
    assert mine().count() == 1


def test_focus_goes_to_what_is_said_and_is_never_lost(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.locator(".luring-galat[role=alert]").wait_for()
    assert page.evaluate("document.activeElement.matches('.luring-galat')")

    cut(page)
    put_in(page, 1, desa="33.05.99.2001")
    page.unroute("**/kegiatan/kirim/**")
    page.goto("/kotak-keluar/")
    page.get_by_role("heading", name="Disisihkan (1)").wait_for(timeout=PATIENCE)
    again = page.get_by_role("button", name="Coba lagi").first
    again.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    assert kept(page, "karantina")
    assert page.evaluate("document.activeElement != document.body")


SMALL = """() => {
  const targets = "main button, main a.tombol, main select, main input:not([type=hidden])";
  const odd = ["radio", "checkbox", "file"];
  return [...document.querySelectorAll(targets)]
    .filter((e) => e.offsetParent && !odd.includes(e.type) && !e.matches(".tombol-teks"))
    .filter((e) => e.getBoundingClientRect().height < 44)
    .map((e) => location.pathname + " " + (e.name || e.textContent.trim()));
}"""


def test_targets_are_as_large_as_a_thumb(phone):
    page, found = phone, []
    for address in FIELD:
        page.goto(address)
        found += page.evaluate(SMALL)
    assert found == []


def test_the_place_is_chosen_where_the_label_is(phone):
    """The whole label is the target of a radio button, not the dot alone."""
    page = phone
    page.goto("/kegiatan/catat/")
    page.get_by_text(DESA, exact=True).first.click()
    assert page.get_by_role("radio", name=DESA).first.is_checked()
