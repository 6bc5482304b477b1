"""Directory, application, papers: what the public sees, what it may send, what stays inside."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Jabatan, Peran
from inovasi.choices import Bidang
from p2ktd.actions import pengumuman as call_actions
from p2ktd.actions import penyedia as actions
from p2ktd.choices import JenisLayanan, StatusPengumuman, StatusPenyedia
from p2ktd.models import Berkas, Penyedia
from p2ktd.models.penilaian import score_of
from ppid.lib.berkas import PALING_BESAR
from tests import factories
from tests.factories import p2ktd, tugas
from tests.p2ktd.tabel import table

DIREKTORI = "/p2ktd/penyedia/"
S = StatusPenyedia


def data(**change):
    return {
        "isian": uuid7(),
        "jenis": "lembaga",
        "bentuk": "lsm",
        "nama": "Yayasan Bina Desa",
        "pimpinan": "Rina",
        "alamat": "Jalan Merdeka 1",
        "telepon": "0275 123456",
        "surel": "bina@contoh.id",
        "bidang": ["pel"],
        "layanan": ["bimtek"],
        "setuju": "on",
    } | change


def send(client, to, **change):
    return client.post(reverse("p2ktd:apply", args=[to.pk]), data(**change))


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


# Applying


def test_a_provider_applies_and_completes_behind_the_link(client):
    call = p2ktd.pengumuman()

    response = send(client, call)

    made = Penyedia.objects.get()
    home = reverse("p2ktd:application", args=[actions.code_for(made)])
    assertRedirects(response, home)
    assert (made.status, made.telepon, made.created_by) == (S.MENDAFTAR, "+62275123456", None)
    assert made.nomor == f"P2KTD/{factories.KABUPATEN}/{call.tahun}/0001"
    client.post(f"{home}ahli/", {"nama": "Budi", "keahlian": "Akuntansi", "pengalaman": 6})
    client.post(f"{home}isi/legalitas/", {"npwp": "12.345.678.9-012.000"})
    syarat = call.syarat.get(teks="Akta pendirian")
    file = SimpleUploadedFile("akta.pdf", p2ktd.PDF)
    client.post(f"{home}berkas/{syarat.pk}/", {"berkas": file, "berlaku_sampai": p2ktd.day(400)})
    page = client.get(home)
    assertContains(page, "Budi, Akuntansi")
    assertContains(page, "akta.pdf")
    made.refresh_from_db()
    assert made.npwp == "123456789012000"


def test_the_link_from_the_mail_confirms(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, p2ktd.pengumuman())
    made = Penyedia.objects.get()
    assert mail.outbox[0].to == ["bina@contoh.id"]
    link = next(w for w in mail.outbox[0].body.split() if "/konfirmasi/" in w)
    path = "/" + link.split("/", 3)[3]
    client.get(path)
    made.refresh_from_db()
    assert made.dikonfirmasi_at is None  # opening is not yet confirming
    client.post(path)
    made.refresh_from_db()
    assert made.cara_konfirmasi == "surel"
    assertContains(client.get(path), "sudah dikonfirmasi")


def test_a_double_press_is_one_application(client):
    call, sent = p2ktd.pengumuman(), data()
    url = reverse("p2ktd:apply", args=[call.pk])
    first, second = client.post(url, sent), client.post(url, sent)
    assert first["Location"] == second["Location"]
    assert Penyedia.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bentuk": ""}, "bentuk"),
        ({"telepon": "12"}, "telepon"),
        ({"surel": "bukan"}, "surel"),
        ({"bidang": []}, "bidang"),
        ({"bidang": ["lain"]}, "bidang"),
        ({"setuju": ""}, "setuju"),
        ({"situs": "http://x"}, "situs"),
        ({"isian": "x"}, "isian"),
    ],
)
def test_bad_applications_are_refused_with_a_sentence(client, change, field):
    response = send(client, p2ktd.pengumuman(), **change)
    assert field in response.context["form"].errors
    assert not Penyedia.objects.exists()


def test_the_same_name_applies_once(client):
    call = p2ktd.pengumuman()
    send(client, call)
    response = send(client, call, nama="yayasan  bina desa")
    assertContains(response, "Nama ini sudah mendaftar.")
    assert Penyedia.objects.count() == 1


def test_the_blacklisted_are_turned_away(client):
    p2ktd.penyedia(S.DAFTAR_HITAM, nama="Yayasan Bina Desa")
    response = send(client, p2ktd.pengumuman())
    assertContains(response, "sedang dalam daftar hitam", status_code=403)
    assert Penyedia.objects.count() == 1


def test_outside_the_dates_nobody_applies(client):
    call = p2ktd.pengumuman(mulai=p2ktd.day(1))
    response = send(client, call)
    assertContains(response, "tidak sedang dibuka", status_code=403)
    assert not Penyedia.objects.exists()


def test_one_address_applies_five_times_an_hour(client):
    call = p2ktd.pengumuman()
    for n in range(5):
        send(client, call, nama=f"Lembaga {n}")
    response = send(client, call, nama="Lembaga 6")
    assertContains(response, "Terlalu banyak kiriman", status_code=403)
    assert Penyedia.objects.count() == 5


def test_after_closing_the_link_only_shows(client):
    made = p2ktd.penyedia(S.MENDAFTAR)
    call_actions.close(made.pengumuman, by=p2ktd.pokja())
    home = reverse("p2ktd:application", args=[actions.code_for(made)])
    assertContains(client.get(home), "tidak dapat diubah")
    response = client.post(f"{home}isi/identitas/", data(nama="Lain"))
    assertContains(response, "Masa pendaftaran sudah ditutup", status_code=403)


def test_a_paper_application_is_entered_by_the_pokja(login):
    call, by = p2ktd.pengumuman(), p2ktd.pokja()
    response = login(by).post(reverse("p2ktd:call_enter", args=[call.pk]), data())
    made = Penyedia.objects.get()
    assertRedirects(response, reverse("p2ktd:manage", args=[made.pk]))
    assert (made.created_by, made.cara_konfirmasi) == (by, "langsung")


# Papers


def upload(login, content, name="akta.pdf", **more):
    made = p2ktd.penyedia(S.MENDAFTAR)
    syarat = made.pengumuman.syarat.get(teks="Akta pendirian")
    url = reverse("p2ktd:paper_add", args=[made.pk, syarat.pk])
    file = {"berkas": SimpleUploadedFile(name, content)} if content else {}
    return login(p2ktd.pokja()).post(url, file | more)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "bukan PDF, JPG atau PNG"),
        (b"MZ\x90\x00", "bukan PDF, JPG atau PNG"),
        (p2ktd.PDF[:20], "terpotong"),
        (p2ktd.PDF + b"0" * PALING_BESAR, "paling besar 8 MB"),
        (b"", "Pilih berkasnya."),
    ],
    ids=["html", "exe", "half a pdf", "too large", "nothing"],
)
def test_what_is_no_paper_is_refused_with_a_sentence(login, content, sentence):
    assertContains(upload(login, content), sentence)
    assert not Berkas.objects.exists()


def test_a_paper_out_of_date_is_refused(login):
    response = upload(login, p2ktd.PDF, berlaku_sampai=p2ktd.day(-1))
    assertContains(response, "sudah tidak berlaku")
    assert not Berkas.objects.exists()


def test_a_picture_is_encoded_anew(login):
    upload(login, tugas.photo_bytes(form="PNG"), "foto.php")
    made = Berkas.objects.get()
    assert (made.tipe, made.berkas.name[-4:]) == ("image/jpeg", ".jpg")
    with made.berkas.open("rb") as file:
        assert file.read(2) == b"\xff\xd8"


def test_a_newer_paper_replaces_and_the_older_stays():
    made, by = p2ktd.penyedia(S.MENDAFTAR), p2ktd.pokja()
    syarat = made.pengumuman.syarat.get(teks="Akta pendirian")
    first = actions.add_paper(made, syarat, p2ktd.paper(), by=by)
    second = actions.add_paper(made, syarat, p2ktd.paper(), by=by)
    assert list(made.berkas.current()) == [second]
    assert set(made.berkas.all()) == {first, second}


def test_papers_go_to_those_who_look_after_the_provider(login):
    made = p2ktd.penyedia()
    url = reverse("p2ktd:paper", args=[made.berkas.first().pk])
    response = login(p2ktd.pokja()).get(url)
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == p2ktd.PDF
    for peran, kode in [(Peran.TPID, None), (Peran.PLD, None), (Peran.TIK, "33.06")]:
        assert login(factories.user(peran, kode)).get(url).status_code == 404


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
