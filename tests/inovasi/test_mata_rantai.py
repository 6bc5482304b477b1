"""Links of a chain that other rooms made: the learning document, the help, the forum."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from inovasi.actions import menu as menu_actions
from inovasi.choices import StatusInovasi, StatusKomitmen
from inovasi.rantai import Rantai
from p2ktd.choices import StatusKebutuhan, StatusPekerjaan
from tests import factories
from tests.factories import inovasi, pekerjaan
from tests.factories import komitmen as make

S = StatusKomitmen


def link(komitmen, nama):
    return next(m for m in Rantai(komitmen).mata if m.nama == nama)


def chain(login, komitmen, peran=Peran.PLD):
    return login(factories.user(peran)).get(reverse("inovasi:chain", args=[komitmen.pk]))


def test_the_learning_document_is_a_link_with_its_version_and_its_paper():
    item = inovasi.inovasi(StatusInovasi.MENU_LOKAL, kode="33.05.12.2002").menu

    found = link(make.komitmen(menu=item), "Dokumen pembelajaran")

    assert (found.keadaan, found.kalimat) == ("ada", f"{item.versi}.")
    assert found.bukti == [("Lembar cetak (PDF)", reverse("inovasi:menu_sheet", args=[item.kode]))]


@pytest.mark.parametrize(
    ("menu", "sentence"),
    [
        (lambda: None, "di luar menu"),
        (make.menu, "dari daftar lama; langkah-langkahnya belum didokumentasikan"),
    ],
)
def test_without_a_document_the_chain_says_why(menu, sentence):
    found = link(make.komitmen(menu=menu()), "Dokumen pembelajaran")
    assert found.keadaan == "lewati"
    assert sentence in found.kalimat


def test_an_item_that_was_withdrawn_is_named_without_an_address_that_is_gone():
    item = inovasi.menu()
    komitmen = make.komitmen(menu=item)
    menu_actions.withdraw(item, by=inovasi.pokja(), catatan="Sudah tidak berlaku.")
    item.refresh_from_db()

    assert "sudah ditarik" in link(komitmen, "Menu").kalimat
    assert link(komitmen, "Menu").bukti == []


def test_help_that_was_given_and_accounted_for_stands_in_the_chain(login):
    komitmen = make.komitmen(S.MASUK_APBDES, butuh_p2ktd=True)
    work = pekerjaan.work(StatusPekerjaan.DIPERTANGGUNGJAWABKAN, komitmen=komitmen)

    page = chain(login, komitmen)

    assertContains(page, f"oleh {work.penyedia}: dipertanggungjawabkan.")
    assertContains(page, f"Diterima. Berita acara nomor {work.musdes_nomor}.")
    assertContains(page, work.get_absolute_url())


def test_help_that_is_only_asked_for_waits_for_its_work(login):
    komitmen = make.komitmen(butuh_p2ktd=True)
    need = pekerjaan.need(StatusKebutuhan.DIUSULKAN, komitmen=komitmen)
    page = chain(login, komitmen)
    assertContains(page, need.get_absolute_url())
    assertContains(page, "Sesudah pekerjaannya diserahterimakan.")


def test_a_draft_of_a_need_is_shown_to_nobody_else(login):
    komitmen = make.komitmen()
    need = pekerjaan.need(komitmen=komitmen)
    assertNotContains(chain(login, komitmen), need.judul)


@pytest.mark.parametrize(
    ("peran", "count"), [(Peran.PLD, 1), (Peran.PEMANTAU, 0)], ids=["pld", "pemantau"]
)
def test_help_that_the_card_asks_for_and_nobody_noted_is_missing(login, peran, count):
    komitmen = make.komitmen(butuh_p2ktd=True, keahlian="pembukuan")
    page = chain(login, komitmen, peran)
    assertContains(page, "butuh bantuan teknis (pembukuan), tetapi kebutuhannya belum dicatat.")
    address = f"{reverse('p2ktd:need_create')}?desa={komitmen.desa_id}&amp;komitmen={komitmen.pk}"
    assertContains(page, address, count=count)


def test_a_card_that_asks_for_no_help_says_so(login):
    page = chain(login, make.komitmen())
    assertContains(page, "Kartunya menyebut desa tidak membutuhkan bantuan teknis.")
