"""How fast is a place found? Median of each query on the database in use, with all 91,600 places,
against the bare SELECT … LIKE that it needs at least.

    .venv/bin/python bench/cari.py            # SQLite in PPID_DATA, or DATABASE_URL=postgres://…
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

from django.db import connection  # noqa: E402

from desa.kode import dotted  # noqa: E402
from desa.models import Wilayah  # noqa: E402
from ppid.lib.teks import squeeze  # noqa: E402

QUERIES = [
    "sumber", "35.07", "3507112001", "o'o'u", "Kalipare", "sukamaju cianjur", "a", "desa", "qqq",
]  # fmt: skip
TIMES = 31
LIMIT = 21


def timed(act):
    act()
    taken = []
    for _ in range(TIMES):
        start = perf_counter()
        act()
        taken.append((perf_counter() - start) * 1000)
    return median(taken)


def ours(text):
    return [w.lengkap for w in Wilayah.objects.search(text).with_path()[:LIMIT]]


def bare(text):
    column, pattern = "cari", f"%{squeeze(text)}%"
    if code := dotted(text):
        column, pattern = "kode", f"{code}%"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kode, nama FROM desa_wilayah WHERE {column} LIKE %s"  # noqa: S608
            " ORDER BY urutan, kode LIMIT %s",
            [pattern, LIMIT],
        )
        return cursor.fetchall()


def main():
    print(f"{connection.vendor}, {Wilayah.objects.count():,} places, median of {TIMES}")
    print(f"{'query':20} {'found':>5} {'ours ms':>8} {'bare ms':>8} {'ratio':>6}")
    for text in QUERIES:
        mine, floor = timed(lambda t=text: ours(t)), timed(lambda t=text: bare(t))
        row = f"{text:20} {len(ours(text)):5} {mine:8.1f} {floor:8.1f} {mine / floor:6.1f}"
        print(row)


if __name__ == "__main__":
    main()
