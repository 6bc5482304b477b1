"""Servers of our own, in a folder of its own and on ports of their own, taken away again: what
bench/badai.py, bench/produksi and bench/beban run the house on. As root, or as any user."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from bench import ember

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
SANDI = secrets.token_hex(8)


class Rumah:
    """Each server is a group of its own, so that nobody else's is hit."""

    def __init__(self):
        self.room = Path(tempfile.mkdtemp(prefix="rumah-"))
        self.room.chmod(0o755)
        self.base, self.data = self.room / "pg", self.room / "data"
        self.data.mkdir()
        self.port = {name: ember.free_port() for name in ("db", "redis")}
        self.running, self.env = {}, dict(os.environ)
        self.as_pg = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []

    @property
    def database(self):
        return f"postgres://ppid:{SANDI}@127.0.0.1:{self.port['db']}/ppid"

    @property
    def broker(self):
        return f"redis://127.0.0.1:{self.port['redis']}/0"

    def make_database(self):
        """A cluster with one superuser, who needs a password, and one empty database."""
        self.base.mkdir(mode=0o700)
        word = self.room / "sandi"
        word.write_text(SANDI)
        if self.as_pg:
            for path in (self.base, word):
                shutil.chown(path, "postgres", "postgres")
        options = ["-D", str(self.base), "-U", "ppid", "--pwfile", str(word)]
        call([*self.as_pg, tool("initdb"), *options, "-A", "scram-sha-256"], cwd="/")
        word.unlink()
        self.pg("start")
        with psycopg.connect(self.database, dbname="postgres", autocommit=True) as db:
            db.execute("CREATE DATABASE ppid TEMPLATE template0 ENCODING 'UTF8'")

    def pg(self, *arguments):
        options = ["-w", "-D", str(self.base), "-l", "/dev/null"]
        options += ["-o", f"-p {self.port['db']} -k /tmp -c listen_addresses=127.0.0.1"]
        call([*self.as_pg, tool("pg_ctl"), *options, *arguments], cwd="/")

    def redis(self, *command):
        port = ["--port", str(self.port["redis"]), "--bind", "127.0.0.1"]
        self.start("redis", *command, *port, "--dir", str(self.room))

    def start(self, name, *command, env=None):
        with (self.room / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603
                command, cwd=ROOT, env=env or self.env, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def stop(self, name, how=signal.SIGTERM):
        process = self.running.pop(name)
        os.killpg(process.pid, how)
        process.wait()

    def run(self, *command, env=None):
        """What it says; a failure says why before it ends us."""
        said = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=env or self.env, capture_output=True, text=True, check=False
        )
        if said.returncode:
            raise SystemExit(f"{' '.join(command)[:200]}\n{said.stdout}{said.stderr}")
        return said.stdout

    def manage(self, *arguments):
        return self.run(sys.executable, "manage.py", *arguments)

    def told(self, code):
        """The JSON that a piece of Python prints last, run inside the application."""
        said = self.manage("shell", "--no-imports", "-c", code)
        return json.loads(said.strip().splitlines()[-1])

    def down(self):
        for name in list(self.running):
            self.stop(name, signal.SIGKILL)
        if (self.base / "postmaster.pid").exists():
            self.pg("stop", "-m", "immediate")
        shutil.rmtree(self.room, ignore_errors=True)


def tool(name):
    """A tool of the newest PostgreSQL of this machine."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    found = [str(versions[-1] / name)] if versions else [shutil.which(name)]
    if not found[0]:
        raise SystemExit("PostgreSQL is missing: apt-get install -y postgresql")
    return found[0]


def call(command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)  # noqa: S603


def until(true, seconds, what="the server"):
    """Wait for something; what it came to."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := true():
                return found
        except OSError:
            pass
        time.sleep(0.3)
    raise SystemExit(f"{what}: nothing after {seconds} s")


def children(pid):
    command = ["ps", "-o", "pid=", "--ppid", str(pid)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return [int(x) for x in said.stdout.split()]
