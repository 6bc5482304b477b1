"""What of one person stays on a phone after sending, after logging out, for the next person."""

import pytest

from desa.choices import Peran
from tests import factories
from tests.browser.conftest import PATIENCE
from tests.browser.test_luring import (
    URAIAN,
    cut,
    enter,
    mine,
    phone,
    put_in,
    shell_is_there,
    until,
)  # fmt: skip
from tests.browser.test_luring_kasus import OUTBOX, heading
from tests.browser.test_luring_ponsel import ALL

pytestmark = pytest.mark.browser
__all__ = ["phone"]


def sent_one(page, **more):
    """The outbox with the receipt of one entry, and what the shell keeps."""
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    put_in(page, 1, **more)
    page.goto(OUTBOX)
    heading(page, "Terkirim (1)")


def test_what_was_sent_is_kept_as_a_receipt_alone(phone):
    page = phone
    sent_one(page, hasil="Isi yang tidak boleh tinggal.")
    left = page.evaluate(ALL)
    assert mine().get().resi in left
    assert "Isi yang tidak boleh tinggal." not in left


def test_nothing_of_a_person_is_left_after_logging_out(phone):
    page = phone
    sent_one(page)
    page.goto("/kegiatan/")
    page.get_by_text(URAIAN).first.wait_for()
    page.goto("/#menu")
    page.get_by_role("button", name="Keluar").first.click()
    page.get_by_role("button", name="Masuk").wait_for()
    until(page, lambda: page.evaluate(ALL) == "[]")
    until(page, lambda: not any("pribadi" in n for n in page.evaluate("caches.keys()")))
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('isian'))") == []

    for offline in (False, True):
        page.context.set_offline(offline)
        for _ in range(3):
            page.go_back()
            page.wait_for_load_state("networkidle")
            assert URAIAN not in page.content()
        for _ in range(3):
            page.go_forward()


def test_whoever_logs_out_is_told_what_waits_and_what_becomes_of_it(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    cut(page, "**/csrf/")
    put_in(page, 2)
    page.goto("/akun/#menu")
    page.locator("#menu").get_by_text("2 catatan belum terkirim. Tetap di ponsel ini").wait_for()


def test_logging_out_without_signal_takes_nothing_away(phone):
    page = phone
    sent_one(page)
    page.goto("/akun/")
    page.context.set_offline(True)
    page.locator("#isi").get_by_role("button", name="Keluar", exact=True).click()
    page.get_by_text("Keluar perlu sinyal. Anda masih masuk").wait_for()
    assert mine().get().resi in page.evaluate(ALL)
    page.context.set_offline(False)
    page.locator("#isi").get_by_role("button", name="Keluar", exact=True).click()
    page.get_by_role("button", name="Masuk").wait_for()
    until(page, lambda: page.evaluate(ALL) == "[]")


def test_the_next_person_finds_no_receipt_of_the_one_before(phone):
    page = phone
    sent_one(page)
    resi = mine().get().resi
    assert resi in page.evaluate(ALL)
    enter(page, factories.user(Peran.PLD))  # the one before never logged out
    page.goto("/")
    until(page, lambda: resi not in page.evaluate(ALL))
    page.goto("/kegiatan/resi/", timeout=PATIENCE)
    assert resi not in page.content()
