"""Applying: the public form, the secret link, papers and who reads them."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects
from uuid6 import uuid7

from desa.choices import Peran
from p2ktd.actions import pengumuman as call_actions
from p2ktd.actions import penyedia as actions
from p2ktd.choices import StatusPenyedia
from p2ktd.models import Berkas, Penyedia
from ppid.lib.berkas import PALING_BESAR
from tests import factories
from tests.factories import p2ktd, tugas

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
