"""The Back button on forms that add a row to a list: other words are another row, or a sentence
where a second row would be money; never nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains
from uuid6 import uuid7

from desa.forms.kunci import SUDAH, own_key
from inovasi.models import ButirPerencanaan
from musyawarah.choices import Unsur
from p2ktd.actions import kas
from p2ktd.choices import StatusDana, StatusPekerjaan
from p2ktd.models import BarisKas, Pelaksanaan, Pengaduan, Penyedia
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import komitmen as make_komitmen
from tests.factories import p2ktd
from tests.factories import pekerjaan as make
from tests.factories.musyawarah import admin, musyawarah
from tests.inovasi.test_baris import page_of_lines
from tests.p2ktd.test_bayar import paid_work, taxed
from tests.p2ktd.test_pendaftaran import data as application
from tests.p2ktd.test_pengaduan import ISI


def test_a_key_follows_from_the_page_and_from_what_was_typed():
    page = uuid7()
    assert own_key(page, "Siti", 1) == own_key(page, "Siti ", 1)
    assert (
        len({own_key(page, "Siti", 1), own_key(page, "Sita", 1), own_key(uuid7(), "Siti", 1)}) == 3
    )


# Names on a list: other words are another name


def one_name(made, nama):
    url = reverse("musyawarah:attendance", args=[made.pk])
    return url, {"nama": nama, "jenis_kelamin": "P", "unsur": Unsur.BPD, "hadir": "on"}, "id"


def pasted(made, nama):
    url = reverse("musyawarah:paste", args=[made.pk])
    return url, {"unsur": Unsur.LPM, "keadaan": "hadir", "teks": f"{nama}; P"}, "kunci"


def of_a_village(made, nama):
    url = reverse("musyawarah:by_village", args=[made.pk])
    row = {f"{factories.DESA}-nama": nama, f"{factories.DESA}-jenis_kelamin": "P"}
    return url, row | {"keadaan": "hadir"}, "kunci"


def of_the_sheet(made, nama):
    url = reverse("musyawarah:sheet_rows", args=[made.pk])
    row = {"nama": nama, "jenis_kelamin": "P", "unsur": Unsur.BPD, "desa": ""}
    return url, {f"baris-1-{n}": v for n, v in row.items()} | {"mulai": 1}, "kunci"


@pytest.mark.parametrize("form", [one_name, pasted, of_a_village, of_the_sheet])
def test_another_name_on_a_page_that_was_sent_is_another_person(login, form):
    made, client, key = musyawarah(), login(admin()), str(uuid7())
    factories.wilayah(factories.DESA)
    for nama in ("Siti", "Siti", "Ani", "Siti"):
        url, data, field = form(made, nama)
        assert client.post(url, data | {field: key}).status_code == 302, nama
    assert [k.nama for k in made.kehadiran.order_by("nomor")] == ["Siti", "Ani"]


# What anybody reports


def test_other_words_are_another_complaint(client):
    url = reverse("p2ktd:complain", args=[p2ktd.penyedia().pk])
    data = {"isian": uuid7(), "kategori": "mutu", "isi": ISI}
    first, again = client.post(url, data), client.post(url, data)
    assert first["Location"] == again["Location"]
    other = client.post(url, data | {"isi": f"{ISI} Dan modulnya tidak datang."})
    assert other["Location"] != first["Location"]
    assert Pengaduan.objects.count() == 2


def test_an_application_mended_after_going_back_is_led_to_its_link(client):
    call, data = p2ktd.pengumuman(), application()
    url = reverse("p2ktd:apply", args=[call.pk])
    first, again = client.post(url, data), client.post(url, data)
    assert first["Location"] == again["Location"]
    page = client.post(url, data | {"alamat": "Jalan Mawar 2"})
    assertContains(page, "Pakai tautan pendaftaran pertama")
    assertContains(page, "Jalan Mawar 2")
    assert Penyedia.objects.count() == 1


# Where a second row is money or a day of work: a sentence, and one more press


def delivery():
    file = make.work(StatusPekerjaan.BERJALAN)
    data = {"id": str(uuid7()), "tanggal": make.HARI, "materi": "Pembukuan", "peserta_l": 4,
            "peserta_p": 7, "hasil": "Tertib."}  # fmt: skip
    other = {"hasil": "Tertib, tinggal tutup buku."}
    return make.ketua(), reverse("p2ktd:work_log", args=[file.pk]), data, other, Pelaksanaan


def cash():
    dana = make.fund(StatusDana.BERJALAN)
    data = {"id": str(uuid7()), "jenis": "bunga", "tanggal": make.HARI, "bukti_nomor": "B-1",
            "uraian": "Bunga bank", "jumlah": 10_000}  # fmt: skip
    url = reverse("p2ktd:fund_book", args=[dana.pk])
    return make.bendahara(), url, data, {"jumlah": 12_000}, BarisKas


@pytest.mark.parametrize("form", [delivery, cash])
def test_other_words_stay_and_one_more_press_keeps_them(login, form):
    who, url, data, other, model = form()
    client = login(who)
    before = model.objects.count()
    for _ in range(2):
        response = client.post(url, data)
        assert response.status_code == 302, response.context["form"].errors
    assert model.objects.count() == before + 1

    page = client.post(url, data | other)
    assertContains(page, SUDAH)
    assert model.objects.count() == before + 1
    key = page.context["form"]["id"].value()
    assert key != data["id"]
    assert client.post(url, data | other | {"id": key}).status_code == 302
    assert model.objects.count() == before + 2


def test_a_photo_that_was_added_to_a_day_after_going_back_is_not_lost(login):
    who, url, data, _, _ = delivery()
    client = login(who)
    client.post(url, data)
    page = client.post(url, data | {"foto": make.upload()})
    assertContains(page, SUDAH)


def test_a_payment_to_somebody_else_under_the_same_key_is_told_that_it_was_made():
    file, b = paid_work()
    termin, _ = taxed(file, b)
    said = {"id": uuid7(), "tanggal": make.HARI + timedelta(days=25), "penerima": "Budi"}
    first = kas.pay(file, termin, by=b, **said)
    assert kas.pay(file, termin, by=b, **said) == first
    with pytest.raises(NotAllowed, match="sudah dibayar"):
        kas.pay(file, termin, by=b, **said | {"penerima": "Ani"})


# Lines of a budget, several at once


@pytest.mark.parametrize("change", [{"b-0-anggaran": "45 jt"}, {"nomor": "8 Tahun 2018"}])
def test_a_line_that_says_something_else_is_refused_by_name_and_then_kept(login, change):
    factories.wilayah()
    client, url, given = login(make_komitmen.pd()), reverse("inovasi:lines_create"), page_of_lines()
    client.post(url, given)
    page = client.post(url, given | change)
    assertContains(page, SUDAH)
    assert ButirPerencanaan.objects.count() == 2

    keys = {f"b-{n}-id": form["id"].value() for n, form in enumerate(page.context["rows"].forms)}
    assert keys["b-0-id"] != str(given["b-0-id"])
    again = client.post(url, given | change | {k: keys[k] for k in ("b-0-id", "b-1-id")})
    assert again.status_code == 302
    assert ButirPerencanaan.objects.count() == (4 if "nomor" in change else 3)
