"""What the house does by the clock. One table: Celery's beat follows it where there is one, and
deploy/jadwal.crontab names the same commands for a machine without."""

from celery import shared_task
from celery.schedules import crontab
from django.core.management import call_command

# command, when (WIB); each may run twice or late without harm
JADWAL = [
    ("seal_trail", crontab()),
    ("resume_work", crontab()),
    ("remind", crontab(hour=5, minute=30)),
    ("carry_over", crontab(hour=2, minute=0)),
    ("reconcile", crontab(hour=3, minute=0)),
    ("verify_trail", crontab(hour=3, minute=30, day_of_week="sunday")),
]
TASK = "ppid.jadwal.run"
COMMANDS = {command for command, _ in JADWAL}


# Taken from the queue as it starts: one that runs for hours is not given to a second worker.
@shared_task(name=TASK, time_limit=6 * 3600, acks_late=False)
def run(command):
    """A command of the table; ValueError for any other. What it finds wrong it raises, and the
    worker's log keeps it; the Admin has been told by the command itself."""
    if command not in COMMANDS:
        raise ValueError(f"{command} is not in the table of what runs by the clock.")
    call_command(command)


def beat():
    """The table as Celery's beat reads it."""
    return {
        command: {"task": TASK, "schedule": when, "args": [command]} for command, when in JADWAL
    }
