"""The other cases of the twelve, and the forms beside the log: nothing lost, nothing double, a
sentence each. docs/luring.md lists which test shows which case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desa.choices import Peran
from desa.models import Jejak, Penugasan
from inovasi.models import KartuIde
from musyawarah.choices import JenisMusyawarah
from musyawarah.choices import Status as StatusMusyawarah
from ppid import views
from tests import factories
from tests.browser.conftest import PATIENCE
from tests.browser.test_luring import (
    DESA,
    URAIAN,
    cut,
    enter,
    fill,
    kept,
    mine,
    phone,
    press,
    put_in,
    shell_is_there,
    until,
    write,
)  # fmt: skip
from tests.factories import musyawarah, tugas
from tests.factories.tugas import photo_bytes
from tugas.models import Bukti, Kiriman

pytestmark = pytest.mark.browser
__all__ = ["phone"]
KEPT = "Tersimpan di ponsel ini."
OUTBOX = "/kotak-keluar/"


def me(page):
    return page.evaluate("document.body.dataset.pengguna")


def heading(page, text):
    page.get_by_role("heading", name=text).wait_for(timeout=2 * PATIENCE)


# 7. A new version of the application


def test_an_item_of_an_older_version_is_still_taken(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    cut(page)
    desa = page.evaluate("document.querySelector('[name=desa]').value")
    page.evaluate(
        """([desa, text]) => kotakKeluar.put({ id: crypto.randomUUID(), urut: 1, coba: 0, nanti: 0,
          keadaan: "tunggu", pengguna: document.body.dataset.pengguna, at: new Date().toISOString(),
          isian: [["desa", desa], ["tugas", "2"], ["uraian", text], ["simpan", "kirim"]],
          foto: [] }).then(async () => {
            const [k] = await kotakKeluar.of(document.body.dataset.pengguna);
            delete k.tujuan; delete k.halaman; k.isian.push(["id", k.id]);
            return kotakKeluar.put(k);
          })""",
        [desa, f"{URAIAN} lama."],
    )
    page.unroute("**/kegiatan/kirim/**")
    page.goto(OUTBOX)
    heading(page, "Terkirim (1)")
    assert mine().count() == 1


def test_a_new_version_is_offered_and_what_waits_outlives_it(phone, monkeypatch):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    cut(page)
    put_in(page, 2)
    before = [row[0] for row in kept(page)]

    monkeypatch.setattr(views, "SHELL", (*views.SHELL, "img/ikon-512.png"))  # the next release
    page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
    page.get_by_text("Ada versi baru.").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Pakai sekarang").click()
    assert [row[0] for row in kept(page)] == before

    page.unroute("**/kegiatan/kirim/**")
    page.goto(OUTBOX)
    heading(page, "Terkirim (2)")
    assert mine().count() == 2


# 9. A clock that is wrong


def test_a_clock_a_day_ahead_gets_our_day_and_says_so(phone):
    page = phone
    page.clock.set_fixed_time(timezone.now() + timedelta(days=1))
    write(page)
    press(page)
    until(page, lambda: mine().count() == 1)
    assert mine().get().tanggal == timezone.localdate()
    assert abs(Kiriman.objects.get().selisih - 86_400) < 120
    page.get_by_text("Resi").first.wait_for()
    page.goto(OUTBOX)
    page.get_by_text("Jam ponsel lebih cepat 1 hari.").wait_for()


def test_a_form_from_the_cache_has_the_day_on_which_it_is_opened(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    page.context.set_offline(True)
    later = timezone.localtime() + timedelta(days=3)
    page.clock.set_fixed_time(later)
    page.goto("/kegiatan/catat/")
    assert page.locator("[name=tanggal]").input_value() == later.date().isoformat()


# 11. The assignment ended while there was no signal


def test_an_assignment_that_ended_sets_the_item_aside_with_its_reason(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    cut(page)
    put_in(page, 1)
    yesterday = timezone.localdate() - timedelta(days=1)
    Penugasan.objects.filter(pengguna=me(page)).update(
        mulai=yesterday - timedelta(days=9), selesai=yesterday
    )
    page.unroute("**/kegiatan/kirim/**")
    page.goto(OUTBOX)
    heading(page, "Disisihkan (1)")
    page.get_by_text("belum bertugas di desa mana pun").wait_for()
    assert not mine().exists()
    assert kept(page, "karantina")


# 12. Two phones, one entry


def test_two_phones_that_edit_one_entry_see_both_texts(phone, browser):
    one, other = phone, phone.context.new_page()
    entry = tugas.kegiatan("dikembalikan", created_by=user_of_session(one), uraian=f"{URAIAN} 1.")
    address = f"/kegiatan/{entry.pk}/ubah/"
    for page in (one, other):
        page.goto(address)
    cut(other, f"**{address}")
    other.get_by_label("Apa yang dilakukan?").fill(f"{URAIAN} 1, dari ponsel kedua.")
    other.get_by_role("button", name="Kirim lagi").click()
    other.get_by_text(KEPT).wait_for()
    one.get_by_label("Apa yang dilakukan?").fill(f"{URAIAN} 1, dari ponsel pertama.")
    one.get_by_role("button", name="Simpan dulu").click()
    one.get_by_text("Tersimpan.").wait_for()

    other.unroute(f"**{address}")
    other.goto(OUTBOX)
    other.get_by_role("button", name="Kirim sekarang").click()
    heading(other, "Disisihkan (1)")
    other.get_by_text("dari ponsel pertama.”").wait_for()
    other.get_by_role("link", name="Perbaiki").click()
    other.locator("q", has_text="dari ponsel pertama").wait_for()
    text = other.get_by_label("Apa yang dilakukan?")
    assert text.input_value() == f"{URAIAN} 1, dari ponsel kedua."
    text.fill(f"{URAIAN} 1, dari kedua ponsel.")
    other.get_by_role("button", name="Kirim lagi").click()
    until(other, lambda: mine().get().uraian == f"{URAIAN} 1, dari kedua ponsel.")
    assert Jejak.objects.filter(objek_id=str(entry.pk), langkah="resubmit").count() == 1


def user_of_session(page):
    page.goto("/kegiatan/catat/")
    return Penugasan.objects.get(pengguna=me(page)).pengguna


# Photos: text first


def test_the_cost_is_said_and_the_photos_may_wait(phone):
    page = phone
    write(page, photo=True)
    page.get_by_text("Biaya kirim sekitar").wait_for()
    page.get_by_label("Kirim tanpa foto dulu").check()
    page.get_by_text("ditahan dulu").wait_for()
    press(page)
    until(page, lambda: mine().count() == 1)
    page.get_by_text("Resi").first.wait_for()  # the answer's own page, before we go to another
    page.goto(OUTBOX)
    heading(page, "Foto ditahan (1)")
    assert not Bukti.objects.filter(kegiatan=mine().get()).exists()

    page.get_by_role("button", name="Kirim 1 foto").click()
    heading(page, "Terkirim (1)")
    assert Bukti.objects.filter(kegiatan=mine().get()).count() == 1


# The other forms


def idea(page, title):
    page.goto("/kartu-ide/tulis/")
    page.get_by_role("radio", name=DESA).check()
    page.locator("[name=judul]").fill(title)
    page.get_by_role("radio", name="Infrastruktur Desa").check()
    page.locator("[name=pengusul]").fill("Siti Aminah")
    page.locator("[name=jabatan]").select_option("tokoh")
    content = photo_bytes((900, 700))
    files = {"name": "kartu.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator("input[name=foto]").set_input_files(files)
    page.locator(".foto-foto li").first.wait_for()


def test_a_card_of_an_idea_is_written_without_signal(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: page.evaluate("caches.match('/kartu-ide/tulis/').then(Boolean)"))
    page.context.set_offline(True)
    for n in (1, 2):
        idea(page, f"Sumur resapan {n}")
        page.get_by_role("button", name="Simpan kartu").click()
        page.get_by_text(KEPT).wait_for()
    page.context.set_offline(False)
    page.goto(OUTBOX)
    page.get_by_role("button", name="Kirim sekarang").click()
    heading(page, "Terkirim (2)")
    assert [len(k.media.in_use()) for k in KartuIde.objects.all()] == [1, 1]
    assert Kiriman.objects.count() == 2


def test_names_and_minutes_of_a_meeting_wait_for_signal(phone):
    page = phone
    kind = JenisMusyawarah.MUSDES_SOSIALISASI
    made = musyawarah.musyawarah(StatusMusyawarah.BERLANGSUNG, kind)
    attendance, minutes = f"/musyawarah/{made.pk}/hadir/", f"/musyawarah/{made.pk}/ubah/jalannya/"
    page.goto("/kegiatan/catat/")
    until(page, lambda: shell_is_there(page))
    for address in (attendance, minutes):
        page.goto(address)
        stored = f"caches.match('{address}').then(Boolean)"
        until(page, lambda stored=stored: page.evaluate(stored))
    page.context.set_offline(True)
    for name in ("Siti Aminah", "Budi Santoso"):
        page.goto(attendance)
        page.get_by_label("Nama").fill(name)
        page.locator("[name=jenis_kelamin]").first.check()
        page.locator("[name=unsur]").select_option("tokoh_masyarakat")
        page.get_by_role("button", name="Catat", exact=True).click()
        page.get_by_text(KEPT).wait_for()
    page.goto(minutes)
    page.locator("[name=jalannya]").fill("Musyawarah dibuka pukul sembilan.")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text(KEPT).wait_for()
    page.context.set_offline(False)
    page.goto(OUTBOX)
    page.get_by_role("button", name="Kirim sekarang").click()
    heading(page, "Terkirim (3)")
    made.refresh_from_db()
    names = made.kehadiran.order_by("nomor").values_list("nama", flat=True)
    assert list(names) == ["Siti Aminah", "Budi Santoso"]
    assert made.jalannya == "Musyawarah dibuka pukul sembilan."


# Two people, one phone


def test_two_people_on_one_phone_see_nothing_of_each_other(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    first = me(page)
    until(page, lambda: shell_is_there(page))
    cut(page)
    put_in(page, 1)
    fill(page, f"{URAIAN} setengah jadi.")
    page.wait_for_timeout(500)
    page.unroute("**/kegiatan/kirim/**")

    enter(page, factories.user(Peran.PLD))
    for address in ("/", "/kegiatan/catat/", "/kegiatan/", "/kegiatan/resi/", OUTBOX):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert URAIAN not in page.content()
    assert me(page) != first
    page.goto(OUTBOX)
    heading(page, "Menunggu (0)")
    assert not mine().exists()
    drafts = page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('isian:'))")
    assert not [key for key in drafts if key.startswith(f"isian:{first}:")]
    data = page.evaluate("caches.match('/kegiatan/catat/').then((a) => a?.text())")
    assert not data or f'data-pengguna="{first}"' not in data
    second = me(page)

    enter(page, Penugasan.objects.get(pengguna=first).pengguna)
    page.goto(OUTBOX)
    heading(page, "Terkirim (1)")
    resi = mine().get().resi

    enter(page, Penugasan.objects.get(pengguna=second).pengguna)
    for address in (OUTBOX, "/kegiatan/resi/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert resi not in page.content()
    heading_count = page.goto(OUTBOX) and page.get_by_role("heading", name="Terkirim (0)")
    heading_count.wait_for()


def test_the_menu_says_how_many_wait(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    cut(page)
    put_in(page, 3)
    page.goto("/")
    badge = page.locator("#menu a[href='/kotak-keluar/'] .jumlah")
    until(page, lambda: badge.count() == 1 and "3" in badge.inner_text())
    assert "data" in page.locator("[data-meter]").inner_text()


def test_without_signal_own_villages_and_steps_are_at_hand(phone):
    page = phone
    page.goto("/kegiatan/catat/")
    until(page, lambda: page.evaluate("caches.match('/luring/data.json').then(Boolean)"))
    page.context.set_offline(True)
    page.goto("/wilayah-yang-belum-dibuka/")
    heading(page, "Desa Anda")
    assert DESA in page.locator("[data-luring-data]").inner_text()
