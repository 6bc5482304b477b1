"""Where the time of a page goes: what its stack holds, looked at every millisecond, in layers."""

import signal
from collections import Counter
from contextlib import contextmanager
from functools import cache
from time import perf_counter

from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings

from bench.nasional.halaman import pages, role_of
from bench.rumah import ROOT

LOOK = 0.001  # seconds between two looks
# The innermost frame of one of these files says where the time is spent.
LAYERS = [
    ("psycopg", "driver and database"),
    ("/django/db/", "ORM: SQL made, rows to objects"),
    ("/django/test/", "test client, no server"),
    ("/django/forms/", "forms and filters"),
    ("/django_filters/", "forms and filters"),
    ("/crispy", "forms and filters"),
    ("/django/template/", "templates"),
    ("/django/urls/", "addresses"),
    ("/django/middleware/", "middleware, session, user"),
    ("/django/contrib/", "middleware, session, user"),
    ("/redis", "cache"),
    ("/site-packages/", ""),  # other libraries: whoever called them
    (f"{ROOT}/bench/", ""),
    (f"{ROOT}/", "our own code"),
]
NAMES = [*dict.fromkeys(name for _, name in LAYERS if name), "rest"]


@cache
def layer_of_file(path):
    return next((name for part, name in LAYERS if part in path), "")


def layer_of(frame):
    while frame:
        if found := layer_of_file(frame.f_code.co_filename):
            return found
        frame = frame.f_back
    return "rest"


@contextmanager
def looking(spent):
    """While it lasts, the time since the last look goes to the layer that is seen. A wait inside C
    is seen when it ends, and counts whole."""
    last = perf_counter()

    def look(_, frame):
        nonlocal last
        now = perf_counter()
        spent[layer_of(frame)] += now - last
        last = perf_counter()

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, LOOK, LOOK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def show(kali):
    """Print for each page of each role how many milliseconds each layer takes."""
    call_command("collectstatic", interactive=False, verbosity=0)
    print("| page | ms | " + " | ".join(NAMES) + " |")
    print("|---|--:|" + "--:|" * len(NAMES))
    with override_settings(ALLOWED_HOSTS=["*"], AXES_ENABLED=False):
        for who, what, path, _ in pages():
            client, spent = Client(), Counter()
            client.force_login(who)
            for _ in range(3):
                client.get(path)
            with looking(spent):
                for _ in range(kali):
                    client.get(path)
            each = [1000 * spent[name] / kali for name in NAMES]
            cells = " | ".join(f"{ms:.1f}" for ms in each)
            print(f"| {role_of(who)}: {what} | {sum(each):.1f} | {cells} |", flush=True)
