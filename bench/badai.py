"""Things break while entries arrive: is what was acknowledged there, once? Starts a PostgreSQL, a
Redis, a web server and a worker of its own, in a folder of its own, and takes them away again.

    .venv/bin/python bench/badai.py [seconds for each trouble]       # as root, or as any user
"""

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.ember import free_port
from bench.rumah import Rumah, call, children, until

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
DESA = "35.07.11.2001"
PHONES = 6
CSRF = secrets.token_hex(16)
PREPARE = f"""
import datetime, json
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from desa.models import Pengguna, Penugasan, Wilayah
keys = []
for n in range({PHONES}):
    p = Pengguna.objects.create(username=f"hp{{n}}", nama=f"HP {{n}}")
    Penugasan.objects.create(pengguna=p, peran="pld", wilayah_id="{DESA}",
                             mulai=datetime.date(2020, 1, 1))
    s = SessionStore()
    s[SESSION_KEY], s[BACKEND_SESSION_KEY] = str(p.pk), "desa.auth.ByNameOrPhone"
    s[HASH_SESSION_KEY] = p.get_session_auth_hash()
    s.create()
    keys.append(s.session_key)
print(json.dumps(keys))
"""
COUNT = """
import json
from collections import Counter
from desa.models import Jejak
from tugas.models import Kegiatan
rows = {str(pk): resi for pk, resi in Kegiatan.objects.values_list("pk", "resi")}
sent = Jejak.objects.filter(objek="tugas.Kegiatan", langkah="submit")
lines = Counter(sent.values_list("objek_id", flat=True))
print(json.dumps([rows, lines]))
"""


class House(Rumah):
    def __init__(self):
        super().__init__()
        self.port["web"] = free_port()
        self.env |= {
            "DATABASE_URL": self.database, "PPID_REDIS_URL": self.broker,
            "PPID_DATA": str(self.data), "PPID_SECRET_KEY": "badai" * 10, "PPID_LOG_LEVEL": "ERROR",
            "PPID_STATIC": str(self.room / "static"), "PORT": str(self.port["web"]),
            "PPID_LOG": "baris",
        }  # fmt: skip

    def queue(self):
        self.redis("redis-server", "--save", "", "--appendonly", "no")

    def worker(self):
        self.start("worker", sys.executable, "-m", "celery", "-A", "ppid", "worker", "-c", "1")

    def web(self):
        self.start("web", sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py",
                   "ppid.wsgi")  # fmt: skip

    def up(self):
        self.make_database()
        self.queue()
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_wilayah", "--in", DESA[:8])
        self.keys = self.told(PREPARE)
        self.web()
        self.worker()
        until(lambda: self.ask("/sehat/hidup/").status == 200, 120)

    def ask(self, path, data=None, headers=None):
        address = f"http://127.0.0.1:{self.port['web']}{path}"
        request = urllib.request.Request(address, data, headers or {})
        return urllib.request.urlopen(request, timeout=10)  # noqa: S310


class Phone(threading.Thread):
    """Sends an entry until there is a receipt, like the outbox; then the next."""

    def __init__(self, house, key):
        super().__init__(daemon=True)
        self.house, self.key, self.over = house, key, threading.Event()
        self.receipts, self.answers, self.waiting = {}, Counter(), None

    def run(self):
        while not self.over.is_set():
            self.waiting = self.waiting or str(uuid4())
            resi = self.send(self.waiting)
            if resi:
                self.receipts[self.waiting], self.waiting = resi, None

    def send(self, pk):
        fields = {"id": pk, "desa": DESA, "tugas": "1", "tema": "ppid", "uraian": f"Rapat {pk}",
                  "tanggal": time.strftime("%Y-%m-%d")}  # fmt: skip
        headers = {"Cookie": f"sessionid={self.key}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        try:
            data = urllib.parse.urlencode(fields).encode()
            answer = self.house.ask("/kegiatan/kirim/", data, headers)
            self.answers[answer.status] += 1
            return json.load(answer)["resi"]
        except urllib.error.HTTPError as error:
            self.answers[error.code] += 1
        except (OSError, ValueError):
            self.answers["cut off"] += 1
        time.sleep(0.2)


def kill_web(house):
    os.kill(children(house.running["web"].pid)[0], signal.SIGKILL)


def kill_worker(house):
    house.stop("worker", signal.SIGKILL)
    house.worker()


def restart_postgres(house):
    house.pg("restart", "-m", "immediate")


def stop_redis(house):
    house.stop("redis", signal.SIGKILL)
    time.sleep(SECONDS / 2)
    house.queue()


def fill_disk(house):
    """Files go to a disk of 1 MB that is full, and come back."""
    small = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(house.data)]
    mounted = subprocess.run(small, check=False).returncode  # noqa: S603
    if mounted:
        print("  (no right to mount a small disk here)")
        return
    (house.data / "penuh").write_bytes(b"0" * 1_000_000)
    time.sleep(SECONDS / 2)
    call(["umount", str(house.data)])


TROUBLES = [kill_web, kill_worker, restart_postgres, stop_redis, fill_disk]


def main():
    house = House()
    try:
        house.up()
        wrong = sum(judge(house, trouble) for trouble in [None, *TROUBLES])
    finally:
        house.down()
    sys.exit(bool(wrong))


def judge(house, trouble):
    """Entries come, something breaks, entries come; then both sides count."""
    before = house.told(COUNT)[0]
    phones = [Phone(house, key) for key in house.keys]
    for phone in phones:
        phone.start()
    time.sleep(SECONDS / 2)
    if trouble:
        trouble(house)
    time.sleep(SECONDS / 2)
    for phone in phones:
        phone.over.set()
    for phone in phones:
        phone.join()
    rows, lines = house.told(COUNT)
    told = {pk: resi for phone in phones for pk, resi in phone.receipts.items()}
    lost = [pk for pk, resi in told.items() if rows.get(pk) != resi]
    twice = [pk for pk in told if lines.get(pk) != 1]
    new = len(rows) - len(before)
    answers = sum((phone.answers for phone in phones), Counter())
    name = trouble.__name__ if trouble else "nothing breaks"
    print(
        f"{name:<18} before {len(before):>5}, acknowledged {len(told):>5}, new rows {new:>5}, "
        f"lost {len(lost)}, twice {len(twice)}; answers {dict(answers)}",
        flush=True,
    )
    return len(lost) + len(twice)


if __name__ == "__main__":
    main()
