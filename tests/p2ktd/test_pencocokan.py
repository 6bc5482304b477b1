"""Matching is pure: its properties hold for any need and any providers."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inovasi.choices import Bidang
from p2ktd.choices import BOBOT_KRITERIA, JenisLayanan
from p2ktd.pencocokan import POIN, Calon, Perlu, Tawaran, compare, excluded, grounds, rank

MULAI = date(2026, 3, 1)
SELESAI = date(2026, 3, 31)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PERLU = Perlu("pel", "bimtek", "33.05.12.2001", MULAI, SELESAI, 6_000_000)
BAIK = Calon(
    kunci=1,
    nama="Baik",
    kabupaten="33.05",
    bidang=frozenset({"pel"}),
    layanan=frozenset({"bimtek"}),
    wilayah=frozenset({"33.05.12"}),
    tahun=10,
    kinerja=5.0,
    kapasitas=2,
    sampai=SELESAI,
)

needs = st.builds(
    Perlu,
    bidang=st.sampled_from(Bidang.values),
    layanan=st.sampled_from(JenisLayanan.values),
    wilayah=st.sampled_from(["33.05.12.2001", "33.05.13.2001", "33.06.01.2001"]),
    mulai=st.just(MULAI),
    selesai=st.just(SELESAI),
)
candidates = st.builds(
    Calon,
    kunci=st.integers(1, 50),
    nama=st.sampled_from(["A", "B", "C"]),
    kabupaten=st.sampled_from(["33.05", "33.06"]),
    bidang=st.frozensets(st.sampled_from(Bidang.values)),
    layanan=st.frozensets(st.sampled_from(JenisLayanan.values)),
    wilayah=st.frozensets(st.sampled_from(["33.05.12", "33.05.13", "33.05"])),
    tahun=st.integers(0, 100),
    selesai=st.integers(0, 30),
    kinerja=st.none() | st.floats(1, 5),
    beban=st.integers(0, 5),
    kapasitas=st.integers(1, 5),
    status=st.sampled_from(["ditetapkan", "nonaktif", "daftar_hitam"]),
    sampai=st.none() | st.dates(MULAI, SELESAI + timedelta(days=60)),
    kedaluwarsa=st.just(()) | st.just(("“Akta”",)),
    benturan=st.just(()) | st.just(("X anggota TPID.",)),
)
many = st.lists(candidates, max_size=6, unique_by=lambda c: c.kunci)


@UNHURRIED
@given(needs, many)
def test_nobody_is_lost_and_nobody_stands_twice(perlu, calon):
    hasil = rank(perlu, calon)
    seen = [m.calon.kunci for m in hasil.cocok] + [t.calon.kunci for t in hasil.tersisih]
    assert sorted(seen) == sorted(c.kunci for c in calon)


@UNHURRIED
@given(needs, many)
def test_no_rank_without_reasons_and_no_exclusion_without_one(perlu, calon):
    hasil = rank(perlu, calon)
    assert all(len(m.alasan) == len(POIN) for m in hasil.cocok)
    assert all(text.endswith(".") for m in hasil.cocok for text, _ in m.alasan)
    assert all(t.sebab and all(s.endswith(".") for s in t.sebab) for t in hasil.tersisih)


@UNHURRIED
@given(needs, many)
def test_points_stay_between_nothing_and_a_hundred_and_are_in_order(perlu, calon):
    poin = [m.poin for m in rank(perlu, calon).cocok]
    assert poin == sorted(poin, reverse=True)
    assert all(0 <= n <= 100 for n in poin)


@UNHURRIED
@given(needs, many, st.randoms())
def test_the_order_in_which_they_come_changes_nothing(perlu, calon, random):
    mixed = list(calon)
    random.shuffle(mixed)
    assert rank(perlu, calon) == rank(perlu, mixed)


@UNHURRIED
@given(needs, candidates, st.integers(1, 100))
def test_more_experience_never_costs_points(perlu, c, more):
    wiser = Calon(**(vars(c) | {"tahun": c.tahun + more}))
    assert sum(n for _, n in grounds(perlu, wiser)) >= sum(n for _, n in grounds(perlu, c))


@UNHURRIED
@given(needs, many)
def test_whoever_is_invited_is_in_force_and_free_and_without_conflict(perlu, calon):
    for m in rank(perlu, calon).cocok:
        c = m.calon
        assert (c.status, c.kedaluwarsa, c.benturan) == ("ditetapkan", (), ())
        assert c.sampai >= perlu.selesai
        assert c.beban < c.kapasitas
        assert perlu.wilayah.startswith(c.kabupaten)


def test_the_best_has_a_hundred_points():
    assert sum(POIN.values()) == 100
    assert rank(PERLU, [BAIK]).cocok[0].poin == 100


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "daftar_hitam"}, "Masuk daftar hitam."),
        ({"status": "nonaktif"}, "Tidak sedang ditetapkan dengan SK Bupati."),
        ({"sampai": MULAI}, "SK Bupati berakhir sebelum pekerjaan selesai."),
        ({"kabupaten": "33.06"}, "Terdaftar di kabupaten lain."),
        ({"kedaluwarsa": ("“Akta”",)}, "Berkas “Akta” berakhir sebelum pekerjaan selesai."),
        ({"beban": 2}, "Kapasitasnya penuh: 2 dari 2 pekerjaan pada waktu itu."),
        ({"benturan": ("Ani anggota TPID.",)}, "Ani anggota TPID."),
    ],
)
def test_each_exclusion_says_why(change, sentence):
    assert list(excluded(PERLU, Calon(**(vars(BAIK) | change)))) == [sentence]


# Offers

offers = st.lists(
    st.builds(
        Tawaran,
        kunci=st.integers(1, 20),
        harga=st.integers(100_000, 10_000_000),
        nilai=st.lists(
            st.tuples(st.sampled_from(["metode", "tenaga", "pengalaman"]), st.integers(1, 5)),
            max_size=9,
        ).map(tuple),
    ),
    max_size=6,
    unique_by=lambda t: t.kunci,
)


@UNHURRIED
@given(offers)
def test_all_offers_are_compared_on_the_same_criteria(tawaran):
    rows = compare(tawaran)
    assert sorted(r.kunci for r in rows) == sorted(t.kunci for t in tawaran)
    assert all(list(r.poin) == list(BOBOT_KRITERIA) for r in rows)
    assert all(0 <= (n or 0) <= BOBOT_KRITERIA[k] for r in rows for k, n in r.poin.items())


@UNHURRIED
@given(offers)
def test_the_cheapest_gets_all_points_for_the_price(tawaran):
    rows = {r.kunci: r for r in compare(tawaran)}
    lowest = min((t.harga for t in tawaran), default=0)
    for t in tawaran:
        assert (rows[t.kunci].poin["harga"] == 25) >= (t.harga == lowest)
