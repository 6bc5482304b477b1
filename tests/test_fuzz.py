"""Generated form posts, uploads and query strings over every URL and role: nothing breaks, nothing
leaks. `make fuzz N=100000` is the long walk; here and in CI a short one, the same every time.

Making the row behind a URL costs more than asking for it, so it is made once and asked many times,
and each request is taken back by a savepoint. Each round visits every URL in an order of its own,
from a seed of its own: PPID_FUZZ_PART=1/2 and 2/2 share the rounds among two processes, and the
report says after every visit how far it came."""

import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from desa.choices import Peran
from tests import factories
from tests.test_scoping import PAGES, PUBLIC, url_of
from tests.unggahan import POLYGLOTS

JUMLAH = int(os.environ.get("PPID_FUZZ", "400"))
LAPORAN = os.environ.get("PPID_FUZZ_REPORT", "")
BAGIAN = [int(n) for n in os.environ.get("PPID_FUZZ_PART", "1/1").split("/")]
DERET = 24  # requests to one row
LAMBAT = 0.4  # seconds of processor: papers are drawn, so they are asked for less often
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
    """One person of each kind, and what the forms behind each URL ask for."""

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
        self.words, self.values, self.slow = {}, {}, set()

    def url(self, name):
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

    def harvest(self, name, url):
        """The names and values of the fields on a page, the first time that it is visited."""
        if name in self.words:
            return
        names, values, start = set(USUAL), set(), time.process_time()
        for who in (Peran.PLD, Peran.ADMIN):
            with Undone():
                answer = self.client(who).get(url)
                if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
                    names |= set(NAMES.findall(answer.text))
                    values |= set(VALUES.findall(answer.text)[:200])
        self.words[name] = sorted(names - {"csrfmiddlewaretoken"})
        self.values[name] = sorted(values) or [""]
        if time.process_time() - start > LAMBAT:
            self.slow.add(name)


class Undone:
    """Whatever is written here is taken back."""

    def __enter__(self):
        self.inner = transaction.atomic()
        self.inner.__enter__()

    def __exit__(self, *error):
        transaction.set_rollback(True)
        return self.inner.__exit__(*error)


def any_text(dice):
    return "".join(chr(dice.choice(RENTANG)(dice)) for _ in range(dice.randrange(60)))


RENTANG = [
    lambda dice: dice.randrange(0x80),
    lambda dice: dice.randrange(0xD800),
    lambda dice: dice.randrange(0xE000, 0x110000),
]


def any_value(dice, known):
    kind = dice.randrange(10)
    if kind < 4:
        return dice.choice(known)
    if kind < 8:
        return dice.choice(NASTY)
    return str(dice.randint(-(2**70), 2**70)) if kind == 8 else any_text(dice)


def any_fields(dice, world, name, most):
    words = [*world.words[name], "x", "form-0-x"]
    chosen = dice.sample(words, min(len(words), dice.randrange(most + 1)))
    return {word: any_value(dice, world.values[name]) for word in chosen}


def any_file(dice):
    name, content, kind = dice.choice(POLYGLOTS)
    if dice.random() < 0.5:
        content = content[: dice.randrange(len(content) + 1)] + dice.randbytes(dice.randrange(40))
    return SimpleUploadedFile(name, content, kind)


def visit(world, dice, name, many, tell):
    """Make the row behind a URL, then ask for it `many` times, as each of the people in turn."""
    with Undone():
        url = world.url(name)
        world.harvest(name, url)
        people = dice.sample(sorted(world.people), len(world.people))
        for n in range(3 if name in world.slow else many):
            fire(world, dice, name, url, people[n % len(people)], tell)


def fire(world, dice, name, url, who, tell):
    client, errors = world.client(who), []
    query = any_fields(dice, world, name, 4)
    body = any_fields(dice, world, name, 25) if dice.randrange(4) else None
    if body is not None and dice.randrange(4) == 0:
        body[dice.choice([*world.words[name], "foto", "berkas"])] = any_file(dice)

    def hear(sender, **_):
        errors.append(_error())

    got_request_exception.connect(hear, weak=False)
    try:
        with Undone():
            if body is None:
                answer = client.get(url, query_params=query)
            else:
                answer = client.post(url, body, query_params=query)
            text = _text(answer)
    finally:
        got_request_exception.disconnect(hear)
    sent = "GET" if body is None else "POST"
    if body and any(isinstance(value, SimpleUploadedFile) for value in body.values()):
        sent = "upload"
    tell(name, who, sent, answer, complaints(world, name, who, answer, text, errors), query)


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


class Tally:
    """What was sent, by whom, what came back, and what was wrong; written down after each visit."""

    def __init__(self):
        self.found, self.start = {}, time.time()
        self.sent, self.people, self.answers, self.pages = (Counter() for _ in range(4))

    def __call__(self, name, who, sent, answer, wrong, query):
        self.sent[sent] += 1
        self.people[who] += 1
        self.answers[answer.status_code] += 1
        self.pages[name] += 1
        for what in wrong:
            self.found.setdefault((name, what), (who, sent, query))

    def report(self, path):
        least = min(self.pages.values(), default=0)
        lines = [
            f"{self.sent.total()} of {JUMLAH} requests in {time.time() - self.start:.0f} s, part "
            f"{BAGIAN[0]} of {BAGIAN[1]}; {len(self.pages)} of {len(PAGES)} URLs, "
            f"each at least {least} times; {len(self.found)} complaints",
            *(_row(title, counts) for title, counts in (
                ("sent", self.sent), ("as", self.people), ("answered", self.answers),
            )),
            *(f"{page}: {what} {how}" for (page, what), how in sorted(self.found.items())),
        ]  # fmt: skip
        path.write_text("\n".join(lines) + "\n")


def _row(title, counts):
    return f"{title}: " + ", ".join(f"{key} {n}" for key, n in sorted(counts.items(), key=str))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_nothing_breaks_and_nothing_leaks(settings_for_fuzz):
    world, tally = World(), Tally()
    many = min(DERET, max(1, JUMLAH // BAGIAN[1] // len(PAGES)))
    number = BAGIAN[0]
    while tally.sent.total() < JUMLAH // BAGIAN[1]:
        dice = Random(number)  # noqa: S311
        for name in dice.sample(sorted(world.args), len(world.args)):
            visit(world, dice, name, many, tally)
            if LAPORAN:
                tally.report(Path(LAPORAN))
            if tally.sent.total() >= JUMLAH // BAGIAN[1]:
                break
        number += BAGIAN[1]
    assert tally.found == {}


@pytest.fixture
def settings_for_fuzz(settings):
    """Without the watcher of queries: here crashes are looked for."""
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if "zeal" not in path]
