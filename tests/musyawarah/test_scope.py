"""Who sees which deliberation; companions see the forums above their villages, and no more."""

import pytest

from desa.choices import Peran
from musyawarah import actions
from musyawarah.choices import JenisMusyawarah as J
from musyawarah.models import Musyawarah
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories.musyawarah import musyawarah


@pytest.fixture
def everything():
    return {
        "musdes": musyawarah(jenis=J.MUSDES_SOSIALISASI),
        "musdes lain": musyawarah(jenis=J.MUSDES_SOSIALISASI, kode="33.05.12.2002"),
        "mad": musyawarah(),
        "mad lain": musyawarah(kode=factories.KECAMATAN_LAIN),
        "rakor": musyawarah(jenis=J.RAKOR, kode=factories.KECAMATAN),
        "bid": musyawarah(jenis=J.BID, kode=factories.KABUPATEN),
        "bid lain": musyawarah(jenis=J.BID, kode=factories.KABUPATEN_LAIN),
    }


SEES = {
    Peran.PLD: {"musdes", "mad", "bid"},
    Peran.PD: {"musdes", "musdes lain", "mad", "rakor", "bid"},
    Peran.TPID: {"musdes", "musdes lain", "mad", "rakor", "bid"},
    Peran.TIK: {"musdes", "musdes lain", "mad", "mad lain", "rakor", "bid"},
    Peran.ADMIN: {"musdes", "musdes lain", "mad", "mad lain", "rakor", "bid"},
    Peran.PEMANTAU: {"musdes", "musdes lain", "mad", "mad lain", "rakor", "bid"},
}


@pytest.mark.parametrize("peran", Peran)
def test_each_role_sees(everything, peran):
    names = {made.pk: name for name, made in everything.items()}
    seen = Musyawarah.objects.visible_to(factories.user(peran))
    assert {names[made.pk] for made in seen} == SEES[peran]


def test_the_nation_sees_all(everything):
    nation = factories.user(Peran.PEMANTAU, "00")
    assert Musyawarah.objects.visible_to(nation).count() == len(everything)


def test_a_watcher_of_a_kecamatan_does_not_see_the_bid_above(everything):
    watcher = factories.user(Peran.PEMANTAU, factories.KECAMATAN)
    assert everything["bid"] not in Musyawarah.objects.visible_to(watcher)


def test_who_sees_upward_may_not_act_there(everything):
    pld = factories.user(Peran.PLD)
    for name in ("mad", "bid"):
        assert pld.offers(everything[name]) == []
        with pytest.raises(NotAllowed, match="tidak berwenang"):
            actions.edit(everything[name], by=pld, lokasi="x")


def test_waiting_for_asks_role_by_role(everything):
    """Admin of one kecamatan, watcher of the kabupaten: only the own ones wait."""
    someone = factories.user(Peran.ADMIN, factories.KECAMATAN_LAIN)
    factories.assign(someone, Peran.PEMANTAU, factories.KABUPATEN)
    assert list(Musyawarah.objects.waiting_for(someone)) == [everything["mad lain"]]


def test_a_page_of_a_forum_above_opens_without_buttons(login, everything):
    response = login(factories.user(Peran.PLD)).get(everything["mad"].get_absolute_url())
    assert response.context["langkah"] == []
    assert not response.context["boleh_ubah"]
    assert "Tidak ada langkah untuk Anda saat ini." in response.content.decode()
