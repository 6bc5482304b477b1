"""The handing over: what was received is ticked output by output, and printed as ticked."""

import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from p2ktd.actions import laporan
from p2ktd.choices import StatusPekerjaan
from p2ktd.naskah import Naskah
from ppid.lib.workflow import NotAllowed
from tests.factories import pekerjaan as make

P = StatusPekerjaan


def test_a_bast_is_signed_when_every_output_is_ticked_as_received(client):
    """Whatever was written stays on the page; the sentence names what is not there."""
    file = make.work(P.BERJALAN)
    for uraian in ("Modul cetak", "Video praktik"):
        file.keluaran.create(uraian=uraian)
    make._delivered(file, {"ketua": make.ketua()})
    book, module, video = file.keluaran.all()
    client.force_login(make.ketua())
    url = reverse("p2ktd:work_handover", args=[file.pk])
    data = make.bast_fields(kondisi="Buku rapi.") | {
        f"terima_{book.pk}": "on",
        f"catatan_{book.pk}": "Tiga jilid.",
        f"catatan_{video.pk}": "Suaranya hilang",
    }

    page = client.post(url, data)
    assertContains(page, f"Keluaran “{module}” belum diterima.")
    assertContains(page, f"Keluaran “{video}” belum diterima: Suaranya hilang.")
    for kept in ("Buku rapi.", "Tiga jilid.", "Suaranya hilang"):
        assertContains(page, kept)
    assert page.context["form"][f"terima_{book.pk}"].value() is True
    assert not file.bast.exists()

    assert client.post(url, data | make.ticks(file)).status_code == 302
    data = json.loads(file.dokumen.get(jenis="BAST P2KTD").data)
    assert [(k["terima"], k["catatan"]) for k in data["keluaran"]] == [
        (True, "Tiga jilid."), (True, ""), (True, "Suaranya hilang"),
    ]  # fmt: skip


def test_no_way_round_the_form_signs_for_what_was_not_received():
    file, k = make.work(P.LAPORAN_DISERAHKAN), make.ketua()
    row = file.keluaran.get()
    for periksa in ({}, {row.pk: (False, "Rusak")}):
        with pytest.raises(NotAllowed, match="Keluaran “Buku kas BUMDes tersusun” belum diterima"):
            laporan.hand_over(file, by=k, periksa=periksa, **make.bast_fields())
    assert not file.bast.exists()


def test_a_paper_of_the_older_format_keeps_its_layout():
    paper = make.work(P.DISERAHTERIMAKAN).dokumen.get(jenis="BAST P2KTD")
    old = json.loads(paper.data) | {"bentuk": 1}
    templates = [n.template for n in (Naskah.of(paper), Naskah(paper.jenis, old))]
    assert templates == ["p2ktd/pdf/bast_2.html", "p2ktd/pdf/bast.html"]
