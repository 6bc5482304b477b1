import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppid.lib.teks import bare_name, squeeze, tidy


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


@pytest.mark.parametrize(
    "nama",
    [
        "Budi Santoso",
        "BUDI  SANTOSO",
        "Drs. H. Budi Santoso, M.Si",
        "dr Budi Santoso",
        "Ir. Budi Santoso",
        "Budi Santoso S.Pd.",
        "Prof. Dr. Budi Santoso SE, M.M.",
    ],
)
def test_a_person_has_one_name_with_or_without_titles(nama):
    assert bare_name(nama) == "budisantoso"


@pytest.mark.parametrize(
    ("nama", "other"), [("Budi S.", "Budi"), ("Dr", ""), ("Harun", "Arun"), ("Siti H", "Siti")]
)
def test_what_is_no_title_stays(nama, other):
    assert bare_name(nama) != bare_name(other)
