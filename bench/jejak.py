"""How long does it take to seal and to verify a million lines of the trail, and is the one that
was changed behind the application's back named? Writes into the database in use: give it its own.

    createdb bench && DATABASE_URL=postgres:///bench .venv/bin/python bench/jejak.py [lines]
"""

import os
import sys
from pathlib import Path
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppid.settings")
os.environ.setdefault("PPID_DEMO", "1")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.hasil import keep  # noqa: E402
from desa.kunci import opened  # noqa: E402
from desa.models import Jejak  # noqa: E402
from desa.rantai import verify  # noqa: E402
from desa.trail import seal_trail  # noqa: E402

LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
BATCH = 10_000


def line(n):
    return Jejak(
        objek="tugas.Kegiatan",
        objek_id=f"018f{n:028x}",
        judul=f"Musyawarah dusun ke-{n}",
        wilayah_id="35.07.11.2001",
        langkah="submit",
        label="Kirim",
        sebelum="draf",
        sesudah="terkirim",
        nilai={
            "uraian": ["", f"Mendampingi rapat {n} tentang pengolahan sampah"],
            "peserta": [0, n],
        },
    )


def timed(what, act):
    start = perf_counter()
    result = act()
    taken = perf_counter() - start
    print(f"{what:<28}{taken:8.1f} s", flush=True)
    if what.startswith("verified"):
        title = f"trail of {LINES:,} lines, {what}"
        budget = 60 if LINES == 1_000_000 else None
        keep(title, taken, "s", budget=budget, command=f"python bench/jejak.py {LINES}")
    return result


def fill():
    for start in range(Jejak.objects.count(), LINES, BATCH):
        Jejak.objects.bulk_create(line(n) for n in range(start, min(start + BATCH, LINES)))


def spoil():
    """Near the end, as somebody with the keys of the database would."""
    key = Jejak.objects.order_by("-pk")[10].pk
    with opened(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE desa_jejak SET label = 'Terima' WHERE id = %s", [key])
    return key


def main():
    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}, {LINES} lines", flush=True)
    timed("written", fill)
    timed("sealed", seal_trail)
    found = timed("verified", verify)
    print(f"  {found.segel} seals, complaint: {found.rusak or 'none'}")
    key = spoil()
    found = timed("verified after a change", verify)
    print(f"  line {key} was changed; told: {found.rusak}")


if __name__ == "__main__":
    main()
