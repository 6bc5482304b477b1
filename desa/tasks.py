"""Thin: fetch by id, do one thing, return. A task that runs twice must do no harm."""

from time import monotonic

from celery import shared_task
from django.db import transaction

from desa.impor import kerja
from desa.models import Impor
from desa.trail import seal_trail

JEDA = 60  # seconds between two sealings that one process calls for
_called = {"at": -JEDA}


@shared_task
def seal():
    seal_trail()


def seal_soon(*_line):
    """Hears every line of the trail; what is being done never waits for its seal."""
    if monotonic() - _called["at"] >= JEDA:
        _called["at"] = monotonic()
        transaction.on_commit(seal.delay, robust=True)


@shared_task
def work_import(impor_id):
    """Judge, put in or take back, whatever its status calls for."""
    kerja.run(Impor.objects.get(pk=impor_id))
