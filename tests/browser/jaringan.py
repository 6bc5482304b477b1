"""A real server that can be stopped and killed, and a line to it that loses what it carries."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

from django.conf import settings
from django.db import connection

CHUNK = 65_536
SOON = 60  # seconds in which a server answers


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def database_url():
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    return f"postgres://{named['USER']}@{named['HOST']}:{named['PORT']}/{named['NAME']}"


class Peladen:
    """gunicorn on the database of the tests."""

    def __init__(self, folder):
        self.port = free_port()
        self.process = None
        self.environ = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "ppid.settings",
            "PPID_DATA": str(folder),
            "PPID_DEBUG": "1",
            "PPID_SECRET_KEY": settings.SECRET_KEY,
            "PPID_LOG_LEVEL": "ERROR",
        }

    def start(self):
        where = f"127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "gunicorn", "ppid.wsgi", "-b", where, "-w", "1"]
        # A request is a connection: what the line loses is one request, whole.
        command += ["-k", "gthread", "--threads", "8", "--keep-alive", "0", "--log-level", "error"]
        self.process = subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=self.environ, start_new_session=True
        )
        until = time.monotonic() + SOON
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def end(self, how):
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            self.process.wait()
            self.process = None

    def stop(self):
        self.end(signal.SIGTERM)

    def kill(self):
        """As a power cut does it: in the middle of whatever is on the way."""
        self.end(signal.SIGKILL)


class Saluran:
    """A line that loses a part of the requests: half of them on the way there, half of them after
    the server has done what was asked."""

    def __init__(self, peladen, *, hilang=0.0, benih=7):
        self.peladen, self.hilang = peladen, hilang
        self.luck = random.Random(benih)  # noqa: S311
        self.lost = self.carried = 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def close(self):
        self.door.close()

    def _serve(self):
        with suppress(OSError):
            while True:
                phone, _ = self.door.accept()
                chance = self.luck.random()
                threading.Thread(target=self._carry, args=(phone, chance), daemon=True).start()

    def _carry(self, phone, chance):
        with phone:
            with suppress(OSError):
                self._through(phone, chance)
            with suppress(OSError):
                phone.shutdown(socket.SHUT_RDWR)

    def _through(self, phone, chance):
        if chance < self.hilang / 2:
            self.lost += 1
            phone.recv(1)
            return
        with socket.create_connection(("127.0.0.1", self.peladen.port), 5) as server:
            threading.Thread(target=_pass, args=(phone, server), daemon=True).start()
            self.carried += 1
            if chance < self.hilang:
                self.lost += 1
                while server.recv(CHUNK):
                    pass
            else:
                _pass(server, phone)


def _pass(source, target):
    with suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
