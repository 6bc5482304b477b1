"""The web server, at home and in the container. Threads, so that slow phones block nobody."""

import os

bind = f"{os.environ.get('PPID_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 16
timeout = 60
loglevel = "warning"
control_socket_disable = True
