"""What somebody wrote last proposes what they write next; an address that says more wins."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from inovasi.choices import DokumenDesa
from tests import factories
from tests.factories import inovasi, komitmen, laporan, tugas
from tugas.choices import Jenis, Status
from tugas.models import Kegiatan

SEBELAH = "33.05.12.2009"  # a second village of the same kecamatan
LOG, IDEA = reverse("tugas:create"), reverse("inovasi:idea_create")
LINE, PLAN = reverse("inovasi:line_create"), reverse("tugas:plan")
MOST = 15


@pytest.fixture
def pld():
    """Somebody with two villages, so that none is given of itself."""
    person = factories.user(Peran.PLD)
    factories.wilayah(SEBELAH)
    factories.assign(person, Peran.PLD, SEBELAH)
    return person


@pytest.fixture
def open_form(login, django_assert_max_num_queries):
    def opened(person, address):
        client = login(person)
        client.get(address)  # whatever is cached, is cached before we count
        with django_assert_max_num_queries(MOST):
            return client.get(address)

    return opened


def proposed(page, *names):
    form = page.context["form"]
    return [form[name].value() for name in names]


def test_the_next_entry_is_of_the_same_village_duty_and_kind(pld, open_form):
    tugas.kegiatan(Status.TERKIRIM, SEBELAH, created_by=pld, tugas=3, jenis=Jenis.values[0])
    page = open_form(pld, LOG)
    assert proposed(page, "desa", "tugas", "jenis") == [SEBELAH, 3, Jenis.values[0]]
    assertContains(page, f"Jenis seperti terakhir: {Jenis.labels[0]}")
    assertContains(page, '<details class="lipat">')  # said on the fold, which stays shut


def test_the_very_last_entry_counts_not_the_latest_day(pld, open_form):
    tugas.kegiatan(Status.TERKIRIM, created_by=pld, tugas=3)
    yesterday = timezone.localdate() - timedelta(days=1)
    tugas.kegiatan(Status.TERKIRIM, SEBELAH, created_by=pld, tugas=4, tanggal=yesterday)
    page = open_form(pld, LOG)
    assert proposed(page, "desa", "tugas") == [SEBELAH, 4]
    assert proposed(page, "tanggal") == [timezone.localdate()]


def test_words_people_and_days_are_never_carried_over(pld, open_form):
    tugas.kegiatan(Status.TERKIRIM, created_by=pld, uraian="Rapat lama", laki=9, hasil="Sepakat")
    page = open_form(pld, LOG)
    assert proposed(page, "uraian", "laki", "hasil") == [None, None, None]


def test_after_a_week_only_the_village_is_still_right(pld, open_form):
    tugas.kegiatan(Status.TERKIRIM, SEBELAH, created_by=pld, tugas=3)
    Kegiatan.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert proposed(open_form(pld, LOG), "desa", "tugas", "jenis") == [SEBELAH, None, None]


def test_a_button_that_says_what_is_next_wins(pld, open_form):
    tugas.kegiatan(Status.TERKIRIM, SEBELAH, created_by=pld, tugas=3, jenis=Jenis.values[0])
    page = open_form(pld, f"{LOG}?desa={factories.DESA}&tugas=5")
    assert proposed(page, "desa", "tugas", "jenis") == [factories.DESA, "5", None]


def test_a_village_named_by_the_address_keeps_the_duty(pld, open_form):
    tugas.kegiatan(Status.TERKIRIM, SEBELAH, created_by=pld, tugas=3)
    page = open_form(pld, f"{LOG}?desa={factories.DESA}")
    assert proposed(page, "desa", "tugas") == [factories.DESA, 3]


def test_a_copy_is_of_what_is_copied(pld, open_form):
    old = tugas.kegiatan(Status.TERKIRIM, created_by=pld, tugas=6)
    tugas.kegiatan(Status.TERKIRIM, SEBELAH, created_by=pld, tugas=3)
    page = open_form(pld, f"{LOG}?salin={old.pk}")
    assert proposed(page, "desa", "tugas") == [factories.DESA, 6]


def test_a_village_that_is_no_longer_theirs_is_not_proposed(pld, open_form):
    factories.wilayah(factories.DESA_LAIN)
    tugas.kegiatan(Status.TERKIRIM, factories.DESA_LAIN, created_by=pld, tugas=3)
    assert proposed(open_form(pld, LOG), "desa", "tugas") == [None, None]


def test_what_another_wrote_proposes_nothing(pld, open_form):
    tugas.kegiatan(Status.TERKIRIM, tugas=3)
    page = open_form(pld, LOG)
    assert proposed(page, "desa", "tugas") == [None, None]
    assertNotContains(page, "seperti terakhir")


def test_the_next_card_is_of_the_same_village(pld, open_form):
    assert proposed(open_form(pld, IDEA), "desa") == [None]
    inovasi.kartu(SEBELAH, by=pld)
    assert proposed(open_form(pld, IDEA), "desa") == [SEBELAH]


def test_the_next_line_is_of_the_same_document(pld, open_form):
    told = {"tahun": 2025, "nomor": "3 Tahun 2024", "tanggal": date(2024, 12, 20)}
    komitmen.line(by=pld, kode=SEBELAH, dokumen=DokumenDesa.RKPDES, **told)
    page = open_form(pld, LINE)
    names = ("desa", "tahun", "dokumen", "nomor", "tanggal")
    assert proposed(page, *names) == [SEBELAH, 2025, DokumenDesa.RKPDES, *list(told.values())[1:]]
    assert proposed(page, "uraian", "anggaran") == [None, None]


def test_a_line_for_a_commitment_is_of_its_village_and_year(pld, open_form):
    komitmen.line(by=pld, kode=SEBELAH)
    promise = komitmen.komitmen()
    page = open_form(pld, f"{LINE}?komitmen={promise.pk}")
    assert proposed(page, "desa", "tahun") == [factories.DESA, promise.tahun_anggaran]


def test_the_next_row_of_a_plan_is_of_the_same_village_and_duty(pld, open_form):
    laporan.rencana(by=pld, kode=SEBELAH, tugas=4)
    page = open_form(pld, PLAN)
    today = timezone.localdate()
    assert proposed(page, "desa", "tugas") == [SEBELAH, 4]
    assert proposed(page, "tanggal") == [today.replace(day=1)]
