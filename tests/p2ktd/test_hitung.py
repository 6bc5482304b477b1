"""Sums that cannot be wrong: rows, taxes, shares, to the rupiah."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from p2ktd.hitung import row_sum, share, split, total_of
from p2ktd.models import BarisRab

VOLUME = st.integers(1, 9_999_999_999).map(lambda n: Decimal(n) / 100)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
RUPIAH = st.integers(1, 10**9)


@pytest.mark.parametrize(
    ("volume", "kali", "harga", "jumlah"),
    [
        ("1.00", 1, 1, 1),
        ("0.50", 1, 1, 1),  # half up
        ("0.49", 1, 1, 0),
        ("2.50", 3, 333, 2498),  # 2497.5
        ("12.34", 2, 1_000_001, 24_680_025),  # …024.68
    ],
)
def test_a_row_is_rounded_half_up(volume, kali, harga, jumlah):
    assert row_sum(Decimal(volume), kali, harga) == jumlah


@UNHURRIED
@given(st.lists(st.tuples(VOLUME, st.integers(1, 99), RUPIAH, st.integers(0, 100)), max_size=8))
def test_the_total_is_the_sum_of_the_printed_column(rows):
    made = [
        BarisRab(volume=v, frekuensi=n, harga_satuan=h, pajak=Decimal(p)) for v, n, h, p in rows
    ]
    total = total_of(made)
    assert total.jumlah == sum(row_sum(v, n, h) for v, n, h, _ in rows)
    assert total.total == sum(r.jumlah for r in made) + sum(r.nilai_pajak for r in made)
    assert all(
        abs(r.jumlah - r.volume * r.frekuensi * r.harga_satuan) <= Decimal("0.5") for r in made
    )


@UNHURRIED
@given(RUPIAH, st.lists(st.integers(1, 60), min_size=1, max_size=5))
def test_cutting_an_amount_loses_no_rupiah(amount, shares):
    parts = split(amount, shares)
    assert sum(parts) == amount
    assert parts[:-1] == [share(amount, s) for s in shares[:-1]]
