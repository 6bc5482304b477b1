"""What the house does by the clock."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from ppid import jadwal
from ppid.celery import app

ROOT = Path(__file__).parent.parent


def test_every_command_of_the_table_is_there():
    assert set(get_commands()) >= jadwal.COMMANDS


def test_beat_follows_the_table():
    app.finalize()
    assert set(app.conf.beat_schedule) == jadwal.COMMANDS
    assert {row["task"] for row in app.conf.beat_schedule.values()} == {jadwal.run.name}
    assert jadwal.run.name in app.tasks


def test_a_machine_without_beat_runs_the_same_commands():
    lines = (ROOT / "deploy/jadwal.crontab").read_text()
    named = set(re.findall(r"manage\.py (\w+)", lines))
    assert named >= jadwal.COMMANDS


@pytest.mark.parametrize("command", sorted(jadwal.COMMANDS))
def test_each_runs_on_an_empty_house(command):
    jadwal.run(command)


def test_no_other_command_is_run():
    with pytest.raises(ValueError, match="not in the table"):
        jadwal.run("flush")
