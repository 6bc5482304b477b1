"""The rules of a year: who keeps them, and that a new year can be planned."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.choices import Peran
from desa.kode import NUSANTARA
from p2ktd.actions import aturan
from p2ktd.ketentuan_dana import cap_of
from p2ktd.models import PosDok
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import dana as make

BARU = {"tahun": 2027, "batas_desa": 7_000_000, "dasar": "Petunjuk teknis 2027", "seperti": 2018}


def national():
    return factories.user(Peran.ADMIN, NUSANTARA)


def test_a_national_admin_opens_a_year_like_an_earlier_one(login):
    make.rules()
    client = login(national())
    client.post(reverse("p2ktd:rules_set"), BARU)
    assert cap_of(2027) == 7_000_000
    posts = PosDok.objects.filter(tahun=2027)
    assert sum(p.persen for p in posts if not p.induk_id) == 100
    assert posts.get(kode="dokumentasi").induk.kode == "pengetahuan"
    assert posts.get(kode="dokumentasi").induk.tahun == 2027
    assertContains(client.get(reverse("p2ktd:rules")), "Rp7.000.000")


def test_posts_of_a_year_are_not_copied_twice():
    make.rules()
    by = national()
    for batas in (6_000_000, 8_000_000):
        aturan.set_year(by=by, **BARU | {"batas_desa": batas})
    assert cap_of(2027) == 8_000_000
    assert PosDok.objects.filter(tahun=2027).count() == PosDok.objects.filter(tahun=2018).count()


def test_an_admin_of_a_kabupaten_does_not_write_a_national_rule(login):
    factories.wilayah(NUSANTARA)
    by = factories.user(Peran.ADMIN)
    with pytest.raises(NotAllowed, match="Admin nasional"):
        aturan.set_year(by=by, **BARU)
    assert login(by).get(reverse("p2ktd:rules_set")).status_code == 403
