"""Background work. Without Redis it runs in the process that asked for it (settings)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppid.settings")
app = Celery("ppid")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def follow_the_clock(sender, **_):
    from ppid import jadwal  # its task is registered with the app that is being made

    sender.conf.beat_schedule = jadwal.beat()
