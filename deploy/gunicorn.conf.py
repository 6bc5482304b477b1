"""The web server, at home and in the container. Threads, so that slow phones block nobody."""

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


def child_exit(server, worker):
    multiprocess.mark_process_dead(worker.pid)
