"""One page of what a closed work taught."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from desa.choices import Peran
from desa.trail import values_of
from inovasi.models import Inovasi
from p2ktd.actions import pelajaran
from p2ktd.choices import StatusPekerjaan
from p2ktd.models import Pelajaran, Penyedia
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import p2ktd
from tests.factories import pekerjaan as make

P = StatusPekerjaan
ISI = {"berhasil": "Praktik langsung.", "kurang": "Terlalu singkat.", "saran": "Tambah sehari."}


def page_of(file):
    return reverse("p2ktd:work_lesson", args=[file.pk])


def test_a_closed_work_offers_its_lesson_as_a_draft_innovation(login):
    file, pld = make.work(P.SELESAI), factories.user(Peran.PLD)
    before = values_of(file)
    client = login(pld)
    assertContains(client.get(file.get_absolute_url()), page_of(file))

    response = client.post(page_of(file), ISI | {"untuk_inovasi": "on"})

    draft = Inovasi.objects.get()
    assert response["Location"] == draft.get_absolute_url()
    assert (draft.status, draft.created_by, draft.judul) == ("draf", pld, file.judul)
    assert draft.hasil == "Praktik langsung."
    file.refresh_from_db()
    assert values_of(file) == before  # the file stays as it was
    assertNotContains(client.get(file.get_absolute_url()), page_of(file))


def test_a_note_on_the_provider_is_read_by_the_pokja(login):
    file = make.work(P.SELESAI)
    login(make.ketua()).post(page_of(file), ISI | {"untuk_penyedia": "on"})
    assert not Inovasi.objects.exists()
    penyedia = Penyedia.objects.get(pk=file.penyedia_id)
    page = login(p2ktd.pokja()).get(reverse("p2ktd:manage", args=[penyedia.pk]))
    assertContains(page, "Terlalu singkat.")


def test_a_lesson_goes_somewhere(login):
    file = make.work(P.SELESAI)
    response = login(make.ketua()).post(page_of(file), ISI)
    assertContains(response, "Pilih ke mana pelajaran ini disimpan.")
    assert not Pelajaran.objects.exists()


@pytest.mark.parametrize("status", [s for s in P if s != P.SELESAI])
def test_no_lesson_before_the_file_is_closed(status):
    file = make.work(status)
    with pytest.raises(NotAllowed, match="sesudah berkas pekerjaan ditutup"):
        pelajaran.write_lesson(
            file, by=make.ketua(), untuk_penyedia=True, untuk_inovasi=False, **ISI
        )


def test_a_lesson_is_written_once():
    file, k = make.work(P.SELESAI), make.ketua()
    pelajaran.write_lesson(file, by=k, untuk_penyedia=True, untuk_inovasi=False, **ISI)
    with pytest.raises(NotAllowed, match="ditulis sekali"):
        pelajaran.write_lesson(file, by=k, untuk_penyedia=True, untuk_inovasi=False, **ISI)
