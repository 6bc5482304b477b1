"""The village index: read from the ministry's file, typed in, and what it says is weak."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from desa.actions import idm as actions
from desa.choices import DimensiIdm, Peran, StatusIdm
from desa.idm_baca import NotRumusan, read_rumusan
from desa.models import Idm, Jejak
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import desa as make

REAL = Path(__file__).parents[3] / "shared/data/idm"


def rumusan(kode="3305122001", tahun=2024, baris=()):
    """The ministry's answer, cut down to what is read."""
    row = {"NO": 1, "INDIKATOR": "Skor Dokter", "SKOR": 0, "KETERANGAN": "Tidak ada",
           "KEGIATAN": "Pengadaan dokter", "NILAI": "0.0095", "DESA": None}  # fmt: skip
    last = {"KETERANGAN": None, "KEGIATAN": None, "NILAI": None, "DESA": None, "NO": None}
    rows = [
        row, *baris, last | {"INDIKATOR": f"IKS {tahun}", "SKOR": 0.8},
        row | {"INDIKATOR": "Skor Pasar", "SKOR": 1, "NILAI": "0.0222", "DESA": "DD"},
        last | {"INDIKATOR": f"IKE {tahun}", "SKOR": 0.41666666},
        row | {"INDIKATOR": "Skor Rawan Bencana", "SKOR": 5, "KEGIATAN": "-", "NILAI": "0"},
        last | {"INDIKATOR": f"IKL {tahun}", "SKOR": 0.6},
        last | {"INDIKATOR": f"IDM {tahun}", "SKOR": 0.64825396},
        last | {"INDIKATOR": f"STATUS IDM {tahun}", "SKOR": "Berkembang"},
    ]  # fmt: skip
    return json.dumps({"mapData": {
        "SUMMARIES": {"TAHUN": tahun}, "ROW": rows, "IDENTITAS": [{"id_desa": kode}],
    }}).encode()  # fmt: skip


def upload(client, content, kode=factories.DESA):
    file = SimpleUploadedFile("rumusan.json", content, "application/json")
    return client.post(reverse("desa:idm", args=[kode]), {"berkas": file, "kirim_berkas": "1"})


def test_file_is_read_with_its_parts_and_gaps():
    kode, isi = read_rumusan(rumusan())

    idm = Idm(**isi)
    assert (kode, idm.tahun, idm.skor) == ("3305122001", 2024, Decimal("0.6483"))
    assert (idm.iks, idm.ike, idm.ikl) == (Decimal("0.8"), Decimal("0.4167"), Decimal("0.6"))
    assert idm.status == StatusIdm.BERKEMBANG
    assert idm.terlemah == DimensiIdm.IKE
    assert [(c.kode, c.nama, c.skor, c.oleh_desa) for c in idm.celah] == [
        ("ike01", "Pasar", 1, True),
        ("iks01", "Dokter", 0, False),
    ]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"mapData": null}'])
def test_anything_else_is_no_such_file(content):
    with pytest.raises(NotRumusan, match="bukan rumusan IDM"):
        read_rumusan(content)


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_every_real_file_is_read_whole():
    files = sorted(REAL.glob("rumusan_json_*/*/*.json"))
    for file in files:
        kode, isi = read_rumusan(file.read_bytes())
        assert (kode, f"{isi['tahun']}") == (file.parent.name, file.stem)
        assert len(isi["indikator"]) == 50
        assert {i["dimensi"] for i in isi["indikator"]} == {"iks", "ike", "ikl"}
    assert len(files) == 40


@pytest.mark.parametrize(
    ("skor", "status"),
    [
        ("0.4907", "Sangat tertinggal"), ("0.4908", "Tertinggal"), ("0.5989", "Tertinggal"),
        ("0.5990", "Berkembang"), ("0.7072", "Berkembang"), ("0.7073", "Maju"),
        ("0.8155", "Maju"), ("0.8156", "Mandiri"), ("1", "Mandiri"),
    ],
)  # fmt: skip
def test_status_follows_the_score(skor, status):
    assert Idm(skor=Decimal(skor)).status.label == status


def test_admin_uploads_the_file_of_a_village(login):
    admin = factories.user(Peran.ADMIN)
    factories.wilayah()

    response = upload(login(admin), rumusan())

    idm = Idm.objects.get()
    assertRedirects(response, idm.get_absolute_url())
    assert (idm.desa_id, idm.created_by) == (factories.DESA, admin)
    assert Jejak.objects.get(objek="desa.Idm").langkah == "create"


def test_the_same_file_again_changes_nothing(login):
    client = login(factories.user(Peran.ADMIN))
    factories.wilayah()
    upload(client, rumusan())
    upload(client, rumusan())
    assert Idm.objects.count() == Jejak.objects.filter(objek="desa.Idm").count() == 1


def test_file_of_another_village_is_refused(login):
    factories.wilayah()
    response = upload(login(factories.user(Peran.ADMIN)), rumusan(kode="3305132001"))
    assertContains(response, "milik desa berkode 3305132001, bukan Desa")
    assert not Idm.objects.exists()


def test_admin_types_the_numbers_and_keeps_the_indicators(login):
    make.idm(tahun=2025, skor="0.5000", indikator=[make.indikator()])
    data = {"tahun": 2025, "skor": "0,7123", "iks": "", "ike": "0,5", "ikl": ""}

    login(factories.user(Peran.ADMIN)).post(reverse("desa:idm", args=[factories.DESA]), data)

    idm = Idm.objects.get()
    assert (idm.skor, idm.ike) == (Decimal("0.7123"), Decimal("0.5"))
    assert len(idm.indikator) == 1


@pytest.mark.parametrize("skor", ["7,1", "-0,1", "tinggi", ""])
def test_a_score_outside_0_and_1_is_refused(login, skor):
    factories.wilayah()
    data = {"tahun": 2025, "skor": skor}
    url = reverse("desa:idm", args=[factories.DESA])
    response = login(factories.user(Peran.ADMIN)).post(url, data)
    assert "skor" in response.context["angka"].errors
    assert not Idm.objects.exists()


@pytest.mark.parametrize("peran", [Peran.PLD, Peran.PD, Peran.TPID, Peran.PEMANTAU])
def test_others_read_it_and_may_not_write(login, peran):
    make.idm(indikator=[make.indikator()])
    client = login(factories.user(peran))
    url = reverse("desa:idm", args=[factories.DESA])
    assertContains(client.get(url), "Pembentukan BUMDESA")
    assert client.post(url, {"tahun": 2025, "skor": "0,9"}).status_code == 403


def test_a_kelurahan_has_no_idm():
    kelurahan = factories.wilayah("33.05.12.1001")
    with pytest.raises(NotAllowed, match="bukan desa"):
        actions.keep(by=factories.user(Peran.ADMIN), desa=kelurahan, tahun=2025, skor=1)
