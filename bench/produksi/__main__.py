"""What docker-compose.yml describes, run without Docker and driven through its proxy; a table of
what was proven. Needs PostgreSQL, Redis and nginx as Debian packages. Exit code 1 on a failure.

    make prod-check
"""

import signal
import sys
import time

from bench.produksi.bukti import Gagal, Pemeriksaan
from bench.produksi.tempat import Produksi


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends all, leaves nothing behind
    rumah = Produksi(tempat="".join(sys.argv[1:]))
    try:
        start = time.monotonic()
        rumah.up()
        tell(
            "up", f"{', '.join(rumah.running)} from an empty folder", time.monotonic() - start, "ok"
        )
        wrong = sum(not prove(step) for step in Pemeriksaan(rumah).steps())
    finally:
        rumah.down()
    sys.exit(bool(wrong))


def prove(step):
    start = time.monotonic()
    try:
        said, state = step(), "ok"
    except (Gagal, SystemExit, ConnectionError) as failure:
        said, state = str(failure), "FAILED"
    tell(step.__doc__, said, time.monotonic() - start, state)
    return state == "ok"


def tell(what, said, seconds, state):
    print(f"{state:<6} {seconds:6.1f} s  {what}: {said}", flush=True)


if __name__ == "__main__":
    main()
