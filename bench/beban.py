"""The first days of a month, against two web nodes behind the proxy (bench/produksi): phones send
entries and photos at a given rate, others empty an outbox of twenty; every receipt is then looked
for in the database. The phones stand in the villages of a province, evenly; --tempat 35.07.11 puts
them all into one kecamatan, whose counts wait for one lock. With --jam people also read, and a
worker is killed every five minutes.

    .venv/bin/python -m bench.beban                         # 20 s, to see that it works
    .venv/bin/python -m bench.beban --detik 600             # month-end: 60 entries/s, 5 photos/s
    .venv/bin/python -m bench.beban --detik 600 --tumpukan  # ... each phone with twenty at once
    .venv/bin/python -m bench.beban --jam 1 --laju 20       # mixed, a worker killed every 5 minutes
"""

import argparse
import signal
import sys
import threading
import time
from random import Random

import psycopg

from bench.klien import Catatan, Klien, Ponsel
from bench.produksi import orang
from bench.produksi.bukti import photo
from bench.produksi.tempat import HOST, Produksi
from bench.rumah import until

PONSEL, PEMBACA, TUMPUKAN = 40, 8, 20
PAGES = ("/", "/kegiatan/", "/kotak-keluar/", "/kegiatan/resi/", "/musyawarah/")
ADMIN = [("adminuji", "admin", orang.KABUPATEN)]
TAMBAH = 120  # seconds that outboxes may still need when the rush is over


class Laju:
    """Gives the moments of a steady rate to whoever asks next; True for those with a photo."""

    def __init__(self, per_detik, foto, benih):
        self.step, self.n, self.lock = 1 / per_detik, 0, threading.Lock()
        self.share, self.random, self.start = foto / per_detik, Random(benih), time.monotonic()  # noqa: S311

    def next(self):
        with self.lock:
            self.n += 1
            at, with_photo = self.start + self.n * self.step, self.random.random() < self.share
        return at, with_photo


def rush(klien, desa, catatan, laju, end, photos):
    """Send at the common rate; what was refused or cut is tried again first."""
    phone = Ponsel(klien, desa, catatan)
    while True:
        at, with_photo = laju.next()
        if max(at, time.monotonic()) > end:  # too slow for the rate is no reason to go on
            break
        time.sleep(max(0, at - time.monotonic()))
        phone.write(photos[int(at * 100) % len(photos)] if with_photo else None)
        phone.send()
    phone.empty(TAMBAH)
    return phone.waiting


def batch(klien, desa, catatan, laju, end, photos):
    """Comes into signal with twenty entries in the outbox, and again with twenty; at the common
    rate, or where there is none every five seconds."""
    phone = Ponsel(klien, desa, catatan)
    while True:
        moments = [laju.next() for _ in range(TUMPUKAN)] if laju else []
        at = moments[-1][0] if laju else time.monotonic() + 5
        if max(at, time.monotonic()) > end:
            break
        time.sleep(max(0, at - time.monotonic()))
        for n in range(TUMPUKAN):
            with_photo = moments[n][1] if laju else n % 10 == 0
            phone.write(photos[n % len(photos)] if with_photo else None)
        phone.empty(TAMBAH)
    return phone.waiting


def read(klien, catatan, end, benih):
    random = Random(benih)  # noqa: S311
    while time.monotonic() < end:
        path = random.choice(PAGES)
        catatan.timed(f"page {path}", lambda path=path: klien.ask(path))
        time.sleep(random.uniform(0.5, 3))


def trouble(rumah, end, every):
    """Has papers printed and kills a worker over it, every so often; the papers."""
    docs, killed = [], 0
    while time.monotonic() + every < end:
        time.sleep(every)
        pks = rumah.told(orang.MEETINGS.format(kecamatan=orang.KECAMATAN, count=4))
        docs += rumah.told(orang.SEAL.format(pks=pks))
        name = f"worker{killed % 2 + 1}"
        rumah.stop(name, signal.SIGKILL)
        rumah.service(name)
        killed += 1
        print(f"  {name} killed ({killed})", flush=True)
    return docs


def load(rumah, asked):
    catatan, photos = Catatan(), [photo(n) for n in range(20)]
    phones = PONSEL + 4
    keys = rumah.told(orang.PHONES.format(tempat=asked.tempat, count=phones, awal="hp"))
    lines = [(Klien(rumah.port["proxy"], HOST, key), desa) for key, desa in keys]
    seconds = asked.jam * 3600 or asked.detik
    start, laju = time.monotonic(), Laju(asked.laju, asked.foto, asked.benih)
    end = start + seconds
    act = batch if asked.tumpukan else rush
    jobs = [(act, (k, desa, catatan, laju, end, photos)) for k, desa in lines[:PONSEL]]
    if not asked.tumpukan:
        jobs += [(batch, (k, desa, catatan, None, end, photos)) for k, desa in lines[PONSEL:]]
    if asked.jam:
        readers = [Klien(rumah.port["proxy"], HOST, key) for key, _ in keys[:PEMBACA]]
        jobs += [(read, (k, catatan, end, n)) for n, k in enumerate(readers)]
    threads = [threading.Thread(target=job, args=given, daemon=True) for job, given in jobs]
    for thread in threads:
        thread.start()
    docs = trouble(rumah, end, asked.bunuh) if asked.jam else []
    for thread in threads:
        thread.join()
    return catatan, time.monotonic() - start, docs


SIZES = """
SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = 'public'
"""


def sizes(rumah):
    with psycopg.connect(rumah.database) as db:
        return dict(db.execute(SIZES).fetchall())


def grown(before, after, entries):
    """What each entry cost in every table that grew, indexes and trail with it."""
    rows = sorted(((after[t] - before[t]) / entries, t) for t in after if after[t] > before[t])
    print("bytes per acknowledged entry:", round(sum(n for n, _ in rows)))
    print("  " + ", ".join(f"{t} {n:.0f}" for n, t in reversed(rows[-12:])))


def report(catatan, seconds, lost, twice):
    print(f"{'what':<22} {'count':>8} {'/s':>7} {'p50 ms':>8} {'p95 ms':>8}  answers")
    for what, taken in sorted(catatan.seconds.items()):
        taken.sort()
        p50, p95 = (taken[int(len(taken) * part)] * 1000 for part in (0.5, 0.95))
        answers = {s: n for (w, s), n in catatan.answers.items() if w == what}
        times = f"{len(taken) / seconds:>7.1f} {p50:>8.0f} {p95:>8.0f}"
        print(f"{what:<22} {len(taken):>8} {times}  {answers}")
    total = sum(catatan.answers.values())
    print(
        f"acknowledged {len(catatan.receipts)} entries and {len(catatan.photos)} photos in "
        f"{seconds:.0f} s, {len(catatan.receipts) / seconds:.1f} and "
        f"{len(catatan.photos) / seconds:.1f} a second; "
        f"lost {len(lost)}, twice {len(twice)}; {catatan.failures()} of {total} requests failed "
        f"({catatan.failures() / max(total, 1):.3%}) and were sent again"
    )


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--detik", type=int, default=20)
    parser.add_argument("--jam", type=float, default=0)
    parser.add_argument("--laju", type=float, default=60, help="entries a second")
    parser.add_argument("--foto", type=float, default=5, help="photos a second")
    parser.add_argument("--bunuh", type=int, default=300, help="seconds between two kills")
    parser.add_argument("--tumpukan", action="store_true", help="every phone has twenty to send")
    parser.add_argument("--tempat", default=orang.PROVINSI, help="where the phones are, evenly")
    parser.add_argument("--benih", type=int, default=1)
    asked = parser.parse_args()
    rumah = Produksi(bucket=False, tempat=orang.PROVINSI)
    try:
        rumah.up()
        rumah.told(orang.PEOPLE.format(rows=ADMIN, sandi="tidak dipakai", rahasia=orang.RAHASIA))
        before = sizes(rumah)
        catatan, seconds, docs = load(rumah, asked)
        grown(before, sizes(rumah), max(len(catatan.receipts), 1))
        if docs:
            until(
                lambda: len(rumah.told(orang.PRINTED.format(pks=docs))) == len(docs), 300, "papers"
            )
            print(f"{len(docs)} papers under killed workers, each printed")
        lost, twice = orang.judge(rumah, catatan)
    finally:
        rumah.down()
    report(catatan, seconds, lost, twice)
    sys.exit(bool(lost or twice))


if __name__ == "__main__":
    main()
