"""Silsilah: who copied whom, down to copies of copies, each link made by the product's steps."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from inovasi.actions import ide as ide_actions
from inovasi.actions import inovasi as actions
from inovasi.actions import realisasi
from inovasi.choices import StatusInovasi, StatusKomitmen, StatusMenu
from inovasi.models import Inovasi, MenuInovasi
from inovasi.silsilah import ancestry, lineage
from tests import factories
from tests.factories import inovasi, komitmen

S = StatusKomitmen


def copied(menu, kode, **told):
    """A village that promised it, did it and told what it changed."""
    made = komitmen.komitmen(S.MASUK_APBDES, kode, menu=menu)
    komitmen.report(made, persen=100, **told)
    return type(made).objects.get(pk=made.pk)


def offered(replication):
    """The replication, written up and brought to the menu as any other innovation."""
    by = inovasi.writer(replication.desa_id)
    kartu = realisasi.write_up(replication, by=by)
    ide_actions.recap(kartu, by=factories.user(Peran.TPID, kartu.desa_id[:8]))
    made = ide_actions.accept(kartu, by=inovasi.pokja(kartu.desa_id[:5]))
    actions.edit(made, by=by, **inovasi.WHOLE)
    inovasi.prove(made, by)
    for name in inovasi.WAYS[StatusInovasi.MENU_LOKAL]:
        made = Inovasi.objects.select_related("desa__induk").get(pk=made.pk)
        inovasi.STEPS[name](made, by)
    return MenuInovasi.objects.get(inovasi=made)


def drawn(copies):
    return [(c.desa.split(",")[0], drawn(c.anak)) for c in copies]


@pytest.fixture
def tree():
    first = inovasi.menu(judul="Bank sampah")
    second = offered(copied(first, "33.05.12.2001", ubah_bahan="Drum bekas, bukan bak semen."))
    copied(first, "33.05.12.2002")
    third = offered(copied(second, "33.05.12.2003", ubah_pengelola="Karang taruna."))
    copied(third, "33.05.12.2004", ubah_biaya="Separuh, karena drum dipinjam.")
    return first


def test_copies_of_copies_stand_below_what_they_copied(tree):
    one, two, three, four = (f"Desa Wilayah 33.05.12.200{n}" for n in (1, 2, 3, 4))
    assert drawn(lineage(tree)) == [(one, [(three, [(four, [])])]), (two, [])]


def test_anybody_reads_on_the_page_what_each_generation_changed(client, tree):
    page = client.get(tree.get_absolute_url())
    assertContains(page, "Silsilah")
    assertContains(page, "<strong>Bahan yang diubah:</strong> Drum bekas, bukan bak semen.")
    assertContains(page, "<strong>Pengelola yang diubah:</strong> Karang taruna.")
    assertContains(page, "<strong>Biaya yang diubah:</strong> Separuh, karena drum dipinjam.")
    assertContains(page, '<ol class="silsilah">', count=3)


def test_three_generations_cost_as_many_queries_as_their_levels(
    tree, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3 * 4):
        lineage(tree)


def test_an_item_that_came_from_a_copy_names_what_it_copied(client, tree):
    third = MenuInovasi.objects.get(wilayah="33.05.12.2003")
    second = MenuInovasi.objects.get(wilayah="33.05.12.2001", inovasi__isnull=False)

    assert [(a.menu, a.desa.split(",")[0]) for a in ancestry(third)] == [
        (second, "Desa Wilayah 33.05.12.2003"), (tree, "Desa Wilayah 33.05.12.2001"),
    ]  # fmt: skip
    page = client.get(third.get_absolute_url())
    assertContains(page, "Asal-usul")
    assertNotContains(page, "{#")
    assertContains(page, f'Meniru <a href="{tree.get_absolute_url()}">')
    assert ancestry(tree) == []


def test_an_item_that_was_withdrawn_is_not_named_as_an_origin(client, tree):
    third = MenuInovasi.objects.get(wilayah="33.05.12.2003")
    tree.status = StatusMenu.DITARIK
    tree.save()
    assert [a.menu.wilayah_id for a in ancestry(third)] == ["33.05.12.2001"]
    assertNotContains(client.get(third.get_absolute_url()), tree.get_absolute_url())


def test_a_promise_carried_into_another_year_is_one_village(client):
    menu = inovasi.menu()
    komitmen.komitmen(S.DIALIHKAN, menu=menu)
    komitmen.komitmen(S.BATAL, kode="33.05.12.2002", menu=menu)
    page = client.get(menu.get_absolute_url())
    assert page.context["jumlah_komitmen"] == 1
    assert len(page.context["silsilah"]) == 1


def test_more_copies_than_the_page_holds_are_counted_below(client, monkeypatch):
    monkeypatch.setattr("inovasi.silsilah.WIDE", 1)
    menu = inovasi.menu()
    for n in (1, 2, 3):
        komitmen.komitmen(kode=f"33.05.12.200{n}", menu=menu)
    assertContains(client.get(menu.get_absolute_url()), "Dan 2 komitmen lain.")
