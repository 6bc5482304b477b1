"""A month composed from entries, without a database: every day once, hours that add up."""

from datetime import date, time
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tugas.bulan import Periode, compose, minutes_of
from tugas.choices import Status

BULAN = Periode(2026, 8)  # with Independence Day
CLOCKS = st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0))
MONTHS = st.builds(Periode, st.integers(2015, 2030), st.integers(1, 12))


def entry(tanggal=date(2026, 8, 3), mulai=None, selesai=None, status=Status.DITERIMA, desa="A"):
    return SimpleNamespace(
        tanggal=tanggal, mulai=mulai, selesai=selesai, status=status,
        desa=SimpleNamespace(nama=desa),
    )  # fmt: skip


ENTRIES = st.lists(
    st.builds(
        entry, st.dates(date(2026, 7, 28), date(2026, 9, 3)), CLOCKS, CLOCKS,
        st.sampled_from(Status), st.sampled_from("ABC"),
    ),
    max_size=30,
)  # fmt: skip


@given(MONTHS)
def test_every_day_stands_there_exactly_once(periode):
    days = [h.tanggal for h in compose(periode, []).hari]
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (periode.awal, periode.akhir)
    assert len(days) == (periode.next.awal - periode.awal).days
    assert periode.next.previous == periode


@settings(deadline=None)
@given(ENTRIES)
def test_the_whole_is_the_sum_of_its_days(entries):
    bulan = compose(BULAN, entries)
    unseen = {Status.DRAF, Status.DIBUANG}
    sent = [k for k in entries if Periode.of(k.tanggal) == BULAN and k.status not in unseen]

    assert len(bulan.entri) == len(sent) == sum(bulan.jumlah.values())
    assert sum(len(rows) for _, rows in bulan.menurut_status) == len(sent)
    assert bulan.menit == sum(h.menit for h in bulan.hari)
    assert all(0 <= h.menit < 24 * 60 for h in bulan.hari)
    assert bulan.hari_kerja == len({k.tanggal for k in sent})


def test_a_visit_to_three_villages_counts_once():
    at = {"mulai": time(9), "selesai": time(11)}
    together = [entry(desa=d, **at) for d in "ABC"]
    assert minutes_of(together) == 120
    assert minutes_of([*together, entry(mulai=time(10, 30), selesai=time(12))]) == 180
    assert minutes_of([entry(mulai=time(9))]) == 0


def test_a_day_without_entry_says_why():
    sick = SimpleNamespace(tanggal=date(2026, 8, 4), alasan="sakit", catatan="Demam.")
    day = {h.tanggal.day: h for h in compose(BULAN, [entry()], [sick]).hari}
    assert day[2].keterangan == "Minggu"
    assert day[3].keterangan == ""
    assert day[4].keterangan == "Sakit: Demam."
    assert day[17].keterangan == "Proklamasi Kemerdekaan"
    assert [day[n].is_blank for n in (2, 3, 4, 5, 17)] == [False, False, False, True, False]


def test_a_year_that_the_calendar_does_not_know_has_no_holidays():
    day = compose(Periode(2018, 8), []).hari[16]  # a Friday
    assert (day.libur, day.is_blank) == ("", True)
