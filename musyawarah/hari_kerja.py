"""Working days: weekends, the national calendar, and days off that an Admin has entered."""

from datetime import timedelta

from lokal.holidays import HOLIDAY_YEARS, is_working_day

from musyawarah.jenis import BATAS_LAPORAN

SABTU = 5


def working_day(day, libur=frozenset()):
    if day.weekday() >= SABTU or day in libur:
        return False
    return is_working_day(day) if day.year in HOLIDAY_YEARS else True


def calendar_known(year):
    """Whether the national calendar of that year came with the program."""
    return year in HOLIDAY_YEARS


def report_deadline(tanggal, libur=frozenset()):
    """The last of the seven working days after the meeting [S52]."""
    left, day = BATAS_LAPORAN, tanggal
    while left:
        day += timedelta(days=1)
        left -= working_day(day, libur)
    return day
