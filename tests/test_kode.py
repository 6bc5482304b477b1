"""Codes nest: what is inside, above and below is read from the code alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desa.choices import Tingkat
from desa.kode import NUSANTARA, ancestors, dotted, inside, kind_of, level_of, parent_of, zone_of

two = st.integers(10, 99).map(str)
kodes = st.one_of(
    st.just(NUSANTARA),
    two,
    st.tuples(two, two).map(".".join),
    st.tuples(two, two, two).map(".".join),
    st.tuples(two, two, two, st.integers(1001, 3999).map(str)).map(".".join),
)


@given(kodes)
def test_a_place_lies_in_itself_in_all_above_and_in_nothing_below(kode):
    assert inside(kode, kode)
    for above in ancestors(kode):
        assert inside(kode, above)
        assert not inside(above, kode)


@given(kodes, kodes)
def test_inside_is_having_it_among_those_above(kode, other):
    assert inside(kode, other) == (other in [*ancestors(kode), kode])


@given(kodes, kodes, kodes)
def test_inside_carries_on(a, b, c):
    if inside(a, b) and inside(b, c):
        assert inside(a, c)


@given(kodes)
def test_those_above_are_one_of_each_level_down_to_the_place(kode):
    levels = [level_of(k) for k in [*ancestors(kode), kode]]
    assert levels == list(Tingkat)[: len(levels)]


@given(kodes)
def test_the_parent_is_the_nearest_above(kode):
    above = ancestors(kode)
    assert parent_of(kode) == (above[-1] if above else None)
    assert above == [] or above[:-1] == ancestors(above[-1])


@given(kodes)
def test_a_code_is_the_same_with_and_without_dots(kode):
    assert dotted(kode) == kode
    assert dotted(kode.replace(".", "")) == kode


@given(st.text(max_size=15))
def test_dotted_gives_a_whole_code_or_nothing(text):
    code = dotted(text)
    assert code == "" or dotted(code) == code
    assert code == "" or code.replace(".", "") == text.replace(".", "")


@pytest.mark.parametrize(
    "text",
    ["", "3", "350", "35071", "35.07.1", "35071120", "350711200", "35071120011", "sumber", "٣٥"],
)
def test_what_is_no_code_is_none(text):
    assert dotted(text) == ""


@pytest.mark.parametrize(
    ("kode", "kind"),
    [("35.07.11.2001", 2), ("35.07.11.1001", 1), ("91.03.01.3001", 3), ("35.07", 0)],
)
def test_the_seventh_digit_tells_the_kind(kode, kind):
    assert kind_of(kode) == kind


@pytest.mark.parametrize(
    ("kode", "zone"),
    [
        ("35.07", "Asia/Jakarta"),
        ("73.71", "Asia/Makassar"),
        ("91", "Asia/Jayapura"),
        ("00", "Asia/Jakarta"),
    ],
)
def test_the_province_keeps_the_clock(kode, zone):
    assert zone_of(kode) == zone
