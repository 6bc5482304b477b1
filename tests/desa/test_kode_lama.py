"""Old codes: proposed by a list, confirmed by a person; what was recorded goes along."""

import pytest
from django.urls import reverse

from desa.actions import kode_lama as actions
from desa.choices import Peran
from desa.choices_impor import Perubahan, StatusKode
from desa.models import Idm, KodeLama, Wilayah
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.desa import lembar
from tests.factories.desa import idm, kode_lama

MUKTI, KALI, TUA = "33.05.12.2001", "33.05.12.2002", "33.05.12.2099"


@pytest.fixture(autouse=True)
def places():
    lembar.villages()


def edition(*rows):
    return lembar.xlsx([["kode", "nama"], ["33.05.12", "Kebumen"], *rows])


def test_an_edition_becomes_proposals_and_goes_again():
    by = lembar.admin()
    rows = [TUA, "Muktisari"], [MUKTI, "Mukti Lama Sekali"], [KALI, "Kalibagor"]
    impor = lembar.committed(edition(*rows), "kode", by=by, bawaan={"edisi": "2017"})

    found = {k.kode: (k.perubahan, k.ke_id, k.edisi) for k in KodeLama.objects.all()}
    assert found[TUA] == (Perubahan.PINDAH, MUKTI, 2017)
    assert found[MUKTI][0] == Perubahan.GANTI_NAMA
    assert KALI not in found  # nothing changed there

    lembar.take_back(impor, by)
    assert not KodeLama.objects.exists()


def test_a_confirmed_move_takes_along_what_was_recorded():
    by = lembar.admin()
    old = factories.wilayah(TUA, "Mukti Lama")
    Wilayah.objects.filter(pk=TUA).update(edisi=2017)
    idm(TUA, tahun=2018)
    lama = kode_lama(TUA, ke=MUKTI, nama=old.nama)

    assert actions.confirm(lama, by=by) == 1

    assert Idm.objects.get().desa_id == MUKTI
    assert KodeLama.objects.get().status == StatusKode.DIKONFIRMASI


def test_records_of_a_code_that_lives_on_stay_where_they_are():
    idm(MUKTI, tahun=2018)
    lama = kode_lama(MUKTI, ke=KALI, perubahan=Perubahan.DIPAKAI_ULANG)
    assert actions.confirm(lama, by=lembar.admin()) == 0
    assert Idm.objects.get().desa_id == MUKTI


def test_the_old_code_opens_the_village_of_today_which_names_it(login):
    lama = kode_lama(TUA, ke=MUKTI, nama="Mukti Lama")
    client = login(lembar.admin())
    url = reverse("tugas:village", args=[TUA])
    assert client.get(url).status_code == 404

    actions.confirm(lama, by=lembar.admin())

    page = client.get(url, follow=True)
    assert page.redirect_chain == [(reverse("tugas:village", args=[MUKTI]), 302)]
    assert "Dahulu Mukti Lama, kode 33.05.12.2099 (2017)." in page.text


def test_only_certain_ones_are_confirmed_together(login):
    sure, unsure = kode_lama(TUA), kode_lama("33.05.12.2098", pasti=False)
    login(lembar.admin()).post(reverse("desa:old_codes_confirm"))
    status = dict(KodeLama.objects.values_list("pk", "status"))
    assert status == {sure.pk: StatusKode.DIKONFIRMASI, unsure.pk: StatusKode.DIUSULKAN}


def test_an_unsure_one_is_decided_by_hand(login):
    lama = kode_lama(TUA, pasti=False, calon=[MUKTI, KALI])
    client = login(lembar.admin())
    client.post(lama.get_absolute_url(), {"pilihan": KALI})
    found = KodeLama.objects.get()
    assert (found.ke_id, found.status) == (KALI, StatusKode.DIKONFIRMASI)


def test_only_the_admin_of_the_place_confirms():
    lama = kode_lama(TUA, ke=MUKTI)
    with pytest.raises(NotAllowed):
        actions.confirm(lama, by=factories.user(Peran.TIK))
    with pytest.raises(NotAllowed):
        actions.confirm(lama, by=lembar.admin(factories.KABUPATEN_LAIN))


def test_the_list_takes_the_same_queries_for_one_row_and_for_three(login, count_queries):
    client = login(lembar.admin())
    url = reverse("desa:old_codes")
    one, three = count_queries(lambda n: kode_lama(f"33.05.12.20{n + 50}"), lambda: client.get(url))
    assert one == three
