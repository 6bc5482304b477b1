"""The day on which all monthly reports come in, scaled down in its length and not in its rate:
45,000 in 24 hours are 312 in ten minutes. Each is handed in through the proxy by the companion
whose entries it is made of, and printed by the workers; is every one there, and how far do they
fall behind?

    .venv/bin/python -m bench.sehari                    # a minute, to see that it works
    .venv/bin/python -m bench.sehari --detik 600        # as many as a day brings in ten minutes
    .venv/bin/python -m bench.sehari --detik 600 --kali 2
"""

import argparse
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from bench.klien import Catatan, Klien
from bench.produksi import orang
from bench.produksi.tempat import HOST, Produksi

SEHARI, DETIK_SEHARI = 45_000, 86_400
CATATAN, FOTO = 19, 2  # ten million entries a year, by 45,000 people; one in twelve with a photo
SELESAI = 900  # seconds that the workers may still need when the last one has come
LOGS = """
import json
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from uuid6 import uuid7
from bench.produksi.bukti import photo
from desa.models import Pengguna
from ppid.lib.foto import read_photo
from tugas.actions import bukti
from tugas.actions.kegiatan import log
from tugas.bulan import Periode
periode = Periode.of(timezone.localdate()).previous
for orang in Pengguna.objects.filter(username__startswith="pelapor").order_by("pk"):
    desa = orang.tugas[0].wilayah
    for n in range({entries}):
        key = uuid7()
        if n < {photos}:
            file = SimpleUploadedFile(f"{{n}}.jpg", photo(orang.pk * 10 + n), "image/jpeg")
            bukti.keep([read_photo(file)], isian=key, by=orang)
        log(by=orang, id=key, desa=desa, tugas=2, tanggal=periode.awal + timedelta(days=n),
            uraian=f"Rapat ke-{{n + 1}} dengan kader dan perangkat desa tentang kebutuhan teknis.")
print(json.dumps(periode.kunci))
"""
PRINTED = "SELECT count(*) FILTER (WHERE berkas <> ''), count(*) FROM desa_dokumen"


def hand_in(klien, catatan, bulan, at):
    time.sleep(max(0, at - time.monotonic()))
    data = {"bulan": bulan, "catatan": ""}
    catatan.timed("hand in", lambda: klien.ask("/laporan/ajukan/", data))


class Mengamati(threading.Thread):
    """Looks every second how many papers wait for a worker."""

    def __init__(self, database):
        super().__init__(daemon=True)
        self.db = psycopg.connect(database, autocommit=True)
        self.most, self.printed, self.issued, self.over = 0, 0, 0, threading.Event()

    def run(self):
        while not self.over.wait(1):
            self.look()

    def look(self):
        self.printed, self.issued = self.db.execute(PRINTED).fetchone()
        self.most = max(self.most, self.issued - self.printed)


def day(rumah, asked):
    count = round(SEHARI * asked.detik / DETIK_SEHARI * asked.kali)
    keys = rumah.told(orang.PHONES.format(tempat=orang.PROVINSI, count=count, awal="pelapor"))
    bulan = rumah.told(LOGS.format(entries=CATATAN, photos=FOTO))
    print(f"{count} companions with {CATATAN} entries each; {asked.detik} s", flush=True)
    catatan, watch = Catatan(), Mengamati(rumah.database)
    watch.start()
    start = time.monotonic()
    with ThreadPoolExecutor(32) as pool:
        for n, (key, _) in enumerate(keys):
            klien = Klien(rumah.port["proxy"], HOST, key)
            pool.submit(hand_in, klien, catatan, bulan, start + n * asked.detik / count)
    came = time.monotonic() - start
    behind = watch.issued - watch.printed
    while watch.printed < count and time.monotonic() - start - came < SELESAI:
        time.sleep(0.5)
    watch.over.set()
    return count, catatan, watch, came, behind, time.monotonic() - start


def report(count, catatan, watch, came, behind, done):
    taken = sorted(catatan.seconds["hand in"])
    p50, p95 = (taken[int(len(taken) * part)] * 1000 for part in (0.5, 0.95))
    answers = {status: n for (_, status), n in catatan.answers.items()}
    print(f"handed in: {count} in {came:.0f} s, p50 {p50:.0f} ms, p95 {p95:.0f} ms, {answers}")
    print(
        f"printed: {watch.printed} of {watch.issued} papers; {behind} waited when the last report "
        f"came, at most {watch.most} at once; all there {done - came:.0f} s later"
    )
    return answers == {302: count} and watch.printed == watch.issued == count


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--detik", type=int, default=60)
    parser.add_argument("--kali", type=float, default=1, help="times the rate of such a day")
    asked = parser.parse_args()
    rumah = Produksi(bucket=False, tempat=orang.PROVINSI)
    try:
        rumah.up()
        good = report(*day(rumah, asked))
    finally:
        rumah.down()
    sys.exit(not good)


if __name__ == "__main__":
    main()
