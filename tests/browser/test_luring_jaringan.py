"""Real cuts of a real line: what was written arrives exactly once. Counted in the database."""

import random
import time

import pytest

from desa.choices import Peran
from tests import factories
from tests.browser.conftest import PATIENCE, PHONE
from tests.browser.jaringan import Peladen, Saluran
from tests.browser.test_luring import URAIAN, enter, kept, mine
from tugas.models import Bukti, Kiriman

pytestmark = pytest.mark.browser
# The heavy number is a command of its own (make luring-berat), not a part of the usual run.
JUMLAH = pytest.mark.parametrize(
    "jumlah", [12, pytest.param(1000, marks=pytest.mark.berat)], ids=["12", "1000"]
)
LAMBAT = {"offline": False, "latency": 400, "downloadThroughput": 5e4, "uploadThroughput": 5e4}
DUA_G = {"offline": False, "latency": 1300, "downloadThroughput": 4375, "uploadThroughput": 4000}
LONG = 3600  # seconds after which the heavy run gives up


@pytest.fixture
def peladen(transactional_db, tmp_path):
    peladen = Peladen(tmp_path)
    peladen.start()
    yield peladen
    peladen.kill()


@pytest.fixture
def saluran(peladen):
    """saluran(0.1): a line to the server that loses a tenth of what it carries."""
    lines = []

    def saluran(hilang=0.0):
        lines.append(Saluran(peladen, hilang=hilang))
        return lines[-1]

    yield saluran
    for line in lines:
        line.close()


@pytest.fixture
def ponsel(browser, saluran):
    """ponsel(hilang): a phone at the form of a PLD, over a line of its own."""
    contexts = []

    def ponsel(hilang=0.0):
        line = saluran()
        context = browser.new_context(viewport=PHONE, base_url=line.url, locale="id-ID")
        contexts.append(context)
        context.set_default_timeout(3 * PATIENCE)
        page = context.new_page()
        factories.wilayah(factories.DESA)
        enter(page, factories.user(Peran.PLD))
        page.goto("/kegiatan/catat/")
        line.hilang = hilang
        page.line = line
        return page

    yield ponsel
    for context in contexts:
        context.close()


QUEUE = """async ([count, desa, text, heavy]) => {
  const noise = async (n) => {
    const canvas = new OffscreenCanvas(n % heavy ? 64 : 400, n % heavy ? 48 : 300);
    const c = canvas.getContext("2d");
    const picture = c.createImageData(canvas.width, canvas.height);
    for (let at = 0; at < picture.data.length; at += 65536)
      crypto.getRandomValues(picture.data.subarray(at, at + 65536));
    for (let i = 3; i < picture.data.length; i += 4) picture.data[i] = 255;
    c.putImageData(picture, 0, 0);
    return canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
  };
  const user = document.body.dataset.pengguna;
  for (let n = 1; n <= count; n++) {
    const id = crypto.randomUUID();
    const isian = Object.entries({ id, desa, tugas: "2", uraian: `${text} ${n}.`,
      simpan: "kirim" });
    await kotakKeluar.put({ id, urut: n, keadaan: "tunggu", coba: 0, nanti: 0, pengguna: user,
      at: new Date().toISOString(), tujuan: kotakKeluar.ENTRY, halaman: "/kegiatan/catat/", isian,
      foto: [{ isian: "foto", nama: `${n}.jpg`, blob: await noise(n) }] });
  }
}"""


def queue(page, jumlah):
    """Entries with a photo each, every tenth photo so large that it goes in pieces."""
    desa = page.evaluate("document.querySelector('[name=desa]').value")
    page.evaluate(QUEUE, [jumlah, desa, URAIAN, 10])


def begin(page):
    page.evaluate(
        """() => {
          const user = document.body.dataset.pengguna;
          self.akhir = null;
          kotakKeluar.flush(user, { force: true }).then(
            (e) => (self.akhir = e), (e) => (self.akhir = String(e)));
        }"""
    )


def rest(page, meanwhile=None):
    """Until this attempt has ended; how."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        if how := page.evaluate("self.akhir"):
            return how
        if meanwhile:
            meanwhile()
        page.wait_for_timeout(100)
    raise AssertionError("it never ended")


def deliver(page, meanwhile=None):
    """Again and again, as a phone does it, until nothing waits."""
    until = time.monotonic() + LONG
    while kept(page, "tunggu"):
        assert time.monotonic() < until, f"{mine().count()} arrived"
        begin(page)
        rest(page, meanwhile)


def assert_once_each(page, jumlah):
    entries = list(mine())
    photos = Bukti.objects.in_use().filter(kegiatan__in=entries)
    assert len(entries) == jumlah
    assert len({k.uraian for k in entries}) == jumlah
    assert len({k.resi for k in entries}) == jumlah
    assert photos.count() == jumlah
    assert len(set(photos.values_list("kegiatan", flat=True))) == jumlah
    assert Kiriman.objects.count() == jumlah
    assert kept(page, "tunggu") == kept(page, "karantina") == []


def report(name, jumlah, began, **more):
    said = ", ".join(f"{k} {v}" for k, v in more.items())
    print(f"\n{name}: {jumlah} entries once each in {time.monotonic() - began:.0f} s {said}")  # noqa: T201


@JUMLAH
def test_written_without_signal_and_sent_when_it_is_back(ponsel, jumlah):
    page, began = ponsel(), time.monotonic()
    page.context.set_offline(True)
    queue(page, jumlah)
    begin(page)
    assert rest(page) == "putus"
    page.context.set_offline(False)
    deliver(page)
    assert_once_each(page, jumlah)
    report("offline", jumlah, began)


@JUMLAH
def test_the_server_was_stopped_for_a_while(ponsel, peladen, jumlah):
    page, began = ponsel(), time.monotonic()
    peladen.stop()
    queue(page, jumlah)
    begin(page)
    assert rest(page) == "putus"
    peladen.start()
    deliver(page)
    assert_once_each(page, jumlah)
    report("server stopped", jumlah, began)


@JUMLAH
def test_the_server_is_killed_in_the_middle_of_requests(ponsel, peladen, jumlah):
    page, began = ponsel(), time.monotonic()
    luck, kills = random.Random(3), []  # noqa: S311
    queue(page, jumlah)

    def kill_now_and_then():
        here = mine().count()
        if len(kills) < max(3, jumlah // 50) and here >= len(kills) * jumlah / 25:
            time.sleep(luck.random() / 5)
            peladen.kill()
            kills.append(here)
            peladen.start()

    deliver(page, kill_now_and_then)
    assert len(kills) >= 3
    assert_once_each(page, jumlah)
    report("server killed", jumlah, began, kills=len(kills))


@JUMLAH
def test_a_slow_line_of_400_ms_and_400_kbit(ponsel, jumlah):
    page, began = ponsel(), time.monotonic()
    queue(page, jumlah)
    slow_down(page, LAMBAT)
    deliver(page)
    assert_once_each(page, jumlah)
    report("400 ms, 400 kbit/s", jumlah, began)


@JUMLAH
def test_a_line_that_loses_a_tenth_of_the_requests(ponsel, jumlah):
    page, began = ponsel(0.1), time.monotonic()
    queue(page, jumlah)
    deliver(page)
    assert_once_each(page, jumlah)
    assert page.line.lost > 0
    report("a tenth lost", jumlah, began, lost=page.line.lost, carried=page.line.carried)


def test_2g_with_a_third_lost_makes_nothing_double(ponsel):
    page, began = ponsel(0.3), time.monotonic()
    queue(page, 3)
    slow_down(page, DUA_G)
    deliver(page)
    assert_once_each(page, 3)
    report("2G, 30 % lost", 3, began, lost=page.line.lost, carried=page.line.carried)


def slow_down(page, how):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", how)
