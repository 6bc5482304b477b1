"""One list of 25 entries of a kabupaten, three ways on the same rows: our page with its filter, its
menu and its scope; the changelist of Django's admin, a floor of ease; a bare connection with a
string template, a floor of speed."""

from html import escape
from statistics import median, quantiles
from string import Template

from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from bench.hasil import keep
from bench.nasional.halaman import timed
from desa.choices import Peran
from desa.models import Pengguna
from tugas.choices import Status
from tugas.models import Kegiatan

ROWS = 25
PAGE = Template(
    "<!doctype html><html lang=id><title>Kegiatan</title><h1>Kegiatan</h1><p>$many</p>"
    "<table><tr><th>Tanggal<th>Judul<th>Desa<th>Status</tr>$rows</table></html>"
)
ROW = Template("<tr><td>$tanggal<td><a href=/kegiatan/$pk/>$judul</a><td>$desa<td>$status</tr>")
WHERE = "k.kabupaten = %s AND k.status NOT IN (%s, %s)"
COUNT = f"SELECT count(*) FROM tugas_kegiatan k WHERE {WHERE}"  # noqa: S608
SQL = f"""SELECT k.tanggal, k.id, k.judul, k.status, w.nama FROM tugas_kegiatan k
JOIN desa_wilayah w ON w.kode = k.desa_id WHERE {WHERE}
ORDER BY k.tanggal DESC, k.id DESC LIMIT {ROWS}"""  # noqa: S608


class Baku(admin.AdminSite):
    """Django's own, open to whoever measures."""

    def has_permission(self, request):
        return True


class Daftar(admin.ModelAdmin):
    list_display = ["tanggal", "judul", "desa", "status"]
    list_select_related = ["desa"]
    list_per_page = ROWS
    ordering = ["-tanggal", "-pk"]
    list_filter = ["status", "tugas"]
    raw_id_fields = ["desa"]
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request):
        return True

    def save_model(self, request, obj, form, change):
        obj.created_by, obj.peran, obj.tahun = request.user, Peran.PLD, obj.tanggal.year
        super().save_model(request, obj, form, change)

    def has_module_permission(self, request):
        return True

    def get_queryset(self, request):
        rows = super().get_queryset(request).filter(kabupaten=request.GET.get("di", "35.07"))
        return rows.exclude(status__in=[Status.DRAF, Status.DIBUANG])

    def lookup_allowed(self, lookup, value, request):
        return True

    def get_changelist(self, request, **kwargs):
        request.GET = request.GET.copy()
        self.di = request.GET.pop("di", ["35.07"])[0]
        return super().get_changelist(request, **kwargs)


BAKU = Baku(name="baku")
BAKU.register(Kegiatan, Daftar)


def bare(kabupaten):
    seen = [kabupaten, Status.DRAF, Status.DIBUANG]
    with connection.connection.cursor() as cursor:
        many = cursor.execute(COUNT, seen).fetchone()[0]
        found = cursor.execute(SQL, seen).fetchall()
    rows = "".join(
        ROW.substitute(tanggal=t, pk=pk, judul=escape(j), status=s, desa=escape(d))
        for t, pk, j, s, d in found
    )
    return PAGE.substitute(many=many, rows=rows)


def compare(kali):
    """Print the three beside each other."""
    call_command("collectstatic", interactive=False, verbosity=0)  # the admin's files too
    busy = Kegiatan.objects.order_by("kabupaten").values_list("kabupaten", flat=True)
    kabupaten = busy[busy.count() // 2]
    client = Client()
    client.force_login(Pengguna.objects.get(username=f"tik.{kabupaten}"))
    ways = {
        "ours": lambda: get(client, reverse("tugas:index")),
        "Django admin, changelist": lambda: get(
            client, f"/admin-baku/tugas/kegiatan/?di={kabupaten}"
        ),
        "bare psycopg, string template": lambda: bare(kabupaten),
    }
    print("| way | p50 ms | p95 ms | ours beside it |")
    print("|---|--:|--:|--:|")
    ours = None
    with override_settings(ALLOWED_HOSTS=["*"], AXES_ENABLED=False):
        for name, act in ways.items():
            act(), act()
            taken = [timed(act) for _ in range(kali)]
            p50, p95 = median(taken), quantiles(taken, n=20)[-1]
            ours = ours or p50
            print(f"| {name} | {p50:.1f} | {p95:.1f} | {ours / p50:.2f}× |")
            if name != "ours":
                keep("list of 25 entries, p50", ours, "ms", ratio=(ours / p50, name),
                     command="python -m bench.nasional sejajar")  # fmt: skip


def get(client, path):
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    return response
