"""Light enough for one bar of signal: bytes and requests of the main pages (design.md 12). What a
real line costs is measured by bench/bytes.py."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from desa.choices import Peran
from musyawarah.choices import JenisMusyawarah
from tests import factories
from tests.factories import musyawarah, tugas
from tugas.choices import Status

KB = 1024
HTML, CSS, JS, FIRST, NEXT = 14 * KB, 15 * KB, 20 * KB, 50 * KB, 10 * KB
REQUESTS = 14  # the page itself, its sheet and scripts, icons
ROWS = 25  # a full page of a list
PAGES = {
    "front page": (Peran.PLD, "/"),
    "log": (Peran.PLD, "/kegiatan/catat/"),
    "entries": (Peran.PLD, "/kegiatan/"),
    "village": (Peran.PLD, f"/desa/{factories.DESA}/"),
    "idea": (Peran.PLD, "/kartu-ide/tulis/"),
    "month": (Peran.PLD, "/laporan/"),
    "review": (Peran.TPID, "/tinjau/"),
    "kecamatan": (Peran.TPID, f"/wilayah/{factories.KECAMATAN}/"),
    "forums": (Peran.ADMIN, "/musyawarah/"),
    "kabupaten": (Peran.PEMANTAU, f"/wilayah/{factories.KABUPATEN}/"),
}
FILES = re.compile(r'(?:href|src)="(/static/[^"#?]+)')


@pytest.fixture
def busy():
    """A month in which much happened."""
    author = factories.user(Peran.PLD)
    for _ in range(ROWS):
        tugas.kegiatan(Status.TERKIRIM, created_by=author)
    for _ in range(5):
        musyawarah.musyawarah(jenis=JenisMusyawarah.MUSDES_SOSIALISASI)
    return author


def wire(content):
    return len(gzip.compress(content, 6))


def parts_of(page):
    """{address: bytes on the wire} of what the page makes a browser fetch."""
    addresses = set(FILES.findall(page))
    return {
        a: wire(Path(finders.find(a.removeprefix(settings.STATIC_URL))).read_bytes())
        for a in addresses
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_main_page_keeps_its_budget(login, busy, name):
    peran, address = PAGES[name]
    client = login(busy if peran == Peran.PLD else factories.user(peran))
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    html, page = len(response.content), gzip.decompress(response.content).decode()
    parts = parts_of(page)
    assert html <= min(HTML, NEXT)  # the shell is there already when the next page comes
    assert sum(n for a, n in parts.items() if a.endswith(".css")) <= CSS
    assert sum(n for a, n in parts.items() if a.endswith(".js")) <= JS
    assert html + sum(parts.values()) <= FIRST
    assert 1 + len(parts) <= REQUESTS


def test_no_page_waits_for_a_font():
    """Fonts are for paper; on screens the phone's own is there at once."""
    pages = [p for p in (settings.BASE_DIR / "templates").rglob("*.html") if "pdf" not in p.parts]
    sheets = {s for p in pages for s in re.findall(r"'(css/[^']+)'", p.read_text())}
    assert "css/app.css" in sheets
    assert [s for s in sheets if "@font-face" in Path(finders.find(s)).read_text()] == []


def test_scripts_never_hold_a_page_up():
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    tags = [tag for p in pages for tag in re.findall(r"<script[^>]*>", p.read_text())]
    assert tags
    assert [tag for tag in tags if " defer" not in tag] == []


def test_images_have_their_size_so_that_nothing_jumps():
    pages = [p for p in (settings.BASE_DIR / "templates").rglob("*.html") if "pdf" not in p.parts]
    images = [(p.name, t) for p in pages for t in re.findall(r"<img[^>]*>", p.read_text())]
    assert images
    assert [i for i in images if "width=" not in i[1] or "height=" not in i[1]] == []


def test_what_is_served_was_compressed_ahead():
    assert settings.STATICFILES == "whitenoise.storage.CompressedManifestStaticFilesStorage"
