"""Whether the house is well: what runs, what it needs, what operators count."""

import logging
import os
import shutil
from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, JsonResponse
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_guid import get_guid
from django_redis import get_redis_connection
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess
from prometheus_client import REGISTRY as ONE_PROCESS
from redis.exceptions import RedisError

from desa.rantai import unsealed

log = logging.getLogger(__name__)
SEMPIT = 500 * 1024 * 1024  # bytes left on the disk
TERTINGGAL = 10_000  # lines of the trail without a seal


@require_GET
@login_not_required
def sehat(request):
    """For whoever watches the machine: no name, no version, only what answers and what does not."""
    found = {"basis_data": _answers(_ask_database), "redis": None}
    if settings.REDIS_URL:
        found["redis"] = _answers(_ask_redis)
    well = found["basis_data"] and found["redis"] is not False
    return JsonResponse({"sehat": well, **found}, status=200 if well else 503)


@require_GET
@never_cache
@login_not_required
def hidup(request):
    """The process answers. Whoever gets no answer starts it anew."""
    return JsonResponse({"hidup": True})


@require_GET
@never_cache
@login_not_required
def siap(request):
    """May people be sent here? If not, why, in sentences."""
    wrong = list(_wrong())
    return JsonResponse({"siap": not wrong, "salah": wrong}, status=503 if wrong else 200)


def _wrong():
    if not _answers(_ask_database):
        yield "Basis data tidak menjawab."
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "Skema basis data tertinggal: jalankan migrate."
    if settings.REDIS_URL and not _answers(_ask_redis):
        yield "Redis tidak menjawab."
    if not _files_answer():
        yield "Penyimpanan berkas tidak menjawab."
    if shutil.disk_usage(settings.DATA_DIR).free < SEMPIT:
        yield "Ruang disk hampir habis."
    if not os.access(settings.DATA_DIR, os.W_OK):
        yield "Folder data tidak dapat ditulis."
    if len(unsealed().values_list("pk", flat=True)[: TERTINGGAL + 1]) > TERTINGGAL:
        yield "Jejak lama tidak disegel: jalankan seal_trail."


@require_GET
@never_cache
@login_not_required
def metrik(request):
    """For Prometheus, with the token of PPID_METRIK_TOKEN; without one there is no such page."""
    told = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted = settings.METRIK_TOKEN
    if not wanted or not compare_digest(told.encode(), wanted.encode()):
        raise Http404
    registry = ONE_PROCESS
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def error(request):
    """The page of an error; its number finds the log line."""
    page = loader.get_template("500.html").render({"nomor": (get_guid() or "")[:8]})
    return HttpResponse(page, status=500)


def _ask_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_redis():
    get_redis_connection("default").ping()


def _files_answer():
    try:
        default_storage.exists("siap")
    except Exception:  # each kind of storage fails in its own words
        log.warning("storage of files does not answer", exc_info=True)
        return False
    return True


def _answers(ask):
    try:
        ask()
    except (DatabaseError, RedisError):
        return False
    return True
