"""The village index suggests needs; a need leads to its search for a provider."""

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from p2ktd.models import Pemilihan
from p2ktd.saran import suggested
from tests import factories
from tests.factories import desa as make_desa
from tests.factories import p2ktd
from tests.factories import pekerjaan as make


def gaps():
    rows = [
        make_desa.indikator("ike09", skor=1, kegiatan="Pembentukan BUMDes"),
        make_desa.indikator("iks34", skor=2, kegiatan=""),
        make_desa.indikator("iks01", skor=5),
    ]
    return make_desa.idm(factories.DESA, 2026, 0.6, indikator=rows)


def test_the_gaps_of_the_index_are_suggested_with_their_bidang():
    idm = gaps()
    found, rows = suggested(idm.desa)
    assert found == idm
    assert {u.celah.kode: u.bidang for u in rows} == {"ike09": "pel", "iks34": "infrastruktur"}


def test_a_suggestion_fills_the_form_and_can_be_ignored(login):
    gaps()
    client = login(factories.user(Peran.PLD))
    page = client.get(reverse("p2ktd:need_create"))
    assertContains(page, "Pembentukan BUMDes")
    filled = client.get(
        reverse("p2ktd:need_create"), {"desa": factories.DESA, "saran": "ike09"}
    ).context["form"]
    assert filled.initial["judul"] == "Pembentukan BUMDes"
    assert filled.initial["bidang"] == "pel"
    assert "1 dari 5" in filled.initial["masalah"]


def test_a_village_elsewhere_suggests_nothing(login):
    gaps()
    client = login(factories.user(Peran.PLD, factories.DESA_LAIN))
    page = client.get(reverse("p2ktd:need_create"), {"desa": factories.DESA, "saran": "ike09"})
    assertNotContains(page, "Pembentukan BUMDes")


def test_a_need_leads_to_its_search(login):
    need = make.need("diprioritaskan")
    k = make.ketua()
    client = login(k)
    url = f"{reverse('p2ktd:selection_create')}?kebutuhan={need.pk}"
    assertContains(client.get(need.get_absolute_url()), url.replace("&", "&amp;"))
    form = client.get(url).context["form"]
    facts = {"mulai": p2ktd.day(5), "selesai": p2ktd.day(20), "desa": need.desa_id}
    client.post(url, {name: form.initial.get(name, "") for name in form.fields} | facts)
    made = Pemilihan.objects.get()
    assert made.kebutuhan == need
    assertContains(client.get(need.get_absolute_url()), made.get_absolute_url())


def test_whoever_is_no_tpid_does_not_search(login):
    need = make.need("diprioritaskan")
    page = login(factories.user(Peran.PLD)).get(need.get_absolute_url())
    assertNotContains(page, "Cari penyedia")


def test_the_directory_is_listed_by_region(client):
    kecamatan = factories.wilayah(factories.KECAMATAN)
    one = p2ktd.penyedia()
    one.wilayah_layanan.add(kecamatan)
    p2ktd.penyedia()
    page = client.get(reverse("p2ktd:directory"))
    kabupaten = factories.wilayah(factories.KABUPATEN)
    assert page.context["wilayah"] == [(kabupaten, 2, [(kecamatan, 1)])]
    assertContains(page, f"?wilayah={kecamatan.pk}")
