"""How the house hands work over: to the queue, or, while that is away, to the database."""

import logging

from celery.contrib.django.task import DjangoTask
from kombu.exceptions import OperationalError

from desa.actions import tertunda

log = logging.getLogger(__name__)


class Antrean(DjangoTask):
    """Every task of the house (ppid/celery.py). Whoever asked has been answered already: an entry
    that was kept is never called a failure because Redis is away."""

    abstract = True

    def delay(self, *args):
        try:
            return super().delay(*args)
        except OperationalError as failure:
            log.warning("queue away, kept %s: %s", self.name, failure)
            return tertunda.put_off(self.name, args)
