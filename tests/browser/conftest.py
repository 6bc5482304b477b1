"""A real Chromium against the real site: a phone of 360×740, with JavaScript and without."""

import os

import pytest
from django.core.management import call_command
from django.db import connection

from tugas.peragaan.orang import SANDI

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
PATIENCE = 10_000  # milliseconds


def pytest_addoption(parser):
    parser.addoption("--shots", action="store_true", help="write docs/layar/ anew")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture
def peragaan(django_db_setup, transactional_db, settings, live_server):
    """The demonstration, on the whole official list. What the migrations brought is put back first:
    the test before may have emptied every table."""
    connection.creation.deserialize_db_from_string(django_db_setup)
    settings.DEMO = True
    settings.PPID_ADDRESS = live_server.url
    call_command("load_wilayah", verbosity=0)
    call_command("demo", verbosity=0)
    return live_server


@pytest.fixture
def visit(peragaan, browser):
    """visit("pld") logs somebody in, each in a browser of their own."""
    contexts = []

    def visit(account, *, script=True, viewport=PHONE):
        context = browser.new_context(
            viewport=viewport, java_script_enabled=script, base_url=peragaan.url, locale="id-ID"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto("/masuk/")
        page.get_by_label("Nama pengguna atau nomor HP").fill(account)
        page.get_by_label("Kata sandi", exact=True).fill(SANDI)
        page.get_by_role("button", name="Masuk").click()
        page.get_by_role("heading", level=1).filter(has_text="Selamat datang").wait_for()
        return page

    yield visit
    for context in contexts:
        context.close()
