"""docker-compose.yml and what `make prod-check` runs in its place are the same; and the tools that
load the house count rightly."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from bench import beban
from bench.klien import Catatan, Klien, Ponsel
from bench.produksi import orang, susunan
from bench.produksi.bukti import code, photo
from desa.choices import Peran
from ppid.celery import app
from tests import factories
from tugas.models import Bukti, Kegiatan

ROOT = Path(__file__).parent.parent
GIVEN = {
    "PPID_SECRET_KEY": "x", "PPID_HOSTS": "desa.contoh.id", "PPID_ADDRESS": "https://desa.contoh.id",
    "PPID_DB_PASSWORD": "sandi",
}  # fmt: skip
COMMANDS = {
    "web": ["gunicorn", "--config", "deploy/gunicorn.conf.py", "ppid.wsgi"],
    "worker": ["celery", "--app", "ppid", "worker"],
    "beat": ["celery", "--app", "ppid", "beat"],
    "redis": ["redis-server", "--appendonly", "yes"],
    "migrate": ["sh", "-c", "python manage.py migrate --no-input && python manage.py load_wilayah"],
}
READ = re.compile(r"""env\.\w+\(\s*"(\w+)"|environ\.get\(['"](\w+)['"]""")


def names_read():
    """Every variable that the application and its web server ask for."""
    files = [ROOT / "ppid/settings.py", ROOT / "deploy/gunicorn.conf.py"]
    return {a or b for f in files for a, b in READ.findall(f.read_text())} | {"PPID_EMAIL"}


def test_every_service_of_compose_is_run_by_prod_check():
    assert set(susunan.services()) == set(susunan.NODES)


@pytest.mark.parametrize("service", sorted(COMMANDS))
def test_prod_check_runs_the_command_of_compose(service):
    wanted = COMMANDS[service]
    assert susunan.command(service, GIVEN, "/room")[: len(wanted)] == wanted


@pytest.mark.parametrize("service", ["beat", "migrate", "web", "worker"])
def test_compose_names_only_variables_that_are_read(service):
    given = susunan.environment(service, GIVEN, {})
    ours = {name for name in given if name.startswith(("PPID_", "DATABASE_", "WEB_"))}
    assert ours <= names_read()
    assert given["PPID_ADDRESS"] == "https://desa.contoh.id"
    assert given["DATABASE_URL"] == "postgres://ppid:sandi@db:5432/ppid"


def test_what_compose_cannot_do_without_it_says():
    with pytest.raises(SystemExit, match="PPID_SECRET_KEY"):
        susunan.environment("web", {}, {})


def test_the_proxy_of_prod_check_keeps_the_rules_of_compose():
    text = susunan.nginx("/room", 8123, [8001, 8002])
    assert "listen 127.0.0.1:8123;" in text
    assert "server 127.0.0.1:8001 max_fails=0;" in text
    assert "resolver" not in text
    ours = (ROOT / "deploy/nginx.conf").read_text()
    kept = [line for line in ours.splitlines() if "resolver" not in line]
    changed = [line for line in kept if line not in text.splitlines()]
    assert [line.split()[0] for line in changed] == ["listen", "set"]


def test_images_are_pinned():
    images = [s["image"] for s in susunan.services().values() if "build" not in s]
    assert images
    assert all(re.search(r":\d+\.\d+", image) for image in images)


def test_the_image_runs_as_nobody_special_on_a_disk_it_cannot_write():
    for name in ("web", "worker", "beat", "migrate"):
        assert susunan.services()[name]["read_only"] is True
        assert susunan.services()[name]["cap_drop"] == ["ALL"]
    assert "\nUSER ppid\n" in (ROOT / "Dockerfile").read_text()


def test_the_image_has_the_tools_of_a_backup():
    """pg_dump of the version that compose runs, and GnuPG."""
    version = re.search(r":(\d+)", susunan.services()["db"]["image"])[1]
    assert f" postgresql-client-{version} gnupg " in (ROOT / "Dockerfile").read_text()


def test_a_vanished_workers_task_goes_to_another_only_when_it_must_be_over():
    waits = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    late = [t for t in app.tasks.values() if t.acks_late and not t.name.startswith("celery.")]
    assert late
    assert all((t.time_limit or settings.CELERY_TASK_TIME_LIMIT) < waits for t in late)


def test_a_code_of_the_second_factor_has_six_digits():
    assert re.fullmatch(r"\d{6}", code(orang.RAHASIA))


@pytest.mark.django_db(transaction=True)
def test_an_outbox_of_the_load_tool_is_acknowledged_once_and_counted(live_server, client):
    user = factories.user(Peran.PLD)
    client.force_login(user)
    port = int(live_server.url.rpartition(":")[2])
    klien = Klien(port, f"localhost:{port}", client.cookies["sessionid"].value, https=False)
    phone = Ponsel(klien, factories.DESA, Catatan())
    for n in range(3):
        phone.write(photo(n, side=300) if n else None)
    assert phone.empty(60)
    klien.close()

    seen = phone.catatan
    assert seen.failures() == 0
    assert seen.receipts == {str(k): r for k, r in Kegiatan.objects.values_list("pk", "resi")}
    assert seen.photos == {str(k) for k in Bukti.objects.values_list("kegiatan", flat=True)}
    assert len(seen.photos) == 2
    assert judged(seen) == ([], [])
    seen.receipts["nowhere"] = "ABCD"
    assert judged(seen) == (["nowhere"], ["nowhere"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_small_rush_is_reported_and_every_receipt_is_a_row(live_server, client, capsys):
    client.force_login(factories.user(Peran.PLD))
    port, key = int(live_server.url.rpartition(":")[2]), client.cookies["sessionid"].value
    klien, seen = Klien(port, f"localhost:{port}", key, https=False), Catatan()
    end = time.monotonic() + 1
    photos = [photo(1, side=300)]
    assert beban.rush(klien, factories.DESA, seen, beban.Laju(5, 2, 1), end, photos) == []
    end, laju = time.monotonic() + 2, beban.Laju(40, 4, 1)
    assert beban.batch(klien, factories.DESA, seen, laju, end, photos) == []
    assert any(what == "trip of 20" for what, _ in seen.answers)
    beban.read(klien, seen, time.monotonic() + 0.1, 1)
    klien.close()

    beban.report(seen, 1, *judged(seen))
    said = capsys.readouterr().out
    assert len(seen.receipts) == Kegiatan.objects.count() > 0
    assert f"acknowledged {len(seen.receipts)} entries" in said
    assert "lost 0, twice 0; 0 of" in said


def judged(catatan):
    """As the load tool judges, in this process instead of one of its own."""
    return orang.judge(Here(), catatan)


class Here:
    def told(self, code):
        found = {}
        exec(code.replace("print(json.dumps(", "answer = ((").strip(), found)  # noqa: S102
        return found["answer"]


def test_a_worker_no_longer_looks_through_what_stands_after_the_start():
    asked = (
        "import gc, runpy; from ppid.wsgi import application;"
        "conf = runpy.run_path('deploy/gunicorn.conf.py'); conf['post_worker_init'](None);"
        "print(gc.get_freeze_count() > 10 * sum(gc.get_count()), gc.get_freeze_count() > 50_000)"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "ppid.settings", "PPID_DEMO": "1"}
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", asked], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "True True"


def test_the_web_server_counts_for_all_its_processes():
    """prometheus_client looks for the shared folder as it is imported, and never again."""
    asked = (
        "import runpy; runpy.run_path('deploy/gunicorn.conf.py');"
        "from prometheus_client import Counter; print(type(Counter('a', 'b')._value).__name__)"
    )
    env = {k: v for k, v in os.environ.items() if k != "PROMETHEUS_MULTIPROC_DIR"}
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", asked], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "MmapedValue"
