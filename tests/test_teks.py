import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppid.lib.teks import squeeze, tidy


@pytest.mark.parametrize(
    "text",
    [
        "Sumber Petung",
        "sumberpetung",
        "SUMBER  PETUNG",
        "Sumbér-Petung",
        "Sum'ber Petung",
        "Sum’ber Petung",
    ],
)
def test_one_spelling_for_many(text):
    assert squeeze(text) == "sumberpetung"


@given(st.text())
def test_squeezing_twice_changes_nothing(text):
    assert squeeze(squeeze(text)) == squeeze(text)


@given(st.text(), st.text())
def test_squeezing_goes_part_by_part(left, right):
    assert squeeze(f"{left} {right}") == squeeze(left) + squeeze(right)


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)


def test_tidy_keeps_line_breaks():
    assert tidy("  satu   dua \r\n tiga ") == "satu dua\ntiga"
