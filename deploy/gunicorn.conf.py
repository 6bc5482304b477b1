"""The web server, at home and in the container. Threads, so that slow phones block nobody."""

import gc
import os
import tempfile

# Where the workers of this server put their numbers together for /metrik/; looked for once, by
# the import below.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="ppid-metrik-"))
from prometheus_client import multiprocess

bind = f"{os.environ.get('PPID_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 16
timeout = 60
loglevel = "warning"
control_socket_disable = True


def post_worker_init(worker):
    """What stands after the start stays: looking through all of it for garbage stopped one page in
    fifty for 40 to 80 ms."""
    from django.urls import reverse  # the settings are there only now

    reverse("beranda")  # brings in every page
    gc.collect()
    gc.freeze()


def child_exit(server, worker):
    multiprocess.mark_process_dead(worker.pid)
