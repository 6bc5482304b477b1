"""What each main page costs each role: milliseconds of the server, queries, and the ratio to the
bare SQL that the page asks."""

import gc
import json
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from bench.hasil import keep
from desa.models import Pengguna, Penugasan, Wilayah
from inovasi.models import Komitmen
from musyawarah.models import Musyawarah
from tugas.models import Kegiatan

BUDGET_LIST, BUDGET_BOARD, BUDGET_QUERIES = 50, 100, 15  # ms, ms, queries (design.md 12)


def measure(kali, simpan=None):
    """Print the table of all pages, and keep it as JSON in the folder `simpan`."""
    call_command("collectstatic", interactive=False, verbosity=0)
    entries = Kegiatan.objects.count()
    size = f"{entries:,} entries, {Komitmen.objects.count():,} promises"
    print(f"{connection.vendor}, {size}, {kali} times each\n")
    print("| role | page | p50 ms | p95 ms | queries | bare SQL ms | ratio | within |")
    print("|---|---|--:|--:|--:|--:|--:|---|")
    found = {}
    with override_settings(ALLOWED_HOSTS=["*"], AXES_ENABLED=False):
        for who, what, path, board in pages():
            client = Client()
            client.force_login(who)
            found[f"{role_of(who)}: {what}"] = cost = cost_of(client, path, board, kali)
            print(row_of(role_of(who), what, cost), flush=True)
    keep_worst(found, entries)
    if simpan:
        Path(simpan).mkdir(parents=True, exist_ok=True)
        kept = Path(simpan) / f"halaman-{entries}.json"
        kept.write_text(json.dumps(found, indent=1))


def cost_of(client, path, board, times):
    """{p50, p95, queries, bare, board}; milliseconds. {status} where the page is none."""
    response = client.get(path)  # what is cached is cached before we count
    if response.status_code != 200:
        return {"status": response.status_code}
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    asked = [q["sql"] for q in captured.captured_queries]  # read before the next request
    gc.collect()
    taken = [timed(lambda: client.get(path)) for _ in range(times)]
    bare = median([timed(lambda: replay(asked)) for _ in range(times)])
    p50, p95 = median(taken), quantiles(taken, n=20)[-1]
    return {"p50": p50, "p95": p95, "queries": len(asked), "bare": bare, "board": board}


def row_of(role, what, cost):
    if "status" in cost:
        return f"| {role} | {what} | {cost['status']}, not 200 | | | | | no |"
    p50, bare = cost["p50"], cost["bare"]
    return (
        f"| {role} | {what} | {p50:.1f} | {cost['p95']:.1f} | {cost['queries']} | {bare:.1f}"
        f" | {p50 / bare:.1f} | {'yes' if fits(cost) else 'no'} |"
    )


def fits(cost):
    most = BUDGET_BOARD if cost["board"] else BUDGET_LIST
    return cost["p95"] <= most and cost["queries"] <= BUDGET_QUERIES


def keep_worst(found, entries):
    """The slowest list, the slowest dashboard and the page with the most queries."""
    command = "python -m bench.nasional halaman"
    good = {k: c for k, c in found.items() if "status" not in c}
    for board, word, most in ((False, "list", BUDGET_LIST), (True, "dashboard", BUDGET_BOARD)):
        name, cost = max(
            ((k, c) for k, c in good.items() if c["board"] == board), key=lambda x: x[1]["p95"]
        )
        ratio = (cost["p50"] / cost["bare"], "its bare SQL")
        title = f"slowest {word} at {entries:,} entries, p95 ({name})"
        keep(title, cost["p95"], "ms", budget=most, ratio=ratio, command=command)
    name, cost = max(good.items(), key=lambda x: x[1]["queries"])
    title = f"most queries at {entries:,} entries ({name})"
    keep(title, cost["queries"], "queries", budget=BUDGET_QUERIES, command=command)


def timed(act):
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def replay(asked):
    """The same questions without Django: what the database alone takes to answer them."""
    with connection.connection.cursor() as cursor:
        for sql in asked:
            if sql.startswith("SELECT"):
                cursor.execute(sql)
                cursor.fetchall()


def role_of(user):
    return user.username.partition(".")[0]


def pages():
    """(user, page, path, is it a dashboard): the main pages of each role, at a kecamatan in the
    middle of the list."""
    busy = Kegiatan.objects.order_by("kecamatan").values_list("kecamatan", flat=True)
    kecamatan = busy[busy.count() // 2]
    desa = Wilayah.objects.villages().filter(kecamatan=kecamatan).order_by("kode").first()
    kabupaten, provinsi = kecamatan[:5], kecamatan[:2]
    pld = Penugasan.objects.get(wilayah=desa, peran="pld").pengguna
    find = {name: Pengguna.objects.get(username=name) for name in names(kecamatan)}
    pd, tpid, tik, admin, pemantau = find.values()
    common = [
        ("beranda", reverse("beranda"), True),
        ("kegiatan", reverse("tugas:index"), False),
        ("komitmen", reverse("inovasi:commitments"), False),
        ("musyawarah", reverse("musyawarah:index"), False),
    ]
    for who in (pld, pd, tpid, tik, admin, pemantau):
        for what, path, board in common:
            yield who, what, path, board
    yield pld, "desa", reverse("tugas:village", args=[desa.kode]), True
    yield pld, "laporan bulan ini", reverse("tugas:month"), False
    yield pd, "tinjau", reverse("tugas:queue"), False
    yield pd, "kecamatan", reverse("tugas:territory", args=[kecamatan]), True
    yield tik, "kabupaten", reverse("tugas:territory", args=[kabupaten]), True
    yield pemantau, "provinsi", reverse("tugas:territory", args=[provinsi]), True
    yield pemantau, "nasional", reverse("tugas:nation"), True
    yield pemantau, "corong nasional", reverse("inovasi:funnel", args=["00"]), True
    yield tik, "corong kabupaten", reverse("inovasi:funnel", args=[kabupaten]), True
    entry = Kegiatan.objects.filter(desa=desa).first()
    if entry:
        yield pd, "satu kegiatan", entry.get_absolute_url(), False
    forum = Musyawarah.objects.filter(kecamatan=kecamatan).first()
    if forum:
        yield pd, "satu musyawarah", forum.get_absolute_url(), False


def names(kecamatan):
    kabupaten = kecamatan[:5]
    yield f"pd.{kecamatan}"
    yield f"tpid.verifikator.{kecamatan}"
    yield f"tik.{kabupaten}"
    yield f"admin.{kabupaten}"
    yield "pemantau"
