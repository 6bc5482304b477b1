"""Work that waits for the queue to come back."""

from celery import current_app
from django.db import transaction

from desa.models import Tertunda

SEKALIGUS = 500  # tasks a run sends; the next minute sends the next


def put_off(tugas, isi):
    """Keep a task that nobody took. `isi` holds what JSON can: keys and codes."""
    return Tertunda.objects.create(tugas=tugas, isi=list(isi))


@transaction.atomic
def resume():
    """Send what was kept, the oldest first; the number of tasks sent. Raises kombu's
    OperationalError while the queue is away, and keeps everything."""
    kept = list(Tertunda.objects.select_for_update(skip_locked=True)[:SEKALIGUS])
    for row in kept:
        current_app.tasks[row.tugas].apply_async(row.isi)
    Tertunda.objects.filter(pk__in=[row.pk for row in kept]).delete()
    return len(kept)
