"""The berita acara of a BID says what its bursa brought: cards by bidang, promises by village."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inovasi.choices import Bidang, StatusKomitmen
from musyawarah import actions
from musyawarah.choices import JenisMusyawarah, Status
from musyawarah.data import data_of
from musyawarah.kartu import cards_of
from musyawarah.naskah import Naskah
from tests import factories
from tests.arsip import lacks
from tests.factories import komitmen as factory
from tests.factories.musyawarah import admin, musyawarah
from tests.musyawarah.test_naskah import needs_pdf, needs_poppler, text_of

DUA = "33.05.12.2002"


@pytest.fixture
def bid():
    """Two villages invited: one has promised, one card still waits for its signatures."""
    factories.wilayah(DUA, "Karangsari")
    bursa = factory.bursa(tahun=2018)
    factory.komitmen(bursa=bursa, nama_kegiatan="Bank sampah Nur'aini")
    factory.komitmen(StatusKomitmen.DRAF, kode=DUA, bursa=bursa, bidang=Bidang.SDM)
    made = musyawarah(Status.NOTULEN, JenisMusyawarah.BID, kode=factories.KECAMATAN)
    return actions.edit(made, by=admin(), bursa=bursa)


def test_the_numbers_are_those_of_the_cards(bid):
    kartu = Naskah(data_of(bid)).kartu
    assert kartu.jumlah == {"kartu": 2, "ditandatangani": 1, "biaya": 40_000_000}
    assert [(b["kartu"], b["ditandatangani"]) for b in kartu.bidang] == [(1, 1), (1, 0), (0, 0)]
    assert list(kartu.kalimat) == [
        "1 kartu komitmen ditandatangani oleh 1 desa.",
        "1 kartu belum ditandatangani.",
        "Desa yang belum berkomitmen: Karangsari.",
    ]


@needs_pdf
@needs_poppler
def test_they_stand_on_the_paper_and_are_sealed_with_it(bid):
    dokumen = actions.finalise(bid, by=admin())
    content = actions.pdf_bytes(dokumen)
    text = text_of(content)
    assert "Rekapitulasi kartu komitmen" in text
    assert "lampiran 3 kartu komitmen" in text.lower()
    assert "Bank sampah Nur'aini" in text
    assert sorted(set(lacks(content))) == []
    (promise,) = json.loads(dokumen.data)["kartu"]["janji"]
    assert (promise["biaya"], promise["kode_desa"]) == (40_000_000, factories.DESA)


def test_a_forum_of_no_bursa_has_no_such_section(bid):
    for made in (musyawarah(), musyawarah(jenis=JenisMusyawarah.BID, kode=factories.KECAMATAN)):
        naskah = Naskah(data_of(made))
        assert naskah.kartu is None
        assert "Rekapitulasi kartu komitmen" not in [b["judul"] for b in naskah.bagian]


def test_many_villages_without_a_promise_are_counted(bid):
    data = data_of(bid)
    data["kartu"] |= {"tanpa": [f"Desa {n}" for n in range(41)], "diundang": 50}
    last = list(Naskah(data).kartu.kalimat)[-1]
    assert last == "41 dari 50 desa yang diundang belum berkomitmen."


def test_the_cards_ask_as_often_for_one_as_for_three(bid):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            cards_of(bid)
        return len(queries)

    once = asked()
    for n in range(2):
        factory.komitmen(bursa=bid.bursa, nama_kegiatan=f"Kegiatan {n}")
    assert asked() == once
