"""Everything that can be measured alone, on servers of its own; one table, in bench/results.

    make bench                                          # 10,000 and 100,000 entries, some minutes
    make bench ARGS="--ukuran 500 --kecil"              # a smoke run, as CI does
    make bench ARGS="--ukuran 10000 10000000"           # the whole country: an hour and 20 GB

What needs a machine to itself has its own command: `make bench-beban`, `make prod-check`,
`make bytes`, `python bench/badai.py`.
"""

import argparse
import signal
import sys
from pathlib import Path
from time import perf_counter

import psycopg

from bench.hasil import table
from bench.rumah import ROOT, Rumah

RESULTS = ROOT / "bench" / "results"


def main():
    parser = argparse.ArgumentParser(description="All measurements, one table")
    parser.add_argument("--ukuran", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--kali", type=int, default=30, help="times each page is asked for")
    parser.add_argument("--kecil", action="store_true", help="small numbers: does it run at all?")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # takes its servers away
    RESULTS.mkdir(exist_ok=True)
    for old in RESULTS.glob("*"):
        old.unlink()
    rumah = Rumah()
    try:
        rumah.make_database()
        measure(rumah, asked)
    finally:
        rumah.down()
    lines = list(table(RESULTS / "hasil.jsonl"))
    (RESULTS / "tabel.md").write_text("\n".join(lines) + "\n")
    print("\n" + "\n".join(lines))


def measure(rumah, asked):
    rumah.env |= {
        "PPID_DEMO": "1", "PPID_DATA": str(rumah.data), "PPID_LOG_LEVEL": "ERROR",
        "PPID_STATIC": str(rumah.room / "static"),
        "PPID_BENCH_HASIL": str(RESULTS / "hasil.jsonl"),
    }  # fmt: skip
    kali = str(3 if asked.kecil else asked.kali)
    for size in sorted(asked.ukuran):
        database(rumah, f"nasional_{size}")
        part(rumah, "-m", "bench.nasional", "isi", "--kegiatan", str(size))
        part(rumah, "-m", "bench.nasional", "halaman", "--kali", kali, "--simpan", str(RESULTS))
        part(rumah, "-m", "bench.nasional", "sejajar", "--kali", kali)
    part(rumah, "-m", "bench.nasional", "terima", "--kali", kali)
    part(rumah, "-m", "bench.nasional", "partisi", "--kali", kali)
    if len(asked.ukuran) > 1:
        part(rumah, "-m", "bench.nasional", "tumbuh", "--dari", str(RESULTS))
    part(rumah, "bench/cari.py")
    part(rumah, "bench/berita_acara.py", "10" if asked.kecil else "40", kali)
    for kind in ("csv", "xlsx"):
        part(rumah, "bench/impor.py", "500" if asked.kecil else "75000", kind)
    part(rumah, "bench/jejak.py", "2000" if asked.kecil else "1000000")


def database(rumah, name):
    with psycopg.connect(rumah.database, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    rumah.env["DATABASE_URL"] = rumah.database.rpartition("/")[0] + f"/{name}"


def part(rumah, *command):
    """Run one measurement; what it says stands in bench/results too."""
    start = perf_counter()
    said = rumah.run(sys.executable, *command)
    title = f"$ python {' '.join(command).replace(f'{ROOT}/', '')}"
    words = f"{title}   ({perf_counter() - start:.0f} s)\n{said}\n"
    print(words, flush=True)
    with Path(RESULTS / "semua.txt").open("a") as kept:
        kept.write(words)


if __name__ == "__main__":
    main()
