"""The rules of a year: who keeps them, and that a new year can be planned."""

from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.choices import Peran
from desa.kode import NUSANTARA
from p2ktd.actions import aturan
from p2ktd.choices import StatusDana
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


POS_2019 = """Bursa Inovasi Desa; 10
Pengelolaan pengetahuan: 42,5%
- Dokumentasi; 22,5
– Replikasi; 20
Peningkatan kapasitas (PSDM); 22,5
P2KTD; 25
"""


def test_the_posts_of_a_year_are_written_as_its_guideline_prints_them(login):
    """2019 knew PSDM; its shares are not those of 2018."""
    make.rules()
    client, url = login(national()), f"{reverse('p2ktd:posts_set')}?tahun=2019"
    assert client.post(url, {"pos": POS_2019}).status_code == 302
    posts = {p.nama: p for p in PosDok.objects.filter(tahun=2019).select_related("induk")}
    assert posts["Replikasi"].induk.nama == "Pengelolaan pengetahuan"
    assert (posts["Dokumentasi"].kode, posts["P2KTD"].kode) == ("dokumentasi", "p2ktd")
    assert sum(p.persen for p in posts.values() if not p.induk_id) == 100
    assertContains(client.get(reverse("p2ktd:rules")), "Peningkatan kapasitas (PSDM)")
    again = client.get(url).context["form"]["pos"].value()
    assert client.post(url, {"pos": again}).status_code == 302  # what it shows, it understands
    assert PosDok.objects.filter(tahun=2019).count() == 6
    assert make.fund(tahun=2019, pagu=10_000_001).pagu_p2ktd == 2_500_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- Dokumentasi; 100", "Baris pertama tidak boleh diawali tanda hubung."),
        ("P2KTD; 100\nBursa", "Baris 2 “Bursa” belum berbentuk nama; persen."),
        ("P2KTD; 25\nBursa; 70", "Pos utama berjumlah 95%, harus 100%."),
        ("P2KTD; 25\nA; 75\n- B; 70", "Pos di bawah “A” berjumlah 70%, harus 75%."),
        ("Bursa; 50\nbursa; 50", "Pos “bursa” tertulis lebih dari sekali."),
        ("Bursa; 100", "Pos P2KTD belum ada; penyedia dibayar dari pos itu."),
    ],
)
def test_posts_that_do_not_add_up_are_refused_and_the_text_kept(login, text, sentence):
    factories.wilayah(NUSANTARA)
    page = login(national()).post(f"{reverse('p2ktd:posts_set')}?tahun=2019", {"pos": text})
    assertContains(page, sentence)
    assertContains(page, text.splitlines()[-1])
    assert not PosDok.objects.filter(tahun=2019).exists()


def test_posts_that_an_rka_uses_are_not_replaced(login):
    make.planned(make.fund(), make.ketua())
    rows = [("P2KTD", 100, False)]
    with pytest.raises(NotAllowed, match="sudah dipakai 1 baris RKA"):
        aturan.set_posts(by=national(), tahun=2018, pos=rows)
    with pytest.raises(NotAllowed, match="Admin nasional"):
        aturan.set_posts(by=factories.user(Peran.ADMIN), tahun=2019, pos=rows)


def test_a_post_keeps_the_points_in_its_name(login):
    factories.wilayah(NUSANTARA)
    rows = [("P2KTD", Decimal(25), False), ("Biaya adm. bank", Decimal("74.5"), False),
            ("Lain", Decimal("0.5"), False)]  # fmt: skip
    aturan.set_posts(by=national(), tahun=2019, pos=rows)
    page = login(national()).get(f"{reverse('p2ktd:posts_set')}?tahun=2019")
    assert page.context["form"]["pos"].value().splitlines()[1] == "Biaya adm. bank; 74,5"


def test_two_posts_with_a_long_beginning_in_common_stay_apart():
    factories.wilayah(NUSANTARA)
    long = "Pelatihan peningkatan kapasitas pelaku "
    rows = [("P2KTD", 25, False), (long + "desa", 50, False), (long + "kecamatan", 25, False)]
    for _ in range(2):
        aturan.set_posts(by=national(), tahun=2019, pos=rows)
    assert PosDok.objects.filter(tahun=2019).values("kode").distinct().count() == 3


def test_posts_that_a_cash_book_names_are_not_replaced():
    """The RKA was reopened and emptied; what was spent stands."""
    dana = make.fund(StatusDana.BERJALAN)
    make.spend(dana, 1_000, pos=PosDok.objects.get(tahun=2018, kode="mad"))
    dana.rka.all().delete()
    with pytest.raises(NotAllowed, match="sudah dipakai"):
        aturan.set_posts(by=national(), tahun=dana.tahun, pos=[("P2KTD", 100, False)])
