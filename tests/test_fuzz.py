"""Generated form posts, uploads and query strings over every URL and role: nothing breaks, nothing
leaks. `make fuzz N=100000` is the long walk; here and in CI a short one, the same every time."""

import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from desa.choices import Peran
from tests import factories
from tests.test_scoping import PAGES, PUBLIC, url_of
from tests.unggahan import POLYGLOTS

JUMLAH = int(os.environ.get("PPID_FUZZ", "400"))
BAGIAN = 500  # examples that one seed makes
LAPORAN = os.environ.get("PPID_FUZZ_REPORT", "")
LAMBAT = 1.0  # seconds: papers are drawn, so they are visited less often
SUNTIK = "<img src=x onerror=suntik()>"
JAHAT = "jahat.example"
NASTY = [
    "", " ", "0", "-1", "9" * 25, "1e999", "NaN", "١٢٣", "2026-02-31", "0001-01-01",
    "99999-01-01",
    "24:61", "\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), SUNTIK,
    '"><script>suntik()</script>', "{{ 7*7 }}", "{% debug %}", "' OR 1=1 --", "=cmd|' /C calc'!A0",
    "x\r\nX-Suntik: ya", f"https://{JAHAT}/",
    f"//{JAHAT}",
    f"javascript:{JAHAT}", "../../etc/passwd",
    "file:///etc/passwd", "http://127.0.0.1:1/", "٣" * 300, "x" * 20_000, "on", "true",
    "\U0001f600",
    "33.05.12.2001", "99", "00", "01890a5d-ac96-774b-bcce-b302099a8057", "xlsx", "csv", "pdf",
]  # fmt: skip
USUAL = [
    "next", "hal", "q", "cari", "bentuk", "tahun", "status", "sampai", "dari", "bulan", "id",
    "setelah", "urut", "jenis", "kode", "wilayah", "desa",
]  # fmt: skip
NAMES = re.compile(r'<(?:input|select|textarea|button)[^>]*\sname="([^"]+)"')
VALUES = re.compile(r'<(?:option|input|button)[^>]*\svalue="([^"]{1,80})"')
PRIVATE = re.compile(r"orang\d+@contoh\.id")
LEAKS = re.compile(r"Traceback \(most recent|SECRET_KEY|only-for-tests|django\.db\.utils\.")


class World:
    """One row behind each URL, one person of each kind, and what the forms there ask for."""

    def __init__(self):
        self.args = dict(PAGES)
        people = {str(p): factories.user(p) for p in Peran}
        people["orang luar"] = factories.user(Peran.PLD, factories.DESA_LAIN)
        people["admin lain"] = factories.user(Peran.ADMIN, factories.KABUPATEN_LAIN)
        former = factories.user()
        for peran, kode in factories.TEMPAT.items():
            factories.assign(former, peran, kode, selesai=factories.LONG_AGO)
        people["mantan"] = former
        self.people = people | {"tanpa nama": None}
        self.outside = {"orang luar", "admin lain", "mantan", "tanpa nama"}
        self.cookies = {who: self._cookie(person) for who, person in self.people.items()}
        self.words, self.values, self.pages = {}, {}, []
        for name in self.args:
            self._harvest(name)

    def url(self, name):
        """Its row is made anew at each visit and taken back: the factories make one at a time."""
        return url_of(name, self.args[name])

    def _cookie(self, person):
        client = Client()
        if person:
            client.force_login(person)
        return client.cookies

    def client(self, who):
        client = Client(raise_request_exception=False)
        client.cookies = self.cookies[who].copy()
        return client

    def _harvest(self, name):
        names, values, took = set(USUAL), set(), 0.0
        with Undone():
            url = self.url(name)
            for who in (Peran.PLD, Peran.ADMIN):
                start = time.perf_counter()
                answer = self.client(who).get(url)
                took = max(took, time.perf_counter() - start)
                if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
                    names |= set(NAMES.findall(answer.text))
                    values |= set(VALUES.findall(answer.text)[:200])
        self.words[name] = sorted(names - {"csrfmiddlewaretoken"})
        self.values[name] = sorted(values) or [""]
        self.pages += [name] * (1 if took > LAMBAT else 8)


class Undone:
    """Whatever is written here is taken back."""

    def __enter__(self):
        self.inner = transaction.atomic()
        self.inner.__enter__()

    def __exit__(self, *error):
        transaction.set_rollback(True)
        return self.inner.__exit__(*error)


def draw_value(data, known):
    kind = data.draw(st.integers(0, 9))
    if kind < 4:
        return data.draw(st.sampled_from(known))
    if kind < 8:
        return data.draw(st.sampled_from(NASTY))
    if kind == 8:
        return str(data.draw(st.integers(-(2**70), 2**70)))
    return data.draw(st.text(max_size=60))


def draw_fields(data, world, name, most):
    words = st.sampled_from(world.words[name]) | st.sampled_from(
        world.words[name] + ["x", "form-0-x"]
    )
    chosen = data.draw(st.lists(words, max_size=most, unique=True))
    return {word: draw_value(data, world.values[name]) for word in chosen}


def draw_file(data):
    name, content, kind = data.draw(st.sampled_from(POLYGLOTS))
    if data.draw(st.booleans()):
        cut = data.draw(st.integers(0, len(content)))
        content = content[:cut] + data.draw(st.binary(max_size=40)) + content[cut:]
    return SimpleUploadedFile(name, content, kind)


def fire(world, data, found, counts):
    name = data.draw(st.sampled_from(world.pages))
    who = data.draw(st.sampled_from(sorted(world.people)))
    client = world.client(who)
    query = draw_fields(data, world, name, 4)
    post = data.draw(st.integers(0, 3)) > 0
    errors = []

    def hear(sender, **_):
        errors.append(_error())

    got_request_exception.connect(hear, weak=False)
    try:
        with Undone():
            url = world.url(name)
            if post:
                body = draw_fields(data, world, name, 25)
                if data.draw(st.integers(0, 3)) == 0:
                    word = data.draw(st.sampled_from(world.words[name] + ["foto", "berkas"]))
                    body[word] = draw_file(data)
                answer = client.post(url, body, query_params=query)
            else:
                answer = client.get(url, query_params=query)
            text = _text(answer)
    finally:
        got_request_exception.disconnect(hear)
    counts[f"{answer.status_code}"] += 1
    counts[who] += 1
    for what in complaints(world, name, who, answer, text, errors):
        found.setdefault((name, what), (who, "POST" if post else "GET", query))


def _error():
    kind, error, trace = sys.exc_info()
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{kind.__name__ if kind else ''} {str(error)[:120]} {where}"


def _text(answer):
    if not answer.get("Content-Type", "").startswith(("text/", "application/json")):
        return ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def complaints(world, name, who, answer, text, errors):
    if answer.status_code >= 500 and name not in {"sehat", "sehat_siap"}:
        yield f"{answer.status_code} {'; '.join(errors)}"
    location = answer.get("Location", "")
    if re.match(rf"(?:https?:)?/*\\*/*{JAHAT}", location):
        yield f"sent away to {location}"
    if "X-Suntik" in answer.headers:
        yield "header put in"
    html = answer.get("Content-Type", "").startswith("text/html")
    if html and (SUNTIK in text or "<script>suntik" in text):
        yield "script put in"
    if LEAKS.search(text):
        yield f"leak: {LEAKS.search(text).group()}"
    if who in world.outside and name not in PUBLIC:
        own = getattr(world.people[who], "email", "")
        if others := set(PRIVATE.findall(text)) - {own}:
            yield f"address of {min(others)}"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_nothing_breaks_and_nothing_leaks(settings_for_fuzz):
    world, found, counts, start = World(), {}, Counter(), time.time()
    for chunk in range(-(-JUMLAH // BAGIAN)):
        number = min(BAGIAN, JUMLAH - chunk * BAGIAN)

        @seed(chunk)
        @settings(
            max_examples=number, database=None, deadline=None, derandomize=False,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(st.data())
        def walk(data):
            fire(world, data, found, counts)

        walk()
        _report(found, counts, time.time() - start)
    assert found == {}


def _report(found, counts, took):
    if not LAPORAN:
        return
    done = sum(n for key, n in counts.items() if key.isdigit())
    lines = [f"{done} requests over {len(PAGES)} URLs in {took:.0f} s", f"{dict(counts)}"]
    lines += [f"{page}: {what} {how}" for (page, what), how in sorted(found.items())]
    Path(LAPORAN).write_text("\n".join(lines) + "\n")


@pytest.fixture
def settings_for_fuzz(settings):
    settings.ZEAL_RAISE = False  # it watches queries; here crashes are looked for
