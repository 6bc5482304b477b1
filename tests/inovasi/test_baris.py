"""Several lines of one page of a document, typed at once, with the scan of that page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects
from uuid6 import uuid7

from inovasi.models import ButirPerencanaan
from tests import factories
from tests.factories import komitmen as make


def page_of_lines(**fields):
    kop = {"desa": factories.DESA, "tahun": 2019, "dokumen": "apbdes", "nomor": "7 Tahun 2018",
           "tanggal": "2018-12-20"}  # fmt: skip
    rows = {"b-TOTAL_FORMS": 8, "b-INITIAL_FORMS": 0}
    for n, (uraian, anggaran) in enumerate([("Bank sampah", "40 jt"), ("Embung", "95.000.000")]):
        rows |= {f"b-{n}-id": uuid7(), f"b-{n}-uraian": uraian, f"b-{n}-anggaran": anggaran}
        rows |= {f"b-{n}-sumber": "dd", f"b-{n}-kode_kegiatan": f"2.3.{n}"}
    return kop | rows | fields


def test_lines_of_one_page_are_typed_at_once_and_share_its_scan(login):
    factories.wilayah()
    client = login(make.pd())
    scan = SimpleUploadedFile("hal.pdf", b"%PDF-1.4 isi %%EOF", "application/pdf")
    given = page_of_lines(pindaian=scan)
    assertRedirects(client.post(reverse("inovasi:lines_create"), given), reverse("inovasi:lines"))
    lines = ButirPerencanaan.objects.order_by("uraian")
    assert [(b.uraian, b.anggaran, b.nomor) for b in lines] == [
        ("Bank sampah", 40_000_000, "7 Tahun 2018"), ("Embung", 95_000_000, "7 Tahun 2018"),
    ]  # fmt: skip
    assert len({b.pindaian.name for b in lines}) == 1
    url = reverse("inovasi:line_scan", args=[lines[0].pk])
    assert b"".join(client.get(url).streaming_content) == b"%PDF-1.4 isi %%EOF"
    assertContains(client.get(lines[0].get_absolute_url()), url)


def test_the_same_page_sent_twice_is_kept_once(login):
    factories.wilayah()
    client, given = login(make.pd()), page_of_lines()
    for _ in range(2):
        client.post(reverse("inovasi:lines_create"), given)
    assert ButirPerencanaan.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"b-0-anggaran": "0"}, "Anggaran harus lebih dari Rp0."),
        ({"b-1-anggaran": "1000000000000000"}, "melebihi Rp1 triliun"),
        ({"b-1-uraian": ""}, "tidak boleh kosong"),
        ({"b-0-uraian": "", "b-0-anggaran": "", "b-0-kode_kegiatan": "", "b-1-uraian": "",
          "b-1-anggaran": "", "b-1-kode_kegiatan": ""}, "Isi sedikitnya satu baris"),
        ({"tanggal": "2001-01-01"}, "tidak cocok dengan anggaran 2019"),
        ({"desa": factories.DESA_LAIN}, "tidak bertugas di desa ini"),
    ],
)  # fmt: skip
def test_a_wrong_page_of_lines_keeps_none_of_them(login, given, sentence):
    factories.wilayah(), factories.wilayah(factories.DESA_LAIN)
    page = login(make.pd()).post(reverse("inovasi:lines_create"), page_of_lines(**given))
    assertContains(page, sentence)
    assert not ButirPerencanaan.objects.exists()


def test_a_scan_that_is_no_paper_is_refused(login):
    factories.wilayah()
    scan = SimpleUploadedFile("hal.exe", b"MZ", "application/pdf")
    page = login(make.pd()).post(reverse("inovasi:lines_create"), page_of_lines(pindaian=scan))
    assertContains(page, "bukan PDF, JPG atau PNG")


def test_a_line_without_a_scan_has_none_to_show(login):
    url = reverse("inovasi:line_scan", args=[make.line().pk])
    assert login(make.pd()).get(url).status_code == 404


def test_the_scan_can_be_added_later(login):
    line = make.line()
    scan = SimpleUploadedFile("hal.pdf", b"%PDF-1.4 isi %%EOF", "application/pdf")
    names = ("tahun", "dokumen", "nomor", "kode_kegiatan", "uraian", "anggaran", "sumber")
    given = {n: getattr(line, n) for n in names} | {"desa": line.desa_id, "pindaian": scan}
    login(line.created_by).post(reverse("inovasi:line_edit", args=[line.pk]), given)
    line.refresh_from_db()
    assert line.pindaian.read() == b"%PDF-1.4 isi %%EOF"


@pytest.mark.parametrize("chosen", ["", "bukan-nomor"])
def test_a_line_tied_to_nothing_says_what_to_choose(login, chosen):
    line = make.line()
    response = login(make.pd()).post(
        reverse("inovasi:line_match", args=[line.pk]), {"komitmen": chosen}, follow=True
    )
    assertContains(response, "Pilih dahulu komitmen yang cocok")


def green_buttons(page):
    main = page.text.partition("<main")[2]
    found = re.findall(r"<(?:button|a class=.tombol)[^>]*>(?:<svg.*?</svg>)?([^<]*)", main)
    tags = re.findall(r"<(?:button|a class=.tombol)[^>]*>", main)
    rest = ("tombol-kedua", "tombol-teks", "disabled")
    return [word for word, tag in zip(found, tags, strict=True) if not any(r in tag for r in rest)]


@pytest.mark.parametrize(
    ("likely", "tied", "main"),
    [(True, False, "Tautkan"), (False, False, "Verifikasi"), (True, True, "Verifikasi")],
)
def test_one_green_button_says_what_a_line_needs_next(login, likely, tied, main):
    words = "Sumur resapan dusun" if likely else "Mesin jahit"
    promise = make.komitmen(nama_kegiatan=words)
    other = make.komitmen(nama_kegiatan="Kios desa")
    amount = 35_000_000 if likely else 900_000_000
    line = make.line(promise if tied else None, uraian="Sumur resapan", anggaran=amount)
    page = login(make.verifikator()).get(line.get_absolute_url())
    assertContains(page, other.nama_kegiatan, count=0 if tied else 1)
    assert green_buttons(page) == [main]
