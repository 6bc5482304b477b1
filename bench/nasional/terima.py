"""One entry taken, four ways into the same table: by our outbox alone and in a trip of twenty,
with receipt, trail, flags, stones and counts; by the add form of Django's admin, a floor of ease
with its own log line and none of that; by a bare INSERT, a floor of speed."""

import json
from functools import cache
from statistics import median
from time import gmtime, strftime

from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from uuid6 import uuid7

from bench.hasil import keep
from bench.klien import SEKALI, entry
from bench.nasional.halaman import timed
from desa.models import Penugasan
from tugas.models import Kegiatan

SQL = """INSERT INTO tugas_kegiatan (id, resi, {columns})
SELECT %s, %s, {columns} FROM tugas_kegiatan WHERE id = %s"""


def compare(kali):
    """Print the four beside each other; milliseconds of the server for one entry."""
    mine = Penugasan.objects.in_force().filter(peran="pld").select_related("pengguna")
    pld = mine.order_by("pk")[1234]
    client = Client()
    client.force_login(pld.pengguna)
    desa = pld.wilayah_id
    pattern = Kegiatan.objects.sent().values_list("pk", flat=True).order_by("-pk")[0]
    ways = {
        "one by one": (lambda: post(client, reverse("tugas:send"), entry(desa), 201), 1),
        f"{SEKALI} in a trip": (lambda: trip(client, desa), SEKALI),
        "Django admin, add form": (lambda: by_admin(client, desa), 1),
        "bare psycopg, INSERT": (lambda: bare(pattern), 1),
    }
    print("| way | p50 ms an entry | one by one beside it |")
    print("|---|--:|--:|")
    alone = None
    with override_settings(ALLOWED_HOSTS=["*"], AXES_ENABLED=False):
        for name, (act, entries) in ways.items():
            act(), act()
            p50 = median([timed(act) / entries for _ in range(kali)])
            alone = alone or p50
            print(f"| {name} | {p50:.2f} | {alone / p50:.2f}× |")
            keep(f"taking an entry, {name}, p50", p50, "ms", ratio=(alone / p50, "one by one"),
                 command="python -m bench.nasional terima")  # fmt: skip


def post(client, path, data, status, **more):
    response = client.post(path, data, **more)
    if response.status_code != status:
        raise SystemExit(f"{path}: {response.status_code} {response.content[:500]}")
    return response


def trip(client, desa):
    written = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())
    items = [{"isian": list(entry(desa).items()), "ditulis": written} for _ in range(SEKALI)]
    path, kind = reverse("tugas:send_many"), "application/json"
    told = post(client, path, json.dumps(items), 200, content_type=kind).json()["hasil"]
    if {one["status"] for one in told} != {201}:
        raise SystemExit(f"{path}: {told}")


def by_admin(client, desa):
    data = entry(desa) | {"judul": "Rapat persiapan"}
    del data["simpan"], data["id"]
    post(client, "/admin-baku/tugas/kegiatan/add/", data, 302)


@cache
def columns():
    """What the database does not make itself, beside the key and the number."""
    names = (f.attname for f in Kegiatan._meta.concrete_fields if not f.generated)
    return ", ".join(f'"{name}"' for name in names if name not in {"id", "resi"})


def bare(pattern):
    """A row like another one; committed, as every way here is."""
    key = uuid7()
    connection.connection.execute(SQL.format(columns=columns()), [key, key.hex[-9:], pattern])
