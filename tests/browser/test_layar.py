"""The main screens as people see them: no sideways scrolling, no accessibility violation; with
`--shots` (make shots) their pictures go into docs/layar/."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from musyawarah.models import Musyawarah
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser
LAYAR = Path(__file__).parents[2] / "docs" / "layar"
TALL = 3000  # axe takes what the bottom bar covers for unreachable, so it gets a tall window
# account, name, address; a status in braces is the newest forum of that status
SCREENS = [
    ("pld", "beranda-pld", "/"),
    ("pld", "catat", "/kegiatan/catat/?desa=35.07.11.2001&tugas=1"),
    ("pld", "desa", "/desa/35.07.11.2001/"),
    ("tpid", "beranda-tpid", "/"),
    ("tpid", "tinjau", "/tinjau/"),
    ("tpid", "kecamatan", "/wilayah/35.07.11/"),
    ("admin", "beranda-admin", "/"),
    ("admin", "musyawarah", "/musyawarah/"),
    ("admin", "musyawarah-undang", "/musyawarah/{diundang}/"),
    ("admin", "musyawarah-hadir", "/musyawarah/{berlangsung}/hadir/?cari=i"),
    ("admin", "musyawarah-notulen", "/musyawarah/{notulen}/notulen/"),
    ("admin", "musyawarah-final", "/musyawarah/{final}/"),
    ("pemantau", "kabupaten", "/wilayah/35.07/"),
]
SIZES = {"ponsel": PHONE, "desktop": DESKTOP}


@pytest.mark.parametrize("size", SIZES)
def test_main_screens(visit, request, size):
    faults, pages, forums = [], {}, newest_forums()
    for account, name, address in SCREENS:
        if account not in pages:
            pages[account] = visit(account, viewport=SIZES[size])
        at = address.format(**forums)
        faults += look_at(pages[account], name, at, size, request.config.getoption("--shots"))
    assert faults == []


def newest_forums():
    """{status: key}"""
    return dict(Musyawarah.objects.order_by("tanggal", "pk").values_list("status", "pk"))


def look_at(page, name, address, size, shots):
    page.set_viewport_size(SIZES[size])
    page.goto(address)
    page.wait_for_load_state("networkidle")
    width = page.evaluate("document.documentElement.scrollWidth")
    faults = [] if width <= SIZES[size]["width"] else [f"{name} is {width} px wide on {size}"]
    if shots:
        LAYAR.mkdir(exist_ok=True)
        page.screenshot(path=LAYAR / f"{name}-{size}.png")
    page.set_viewport_size(SIZES[size] | {"height": TALL})
    found = Axe().run(page).response["violations"]
    return faults + [f"{name} on {size}: {v['id']} ({v['nodes'][0]['html'][:120]})" for v in found]
