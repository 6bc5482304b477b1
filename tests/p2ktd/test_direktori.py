"""The directory: what the public sees, and what the pokja does with it."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Jabatan, Peran
from inovasi.choices import Bidang
from p2ktd.actions import pengumuman as call_actions
from p2ktd.actions import penyedia as actions
from p2ktd.choices import JenisLayanan, StatusPengumuman, StatusPenyedia
from p2ktd.models.penilaian import score_of
from tests import factories
from tests.factories import p2ktd, pekerjaan
from tests.p2ktd.tabel import table

DIREKTORI = "/p2ktd/penyedia/"
S = StatusPenyedia


# The public side


@pytest.mark.parametrize("status", S)
def test_only_those_covered_by_a_decree_are_public(client, status):
    made = p2ktd.penyedia(status)
    shown = client.get(DIREKTORI).context["halaman"].object_list
    page = client.get(made.get_absolute_url())
    assert list(shown) == ([made] if status == S.DITETAPKAN else [])
    assert page.status_code == (200 if status == S.DITETAPKAN else 404)


def test_an_ended_decree_leaves_the_directory(client):
    made = p2ktd.penyedia(sampai=p2ktd.day(-1))
    assert not client.get(DIREKTORI).context["halaman"].object_list
    assert client.get(made.get_absolute_url()).status_code == 404


def test_public_pages_leak_nothing_personal(client):
    made = p2ktd.penyedia(pimpinan="Rahasia Pimpinan", npwp="999999999999999")
    actions.add_expert(made, by=p2ktd.pokja(), nama="Rahasia Ahli", keahlian="Akuntansi")
    pages = [made.get_absolute_url(), DIREKTORI, made.pengumuman.get_absolute_url()]
    for page in pages:
        response = client.get(page)
        for secret in ("Rahasia", "999999999999999", made.telepon_tampil, made.surel, made.alamat):
            assertNotContains(response, secret)
    assertContains(client.get(made.get_absolute_url()), "Akuntansi")
    rows = table(client.get(f"{DIREKTORI}unduh/", {"bentuk": "csv"}), "csv")
    assert "Rahasia" not in str(rows)
    assert made.telepon_tampil not in str(rows)


def test_the_contact_is_shown_by_consent(client):
    made = p2ktd.penyedia(kontak_umum=True)
    assertContains(client.get(made.get_absolute_url()), made.telepon_tampil)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bidang=pel", {"Satu", "Dua"}),
        ("bidang=sdm", {"Tiga"}),
        ("layanan=studi", {"Dua"}),
        ("cari=sat", {"Satu"}),
        ("wilayah=33.05", {"Satu", "Dua"}),
        ("wilayah=33.05.12", {"Satu", "Dua"}),
        ("wilayah=33.05.13", {"Satu"}),
        ("wilayah=33.06", {"Tiga"}),
        ("wilayah=tidak ada", set()),
    ],
)
def test_filters_narrow_the_directory(client, query, found):
    p2ktd.penyedia(nama="Satu")
    dua = p2ktd.penyedia(nama="Dua", layanan=[JenisLayanan.STUDI])
    dua.wilayah_layanan.set([factories.wilayah(factories.KECAMATAN)])
    p2ktd.penyedia(nama="Tiga", kode=factories.KABUPATEN_LAIN, bidang=[Bidang.SDM])
    shown = client.get(f"{DIREKTORI}?{query}").context["halaman"]
    assert {p.nama for p in shown} == found


@pytest.mark.parametrize("status", StatusPengumuman)
def test_drafts_and_withdrawn_calls_are_not_public(client, status):
    made = p2ktd.pengumuman(status)
    hidden = status in {StatusPengumuman.DRAF, StatusPengumuman.BATAL}
    assert client.get(made.get_absolute_url()).status_code == (404 if hidden else 200)


# The pokja's side


def test_scoring_on_the_page(login):
    made, by = p2ktd.penyedia(S.MENDAFTAR), p2ktd.pokja()
    syarat = list(made.pengumuman.syarat.all())
    url = reverse("p2ktd:score", args=[made.pk])
    client = login(by)
    assertContains(client.post(url, {}), "Beri nilai.")
    client.post(url, {f"nilai_{s.pk}": "sebagian" for s in syarat})
    made.refresh_from_db()
    assert made.skor == 50


@pytest.mark.parametrize(
    ("weights", "given", "score"),
    [
        ([1, 1], ["penuh", "tidak"], 50),
        ([3, 1], ["penuh", "tidak"], 75),
        ([1, 2], ["sebagian", "sebagian"], 50),
        ([1], [], 0),
        ([], [], 0),
    ],
)
def test_the_score_is_a_share_of_the_weights(weights, given, score):
    assert score_of(list(enumerate(weights)), dict(enumerate(given))) == score


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tanggal_sk": "2020-01-01", "berlaku_sampai": "2021-01-01"}, "berlaku_sampai"),
        ({"berlaku_sampai": p2ktd.day(6 * 366)}, "berlaku_sampai"),
        ({"tanggal_sk": p2ktd.day(1)}, "tanggal_sk"),
        ({"no_sk": ""}, "no_sk"),
    ],
)
def test_a_decree_out_of_time_is_refused(login, change, field):
    made = p2ktd.penyedia(S.LOLOS)
    url = reverse("p2ktd:provider_step", args=[made.pk, "appoint"])
    sent = {"no_sk": "188/1", "tanggal_sk": p2ktd.day(0), "berlaku_sampai": p2ktd.day(300)}
    response = login(p2ktd.pokja()).post(url, sent | change)
    assert field in response.context["form"].errors
    made.refresh_from_db()
    assert made.status == S.LOLOS


def test_appointing_and_blacklisting_on_the_page(login):
    made, client = p2ktd.penyedia(S.LOLOS), login(p2ktd.pokja())
    sent = {"no_sk": "188/1", "tanggal_sk": p2ktd.day(0), "berlaku_sampai": p2ktd.day(30)}
    client.post(reverse("p2ktd:provider_step", args=[made.pk, "appoint"]), sent)
    assertContains(client.get("/p2ktd/"), made.nama)  # its decree ends within sixty days
    url = reverse("p2ktd:provider_step", args=[made.pk, "blacklist"])
    refused = client.post(url, {"selesai": p2ktd.day(0), "catatan": "x"})
    assertContains(refused, "Sanksi berakhir sesudah hari ini.")
    client.post(url, {"selesai": p2ktd.day(10), "catatan": "Menipu."})
    made.refresh_from_db()
    assert made.status == S.DAFTAR_HITAM
    assertContains(client.get(reverse("p2ktd:manage", args=[made.pk])), "Menipu.")


def test_a_call_is_written_and_published(login):
    by = p2ktd.pokja()
    client = login(by)
    sent = {
        "wilayah": factories.KABUPATEN, "nomor": "414/09/TIK/2026", "judul": "Penerimaan P2KTD",
        "tahun": p2ktd.day(0).year, "tanggal": p2ktd.day(0), "mulai": p2ktd.day(1),
        "selesai": p2ktd.day(0), "tempat_daftar": "Sekretariat", "nilai_lulus": 70,
    }  # fmt: skip
    refused = client.post(reverse("p2ktd:call_create"), sent)
    assertContains(refused, "Pendaftaran ditutup sesudah dibuka.")
    response = client.post(reverse("p2ktd:call_create"), sent | {"selesai": p2ktd.day(3)})
    page = client.get(response["Location"])
    assertContains(page, "Surat keterangan tidak masuk daftar organisasi terlarang")
    client.post(f"{response['Location']}".replace("kelola", "langkah/publish"), {"catatan": ""})
    assert len(client.get(reverse("p2ktd:announcements")).context["halaman"]) == 1
    again = client.post(reverse("p2ktd:call_create"), sent | {"selesai": p2ktd.day(3)})
    assertContains(again, "sudah dipakai", status_code=403)


def test_the_record_of_selection_is_a_paper(login):
    made = p2ktd.pengumuman(StatusPengumuman.SELESAI)
    client = login(p2ktd.pokja())
    response = client.get(reverse("p2ktd:selection_record", args=[made.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    dokumen = made.dokumen.get()
    assertContains(client.get(dokumen.get_absolute_url()), dokumen.nomor)


def test_the_preview_names_who_passed(login):
    by, call = p2ktd.pokja(), p2ktd.pengumuman()
    p2ktd.lolos(call, by, nama="Lembaga Lulus")
    call_actions.close(call, by=by)
    response = login(by).get(reverse("p2ktd:selection_record", args=[call.pk]))
    assertContains(response, "PRATINJAU")
    assertContains(response, "Lembaga Lulus")


def test_other_offices_of_the_tik_see_but_do_not_act(login):
    made = p2ktd.penyedia()
    secretary = factories.user(Peran.TIK, jabatan=Jabatan.SEKRETARIS)
    response = login(secretary).get(reverse("p2ktd:manage", args=[made.pk]))
    assert response.context["langkah"] == []


def test_the_front_page_warns_the_pokja_and_nobody_else(login):
    made = p2ktd.penyedia(sampai=p2ktd.day(59))
    p2ktd.penyedia(S.MENDAFTAR)
    response = login(p2ktd.pokja()).get("/")
    assertContains(response, "1 pendaftar menunggu penilaian")
    assertContains(response, reverse("p2ktd:manage", args=[made.pk]))
    assertNotContains(login(factories.user(Peran.TIK)).get("/"), "Direktori P2KTD")


# Lists


@pytest.mark.parametrize("name", ["directory", "announcements", "providers", "calls", "index"])
def test_lists_cost_the_same_for_one_and_three(login, count_queries, name):
    client = login(p2ktd.pokja())
    url = reverse(f"p2ktd:{name}")
    one, three = count_queries(
        lambda n: p2ktd.penyedia(sampai=p2ktd.day(9)), lambda: client.get(url)
    )
    assert one == three


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_exports_hold_what_the_lists_hold(login, bentuk):
    made = p2ktd.penyedia(nama="=1+1")
    p2ktd.penyedia(S.DITOLAK)
    client = login(p2ktd.pokja())
    query = {"status": "ditetapkan"}
    listed = client.get(reverse("p2ktd:providers"), query).context["halaman"]
    url = reverse("p2ktd:providers_export")
    rows = table(client.get(url, query | {"bentuk": bentuk}), bentuk)
    assert [r["Nomor pendaftaran"] for r in rows] == [p.nomor for p in listed] == [made.nomor]
    public = table(client.get(f"{DIREKTORI}unduh/", {"bentuk": bentuk}), bentuk)
    assert [r["Nama"].lstrip("'") for r in public] == ["=1+1"]
    assert {r["Bidang"] for r in public} == {Bidang.PEL.label}


def test_the_public_page_shows_what_villages_gave_on_average(client):
    file = pekerjaan.work("dibayar")
    url = file.penyedia.get_absolute_url()
    assertNotContains(client.get(url), "Nilai dari warga desa")
    pekerjaan.rate(file, pekerjaan.ketua())  # 5, 4 and 5
    assertContains(client.get(url), "<strong>4,7 dari 5</strong>, rata-rata 1 pekerjaan")
