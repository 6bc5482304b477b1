"""How well and how fast is a menu item found? Thirty questions, each with the item that a person
expects; then the same questions among 11,000 items. Everything is undone at the end.

    .venv/bin/python bench/cari_menu.py       # SQLite in PPID_DATA, or DATABASE_URL=postgres://…
"""

import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppid.settings")
os.environ.setdefault("PPID_DEMO", "1")
django.setup()

from django.db import connection, transaction  # noqa: E402

from inovasi.actions.menu import index  # noqa: E402
from inovasi.cari import ranked  # noqa: E402
from inovasi.models import MenuInovasi  # noqa: E402
from tests.factories import inovasi  # noqa: E402
from tests.inovasi.pertanyaan import PERTANYAAN  # noqa: E402
from tests.inovasi.ramai import crowd  # noqa: E402
from tugas.peragaan.isi_menu import MENU  # noqa: E402

MANY = 11_000  # documents of the national list of 2019


def real(by):
    for place, tahun, bidang, sub, tipologi, judul, ringkasan, kunci, biaya in MENU:
        inovasi.menu(
            place, by, tahun=tahun, bidang=bidang, sub_bidang=sub, tipologi=tipologi,
            judul=judul, ringkasan=ringkasan, kata_kunci=kunci, biaya=biaya,
        )  # fmt: skip


def fill(by):
    """The crowd that comes near each question and answers none (tests/inovasi/ramai.py)."""
    places = list(MenuInovasi.objects.published().select_related("wilayah"))
    rows = []
    for n, told in enumerate(crowd(MANY)):
        place = places[n % len(places)].wilayah
        fixed = {"kode": f"X-{n}", "jenis": "nasional", "wilayah": place, "tahun": 2019}
        rows.append(MenuInovasi(created_by=by, **fixed, **told))
    MenuInovasi.objects.bulk_create(rows, batch_size=500)
    index(list(MenuInovasi.objects.filter(kode__startswith="X-").select_related("versi")))


def measure(label):
    menu = MenuInovasi.objects.published()
    hits, first, taken = 0, 0, []
    for text, expected in PERTANYAAN:
        start = perf_counter()
        keys = ranked(menu, text)
        taken.append((perf_counter() - start) * 1000)
        titles = [MenuInovasi.objects.get(pk=key).judul for key in keys[:3]]
        hits += expected in titles
        first += titles[:1] == [expected]
        if expected not in titles:
            sys.stdout.write(f"  missed: {text!r} -> {titles}\n")
    sys.stdout.write(
        f"| {connection.vendor} | {label} | {hits}/30 in the first three, {first}/30 first "
        f"| {median(taken):.1f} ms | {max(taken):.1f} ms |\n"
    )


def main():
    sys.stdout.write("| database | items | found | median | slowest |\n|---|---|---|---|---|\n")
    with transaction.atomic():
        MenuInovasi.objects.all().update(status="ditarik")
        by = inovasi.pokja("00")
        real(by)
        measure(f"{len(MENU)}")
        fill(by)
        if connection.vendor == "postgresql":
            connection.cursor().execute("ANALYZE inovasi_menuinovasi")
        measure(f"{len(MENU) + MANY:,}")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
