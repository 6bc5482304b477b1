"""The clock of the demonstration: what is told of March was entered in March."""

from contextlib import contextmanager
from datetime import datetime, time
from unittest.mock import patch
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


@contextmanager
def at(day, hour=16, minute=0):
    """Do something as if it were this day and hour in Jawa Timur."""
    moment = datetime.combine(day, time(hour, minute), WIB)
    with patch("django.utils.timezone.now", return_value=moment):
        yield
