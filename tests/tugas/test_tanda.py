"""Flags: each one where it belongs, and nowhere else. None of them stops anybody."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains
from uuid6 import uuid7

from desa.choices import Peran
from desa.models import ProfilDesa
from tests import factories
from tests.factories import tugas
from tugas.actions import kegiatan as actions
from tugas.choices import Status, Tema
from tugas.models import Kegiatan
from tugas.tanda import SEMUA

TODAY = timezone.localdate()
DESA_KETIGA = "33.05.12.2002"


def flags_of(**fields):
    """The flags of a draft, once it has been sent."""
    entry = tugas.kegiatan(**fields)
    actions.submit(entry, by=entry.created_by)
    return Kegiatan.objects.get(pk=entry.pk).tanda


def test_an_ordinary_entry_carries_none():
    assert flags_of(laki=7, perempuan=5, peserta=12, lintang=-8.1, bujur=112.5) == []


@pytest.mark.parametrize(("days", "flagged"), [(31, False), (32, True)])
def test_sent_long_after(days, flagged):
    assert flags_of(tanggal=TODAY - timedelta(days=days)) == ["jauh_lampau"] * flagged


@pytest.mark.parametrize(
    ("other", "flagged"),
    [
        ({"kode": DESA_KETIGA, "mulai": time(9, 30), "selesai": time(11)}, True),
        ({"kode": DESA_KETIGA, "mulai": time(10), "selesai": time(11)}, False),
        ({"kode": DESA_KETIGA}, False),
        ({"kode": factories.DESA, "mulai": time(9, 30), "selesai": time(11)}, False),
    ],
    ids=["overlapping", "one after the other", "no times", "same village"],
)
def test_in_two_places_at_once(other, flagged):
    pd = factories.user(Peran.PD)
    tugas.kegiatan(Status.TERKIRIM, created_by=pd, peran=Peran.PD, **other)
    entry = {"mulai": time(9), "selesai": time(10), "created_by": pd, "peran": Peran.PD}
    assert flags_of(**entry) == ["dua_tempat"] * flagged


def test_villages_visited_together_are_one_place():
    pd, group = factories.user(Peran.PD), uuid7()
    same = {
        "created_by": pd, "peran": Peran.PD, "rombongan": group, "uraian": "Bersama.",
        "mulai": time(9), "selesai": time(10),
    }  # fmt: skip
    sister = tugas.kegiatan(Status.TERKIRIM, DESA_KETIGA, **same)
    tugas.bukti(sister, sha256_asli="a" * 64)
    entry = tugas.kegiatan(**same)
    tugas.bukti(entry, sha256_asli="a" * 64)
    actions.submit(entry, by=pd)
    assert Kegiatan.objects.get(pk=entry.pk).tanda == []


@pytest.mark.parametrize(("lintang", "flagged"), [(-8.0, False), (-8.13, False), (-8.15, True)])
def test_outside_the_surroundings_of_the_village(lintang, flagged):
    ProfilDesa.objects.create(desa=factories.wilayah(), lintang="-8.0", bujur="112.5")
    assert flags_of(lintang=lintang, bujur=112.5) == ["luar_desa"] * flagged


@pytest.mark.parametrize(
    ("status", "flagged"), [(Status.DITERIMA, True), (Status.TERKIRIM, True), (Status.DRAF, False)]
)
def test_a_photo_used_before(status, flagged):
    tugas.bukti(tugas.kegiatan(status), sha256_asli="b" * 64)
    entry = tugas.kegiatan()
    tugas.bukti(entry, sha256_asli="b" * 64)
    actions.submit(entry, by=entry.created_by)
    assert Kegiatan.objects.get(pk=entry.pk).tanda == ["foto_dipakai_lagi"] * flagged


@pytest.mark.parametrize(("days", "flagged"), [(1, True), (60, True), (61, False)])
def test_a_text_used_before(days, flagged):
    earlier = tugas.kegiatan(
        Status.DITERIMA, uraian="Rapat, di balai desa.", tanggal=TODAY - timedelta(days=days)
    )
    flags = flags_of(uraian="rapat di Balai Desa", created_by=earlier.created_by)
    assert flags == ["teks_salinan"] * flagged


def test_the_same_text_of_somebody_else_is_nothing():
    tugas.kegiatan(Status.DITERIMA, uraian="Rapat.")
    assert flags_of(uraian="Rapat.") == []


@pytest.mark.parametrize(
    ("people", "flagged"),
    [
        ({"peserta": 12}, True),
        ({"peserta": 0}, False),
        ({"laki": 1200, "perempuan": 801, "peserta": 2001}, True),
        ({"laki": 1200, "perempuan": 800, "peserta": 2000}, False),
    ],
)
def test_an_odd_number_of_people(people, flagged):
    assert flags_of(**people) == ["peserta_janggal"] * flagged


def test_a_socialisation_without_theme_or_people_says_that_it_does_not_count(login):
    assert flags_of(tugas=1) == ["tanpa_tema", "tanpa_peserta"]
    assert flags_of(tugas=1, tema=Tema.PPID, laki=7, perempuan=5, peserta=12) == []
    entry = Kegiatan.objects.filter(tema="").get()
    page = login(entry.created_by).get(entry.get_absolute_url())
    assertContains(page, "Tema belum dipilih, jadi belum dihitung untuk Sosialisasi.")


def test_every_flag_has_a_sentence():
    assert all(tanda.kalimat.endswith(".") for tanda in SEMUA)
    assert len({tanda.kode for tanda in SEMUA}) == len(SEMUA)
