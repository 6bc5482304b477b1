"""The Back button: what is typed on a page that was sent already is something else, and is kept."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from desa.forms.kunci import SUDAH
from inovasi.choices import StatusKomitmen
from inovasi.models import ButirPerencanaan, Inovasi, KartuIde, Komitmen, Realisasi
from tests import factories
from tests.factories import inovasi as make_inovasi
from tests.factories import komitmen as make
from tests.inovasi.test_halaman_inovasi import card
from tests.inovasi.test_halaman_inovasi import typed as innovation
from tests.inovasi.test_isian_buruk import TYPED
from tests.tugas.test_catat import CREATE, file
from tests.tugas.test_catat import typed as entry
from tugas.models import Bukti, Kegiatan


def promise():
    return TYPED | {"id": str(uuid7()), "desa": factories.wilayah().pk}


def line():
    made = make.komitmen()
    return {
        "id": str(uuid7()), "desa": made.desa_id, "tahun": made.tahun_anggaran,
        "dokumen": "rkpdes", "uraian": "Bank sampah dusun", "anggaran": "40.000.000",
        "sumber": "dd",
    }  # fmt: skip


def report():
    return {
        "id": str(uuid7()), "tanggal": "2019-06-01", "persen": "50", "realisasi": "10.000.000",
        "uraian": "Pondasi selesai.",
    }  # fmt: skip


def report_url():
    return reverse(
        "inovasi:commitment_report", args=[make.komitmen(StatusKomitmen.MASUK_APBDES).pk]
    )


FORMS = {
    "entry": (
        lambda: factories.user(Peran.PLD), lambda: CREATE, entry, Kegiatan,
        {"hasil": "Disepakati MAD hari Senin."},
    ),
    "idea": (
        make_inovasi.writer, lambda: reverse("inovasi:idea_create"), card, KartuIde,
        {"judul": "Kolam nila"},
    ),
    "innovation": (
        make_inovasi.writer, lambda: reverse("inovasi:create"), innovation, Inovasi,
        {"ringkasan": "Sampah dipilah di rumah."},
    ),
    "promise": (
        make.pd, lambda: reverse("inovasi:commit"), promise, Komitmen,
        {"nama_kegiatan": "Kolam lele", "lokasi": "Dusun Kidul"},
    ),
    "line": (
        make.pd, lambda: reverse("inovasi:line_create"), line, ButirPerencanaan,
        {"anggaran": "45.000.000"},
    ),
    "report": (make.pd, report_url, report, Realisasi, {"uraian": "Pondasi dan dinding."}),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_same_page_twice_is_one_row(login, form):
    who, url, data, model, _ = FORMS[form]
    client, url, data = login(who()), url(), data()
    before = model.objects.count()
    first, second = client.post(url, data), client.post(url, data)
    assert first.status_code == 302, first.context["form"].errors
    assertRedirects(second, first["Location"], fetch_redirect_response=False)
    assert model.objects.count() == before + 1


@pytest.mark.parametrize("form", FORMS)
def test_other_words_on_a_page_that_was_sent_stay_and_one_more_press_keeps_them(login, form):
    who, url, data, model, change = FORMS[form]
    client, url, data = login(who()), url(), data()
    client.post(url, data)
    before = set(model.objects.values_list("pk", flat=True))

    page = client.post(url, data | change)
    assertContains(page, SUDAH)
    for value in change.values():
        assertContains(page, value)
    assert set(model.objects.values_list("pk", flat=True)) == before

    key = str(page.context["form"].isian)
    assert key != data["id"]
    assertContains(page, f'value="{key}"')
    again = client.post(url, data | change | {"id": key})
    assert again.status_code == 302, again.context["form"].errors
    assert model.objects.exclude(pk__in=before).get().pk == page.context["form"].isian


def test_a_photo_that_was_added_after_going_back_is_not_lost(login):
    client, data = login(factories.user(Peran.PLD)), entry()
    client.post(CREATE, data)
    page = client.post(CREATE, data | {"foto": file()})
    assertContains(page, SUDAH)
    client.post(CREATE, data | {"id": str(page.context["form"].isian)})
    assert Bukti.objects.get().kegiatan_id == page.context["form"].isian


def test_a_village_that_was_ticked_after_going_back_is_not_lost(login):
    other = factories.wilayah("33.05.12.2002").pk
    client, data = login(factories.user(Peran.PD)), entry()
    client.post(CREATE, data)
    assertContains(client.post(CREATE, data | {"desa_lain": [other]}), SUDAH)
    assert Kegiatan.objects.count() == 1


def test_a_visit_to_two_villages_sent_twice_is_two_rows(login):
    other = factories.wilayah("33.05.12.2002").pk
    client, data = login(factories.user(Peran.PD)), entry(desa_lain=[other])
    client.post(CREATE, data)
    assert client.post(CREATE, data).status_code == 302
    assert Kegiatan.objects.count() == 2


def test_where_the_phone_stands_by_then_makes_no_other_entry(login):
    client, data = login(factories.user(Peran.PLD)), entry(lintang="-7.6", bujur="110.2")
    client.post(CREATE, data)
    assert client.post(CREATE, data | {"lintang": "-7.7"}).status_code == 302
    assert Kegiatan.objects.count() == 1


def test_a_row_of_the_grid_that_was_sent_keeps_its_other_card(login):
    bursa = make.bursa()
    row = {n: v for n, v in TYPED.items() if n not in {"tahun", "kades_ttd", "bpd_ttd", "lokasi"}}
    row |= {"desa": factories.wilayah().nama, "id": str(uuid7())}
    client, url = login(make.tpid()), reverse("inovasi:fair_row", args=[bursa.pk])

    def send(**more):
        typed = {f"b0-{n}": v for n, v in (row | more).items()}
        return client.post(url, typed | {"prefix": "b0"})

    assert send().status_code == 200
    refused = send(nama_kegiatan="Kolam lele", kades_nama="")
    assert refused.json()["galat"]["__all__"] == [SUDAH]
    assert send(nama_kegiatan="Kolam lele", id=refused.json()["kunci"]).status_code == 200
    assert Komitmen.objects.count() == 2
