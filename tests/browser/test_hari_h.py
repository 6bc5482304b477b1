"""The day of the bursa at a real keyboard: no mouse, a receipt for each card, nothing twice."""

from datetime import date
from time import perf_counter

import pytest

from desa.models import Pengguna, Wilayah
from inovasi.actions import bursa as actions
from inovasi.models import Komitmen
from tests.browser.conftest import DESKTOP
from tugas.peragaan.orang import KALIPARE

pytestmark = pytest.mark.browser
CARDS = 12


@pytest.fixture
def bursa(peragaan):
    tpid = Pengguna.objects.get(username="tpid")
    isi = {
        "nama": "Bursa uji",
        "tahun": 2026,
        "tanggal": date(2026, 10, 10),
        "tingkat": "kecamatan",
    }
    made = actions.create(by=tpid, wilayah=Wilayah.objects.get(pk=KALIPARE), **isi)
    actions.open(made, by=tpid)
    return made


def type_card(page, n, villages):
    """One card, field by field, Enter after each; in the last the row goes off by itself."""
    key = page.locator("[name=b0-id]").input_value()
    desa = villages[n % len(villages)]
    words = [desa, "", "Infra", f"Kegiatan {n}", "25 jt", "", "", f"Kades {n}", f"Ketua {n}"]
    for text in words:
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.wait_for_function("key => document.querySelector('[name=b0-id]').value != key", arg=key)


def type_cards(visit, bursa, many):
    """Seconds that a keyboard alone took for so many cards, and what the grid says of them."""
    page = visit("tpid", viewport=DESKTOP)
    page.goto(f"/bursa/{bursa.pk}/hari-h/")
    villages = page.locator("#daftar-desa option").evaluate_all("all => all.map(o => o.value)")
    page.locator("[name=b0-desa]").focus()
    start = perf_counter()
    for n in range(many):
        type_card(page, n, villages)
    taken = perf_counter() - start
    assert Komitmen.objects.filter(bursa=bursa, status="ditandatangani").count() == many
    return taken, page.locator("[data-hari-h-hitungan] caption").inner_text()


def test_cards_are_typed_by_keyboard_alone(visit, bursa):
    _, caption = type_cards(visit, bursa, CARDS)
    assert caption == f"{CARDS} kartu, {CARDS} ditandatangani, Rp300.000.000 dijanjikan"


@pytest.mark.berat
def test_a_hundred_cards(visit, bursa):
    """make kartu-berat says how long; a paper day allows twenty minutes."""
    taken, caption = type_cards(visit, bursa, 100)
    assert caption == "100 kartu, 100 ditandatangani, Rp2.500.000.000 dijanjikan"
    print(f"\n100 cards by a scripted keyboard: {taken:.0f} s")  # noqa: T201


def test_a_wrong_row_stays_and_says_so(visit, bursa):
    page = visit("tpid", viewport=DESKTOP)
    page.goto(f"/bursa/{bursa.pk}/hari-h/")
    page.locator("[name=b0-desa]").fill("Entah")
    page.locator("[name=b0-bpd_nama]").press("Enter")
    page.get_by_text("Tidak ada desa “Entah” dalam daftar.").wait_for()
    assert page.locator("[name=b0-desa]").input_value() == "Entah"


def test_on_a_phone_one_card_stands_at_a_time(visit, bursa):
    """The card, the newest receipts and the totals, within four screens and not sideways."""
    page = visit("tpid")
    page.goto(f"/bursa/{bursa.pk}/hari-h/")
    wide, tall = page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
    assert wide <= page.viewport_size["width"]
    assert tall <= 4 * page.viewport_size["height"]
    assert page.locator("[data-baris]:visible").count() == 1
    for n in (0, 1):
        page.locator("[name=b0-desa]").fill("Sukowilangun")
        page.locator("[name=b0-bidang]").select_option("sdm")
        page.locator("[name=b0-nama_kegiatan]").fill(f"Kegiatan {n}")
        page.get_by_role("button", name="Simpan kartu").click()
        page.locator("[data-hari-h-tersimpan] li").nth(n).wait_for()
    assert "Kegiatan 1" in page.locator("[data-hari-h-tersimpan] li").first.inner_text()
    page.locator("[name=b0-desa]").fill("Entah")
    page.get_by_role("button", name="Simpan kartu").click()
    page.get_by_text("Tidak ada desa “Entah” dalam daftar.").wait_for()


def test_the_grid_works_without_a_script(visit, bursa):
    page = visit("tpid", script=False, viewport=DESKTOP)
    page.goto(f"/bursa/{bursa.pk}/hari-h/")
    for n in (0, 1):
        page.locator(f"[name=b{n}-desa]").fill("Sukowilangun")
        page.locator(f"[name=b{n}-bidang]").select_option("sdm")
        page.locator(f"[name=b{n}-nama_kegiatan]").fill(f"Kegiatan {n}")
    page.get_by_role("button", name="Simpan kartu").click()
    page.get_by_text("2 kartu tersimpan.").wait_for()
    assert Komitmen.objects.filter(bursa=bursa).count() == 2
