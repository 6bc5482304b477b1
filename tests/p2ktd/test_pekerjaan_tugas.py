"""Duties 6 and 7: the stones follow needs, works and the Musdes, and never a tick box."""

import pytest

from desa.choices import Peran
from p2ktd.actions import pekerjaan
from p2ktd.choices import StatusKebutuhan, StatusPekerjaan
from tests import factories
from tests.factories import pekerjaan as make
from tugas.actions.capaian import rebuild
from tugas.models import Capaian

K, P = StatusKebutuhan, StatusPekerjaan


def stone(nomor):
    return Capaian.objects.get(desa=factories.DESA, tahun=2018, nomor=nomor)


@pytest.mark.parametrize(
    ("status", "enam", "tujuh", "langkah"),
    [
        (P.DISUSUN, "berjalan", "belum", "Lengkapi KAK dan RAB"),
        (P.PENYEDIA_DIPILIH, "berjalan", "belum", "Tanda tangani SPK untuk"),
        (P.KONTRAK, "terlambat", "belum", "Mulai pekerjaan"),
        (P.BERJALAN, "terlambat", "belum", "Catat pelaksanaan dan laporan"),
        (P.LAPORAN_DISERAHKAN, "berjalan", "belum", "Tanda tangani BAST"),
        (P.SENGKETA, "berjalan", "belum", "Selesaikan sengketa"),
        (P.DISERAHTERIMAKAN, "selesai", "berjalan", ""),
        (P.DIPERTANGGUNGJAWABKAN, "selesai", "selesai", ""),
        (P.SELESAI, "selesai", "selesai", ""),
        (P.BATAL, "berjalan", "belum", "Susun pekerjaan untuk"),
    ],
)
def test_the_stones_follow_the_work(status, enam, tujuh, langkah):
    make.work(status)
    assert stone(6).keadaan == enam
    assert stone(7).keadaan == tujuh
    assert stone(6).langkah.startswith(langkah)


def test_a_proposed_need_waits_for_the_forum():
    make.need(K.DIUSULKAN)
    assert (stone(6).keadaan, stone(6).siapa) == ("berjalan", Peran.TPID)
    assert (
        stone(6).langkah == "Bawa “Pelatihan pembukuan BUMDes” ke musyawarah untuk diprioritaskan."
    )


def test_a_draft_is_nobodys_fact():
    make.need()
    assert not Capaian.objects.exists()


def test_a_village_without_need_has_two_stones_less_to_walk():
    make.need(K.NIHIL)
    assert [stone(n).keadaan for n in (6, 7)] == ["tidak_perlu", "tidak_perlu"]


def test_after_the_bast_the_musdes_is_the_next_step():
    make.work(P.DISERAHTERIMAKAN)
    assert stone(7).langkah == "Rencanakan Musdes pertanggungjawaban P2KTD."
    assert (stone(7).ada, stone(7).perlu) == (0, 1)


def test_stones_kept_step_by_step_equal_those_judged_anew():
    file = make.work(P.BERJALAN)
    make.need(K.NIHIL, factories.DESA[:-1] + "2")
    pekerjaan.dispute(file, by=make.ketua(), catatan="Beda pendapat.")
    _, stones, counts = rebuild()
    assert (stones, counts) == (0, 0)
