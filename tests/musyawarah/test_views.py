"""Each page: what it shows, what it answers to bad input, how many queries it costs."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from desa.models import ProfilDesa
from musyawarah.choices import JenisMusyawarah, Status, Unsur
from musyawarah.models import Kehadiran, Keputusan, Musyawarah
from tests import factories
from tests.factories.musyawarah import admin, decision, musyawarah, person

INDEX = "/musyawarah/"


def test_choose_a_kind_then_plan(login):
    client = login(factories.user(Peran.TPID))
    assertContains(client.get(reverse("musyawarah:create")), "MAD Khusus")
    data = {
        "wilayah": factories.KECAMATAN,
        "tahun": 2018,
        "tanggal": "2018-08-27",
        "mulai": "09:00",
        "lokasi": "Pendopo",
        "diundang": 54,
    }

    response = client.post(reverse("musyawarah:create") + "?jenis=mad_1", data)

    made = Musyawarah.objects.get()
    assertRedirects(response, made.get_absolute_url())
    assert made.judul == f"MAD I Wilayah {factories.KECAMATAN} Tahun Anggaran 2018"
    assert made.mata_acara.count() == 9


def test_a_pld_does_not_get_the_form_of_a_mad(login):
    response = login(factories.user(Peran.PLD)).get(reverse("musyawarah:create") + "?jenis=mad_1")
    assertNotContains(response, "Diselenggarakan di")
    assertNotContains(response, "MAD Khusus")


def test_detail_shows_what_keeps_it_from_being_final(login):
    made = musyawarah(Status.NOTULEN)
    made.penandatangan.all().delete()
    response = login(admin()).get(made.get_absolute_url())
    assertContains(response, "Belum ada penandatangan.")
    assertContains(response, "disabled")


def test_edit_shows_the_sentence_and_changes_nothing(login):
    made = musyawarah()
    url = reverse("musyawarah:edit", args=[made.pk, "pokok"])
    data = {"judul": "X", "tahun": 2018, "tanggal": "2018-08-27", "mulai": "10:00"}
    response = login(admin()).post(url, data | {"selesai": "09:00"})
    assertContains(response, "Jam selesai harus sesudah jam mulai.")
    made.refresh_from_db()
    assert made.judul != "X"


def test_a_final_one_refuses_edits_with_a_sentence(login):
    made = musyawarah(Status.FINAL)
    client = login(admin())
    for name, args in [
        ("edit", ["pokok"]),
        ("row_add", ["keputusan"]),
        ("paste", []),
        ("by_village", []),
    ]:
        url = reverse(f"musyawarah:{name}", args=[made.pk, *args])
        assertContains(client.get(url), "status Final", status_code=403)
    response = client.post(reverse("musyawarah:attendance", args=[made.pk]), {"nama": "A"})
    assertContains(response, "status Final", status_code=403)


def test_unknown_parts_lists_and_steps_are_not_found(login):
    made, client = musyawarah(), login(admin())
    for path in ("ubah/rahasia/", "isi/rahasia/", "langkah/edit/", "isi/keputusan/999/"):
        assert client.get(f"{made.get_absolute_url()}{path}").status_code == 404


def test_a_step_asks_for_its_note(login):
    made = musyawarah()
    url = reverse("musyawarah:step", args=[made.pk, "postpone"])
    response = login(admin()).post(url, {"catatan": ""})
    assert "catatan" in response.context["form"].errors
    response = login(admin()).post(url, {"catatan": "Ke 3 September.", "lama": "lain"})
    made.refresh_from_db()
    assert made.status == Status.DITUNDA


def test_rows_are_added_changed_and_removed(login):
    made, client = musyawarah(), login(admin())
    add = reverse("musyawarah:row_add", args=[made.pk, "keputusan"])
    client.post(add, {"teks": "Pertama", "cara": "mufakat"})
    row = Keputusan.objects.get()
    client.post(
        reverse("musyawarah:row_edit", args=[made.pk, "keputusan", row.pk]),
        {"teks": "Kedua", "cara": "mufakat"},
    )
    row.refresh_from_db()
    assert (row.teks, row.urutan) == ("Kedua", 1)
    client.post(reverse("musyawarah:row_remove", args=[made.pk, "keputusan", row.pk]))
    assert not Keputusan.objects.exists()


def test_a_double_press_adds_one_person(login):
    made, client = musyawarah(), login(admin())
    url = reverse("musyawarah:attendance", args=[made.pk])
    key = client.get(url).context["form"]["id"].value()
    data = {"id": key, "nama": "Siti", "jenis_kelamin": "P", "unsur": Unsur.BPD, "hadir": "on"}
    assertRedirects(client.post(url, data), f"{url}?unsur=bpd&desa=")
    client.post(url, data)
    assert Kehadiran.objects.get().nama == "Siti"


def test_people_are_changed_and_removed(login):
    made, client = musyawarah(), login(admin())
    row = person(made, nama="Stii")
    data = {"nama": "Siti", "jenis_kelamin": "P", "unsur": Unsur.BPD, "hadir": "on"}
    client.post(reverse("musyawarah:person_edit", args=[made.pk, row.pk]), data)
    row.refresh_from_db()
    assert row.nama == "Siti"
    client.post(reverse("musyawarah:person_remove", args=[made.pk, row.pk]))
    assert not made.kehadiran.exists()


def test_a_row_of_another_meeting_is_not_found_here(login):
    here, there = musyawarah(), musyawarah()
    row, who = decision(there), person(there)
    client = login(admin())
    for name, args in [("row_edit", ["keputusan", row.pk]), ("person_edit", [who.pk])]:
        url = reverse(f"musyawarah:{name}", args=[here.pk, *args])
        assert client.get(url).status_code == 404


def test_the_grid_offers_the_heads_of_the_villages_and_adds_each_once(login):
    made, client = musyawarah(), login(admin())
    for n in (1, 2):
        desa = factories.wilayah(f"{factories.KECAMATAN}.200{n}")
        ProfilDesa.objects.create(desa=desa, kepala_desa=f"Kades {n}")
    url = reverse("musyawarah:by_village", args=[made.pk])
    page = client.get(url)
    assertContains(page, "Kades 1")
    first, second = f"{factories.KECAMATAN}.2001", f"{factories.KECAMATAN}.2002"
    data = {
        "kunci": page.context["grid"].kunci["kunci"].value(),
        f"{first}-nama": "Kades 1",
        f"{first}-jenis_kelamin": "L",
        f"{second}-nama": "",
    }

    client.post(url, data)
    client.post(url, data)

    assert [(k.nama, k.desa_id, k.unsur) for k in made.kehadiran.all()] == [
        ("Kades 1", first, "kepala_desa")
    ]
    assertContains(client.post(url, data | {f"{second}-nama": "Ani"}), "Pilih L atau P.")


def test_pasting_adds_all_or_none(login):
    made, client = musyawarah(), login(admin())
    url = reverse("musyawarah:paste", args=[made.pk])
    data = {"kunci": uuid7(), "unsur": Unsur.LPM, "teks": "Siti; P\nBudi"}
    assertContains(client.post(url, data), "Baris 2 (Budi)")
    assert not made.kehadiran.exists()
    client.post(url, data | {"teks": "Siti; P\nBudi; L"})
    assert [k.nama for k in made.kehadiran.all()] == ["Siti", "Budi"]


def test_totals_quorum_and_composition_are_live(login):
    made = musyawarah(diundang=3)
    person(made, nama="A", jenis_kelamin="L", unsur=Unsur.KEPALA_DESA)
    person(made, nama="B", hadir=False)
    response = login(admin()).get(reverse("musyawarah:attendance", args=[made.pk]))
    assertContains(response, "Kuorum belum terpenuhi: 1 dari 3 undangan, paling sedikit 2.")
    assertContains(response, "Belum ada peserta perempuan.")
    assertContains(response, "Unsur yang belum terwakili: BPD, Tokoh masyarakat")


# Lists


@pytest.mark.parametrize("rows", [1, 3])
def test_index_query_count_does_not_grow(login, rows, django_assert_num_queries):
    for _ in range(rows):
        musyawarah()
    client = login(admin())
    with django_assert_num_queries(5):
        response = client.get(INDEX)
    assert len(response.context["halaman"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("status", [Status.NOTULEN, Status.FINAL])
def test_detail_query_count_does_not_grow(login, rows, status, django_assert_num_queries):
    made = musyawarah(Status.NOTULEN)
    for _ in range(rows):
        person(made)
        decision(made)
    client = login(admin())
    with django_assert_num_queries(15):
        client.get(made.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_attendance_query_count_does_not_grow(login, rows, django_assert_num_queries):
    made = musyawarah()
    for _ in range(rows):
        person(made)
    client = login(admin())
    with django_assert_num_queries(12):
        client.get(reverse("musyawarah:attendance", args=[made.pk]))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tahun=2018", {"MAD", "Musdes"}),
        ("jenis=mad_1", {"MAD"}),
        ("status=diundang", {"Musdes"}),
        ("wilayah=33.05.12.2001", {"Musdes"}),
        ("wilayah=3305122001", {"Musdes"}),
        ("wilayah=33.05", {"MAD", "Musdes", "Lama"}),
        ("cari=lam", {"Lama"}),
        ("wilayah=entah", set()),
    ],
)
def test_filters_narrow_the_list(login, query, found):
    musyawarah(judul="MAD")
    musyawarah(Status.DIUNDANG, JenisMusyawarah.MUSDES_P2KTD, judul="Musdes")
    musyawarah(jenis=JenisMusyawarah.MAD_2, judul="Lama", tahun=2017)
    response = login(admin()).get(f"{INDEX}?{query}")
    assert {m.judul for m in response.context["halaman"]} == found


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_export_holds_what_the_list_holds(login, bentuk):
    made = musyawarah(Status.FINAL, judul="=HYPERLINK(1)")
    musyawarah(judul="Lain", kode=factories.KECAMATAN_LAIN)
    client = login(admin())
    query = {"status": "final"}
    listed = client.get(INDEX, query).context["halaman"]
    content = client.get("/musyawarah/unduh/", query | {"bentuk": bentuk}).getvalue()

    rows = table(content, bentuk)
    assert len(rows) == len(listed) == 1
    line = dict(rows[0])
    assert line["Judul"].lstrip("'") == "=HYPERLINK(1)"
    assert (line["Nomor berita acara"], line["Kode wilayah"]) == (made.nomor, factories.KECAMATAN)
    assert (int(line["Hadir L"]), int(line["Hadir P"]), int(line["Keputusan"])) == (1, 1, 1)


def table(content, bentuk):
    if bentuk == "csv":
        lines = [line.split(";") for line in content.decode("utf-8-sig").splitlines()]
    else:
        xml = ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
        sheet = ElementTree.fromstring(xml)  # noqa: S314 - our own file
        lines = [["".join(cell.itertext()) for cell in row] for row in sheet.iterfind(".//{*}row")]
    header, *rows = lines
    return [list(zip(header, row, strict=True)) for row in rows]


BUTTON = re.compile(r'<(?:a class="([^"]*\btombol\b[^"]*)"|button(?: class="([^"]*)")?>)')


@pytest.mark.parametrize("status", Status)
def test_a_page_has_one_main_button_and_opening_again_is_never_it(login, status):
    page = login(admin()).get(musyawarah(status).get_absolute_url()).content.decode()
    main = page[page.index("<main") :]
    buttons = BUTTON.findall(main)
    green = [b for b in buttons if not re.search("kedua|teks|bahaya", "".join(b))]
    assert len(green) <= 1
    assert not re.search(r'class="tombol" [^>]*>Buka kembali', main)
