"""Background work. Without Redis it runs in the process that asked for it (settings)."""

import os

from celery import Celery

from ppid import jadwal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppid.settings")
app = Celery("ppid", task_cls="desa.antrean:Antrean")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = jadwal.beat()
