"""Several people in the same moment."""

from threading import Barrier, Thread

from django.db import connection

from ppid.lib.workflow import NotAllowed


def together(*jobs):
    """Run them at once, each in a thread of its own; the refusals that came of it."""
    start, refusals = Barrier(len(jobs)), []

    def run(job):
        try:
            start.wait()
            job()
        except NotAllowed as refusal:
            refusals.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals
