"""The paper: what it says, that it is sealed, that it can be checked."""

import io
import json
import re
import shutil
import subprocess
from datetime import date
from hashlib import sha256

import pikepdf
import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from desa.models import Dokumen, Sebutan
from musyawarah import actions, tasks
from musyawarah.choices import Cara, JenisMusyawarah, Status, Unsur
from musyawarah.data import data_of
from musyawarah.models import Kehadiran, Musyawarah
from musyawarah.naskah import Naskah
from ppid.lib import pdf
from tests import factories
from tests.factories.musyawarah import admin, decision, fill, musyawarah, person

needs_pdf = pytest.mark.skipif(bool(pdf.pdf_lack()), reason="Pango is not installed here.")
needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler-utils is not installed here."
)
NAMA = ["Nur'aini", "Ng", "Muhammad Abdurrahman Wahid Al-Ayyubi bin Sastrowardoyo Kusumo", "Žarko"]


def sealed(jenis=JenisMusyawarah.MAD_1, names=(), **fields):
    made, by = musyawarah(Status.NOTULEN, jenis, **fields), admin()
    for nama in names:
        person(made, by=by, nama=nama)
    return actions.finalise(made, by=by)


def text_of(content, *options):
    command = [shutil.which("pdftotext"), *options, "-", "-"]
    run = subprocess.run(command, input=content, capture_output=True, check=True, timeout=60)  # noqa: S603
    return " ".join(run.stdout.decode().split())


# What it says


@needs_pdf
@needs_poppler
def test_the_paper_holds_every_name_every_decision_and_the_date_in_words():
    made, by = musyawarah(Status.NOTULEN), admin()
    people = [person(made, by=by, nama=nama) for nama in NAMA]
    decision(made, by=by, teks="Memilih ketua.", cara=Cara.SUARA, setuju=4, menolak=1, abstain=0)
    actions.add_row(
        made, "tindak_lanjut", by=by, kegiatan="SK Camat", penanggung_jawab="Camat",
        batas=date(2018, 9, 3),
    )  # fmt: skip
    text = text_of(tasks.pdf_of(actions.finalise(made, by=by)))

    assert "Senin, tanggal dua puluh tujuh bulan Agustus tahun dua ribu delapan belas" in text
    assert "(27-08-2018), pukul 09.00 s.d. 11.30 WIB" in text
    assert "6 (enam) orang (L: 5, P: 1) dari 1 desa" in text
    for k in people:
        assert k.nama in text
    assert "Menyepakati pembentukan TPID. (mufakat)" in text
    assert "Memilih ketua. (suara terbanyak: 4 setuju, 1 menolak, 0 abstain)" in text
    assert "SK Camat Camat 3 September 2018" in text
    assert "Kuorum terpenuhi (6 dari 9 orang yang diundang, paling sedikit 6 orang)." in text
    assert "Halaman 1 dari" in text
    assert "format aplikasi" in text.lower()
    assert "resmi" not in text.lower()


@needs_pdf
@needs_poppler
def test_names_are_those_of_the_kabupaten():
    kabupaten = factories.wilayah(factories.KABUPATEN)
    Sebutan.objects.create(
        kabupaten=kabupaten, desa="Gampong", kepala_desa="Keuchik", bpd="Tuha Peut"
    )
    text = text_of(tasks.pdf_of(sealed(JenisMusyawarah.MUSDES_P2KTD)))
    assert "TUHA PEUT BERITA ACARA" in text
    assert f"bertempat di Pendopo Kecamatan, Gampong Wilayah {factories.DESA}" in text
    assert f"Mengetahui, Keuchik Wilayah {factories.DESA}" in text
    assert "dari 1 gampong" not in text  # a village's own forum is not counted by village


def naskah(**fields):
    made = musyawarah(Status.NOTULEN, **fields)
    return made, Naskah(data_of(made))


def test_quorum_is_said_three_ways():
    assert naskah(diundang=3)[1].kuorum.startswith("Kuorum terpenuhi (2 dari 3")
    short = naskah(diundang=9)[1].kuorum
    assert short.startswith("Kuorum tidak terpenuhi (2 dari 9 orang yang diundang, paling sedikit")
    assert short.endswith("dilanjutkan sesuai tata tertib.")
    made, _ = naskah()
    actions.edit(made, by=admin(), diundang=None)
    assert "tidak tercatat" in Naskah(data_of(Musyawarah.objects.get(pk=made.pk))).kuorum
    assert naskah(jenis=JenisMusyawarah.RAKOR, kode=factories.KECAMATAN)[1].kuorum == ""


def test_the_composition_names_who_is_not_there():
    factories.wilayah(f"{factories.KECAMATAN}.2002", "Sukamaju")
    factories.wilayah(f"{factories.KECAMATAN}.1003", "Kelurahan")
    _, paper = naskah()
    assert list(paper.susunan) == [
        "Unsur yang belum terwakili: BPD, Keterwakilan perempuan.",
        "Desa yang tidak mengirim wakil: Sukamaju.",
        "Peserta perempuan 1 orang (50 persen).",
    ]


def test_invited_people_who_did_not_come_are_not_in_the_minutes():
    made, by = musyawarah(Status.NOTULEN), admin()
    person(made, by=by, nama="Tidak Datang", hadir=False)
    assert "Tidak Datang" not in actions.finalise(made, by=by).data


def test_a_jabatan_that_says_the_unsur_stands_alone():
    made, by = musyawarah(Status.NOTULEN), admin()
    person(made, by=by, unsur=Unsur.BPD, jabatan="Ketua BPD")
    person(made, by=by, unsur=Unsur.LPM, jabatan="Sekretaris")
    said = [k["sebagai"] for k in Naskah(data_of(made)).hadir]
    assert said[-2:] == ["Ketua BPD", "LPM, Sekretaris"]


# The seal


@needs_pdf
def test_the_same_minutes_give_the_same_bytes():
    dokumen = sealed(names=NAMA)
    again = Dokumen.objects.get(pk=dokumen.pk)
    assert tasks.pdf_of(dokumen) == tasks.pdf_of(again)


@needs_pdf
def test_the_file_is_tagged_archival_and_carries_its_data():
    dokumen = sealed()
    with pikepdf.open(io.BytesIO(tasks.pdf_of(dokumen))) as paper:
        assert paper.Root.MarkInfo.Marked
        assert paper.Root.Lang == "id"
        metadata = paper.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        data = paper.attachments["berita-acara.json"].get_file().read_bytes()
    assert sha256(data).hexdigest() == dokumen.sha256_data
    assert json.loads(data)["keputusan"][0]["teks"] == "Menyepakati pembentukan TPID."


@needs_pdf
@needs_poppler
def test_the_qr_leads_to_the_check_page(client, tmp_path):
    dokumen = sealed()
    (tmp_path / "ba.pdf").write_bytes(tasks.pdf_of(dokumen))
    command = [shutil.which("pdftoppm"), "-r", "110", "-png", "ba.pdf", "hal"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60)  # noqa: S603
    found = set()
    for page in tmp_path.glob("hal*.png"):
        with Image.open(page) as image:
            found |= {code.text for code in zxingcpp.read_barcodes(image)}

    assert found == {dokumen.check_url}
    address = found.pop().partition("/periksa/")[2]
    assertContains(client.get(f"/periksa/{address}"), "Cocok.")


@needs_pdf
def test_finalising_makes_the_file_once_and_it_is_never_made_again(
    login, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = musyawarah(Status.FINAL)
    dokumen = Dokumen.objects.get()
    content = dokumen.berkas.read()
    assert sha256(content).hexdigest() == dokumen.sha256_berkas

    tasks.print_minutes(dokumen.pk)
    response = login(admin()).get(reverse("musyawarah:minutes", args=[made.pk]))

    assert response.content == content
    assert response["Content-Type"] == "application/pdf"
    assert Dokumen.objects.get().berkas.name == dokumen.berkas.name


@needs_pdf
def test_a_file_that_was_never_made_is_made_when_asked_for(login):
    made = musyawarah(Status.FINAL)
    response = login(admin()).get(reverse("musyawarah:minutes", args=[made.pk]))
    assert response.content.startswith(b"%PDF")
    assert Dokumen.objects.get().sha256_berkas == sha256(response.content).hexdigest()


@needs_pdf
def test_an_old_version_stays_as_it_was(login):
    made, by = musyawarah(Status.FINAL), admin()
    old = login(by).get(reverse("musyawarah:minutes", args=[made.pk])).content
    actions.reopen(made, by=by, catatan="Nama keliru.")
    Kehadiran.objects.filter(nama="Siti Aminah").update(nama="Siti Aminatun")
    actions.finalise(made, by=by)

    client = login(by)
    new = client.get(reverse("musyawarah:minutes", args=[made.pk])).content
    assert client.get(reverse("musyawarah:minutes_version", args=[made.pk, 1])).content == old
    assert client.get(reverse("musyawarah:minutes_version", args=[made.pk, 2])).content == new
    assert new != old
    assert client.get(reverse("musyawarah:minutes_version", args=[made.pk, 3])).status_code == 404


def test_minutes_that_are_not_final_have_no_paper_but_a_preview(login):
    made, client = musyawarah(Status.NOTULEN), login(admin())
    assert client.get(reverse("musyawarah:minutes", args=[made.pk])).status_code == 404
    response = client.get(reverse("musyawarah:preview", args=[made.pk]))
    assertContains(response, "PRATINJAU")
    assertContains(response, "Siti Aminah")


@pytest.fixture
def without_pango():
    """The machine has no Pango: the engine is remembered as absent."""
    found, pdf._engine = pdf._engine, _absent
    yield
    pdf._engine = found


def _absent():
    raise pdf.PdfUnavailable("PDF belum dapat dibuat: pasang libpango-1.0-0.")


@pytest.mark.parametrize("page", ["minutes", "sheet"])
def test_without_pango_the_paper_is_a_page_to_print(
    login, page, without_pango, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = musyawarah(Status.FINAL)
    response = login(admin()).get(reverse(f"musyawarah:{page}", args=[made.pk]))
    assertContains(response, "pasang libpango-1.0-0")
    assertContains(response, "Siti Aminah")
    assert made.status == Status.FINAL


@needs_pdf
@needs_poppler
def test_the_blank_sheet_has_the_names_so_far_and_fifteen_empty_rows(login):
    made = musyawarah()
    person(made, nama="Diundang Saja", hadir=False)
    first = person(made)
    actions.remove_person(made, first.pk, by=admin())
    person(made, nama="Siti")
    response = login(admin()).get(reverse("musyawarah:sheet", args=[made.pk]))
    text = text_of(response.content, "-layout")
    assert "1 Diundang Saja" in text
    assert "3 Siti" in text  # the number of its row on paper that may be out already
    assert "18." in text
    assert "19." not in text


# The check page


def check(client, kode, **query):
    return client.get(reverse("desa:check", args=[kode]), query)


def test_the_check_page_says_cocok_and_nothing_personal(client):
    dokumen = sealed(judul="MAD bersama Siti Aminah")
    response = check(client, dokumen.kode)
    assertContains(response, "Cocok.")
    for shown in (dokumen.nomor, "Senin, 27 Agustus 2018", dokumen.sha256_data):
        assertContains(response, shown)
    for hidden in ("Siti Aminah", "Sutrisno", "Wahyuni", "Penanda"):
        assertNotContains(response, hidden)


@pytest.mark.parametrize("spell", [str.lower, lambda kode: f"{kode[:5]} {kode[5:]}"])
def test_a_code_may_be_typed_as_it_comes(client, spell):
    dokumen = sealed()
    response = client.get(reverse("desa:check_form"), {"kode": spell(dokumen.kode)}, follow=True)
    assertContains(response, "Cocok.")


def test_the_first_eight_letters_are_compared(client):
    dokumen = sealed()
    good = dokumen.sha256_data[:8]
    bad = ("0" if good[0] != "0" else "1") + good[1:]
    assertContains(check(client, dokumen.kode, sidik=good.upper()), "Cocok.")
    assertContains(check(client, dokumen.kode, sidik=bad), "Berubah.")


def test_data_changed_behind_our_back_is_noticed(client):
    dokumen = sealed()
    Dokumen.objects.update(data=dokumen.data.replace("mufakat", "mufakap"))
    assertContains(check(client, dokumen.kode), "Berubah.")


def test_an_older_version_points_to_the_newer(client):
    made, by = musyawarah(Status.FINAL), admin()
    old = Dokumen.objects.get()
    assertNotContains(check(client, old.kode), "yang menggantikannya")
    actions.reopen(made, by=by, catatan="Keliru.")
    actions.finalise(made, by=by)
    assertContains(check(client, old.kode), "Sudah ada versi 2 yang menggantikannya")


@pytest.mark.parametrize("kode", ["ABCDE23456", "x" * 300, "%00", "' OR 1=1 --", "é"])
def test_an_unknown_code_is_a_friendly_404(client, kode):
    response = check(client, kode)
    assertContains(response, "Tidak dikenal.", status_code=404)
    assertContains(response, "Periksa dengan kode", status_code=404)


def test_a_stranger_gets_no_file(client):
    made = musyawarah(Status.FINAL)
    response = client.get(reverse("musyawarah:minutes", args=[made.pk]))
    assert response.status_code == 302


def test_only_who_sees_the_meeting_gets_the_file(login):
    made = musyawarah(Status.FINAL)
    url = reverse("musyawarah:preview", args=[made.pk])
    assert login(factories.user(Peran.PLD)).get(url).status_code == 200
    assert login(factories.user(Peran.PLD, factories.DESA_LAIN)).get(url).status_code == 404


def test_every_kind_can_be_sealed():
    for jenis in JenisMusyawarah:
        kode = factories.KECAMATAN if jenis in {"bid", "rakor", "pelatihan_tpid"} else None
        made = musyawarah(jenis=jenis, kode=kode)
        fill(made, admin())
        paper = Naskah(data_of(made))
        assert paper.kop
        assert re.findall(r"\{[a-z_]+\}", json.dumps(paper.data)) == []
