"""The table of docs/security.md names tests that exist; and the rows that no other file tests."""

import re
from pathlib import Path

import pytest
from django.conf import settings as chosen
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse

from desa.choices import Peran
from ppid import settings as house
from tests import factories
from tests.desa.masuk import enter, with_password
from tests.test_scoping import PAGES, url_of

ROOT = Path(__file__).parent.parent
APPS = ("ppid", "desa", "inovasi", "p2ktd", "musyawarah", "tugas")
HEAD = "| ASVS 5.0 | what is asked | where it is met | test |"
NAMED = re.compile(r"`((?:\w+/)?test_\w+\.py)(?:::(test_\w+))?`")


def rows():
    text = (ROOT / "docs" / "security.md").read_text()
    table = text[text.index(HEAD) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_each_row_of_the_safety_table_names_a_test_that_exists(row):
    named = NAMED.findall(row[3])
    assert any(test for _, test in named), "no single test is named"
    for name, test in named:
        found = (ROOT / "tests" / name).read_text()
        assert re.search(rf"^def {test}\(" if test else r"^def test_", found, re.M), (name, test)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_each_row_of_the_safety_table_names_a_place_that_exists(row):
    for path in re.findall(r"`([a-z0-9_]+/[\w/.]+)", row[2]):
        assert (ROOT / path.rstrip("/")).exists(), path


# 3.5.1: nobody else's page sends a form of ours


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_no_page_takes_a_form_without_its_token(name, args):
    """Either the method is refused or the token is missed; never does the page itself answer."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user(Peran.ADMIN))
    url = url_of(name, args)
    assert client.post(url).status_code in {403, 405}
    assert not getattr(resolve(url).func, "csrf_exempt", False)


def test_the_token_is_asked_for_on_every_path():
    middleware = [path.rpartition(".")[2] for path in chosen.MIDDLEWARE]
    assert CsrfViewMiddleware.__name__ in middleware


# 3.3.1, 11.4.2, 14.3: what the house says of itself


def test_new_passwords_are_kept_with_argon2():
    assert house.PASSWORD_HASHERS[0].endswith(".Argon2PasswordHasher")


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts(client):
    enter(client, with_password(factories.user()))
    cookie = client.cookies[chosen.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_leaving_makes_the_browser_forget_its_copies(login):
    answer = login(factories.user()).post(reverse("keluar"))
    assert answer["Clear-Site-Data"] == '"cache"'


def test_what_is_run_beside_the_house_gets_no_line_for_a_shell():
    shell = re.compile(r"shell=True|os\.system|os\.popen|\beval\(|\bexec\(|import pickle")
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        text = path.read_text()
        assert not shell.search(text), path


def test_tasks_travel_as_json_alone():
    assert not [name for name in dir(house) if "SERIALIZER" in name or "ACCEPT_CONTENT" in name]


def test_no_address_is_left_out_of_these_sweeps():
    """An address without a name would be visited by none of them."""
    assert all(name.rpartition(":")[2] != "None" for name, _ in PAGES)
    assert all(p.name for p in _patterns(get_resolver().url_patterns))


def _patterns(found):
    for p in found:
        if isinstance(p, URLPattern):
            yield p
        else:
            yield from _patterns(p.url_patterns)
