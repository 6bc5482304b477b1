"""Fill an empty PostgreSQL with the country, and time its pages.

    createdb ppid_bench
    export DATABASE_URL=postgres:///ppid_bench
    .venv/bin/python -m bench.nasional isi --kegiatan 100000
    .venv/bin/python -m bench.nasional halaman --simpan bench/results
    .venv/bin/python -m bench.nasional sejajar
    .venv/bin/python -m bench.nasional terima
    .venv/bin/python -m bench.nasional profil
    .venv/bin/python -m bench.nasional partisi
    .venv/bin/python -m bench.nasional tumbuh --dari bench/results

`halaman` times the pages of each role, `sejajar` one list beside Django's admin and beside a bare
connection with a string template, `terima` takes an entry alone, in a trip of twenty, by that admin
and by a bare INSERT, `profil` says where the time of each page goes, `partisi` times the entries of
five years in one table and in partitions by year; `tumbuh` compares what `halaman` kept of
databases of different sizes.

The whole country is --kegiatan 10000000. Everything else keeps its proportion to it: promises,
deliberations, attendance; villages and people are always all there. The same seed gives the same
rows. `isi` refuses a database that already holds entries.
"""

import argparse
import gc
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
    pages.add_argument("--simpan", help="folder for the figures as JSON")
    peers = parts.add_parser("sejajar", help="one list, ours and two others")
    peers.add_argument("--kali", type=int, default=30)
    taking = parts.add_parser("terima", help="one entry, ours and two others")
    taking.add_argument("--kali", type=int, default=30)
    layers = parts.add_parser("profil", help="where the time of each page goes")
    layers.add_argument("--kali", type=int, default=30)
    years = parts.add_parser("partisi", help="one table, and partitions by year")
    years.add_argument("--kali", type=int, default=30)
    growth = parts.add_parser("tumbuh", help="sizes beside each other")
    growth.add_argument("--dari", default="bench/results", help="folder of the figures")
    asked = vars(parser.parse_args())

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.nasional.pengaturan")
    os.environ.setdefault("PPID_DEMO", "1")
    django.setup()
    # Models are there only now.
    from bench.nasional import halaman, isi, partisi, profil, sejajar, terima, tumbuh

    gc.collect()
    gc.freeze()  # as the web server does (deploy/gunicorn.conf.py)
    acts = {
        "isi": isi.fill, "halaman": halaman.measure, "sejajar": sejajar.compare,
        "partisi": partisi.compare, "profil": profil.show, "tumbuh": tumbuh.show,
        "terima": terima.compare,
    }  # fmt: skip
    acts[asked.pop("bagian")](**asked)


if __name__ == "__main__":
    main()
