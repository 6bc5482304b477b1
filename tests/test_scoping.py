"""Walks every URL of the site, so that a page added tomorrow is checked tomorrow."""

from importlib import import_module

import pytest
from django.urls import URLPattern, get_resolver, reverse

from desa.choices import Peran
from tests import factories

PUBLIC = {
    "masuk", "keluar", "sehat", "sehat_hidup", "sehat_siap", "metrik",
    "desa:invitation", "desa:check", "desa:check_form",
    "inovasi:menu", "inovasi:menu_item", "inovasi:menu_sheet", "inovasi:menu_photo",
}  # fmt: skip
# The outbox asks these and must get JSON, never a login page: they say 401, and who may, in words.
PUBLIC |= {"service_worker", "manifest", "offline"}  # nothing of anybody in them
PUBLIC |= {"tugas:send", "tugas:send_many", "tugas:send_photo", "tugas:send_piece", "tugas:csrf"}
PUBLIC |= {"tugas:public", "tugas:public_nation", "tugas:open_data", "tugas:open_file"}
PUBLIC |= {
    f"p2ktd:{page}"
    for page in (
        "directory", "directory_export", "provider", "announcements", "announcement", "apply",
        "application", "application_part", "application_expert", "application_expert_remove",
        "application_paper", "confirm", "complain", "complain_work", "public_work",
        "complaint_find", "complaint_status",
    )
}  # fmt: skip
# One row per place-bound page lies in DESA / KECAMATAN. These people have no part in it.
FORMER = "somebody whose assignments ended"
OUTSIDERS = {
    "pld of another village": (Peran.PLD, factories.DESA_LAIN),
    "tpid of another kecamatan": (Peran.TPID, factories.KECAMATAN_LAIN),
    "admin of another kabupaten": (Peran.ADMIN, factories.KABUPATEN_LAIN),
    FORMER: (None, None),
}


def pages(patterns, namespace=""):
    for p in patterns:
        if isinstance(p, URLPattern):
            yield f"{namespace}{p.name}", set(p.pattern.converters)
        else:
            yield from pages(p.url_patterns, f"{p.app_name}:" if p.app_name else namespace)


PAGES = sorted((name, sorted(args)) for name, args in pages(get_resolver().url_patterns))
ABOUT_ONE_ROW = [page for page in PAGES if page[1] and page[0] not in PUBLIC]


def url_of(name, args):
    """Each floor's factories say what its URLs mean: `url_kwargs(name)` -> {"pk": …}."""
    if not args:
        return reverse(name)
    app, _, page = name.partition(":")
    return reverse(name, kwargs=import_module(f"tests.factories.{app}").url_kwargs(page))


def outsider(who):
    peran, kode = OUTSIDERS[who]
    if who != FORMER:
        return factories.user(peran, kode)
    former = factories.user()
    for once, place in factories.TEMPAT.items():
        factories.assign(former, once, place, selesai=factories.LONG_AGO)
    return former


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_stranger_is_sent_to_login(client, name, args):
    if name not in PUBLIC:
        response = client.get(url_of(name, args))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("masuk"))


@pytest.mark.parametrize(("name", "args"), ABOUT_ONE_ROW)
def test_outsiders_are_told_it_does_not_exist(login, name, args):
    """The rows behind a page are made once: making them costs ten times what a refusal does."""
    url, answers = url_of(name, args), {}
    for who in OUTSIDERS:
        client = login(outsider(who))
        answers |= {(who, how): getattr(client, how)(url).status_code for how in ("get", "post")}
    assert {key: code for key, code in answers.items() if code not in {404, 405}} == {}


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_no_page_breaks_for_anybody(login, name, args):
    """Whoever belongs here gets the page, a refusal with a sentence, or a 404: never a crash."""
    url = url_of(name, args)
    answers = {p: login(factories.user(p)).get(url).status_code for p in Peran}
    assert {p: code for p, code in answers.items() if code not in {200, 302, 403, 404, 405}} == {}
