"""Two people, or one double click, at the same moment: the database lets one through."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from ppid.lib.workflow import NotAllowed


@contextmanager
def clash_says(sentence):
    """The form has checked; what it could not know, a constraint refuses, with this sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        raise NotAllowed(sentence) from clash
