"""An S3-compatible server of our own on 127.0.0.1, for tests and `make prod-check`. It keeps what
it gets in memory, and ends with whoever started it."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager

KUNCI = "kunci-coba"


def alamat(port, bucket):
    """What PPID_S3 says for a bucket of it."""
    return f"http://{KUNCI}:{KUNCI}@127.0.0.1:{port}/{bucket}"


def command(port):
    return [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


@contextmanager
def serve():
    port = free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command(port), **quiet)  # noqa: S603
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port, seconds=60):
    end = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
