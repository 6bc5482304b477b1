"""The bursa of Sidoarjo in 2018 in the demonstration: the sums of the news, row by row."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from desa.choices import Peran
from desa.models import Jejak, Wilayah
from inovasi.actions.corong import rebuild
from inovasi.choices import Bidang
from inovasi.corong import funnel
from inovasi.models import Bursa, Komitmen
from tests import factories
from tests.factories import komitmen as make
from tests.inovasi.test_corong import links
from tugas.peragaan import sidoarjo
from tugas.peragaan.nama import Names


@pytest.fixture
def fair():
    call_command("load_wilayah")
    for bidang in Bidang:
        make.menu(bidang=bidang)
    sidoarjo.fair_of_2018(Names(seed=2018))


@pytest.mark.slow
def test_its_funnel_shows_the_sums_of_the_news_and_each_opens_its_rows(fair, login):
    place = Wilayah.objects.get(pk="35.15")
    semua, *_ = rows = funnel(place, 2018)

    assert {a.bidang: (a.kartu, a.ditandatangani, a.apbdes) for a in rows} == {
        "": (148, 148, 148), "infrastruktur": (58, 58, 58), "pel": (51, 51, 51), "sdm": (39,) * 3,
    }  # fmt: skip
    assert semua.dianggarkan == 13_500_000_000
    assert semua.dijanjikan > semua.dianggarkan
    assert (semua.rkpdes, semua.direalisasi) == (0, 0)
    assert rebuild() == 0
    assert Bursa.objects.get().undangan.filter(hadir=True).count() == 148

    client = login(factories.user(Peran.PEMANTAU, "00"))
    for kode in ("35.15", "35", "00"):
        page = client.get(reverse("inovasi:funnel", args=[kode]), {"tahun": 2018})
        for url, n in links(page.text):
            assert client.get(url).context["jumlah"] == n, url
    told = dict.fromkeys(Jejak.objects.filter(objek="inovasi.Komitmen").values_list("langkah"))
    assert set(told) == {("create",), ("sign",), ("budget_at_once",)}
    assert all(k.kades_nama and k.bpd_nama for k in Komitmen.objects.all())


def test_the_amounts_make_the_sum_in_round_numbers():
    cards = [bidang for bidang, count in sidoarjo.PER_BIDANG.items() for _ in range(count)]
    found = sidoarjo.amounts(cards)
    assert (len(found), sum(found)) == (148, 13_500_000_000)
    assert all(n > 0 and n % sidoarjo.BULAT == 0 for n in found)
