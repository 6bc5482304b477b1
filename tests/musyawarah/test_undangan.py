"""Before the meeting: who is invited, the letter, the calendar, the sheet that goes and comes."""

import json
import shutil
from datetime import time
from subprocess import run

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from desa.models import Dokumen
from musyawarah import actions
from musyawarah.choices import JenisMusyawarah, Status, Unsur
from musyawarah.data import letter_data_of
from musyawarah.forms import InvitationForm
from musyawarah.kalender import calendar_of
from musyawarah.lembar import sheets
from musyawarah.models import Undangan
from musyawarah.naskah import KOSONG, Naskah
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories.musyawarah import admin, musyawarah, person
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler, text_of
from tests.musyawarah.test_nyata import text_of_pages


def villages(n=2, kode=factories.KECAMATAN):
    return [factories.wilayah(f"{kode}.20{i:02}", f"Desa {i}") for i in range(1, n + 1)]


def test_a_mad_invites_six_of_each_village_unless_told():
    villages(9)
    made = musyawarah(diundang=None)

    assert made.diundang == 54
    assert made.undangan.filter(desa=f"{factories.KECAMATAN}.2001").count() == 4
    assert made.undangan.get(desa=f"{factories.KECAMATAN}.2001", unsur=Unsur.PEREMPUAN).jumlah == 2
    assert not musyawarah(diundang=54).undangan.exists()


def test_the_table_is_saved_and_the_total_follows(login):
    villages(2)
    made = musyawarah(diundang=None)
    url = reverse("musyawarah:invitations", args=[made.pk])
    client = login(admin())
    assertContains(client.get(url), "Desa 2")
    first = f"{factories.KECAMATAN}.2001"

    response = client.post(url, {f"{first}-kepala_desa": 1, f"{first}-bpd": 3})

    assertRedirects(response, made.get_absolute_url())
    made.refresh_from_db()
    assert made.diundang == 4
    assert [(u.unsur, u.jumlah) for u in made.undangan.all()] == [("kepala_desa", 1), ("bpd", 3)]


@pytest.mark.parametrize(
    ("value", "sentence"), [("-1", "0"), ("100", "99"), ("dua", ""), ("", "Isi sedikitnya satu")]
)
def test_a_bad_table_is_complained_about(value, sentence):
    villages(1)
    cell = f"{factories.KECAMATAN}.2001-bpd"
    form = InvitationForm({cell: value}, musyawarah=musyawarah())
    assert not form.is_valid()
    assert sentence in str(form.errors)


def test_above_a_kecamatan_one_line_stands_for_every_village():
    villages(2)
    made = musyawarah(jenis=JenisMusyawarah.BID, kode=factories.KABUPATEN, diundang=None)
    assert made.diundang == 6
    form = InvitationForm({"semua-bpd": 2}, musyawarah=made)
    assert form.is_valid(), form.errors
    assert sum(form.cleaned_data["cells"].values()) == 4


def test_inviting_numbers_and_seals_the_letter():
    villages(1)
    made = musyawarah(Status.DIUNDANG, diundang=None)

    letter = Dokumen.objects.get()
    assert made.nomor_undangan == f"001/UND/MAD-I/{factories.KECAMATAN}/VIII/2018"
    assert (letter.nomor, letter.jenis) == (made.nomor_undangan, "Undangan MAD I")
    assert sum(u["jumlah"] for u in json.loads(letter.data)["undangan"]) == 6
    assert musyawarah(Status.DIUNDANG).nomor_undangan.startswith("002/")
    assert not made.dokumen.exists()


def test_called_together_again_the_letter_has_a_new_version():
    made, by = musyawarah(Status.DIUNDANG), admin()
    actions.postpone(made, by=by, catatan="Hujan.")
    actions.edit(made, by=by, mulai=time(13, 0), selesai=None)
    actions.resume(made, by=by)
    assert [d.versi for d in made.surat] == [2, 1]
    assert '"mulai":"13:00"' in made.surat[0].data


@needs_pdf
@needs_poppler
def test_letter_and_agenda_say_when_where_and_how_many(login):
    villages(2)
    made = musyawarah(Status.DIUNDANG, diundang=None)
    client = login(factories.user(Peran.PLD))
    text = text_of(client.get(reverse("musyawarah:letter", args=[made.pk])).content)
    assert made.nomor_undangan in text
    assert "Senin, 27 Agustus 2018" in text
    assert "09.00 s.d. 11.30 WIB" in text
    assert "Desa 2 1 1 2 2 6" in text
    text = text_of(client.get(reverse("musyawarah:agenda", args=[made.pk])).content)
    assert "Sambutan Camat" in text
    assert client.get(reverse("musyawarah:letter", args=[musyawarah().pk])).status_code == 404


def test_a_letter_whose_end_nobody_knows_says_until_it_is_over():
    naskah = Naskah(letter_data_of(musyawarah(selesai=None)))
    assert naskah.jam_undangan == "09.00 WIB s.d. selesai"


def test_the_calendar_file_is_in_utc_folded_and_escaped(login):
    made = musyawarah(judul="MAD I; bersama, kita " + "panjang " * 20, lokasi="Pendopo, Kecamatan")
    response = login(admin()).get(reverse("musyawarah:calendar", args=[made.pk]))
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/calendar")
    assert "DTSTART:20180827T020000Z\r\nDTEND:20180827T043000Z" in text
    assert "LOCATION:Pendopo\\, Kecamatan" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "SUMMARY:MAD I\\; bersama\\, kita" in text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20180827" in calendar_of(musyawarah(mulai=None, selesai=None))


# The sheet


@needs_pdf
@needs_poppler
def test_each_page_of_the_sheet_carries_a_qr_to_its_rows(login, tmp_path):
    made = musyawarah()
    for _ in range(30):
        person(made, hadir=False)
    client = login(admin())
    content = client.get(reverse("musyawarah:sheet", args=[made.pk])).content
    command = [shutil.which("pdftoppm"), "-r", "110", "-png", "-", str(tmp_path / "hal")]
    run(command, input=content, capture_output=True, check=True)  # noqa: S603
    pages, found = sorted(tmp_path.glob("hal*.png")), []
    for page in pages:
        with Image.open(page) as image:
            (code,) = zxingcpp.read_barcodes(image)
        found.append(code.text.split("/", 3)[3])
    assert len(pages) == 3
    rows = f"musyawarah/{made.pk}/hadir/lembar/#baris-"
    assert [address.partition(rows)[0] for address in found] == ["", "", ""]
    shown = client.get(f"/{found[0]}").content.decode()
    for address in found:
        assert f'id="{address.partition("#")[2]}"' in shown


@needs_pdf
@needs_poppler
@pytest.mark.parametrize("jenis", [JenisMusyawarah.MAD_2, JenisMusyawarah.MUSDES_RKPDES])
@pytest.mark.parametrize("names", [2, 3, 4, 25])
def test_no_page_of_the_sheet_is_without_rows(login, names, jenis):
    made = musyawarah(jenis=jenis)
    for _ in range(names):
        person(made, hadir=False)
    content = login(admin()).get(reverse("musyawarah:sheet", args=[made.pk])).content
    pages = text_of_pages(content)
    assert [page for page in pages if "Tanda tangan" not in page or "Baris " not in page] == []
    assert [page for page in pages if "hanya dipakai untuk berita acara" not in page] == []


def test_long_names_take_the_room_of_several_rows_and_no_row_is_lost():
    long = [{"nomor": n, "nama": "Muhammad " * 11, "sebagai": "", "desa": ""} for n in range(1, 60)]
    short = [{"nomor": n, "nama": "Ni", "sebagai": "", "desa": ""} for n in range(1, 60)]
    many, few = sheets(long, 1), sheets(short, 1)
    assert len(many) > len(few)
    for pages in (many, few):
        assert [row["nomor"] for page in pages for row in page["baris"]] == list(range(1, 60))
        assert [p["sampai"] + 1 for p in pages[:-1]] == [p["dari"] for p in pages[1:]]


def sheet(client, made, **data):
    url = reverse("musyawarah:sheet_rows", args=[made.pk])
    page = client.get(url).context["grid"]
    base = {"kunci": page.head["kunci"].value(), "mulai": page.head["mulai"].value()}
    for _, form in page.named:
        if form["semula"].value():
            base[form["semula"].html_name] = "True"
    return url, base | data


def test_ticking_the_sheet_records_who_signed_and_who_was_added(login):
    made, client = musyawarah(), login(admin())
    invited, other = person(made, hadir=False), person(made, hadir=False)
    url, data = sheet(client, made)
    data |= {
        f"{invited.pk}-hadir": "on",
        "baris-5-nama": "Ni",
        "baris-5-jenis_kelamin": "P",
        "baris-5-unsur": "bpd",
    }

    client.post(url, data)
    client.post(url, data)

    rows = [(k.nomor, k.nama, k.hadir) for k in made.kehadiran.all()]
    assert rows == [(1, invited.nama, True), (2, other.nama, False), (5, "Ni", True)]
    made.refresh_from_db()
    assert made.baris_terakhir == 5


def test_an_older_page_takes_back_nobodys_tick(login):
    made, client = musyawarah(), login(admin())
    a, b = person(made, hadir=False), person(made, hadir=False)
    url, older = sheet(client, made)
    client.post(url, older | {f"{a.pk}-hadir": "on"})
    client.post(url, older | {f"{b.pk}-hadir": "on"})
    assert [k.hadir for k in made.kehadiran.all()] == [True, True]


def test_a_half_filled_row_of_the_sheet_says_what_it_lacks(login):
    made, client = musyawarah(), login(admin())
    url, data = sheet(client, made)
    response = client.post(url, data | {"baris-1-nama": "Ni"})
    assertContains(response, "Pilih L atau P.")
    assertContains(response, "Pilih unsurnya.")
    assert not made.kehadiran.exists()


def test_a_number_that_was_given_meanwhile_is_not_given_twice():
    made, by = musyawarah(), admin()
    person(made)
    fields = {"nama": "A", "jenis_kelamin": "L", "unsur": "bpd"}
    actions.add_person(made, by=by, id=uuid7(), nomor=1, **fields)
    actions.add_person(made, by=by, id=uuid7(), nomor=9, **fields)
    actions.add_person(made, by=by, id=uuid7(), **fields)
    assert [k.nomor for k in made.kehadiran.all()] == [1, 2, 9, 10]


@pytest.mark.parametrize("page", ["sheet_rows", "invitations"])
def test_query_counts_do_not_grow(login, count_queries, page):
    made = musyawarah()
    client = login(admin())

    def grow(n):
        desa = factories.wilayah(f"{factories.KECAMATAN}.20{n:02}")
        person(made, desa=desa)
        Undangan.objects.create(musyawarah=made, desa=desa, unsur="bpd", jumlah=1)

    first, then = count_queries(
        grow, lambda: client.get(reverse(f"musyawarah:{page}", args=[made.pk]))
    )
    assert first == then


def test_a_sealed_meeting_refuses_the_sheet_and_the_table(login):
    made, client = musyawarah(Status.FINAL), login(admin())
    for page in ("sheet_rows", "invitations"):
        response = client.get(reverse(f"musyawarah:{page}", args=[made.pk]))
        assertContains(response, "status Final", status_code=403)
    with pytest.raises(NotAllowed):
        actions.set_invitations(made, by=admin(), cells={})
    assert KOSONG == 15
