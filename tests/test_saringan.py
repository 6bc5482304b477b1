"""The fields of a filter: drawn once while nothing is asked for, never wrong."""

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django.urls import reverse
from pytest_django.asserts import assertContains

from desa.choices import Peran
from ppid.lib import saringan
from tests import factories
from tugas.filters import KegiatanFilter
from tugas.models import Kegiatan


@pytest.fixture(autouse=True)
def nothing_kept():
    saringan._kept.clear()


def form(**asked):
    return KegiatanFilter(asked, Kegiatan.objects.none()).form


def test_nothing_asked_for_is_drawn_once_as_ever():
    assert saringan.draw(form()) == as_crispy_form(form())
    assert saringan.draw(form()) is saringan.draw(form())


def test_what_was_asked_for_stands_in_its_field():
    saringan.draw(form())
    drawn = saringan.draw(form(desa="Bululawang"))
    assert 'value="Bululawang"' in drawn
    assert "Bululawang" not in saringan.draw(form())


def test_other_choices_are_another_drawing():
    first, other = form(), form()
    other.fields["status"].choices = [("baru", "Keadaan baru")]
    assert "Keadaan baru" not in saringan.draw(first)
    assert "Keadaan baru" in saringan.draw(other)


def test_a_changed_help_is_another_drawing():
    first, other = form(), form()
    other.fields["resi"].help_text = "Tertulis di bukti sinkron."
    assert "bukti sinkron" not in saringan.draw(first)
    assert "bukti sinkron" in saringan.draw(other)


def test_no_more_than_some_are_kept(monkeypatch):
    monkeypatch.setattr(saringan, "MOST", 2)
    for n in range(5):
        odd = form()
        odd.fields["resi"].label = f"Resi {n}"
        assert f"Resi {n}" in saringan.draw(odd)
    assert len(saringan._kept) <= 2


def test_the_list_shows_what_was_asked_for_after_it_was_opened_plain(login):
    client = login(factories.user(Peran.PLD))
    client.get(reverse("tugas:index"))
    page = client.get(reverse("tugas:index"), {"status": "draf"})
    assertContains(page, '<option value="draf" selected>')
