"""Several that wait go in one trip; whatever becomes of the trip, each is there once."""

import pytest
from django.contrib.sessions.models import Session

from desa.models import Pengguna
from tests.browser.conftest import PATIENCE
from tests.browser.test_luring import URAIAN, enter, kept, mine, phone, put_in
from tugas.models import Kegiatan, Kiriman

pytestmark = pytest.mark.browser
__all__ = ["phone"]
FLUSH = "kotakKeluar.flush(document.body.dataset.pengguna, { force: true })"
TRIP, ALONE = "/kegiatan/kirim/banyak/", "/kegiatan/kirim/"


@pytest.fixture
def page(phone):
    """A phone that counts where it sends to."""
    phone.goto("/kegiatan/catat/")
    phone.set_default_timeout(3 * PATIENCE)
    phone.asked = []
    phone.on("request", lambda r: r.method == "POST" and phone.asked.append(path_of(r)))
    return phone


def path_of(request):
    return "/" + request.url.split("/", 3)[3]


def assert_there_once(page, count):
    assert mine().count() == Kiriman.objects.count() == count
    assert len(kept(page, "terkirim")) == count
    assert {row[2] for row in kept(page)} == set(mine().values_list("resi", flat=True))


def test_thirty_go_in_two_trips_in_their_order(page):
    put_in(page, 30)
    before = [row[0] for row in kept(page)]
    assert page.evaluate(FLUSH) == "terkirim"
    assert page.asked == [TRIP, TRIP]
    assert [str(k.pk) for k in mine()] == before
    assert_there_once(page, 30)


def test_one_alone_makes_no_trip(page):
    put_in(page, 1)
    page.evaluate(FLUSH)
    assert page.asked == [ALONE]
    assert_there_once(page, 1)


def test_a_trip_whose_answer_was_lost_gives_the_same_receipts(page):
    def lose(route):
        route.fetch()  # the server has them
        route.abort()

    page.route(f"**{TRIP}", lose, times=1)
    put_in(page, 5)
    page.evaluate(FLUSH)
    assert_there_once(page, 5)


@pytest.mark.parametrize("status", [404, 500])
def test_where_no_trip_is_taken_each_goes_alone(page, status):
    page.route(f"**{TRIP}", lambda route: route.fulfill(status=status, body="<h1>…</h1>"))
    put_in(page, 3)
    assert page.evaluate(FLUSH) == "terkirim"
    assert page.asked == [TRIP, ALONE, ALONE, ALONE]
    assert_there_once(page, 3)


def test_one_that_is_wrong_is_set_aside_and_the_others_arrive(page):
    put_in(page, 2)
    put_in(page, 1, tugas="9")
    put_in(page, 2)
    page.evaluate(FLUSH)
    assert page.asked == [TRIP]
    assert mine().count() == len(kept(page, "terkirim")) == 4
    assert len(kept(page, "karantina")) == 1


def test_a_session_that_ended_leaves_the_whole_trip_free_to_be_changed(page):
    put_in(page, 3)
    token = page.evaluate("fetch('/csrf/').then((r) => r.text())")
    Session.objects.all().delete()
    page.route("**/csrf/", lambda route: route.fulfill(body=token, content_type="application/json"))
    assert page.evaluate(FLUSH) == "masuk"
    assert page.evaluate(
        "kotakKeluar.of(document.body.dataset.pengguna).then((all) => all.every(kotakKeluar.free))"
    )
    assert not mine().exists()

    page.unroute("**/csrf/")
    enter(page, Pengguna.objects.get())
    page.goto("/kegiatan/catat/")
    page.evaluate(FLUSH)
    assert_there_once(page, 3)


def test_another_text_under_a_known_key_gets_one_of_its_own(page):
    put_in(page, 2)
    page.evaluate(
        """async (text) => {
          const all = await kotakKeluar.of(document.body.dataset.pengguna);
          const twin = all[0];
          await fetch("/kegiatan/kirim/", { method: "POST",
            headers: { "X-CSRFToken": (await (await fetch("/csrf/")).json()).token },
            body: new URLSearchParams(twin.isian.map(([n, v]) => [n, n == "uraian" ? text : v])) });
        }""",
        f"{URAIAN} sebelumnya.",
    )
    page.evaluate(FLUSH)
    assert len(kept(page, "karantina")) == 1
    assert len(kept(page, "terkirim")) == 1
    (waiting,) = kept(page, "karantina")
    assert not Kegiatan.objects.filter(pk=waiting[0]).exists()


def test_what_another_tab_holds_back_stays_at_home(page):
    put_in(page, 3)
    held = kept(page)[1][0]
    page.evaluate(
        """async (id) => {
          const user = document.body.dataset.pengguna, real = fetch;
          window.fetch = async (url, more) => {
            const answer = await real(url, more);
            if (url == "/csrf/") await kotakKeluar.set(id, { keadaan: "dibuang" });
            return answer;
          };
          await kotakKeluar.flush(user, { force: true });
        }""",
        held,
    )
    assert mine().count() == 2
    assert not Kegiatan.objects.filter(pk=held).exists()
    assert kept(page, "dibuang")[0][0] == held
