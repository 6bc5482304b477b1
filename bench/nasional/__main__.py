"""Fill an empty PostgreSQL with the country, and time its pages.

    createdb ppid_bench
    export DATABASE_URL=postgres:///ppid_bench
    .venv/bin/python -m bench.nasional isi --kegiatan 100000
    .venv/bin/python -m bench.nasional halaman

The whole country is --kegiatan 10000000. Everything else keeps its proportion to it: promises,
deliberations, attendance; villages and people are always all there. The same seed gives the same
rows. `isi` refuses a database that already holds entries.
"""

import argparse
import os

import django


def main():
    parser = argparse.ArgumentParser(description="The national data set, and its pages")
    parts = parser.add_subparsers(dest="bagian", required=True)
    fill = parts.add_parser("isi", help="make the rows")
    fill.add_argument("--kegiatan", type=int, default=10_000_000)
    fill.add_argument("--benih", type=int, default=2026, help="seed")
    pages = parts.add_parser("halaman", help="time the pages")
    pages.add_argument("--kali", type=int, default=30, help="times each page is asked for")
    asked = vars(parser.parse_args())

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppid.settings")
    os.environ.setdefault("PPID_DEMO", "1")
    django.setup()
    from bench.nasional import halaman, isi  # models are there only now

    {"isi": isi.fill, "halaman": halaman.measure}[asked.pop("bagian")](**asked)


if __name__ == "__main__":
    main()
