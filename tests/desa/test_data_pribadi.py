"""What we hold of a person, in one file; and that it goes when it must."""

import json

import pytest
from django.urls import reverse

from desa.actions import data_pribadi
from desa.actions import orang as people
from desa.choices import Peran
from desa.models import Jejak
from desa.rantai import verify
from desa.trail import seal_trail
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories.tugas import kegiatan


@pytest.fixture
def admin():
    return factories.user(Peran.ADMIN)


@pytest.fixture
def siti(admin):
    role = {"peran": Peran.PLD, "wilayah": [factories.wilayah()], "mulai": factories.LONG_AGO}
    made, _ = people.create_person(
        by=admin, nama="Siti Aminah", username="siti", telepon="+6281234567890", email="s@x.id",
        penugasan=role,
    )  # fmt: skip
    return people.edit_person(made, by=admin, telepon="+6281234567891")


def leave(siti, admin):
    for t in siti.penugasan.all():
        people.end_assignment(t, by=admin, selesai=factories.LONG_AGO, catatan="Selesai")
    return data_pribadi.erase(siti, by=admin, catatan="Permintaan tertulis")


def test_one_gets_all_of_ones_own_data(login, siti):
    siti.harus_ganti_sandi = False
    siti.save()
    entry = kegiatan(created_by=siti)
    answer = login(siti).get(reverse("desa:own_data"))
    found = json.loads(answer.content)
    assert found["akun"]["telepon"] == "+6281234567891"
    assert "password" not in found["akun"]
    assert found["dipakai_di"]["tugas.Kegiatan created_by"] == [str(entry.pk)]
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_admin_gets_it_for_somebody_without_a_phone(login, admin, siti):
    assert b"Siti Aminah" in login(admin).get(reverse("desa:person_data", args=[siti.pk])).content


def test_nobody_gets_the_data_of_a_stranger(login, siti):
    other = factories.user(Peran.ADMIN, factories.KABUPATEN_LAIN)
    assert login(other).get(reverse("desa:person_data", args=[siti.pk])).status_code == 404


def test_after_erasure_nothing_names_the_person_and_the_chain_still_holds(admin, siti):
    entry = kegiatan(created_by=siti)
    seal_trail()
    gone = leave(siti, admin)
    seal_trail()
    everything = str(list(Jejak.objects.values())) + str(data_pribadi.data_of(gone))
    for word in ("Siti", "siti", "8123456789", "s@x.id"):
        assert word not in everything
    assert not gone.has_usable_password()
    assert entry.created_by_id == gone.pk
    found = verify()
    assert (found.rusak, found.disunting > 0) == ("", True)


def test_somebody_at_work_is_not_erased(admin, siti):
    with pytest.raises(NotAllowed, match="Akhiri dulu"):
        data_pribadi.erase(siti, by=admin, catatan="x")
    siti.refresh_from_db()
    assert siti.nama == "Siti Aminah"


def test_an_admin_below_erases_nobody_above(siti):
    below = factories.user(Peran.ADMIN, factories.KECAMATAN_LAIN)
    with pytest.raises(NotAllowed):
        data_pribadi.erase(siti, by=below, catatan="x")


def test_before_an_erasure_one_reads_what_goes_and_what_stays(login):
    orang = factories.user(Peran.PLD)
    page = login(factories.user(Peran.ADMIN)).get(reverse("desa:person_erase", args=[orang.pk]))
    assert "tidak dapat dikembalikan" in page.text
    assert "Catatan kerjanya tetap" in page.text
