"""Three people on their first day: from the front page to the form of their next step in at most
two taps, on a phone. With `--shots` the pictures go into docs/layar/."""

from datetime import date

import pytest

from desa.actions import orang as orang_actions
from desa.choices import Jabatan, Peran
from desa.models import Wilayah
from musyawarah.models import Musyawarah
from tests.browser.conftest import PHONE
from tests.browser.test_layar import LAYAR
from tugas.models import Capaian, Kegiatan
from tugas.peragaan.orang import PUJON, SANDI

pytestmark = pytest.mark.browser
SEJAK = date(2026, 1, 2)


def newcomer(username, nama, peran, kode, jabatan=""):
    """Somebody who was given an account this morning and has chosen a password."""
    place = Wilayah.objects.get(pk=kode)
    orang, _ = orang_actions.create_person(
        by=None,
        username=username,
        nama=nama,
        penugasan={"peran": peran, "jabatan": jabatan, "wilayah": [place], "mulai": SEJAK},
    )
    orang_actions.set_password(orang, SANDI)
    return orang


class Taps:
    """A phone that counts how often it was tapped, and keeps a picture of each page."""

    def __init__(self, page, name, request):
        self.page, self.name, self.count = page, name, 0
        self.shots = request.config.getoption("--shots")
        self.look()

    def look(self):
        assert self.page.viewport_size == PHONE
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"]
        if self.shots:
            self.page.screenshot(path=LAYAR / f"langkah-{self.name}-{self.count}.png")

    def next_step(self):
        """The one main button of the front page."""
        box = self.page.locator(".panel.berikut").first
        self.tap(box.locator("a.tombol"))

    def tap(self, target):
        target.click()
        self.page.wait_for_load_state()
        self.count += 1
        self.look()


def test_three_people_reach_their_next_step_in_two_taps(visit, peragaan, request):
    a_new_companion(visit, request)
    the_secretary_of_a_team(visit, request)
    the_admin_of_a_kabupaten(visit, request)


def a_new_companion(visit, request):
    """Lands on the form with village, duty and theme filled in, and sends it."""
    desa = Wilayah.objects.villages().filter(induk=PUJON).order_by("-pk").first()
    newcomer("pld-baru", "Lestari Wulandari", Peran.PLD, desa.pk)
    phone = Taps(visit("pld-baru"), "pld", request)
    phone.next_step()
    assert phone.count <= 2
    page = phone.page
    assert page.locator(f"input[name=desa][value='{desa.pk}']").is_checked()
    assert page.get_by_role("radio", name="Sosialisasi").is_checked()
    assert page.get_by_role("radio", name="PPID", exact=True).is_checked()
    page.get_by_label("Apa yang dilakukan?").fill("Mengenalkan PPID pada rapat dusun.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    page.get_by_text("Resi").first.wait_for()
    assert Kegiatan.objects.get(desa=desa).tugas == 1
    stone = Capaian.objects.get(desa=desa, nomor=1)
    assert (stone.siapa, stone.tautan) == (Peran.TPID, "/tinjau/")


def the_secretary_of_a_team(visit, request):
    """Lands where something is to be decided."""
    newcomer("sekretaris", "Ahmad Fauzi", Peran.TPID, "35.07.11", Jabatan.SEKRETARIS)
    phone = Taps(visit("sekretaris"), "sekretaris", request)
    asked = phone.page.locator(".panel.berikut a.tombol").first.get_attribute("href")
    phone.next_step()
    assert phone.count <= 2
    assert phone.page.url.endswith(asked)
    assert phone.page.locator("main form[method=post], main .langkah a.tombol").count() > 0


def the_admin_of_a_kabupaten(visit, request):
    """Lands at the minutes, and seals them."""
    phone = Taps(visit("admin"), "admin", request)
    asked = phone.page.locator(".panel.berikut").first.inner_text()
    phone.next_step()
    if "Finalkan" in asked:
        phone.tap(phone.page.get_by_role("link", name="Finalkan").first)
        page = phone.page
        page.get_by_role("button", name="Finalkan").click()
        page.get_by_text("Finalkan:").first.wait_for()
        assert Musyawarah.objects.filter(status="final", tahun=2018).exists()
    assert phone.count <= 2
    assert phone.page.locator("main form[method=post], main .langkah").count() > 0
