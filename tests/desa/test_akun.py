"""Accounts: their data, their password, closed and opened again; by an Admin who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from desa.choices import Peran
from desa.trail import trail_of
from tests import factories

HARI_INI = timezone.localdate()


@pytest.fixture
def admin():
    return factories.user(Peran.ADMIN, factories.KECAMATAN)


def test_the_data_of_a_person_change_with_before_and_after(login, admin):
    orang = factories.user(Peran.PLD, nama="Siti", telepon="+6281234567890")
    data = {"nama": "Siti Aminah", "telepon": "081298765432", "email": "siti@contoh.id"}
    login(admin).post(reverse("desa:person_edit", args=[orang.pk]), data)
    nilai = trail_of(orang).get().nilai
    assert nilai["nama"] == ["Siti", "Siti Aminah"]
    assert nilai["telepon"] == ["+6281234567890", "+6281298765432"]


def test_deactivate_and_reactivate_with_a_reason(login, admin, client):
    orang = factories.user(Peran.PLD)
    login(admin).post(reverse("desa:deactivate", args=[orang.pk]), {"catatan": "Cuti."})
    orang.refresh_from_db()
    assert not orang.is_active
    login(admin).post(reverse("desa:reactivate", args=[orang.pk]), {"catatan": "Kembali."})
    orang.refresh_from_db()
    assert orang.is_active
    assert [j.catatan for j in trail_of(orang)] == ["Kembali.", "Cuti."]
    assert trail_of(orang)[0].nilai == {"is_active": [False, True]}


def test_deactivate_wants_a_reason(login, admin):
    orang = factories.user(Peran.PLD)
    login(admin).post(reverse("desa:deactivate", args=[orang.pk]), {"catatan": " "})
    orang.refresh_from_db()
    assert orang.is_active


def test_a_password_slip_replaces_the_old_password(login, admin):
    orang = factories.user(Peran.PLD)
    page = login(admin).post(reverse("desa:give_password", args=[orang.pk]))
    orang.refresh_from_db()
    assert orang.check_password(page.context["sandi"])
    assert orang.harus_ganti_sandi
    assert login(admin).get(reverse("desa:give_password", args=[orang.pk])).status_code == 405


ACCOUNT = ["person_edit", "give_password", "deactivate", "reactivate"]


@pytest.mark.parametrize("name", ACCOUNT)
def test_an_admin_keeps_no_account_that_reaches_further(login, admin, name):
    """Whoever sets the password of the kabupaten's Admin becomes the kabupaten's Admin."""
    boss = factories.user(Peran.PD, factories.KECAMATAN)
    factories.assign(boss, Peran.ADMIN, factories.KABUPATEN)
    sandi = boss.password
    response = login(admin).post(
        reverse(f"desa:{name}", args=[boss.pk]), {"catatan": "x", "nama": "X"}
    )
    boss.refresh_from_db()
    assert response.status_code == 403
    assert "di luar wilayah Anda" in response.text
    assert (boss.is_active, boss.password) == (True, sandi)


@pytest.mark.parametrize("name", ["give_password", "deactivate", "assign"])
def test_an_admin_does_not_touch_the_own_account(login, admin, name):
    response = login(admin).post(
        reverse(f"desa:{name}", args=[admin.pk]),
        {"peran": "pemantau", "wilayah": factories.KECAMATAN, "mulai": HARI_INI, "catatan": "x"},
    )
    admin.refresh_from_db()
    assert response.status_code == 403
    assert "Admin lain" in response.text
    assert (admin.is_active, admin.penugasan.count()) == (True, 1)


def test_an_admin_does_not_end_the_own_role(login, admin):
    t = admin.penugasan.get()
    response = login(admin).post(
        reverse("desa:end_assignment", args=[t.pk]), {"selesai": HARI_INI, "catatan": "x"}
    )
    t.refresh_from_db()
    assert (response.status_code, t.selesai) == (403, None)


def test_a_role_long_over_elsewhere_closes_nothing(login, admin):
    orang = factories.user(Peran.PLD)
    factories.assign(orang, Peran.ADMIN, factories.KABUPATEN, selesai=factories.LONG_AGO)
    assert login(admin).get(orang.get_absolute_url()).context["tutup"] == ""


def test_the_page_of_a_person_shows_only_what_lies_here(login, admin):
    orang = factories.user(Peran.PLD)
    factories.assign(orang, Peran.PLD, factories.wilayah("33.06.01.2001", nama="Rahasia").pk)
    page = login(admin).get(orang.get_absolute_url())
    assert [t.wilayah_id for t in page.context["penugasan"]] == [factories.DESA]
    assert "Rahasia" not in page.text


def test_the_page_of_a_person_costs_the_same_for_one_role_and_three(login, admin, count_queries):
    orang, client = factories.user(), login(admin)
    one, three = count_queries(
        lambda n: factories.assign(orang, Peran.PLD, f"33.05.12.200{n}"),
        lambda: client.get(orang.get_absolute_url()),
    )
    assert one == three
