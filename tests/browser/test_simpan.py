"""Half-written minutes survive a reload, also where something stood there before."""

import pytest
from django.urls import reverse

from musyawarah.actions import acara
from musyawarah.choices import Status
from musyawarah.models import Musyawarah
from tests.browser.test_luring import enter, phone
from tests.factories import musyawarah as make

pytestmark = pytest.mark.browser
__all__ = ["phone"]
LAMA, TAMBAHAN = "Rapat dibuka pukul 9.", " Camat memberi arahan."


@pytest.fixture
def minutes(phone):
    writer = make.admin()
    made = make.musyawarah(Status.NOTULEN, by=writer, jalannya=LAMA)
    enter(phone, writer)
    phone.goto(reverse("musyawarah:edit", args=[made.pk, "jalannya"]))
    return phone, made


def box(page):
    return page.locator("[name=jalannya]")


def add_words(page):
    box(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(TAMBAHAN)
    page.wait_for_function("() => Object.keys(localStorage).some((k) => k.startsWith('isian:'))")


def test_words_added_to_the_minutes_survive_a_reload(minutes):
    page, _ = minutes
    add_words(page)
    page.reload()
    assert box(page).input_value() == LAMA + TAMBAHAN
    page.get_by_text("Isian dipulihkan dari ponsel ini.").wait_for()


def test_where_another_wrote_meanwhile_both_are_shown(minutes):
    page, made = minutes
    add_words(page)
    other = "Tulisan notulis lain."
    acara.edit(Musyawarah.objects.get(pk=made.pk), by=make.admin(), jalannya=other)
    page.reload()
    assert box(page).input_value() == other
    page.get_by_text(TAMBAHAN.strip()).wait_for()
    page.get_by_role("button", name="Pakai tulisan saya").click()
    assert box(page).input_value() == LAMA + TAMBAHAN
