"""Invitations by link, and temporary passwords."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from desa.actions import akun
from desa.actions import orang as people
from desa.choices import Peran
from desa.models import Jejak, Pengguna
from ppid.lib.tags import tgl
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.desa.masuk import BARU, SANDI, enter, is_in, labels, with_password


@pytest.fixture
def admin():
    return with_password(factories.user(Peran.ADMIN))


@pytest.fixture
def pld():
    return with_password(factories.user(Peran.PLD, telepon="+6281234567890"))


# Invitations


def invited(client, admin, orang):
    client.force_login(admin)
    page = client.post(reverse("desa:invite", args=[orang.pk]))
    client.logout()
    return page


def open_link(client, path):
    """The first answer hides the token from the address bar."""
    first = client.get(path)
    return first["Location"] if first.status_code == 302 else None


def choose(client, page, sandi=BARU):
    return client.post(page, {"new_password1": sandi, "new_password2": sandi})


def test_an_invitation_lets_one_choose_a_password_and_log_in(client, admin, pld):
    page = invited(client, admin, pld)
    assert f"https://wa.me/6281234567890?text=Halo {pld}" in unquote(page.text)
    inside = open_link(client, page.context["tautan"])
    assert choose(client, inside)["Location"] == reverse("masuk")
    pld.refresh_from_db()
    assert (pld.harus_ganti_sandi, pld.check_password(BARU)) == (False, True)
    assert enter(client, pld, BARU)["Location"] == reverse("beranda")
    assert labels(pld) == ["set_password", "invite"]


def test_an_invitation_serves_once(client, admin, pld):
    path = invited(client, admin, pld).context["tautan"]
    choose(client, open_link(client, path))
    client.logout()
    assert "tidak berlaku lagi" in client.get(path).text


def test_an_invitation_ends_by_itself(client, admin, pld, settings):
    path = invited(client, admin, pld).context["tautan"]
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "tidak berlaku lagi" in client.get(path).text


def test_a_made_up_invitation_is_none(client, pld):
    assert "tidak berlaku lagi" in client.get("/masuk/undangan/MQ/abc-def/").text


def test_an_invitation_refuses_a_poor_password(client, admin, pld):
    page = open_link(client, invited(client, admin, pld).context["tautan"])
    assert choose(client, page, "123456").context["form"].errors
    pld.refresh_from_db()
    assert pld.check_password(SANDI)


def test_nobody_invites_whom_they_do_not_look_after(login, pld):
    answer = login(factories.user(Peran.ADMIN, factories.KABUPATEN_LAIN)).post(
        reverse("desa:invite", args=[pld.pk])
    )
    assert answer.status_code == 404
    assert not Jejak.objects.exists()


def test_an_inactive_account_is_not_invited(admin, pld):
    Pengguna.objects.filter(pk=pld.pk).update(is_active=False)
    pld.refresh_from_db()
    with pytest.raises(NotAllowed, match="nonaktif"):
        akun.invite(pld, by=admin)


# Temporary passwords


def test_a_temporary_password_ends_after_a_week(client, admin, pld):
    sandi = people.give_password(pld, by=admin)
    Pengguna.objects.filter(pk=pld.pk).update(sandi_sampai=timezone.now() - timedelta(seconds=1))
    assert "kata sandi salah" in enter(client, pld, sandi).text
    assert not is_in(client)


def test_a_temporary_password_lasts_a_week(client, admin, pld):
    sandi = people.give_password(pld, by=admin)
    pld.refresh_from_db()
    assert timedelta(days=6.9) < pld.sandi_sampai - timezone.now() <= timedelta(days=7)
    assert enter(client, pld, sandi).status_code == 302


def test_a_slip_says_where_until_when_and_can_be_scanned(client, admin, pld, settings):
    """Also the second one, of an account made long ago."""
    Pengguna.objects.filter(pk=pld.pk).update(sandi_sampai=timezone.now() - timedelta(days=900))
    client.force_login(admin)
    page = client.post(reverse("desa:give_password", args=[pld.pk]))
    pld.refresh_from_db()
    assert f"Berlaku sampai {tgl(pld.sandi_sampai)}" in page.text
    assert f"{settings.PPID_ADDRESS}/masuk/" in page.text
    assert page.context["qr"].startswith("data:image/svg+xml")


def test_ones_own_password_does_not_end(admin, pld):
    people.give_password(pld, by=admin)
    assert people.set_password(pld, BARU).sandi_sampai is None
