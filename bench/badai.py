"""Things break while entries arrive: is what was acknowledged there, once? Starts a PostgreSQL, a
Redis, a web server and a worker of its own, in a folder of its own, and takes them away again.

    .venv/bin/python bench/badai.py [seconds for each trouble]       # as root, or as any user
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parent.parent
SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
DESA = "35.07.11.2001"
PHONES = 6
PG = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
PORT, REDIS, WEB = 55433, 6391, 8791
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
print("KEYS", json.dumps(keys))
"""
COUNT = """
import json
from collections import Counter
from desa.models import Jejak
from tugas.models import Kegiatan
rows = {str(pk): resi for pk, resi in Kegiatan.objects.values_list("pk", "resi")}
sent = Jejak.objects.filter(objek="tugas.Kegiatan", langkah="submit")
lines = Counter(sent.values_list("objek_id", flat=True))
print("ROWS", json.dumps([rows, lines]))
"""


class House:
    """Our own servers, each in a group of its own, so that nobody else's is hit."""

    def __init__(self):
        self.room = Path(tempfile.mkdtemp(prefix="badai-"))
        self.room.chmod(0o755)
        self.data, self.base = self.room / "data", self.room / "pg"
        self.data.mkdir()
        self.as_pg = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.as_pg:
            self.base.mkdir(mode=0o700)
            shutil.chown(self.base, "postgres", "postgres")
        self.env = os.environ | {
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{PORT}/postgres",
            "PPID_REDIS_URL": f"redis://127.0.0.1:{REDIS}/0",
            "PPID_DATA": str(self.data), "PPID_SECRET_KEY": "badai" * 10, "PPID_LOG_LEVEL": "ERROR",
            "PPID_STATIC": str(self.room / "static"), "PORT": str(WEB), "PPID_LOG": "baris",
        }  # fmt: skip
        self.running = {}

    def pg(self, *arguments):
        options = ["-w", "-D", str(self.base), "-l", "/dev/null"]
        options += ["-o", f"-p {PORT} -k /tmp -c listen_addresses=127.0.0.1"]
        call([*self.as_pg, str(PG / "pg_ctl"), *options, *arguments], cwd="/")

    def start(self, name, *command):
        log = (self.room / f"{name}.log").open("ab")
        self.running[name] = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
        )

    def redis(self):
        self.start("redis", "redis-server", "--port", str(REDIS), "--save", "", "--bind",
                   "127.0.0.1", "--appendonly", "no", "--dir", str(self.room))  # fmt: skip

    def worker(self):
        self.start("worker", sys.executable, "-m", "celery", "-A", "ppid", "worker", "-c", "1")

    def web(self):
        self.start("web", sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py",
                   "ppid.wsgi")  # fmt: skip

    def stop(self, name, how=signal.SIGTERM):
        process = self.running.pop(name)
        os.killpg(process.pid, how)
        process.wait()

    def manage(self, *arguments, text=None):
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.env, check=True, capture_output=True, text=True, input=text,
        ).stdout  # fmt: skip

    def told(self, word, code):
        said = self.manage("shell", "--no-imports", "-c", code)
        return json.loads(next(x for x in said.splitlines() if x.startswith(word))[len(word) :])

    def up(self):
        call(
            [
                *self.as_pg,
                str(PG / "initdb"),
                "-D",
                str(self.base),
                "-A",
                "trust",
                "-U",
                "postgres",
            ],
            cwd="/",
        )
        self.pg("start")
        self.redis()
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_wilayah", "--in", DESA[:8])
        self.keys = self.told("KEYS", PREPARE)
        self.web()
        self.worker()
        until(lambda: ask("/sehat/hidup/").status == 200, 120)

    def down(self):
        for name in list(self.running):
            self.stop(name, signal.SIGKILL)
        self.pg("stop", "-m", "immediate")
        shutil.rmtree(self.room, ignore_errors=True)


def call(command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)  # noqa: S603


def until(true, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit("the server does not answer")


def ask(path, data=None, headers=None):
    request = urllib.request.Request(f"http://127.0.0.1:{WEB}{path}", data, headers or {})
    return urllib.request.urlopen(request, timeout=10)  # noqa: S310


class Phone(threading.Thread):
    """Sends an entry until there is a receipt, like the outbox; then the next."""

    def __init__(self, key):
        super().__init__(daemon=True)
        self.key, self.over = key, threading.Event()
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
            answer = ask("/kegiatan/kirim/", urllib.parse.urlencode(fields).encode(), headers)
            self.answers[answer.status] += 1
            return json.load(answer)["resi"]
        except urllib.error.HTTPError as error:
            self.answers[error.code] += 1
        except (OSError, ValueError):
            self.answers["cut off"] += 1
        time.sleep(0.2)


def children(pid):
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)  # noqa: S603, S607
    return [int(x) for x in said.stdout.split()]


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
    house.redis()


def fill_disk(house):
    """Files go to a disk of 1 MB that is full, and come back."""
    small = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(house.data)]
    mounted = subprocess.run(small, check=False).returncode  # noqa: S603
    if mounted:
        print("  (no right to mount a small disk here)")  # noqa: T201
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
    before = house.told("ROWS", COUNT)[0]
    phones = [Phone(key) for key in house.keys]
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
    rows, lines = house.told("ROWS", COUNT)
    told = {pk: resi for phone in phones for pk, resi in phone.receipts.items()}
    lost = [pk for pk, resi in told.items() if rows.get(pk) != resi]
    twice = [pk for pk in told if lines.get(pk) != 1]
    new = len(rows) - len(before)
    answers = sum((phone.answers for phone in phones), Counter())
    name = trouble.__name__ if trouble else "nothing breaks"
    print(  # noqa: T201
        f"{name:<18} before {len(before):>5}, acknowledged {len(told):>5}, new rows {new:>5}, "
        f"lost {len(lost)}, twice {len(twice)}; answers {dict(answers)}",
        flush=True,
    )
    return len(lost) + len(twice)


if __name__ == "__main__":
    main()
