"""Work after the answer, while Redis is away: the answer comes, and the work is done later."""

import socket

import pytest
from django.core.management import call_command
from django.urls import reverse
from kombu.exceptions import OperationalError

from desa.actions import tertunda
from desa.choices import Peran
from desa.models import Tertunda
from desa.tasks import work_import
from ppid.celery import app
from ppid.lib import laju
from tests import factories
from tests.desa import lembar

IDM = [
    ["Kode Desa", "Desa", "Tahun", "Nilai IDM", "IKS", "IKE", "IKL"],
    ["33.05.12.2001", "Muktisari", 2024, 0.7071, 0.8, 0.6, 0.7],
]


@pytest.fixture
def nowhere():
    """A port at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    return f"redis://127.0.0.1:{port}/0"


@pytest.fixture
def no_broker(nowhere):
    """Celery as it is in production, with a Redis that is away."""
    was = {name: app.conf[name] for name in ("task_always_eager", "broker_url")}
    app.conf.update(task_always_eager=False, broker_url=nowhere)
    forget_connections()
    yield
    app.conf.update(was)
    forget_connections()


def forget_connections():
    """What was open leads to the broker of before."""
    app._pool = app.amqp._producer_pool = None


@pytest.fixture
def no_cache(settings, nowhere):
    options = settings.CACHES["default"].get("OPTIONS", {}) | {"IGNORE_EXCEPTIONS": True}
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache", "LOCATION": nowhere, "OPTIONS": options,
        }
    }  # fmt: skip


def test_a_task_that_cannot_be_sent_is_kept(no_broker):
    work_import.delay(7)
    kept = Tertunda.objects.get()
    assert (kept.tugas, kept.isi) == (work_import.name, [7])


def test_it_is_sent_when_the_broker_is_back_and_only_once(no_broker):
    lembar.villages()
    impor = lembar.sent(lembar.xlsx(IDM))
    work_import.delay(impor.pk)

    app.conf.task_always_eager = True
    assert tertunda.resume() == 1
    assert tertunda.resume() == 0


def test_while_it_is_away_what_was_kept_stays(no_broker):
    work_import.delay(7)
    with pytest.raises(OperationalError):
        tertunda.resume()
    assert Tertunda.objects.count() == 1
    call_command("resume_work", verbosity=0)  # says so, and comes back in a minute
    assert Tertunda.objects.count() == 1


def test_the_page_that_asked_is_answered(no_broker, login, django_capture_on_commit_callbacks):
    lembar.villages()
    by = lembar.admin()
    impor = lembar.sent(lembar.xlsx(IDM), by=by)
    client, columns = login(by), reverse("desa:import_columns", args=[impor.pk])
    form = client.get(columns).context["form"]
    answer = {name: form[name].value() or "" for name in form.fields}

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(columns, answer).status_code == 302
    assert Tertunda.objects.get().isi == [impor.pk]


def test_without_a_cache_pages_are_shown_and_nobody_is_turned_away(no_cache, login):
    assert login(factories.user(Peran.PLD)).get(reverse("beranda")).status_code == 200
    assert laju.count("siapa", 60) == 1


def test_uses_are_counted_and_the_count_ends():
    assert [laju.count("tamu", 60) for _ in range(3)] == [1, 2, 3]
