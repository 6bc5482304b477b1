"""What each main page costs each role: milliseconds of the server, queries, and the ratio to the
bare SQL that the page asks."""

from statistics import median, quantiles
from time import perf_counter

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from desa.models import Pengguna, Penugasan, Wilayah
from inovasi.models import Komitmen
from musyawarah.models import Musyawarah
from tugas.models import Kegiatan

BUDGET_LIST, BUDGET_BOARD, BUDGET_QUERIES = 50, 100, 15  # ms, ms, queries (design.md 12)


def measure(kali):
    """Print the table of all pages."""
    call_command("collectstatic", interactive=False, verbosity=0)
    size = f"{Kegiatan.objects.count():,} entries, {Komitmen.objects.count():,} promises"
    print(f"{connection.vendor}, {size}, {kali} times each\n")  # noqa: T201
    print("| role | page | p50 ms | p95 ms | queries | bare SQL ms | ratio | within |")  # noqa: T201
    print("|---|---|--:|--:|--:|--:|--:|---|")  # noqa: T201
    with override_settings(ALLOWED_HOSTS=["*"], AXES_ENABLED=False):
        for who, what, path, board in pages():
            client = Client()
            client.force_login(who)
            print(row_of(client, who, what, path, board, kali), flush=True)  # noqa: T201


def row_of(client, who, what, path, board, times):
    response = client.get(path)  # what is cached is cached before we count
    if response.status_code != 200:
        return f"| {role_of(who)} | {what} | {response.status_code}, not 200 | | | | | no |"
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    asked = [q["sql"] for q in captured.captured_queries]  # read before the next request
    taken = [timed(lambda: client.get(path)) for _ in range(times)]
    bare = median([timed(lambda: replay(asked)) for _ in range(times)])
    p50, p95 = median(taken), quantiles(taken, n=20)[-1]
    most = BUDGET_BOARD if board else BUDGET_LIST
    fits = p95 <= most and len(asked) <= BUDGET_QUERIES
    return (
        f"| {role_of(who)} | {what} | {p50:.1f} | {p95:.1f} | {len(asked)} | {bare:.1f}"
        f" | {p50 / bare:.1f} | {'yes' if fits else 'no'} |"
    )


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
