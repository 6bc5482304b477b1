"""The second factor: who must have it, recovery codes, a lost phone."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from desa.actions import akun
from desa.choices import Peran
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.desa.masuk import SANDI, enter, labels, with_password


@pytest.fixture
def admin():
    return with_password(factories.user(Peran.ADMIN))


@pytest.fixture
def pld():
    return with_password(factories.user(Peran.PLD, telepon="+6281234567890"))


def code_of(device, late=0):
    made = TOTP(device.bin_key)
    made.time = timezone.now().timestamp() + late
    return f"{made.token():06d}"


def set_up(client, sandi=SANDI):
    page = client.get(reverse("desa:second_factor"))
    device = TOTPDevice(key=client.session["kunci_totp"])
    answer = client.post(
        reverse("desa:second_factor"), {"kode": code_of(device, -30), "sandi": sandi}
    )
    assert "Pindai" in page.text
    return answer


@pytest.fixture
def forced(settings):
    settings.SECOND_FACTOR_FORCED = True


@pytest.mark.parametrize("peran", [Peran.ADMIN, Peran.TIK])
@pytest.mark.parametrize("page", ["beranda", "desa:teams", "musyawarah:index", "akun"])
def test_who_decides_for_others_sets_up_a_second_factor_first(client, forced, peran, page):
    enter(client, with_password(factories.user(peran)))
    answer = client.get(reverse(page), follow=True)
    if page != "akun":
        assert answer.redirect_chain[-1][0] == reverse("desa:second_factor")
        assert "wajib" not in answer.text
        assert "kata sandi saja tidak cukup" in answer.text


@pytest.mark.parametrize("peran", [Peran.PLD, Peran.PD, Peran.TPID, Peran.PEMANTAU])
def test_others_are_not_asked(client, forced, peran):
    enter(client, with_password(factories.user(peran)))
    assert client.get(reverse("desa:teams")).status_code == 200


def test_in_a_demonstration_the_printed_password_is_enough(client, admin, settings):
    assert settings.SECOND_FACTOR_FORCED is False
    enter(client, admin)
    assert client.get(reverse("desa:people")).status_code == 200


def test_password_and_code_open_the_door(client, forced, admin):
    enter(client, admin)
    sheet = set_up(client)
    assert len(sheet.context["kode"]) == 10
    assert client.get(reverse("desa:people")).status_code == 200

    client.logout()
    enter(client, admin)
    assert client.get(reverse("desa:people"))["Location"] == reverse("desa:second_factor_code")
    device = TOTPDevice.objects.get(user=admin)
    client.post(reverse("desa:second_factor_code"), {"kode": code_of(device)})
    assert client.get(reverse("desa:people")).status_code == 200


def test_a_code_is_asked_of_whoever_has_one(client, pld):
    enter(client, pld)
    set_up(client)
    client.logout()
    enter(client, pld)
    assert client.get(reverse("desa:teams"))["Location"] == reverse("desa:second_factor_code")


def test_the_set_up_cannot_be_repeated_without_the_old_code(client, forced, admin):
    enter(client, admin)
    set_up(client)
    client.logout()
    enter(client, admin)
    answer = client.get(reverse("desa:second_factor"))
    assert answer["Location"] == reverse("desa:second_factor_code")


def test_a_recovery_code_serves_once_and_is_not_kept(client, forced, admin):
    enter(client, admin)
    code = set_up(client).context["kode"][0]
    plain = code.replace("-", "")
    assert plain not in str(list(StaticToken.objects.values_list("token", flat=True)))
    for expected in (302, 200):
        client.logout()
        enter(client, admin)
        answer = client.post(reverse("desa:second_factor_code"), {"kode": code.upper()})
        assert answer.status_code == expected
    assert "recovery_code" in labels(admin)


def test_wrong_codes_slow_down(client, forced, admin):
    enter(client, admin)
    set_up(client)
    client.logout()
    enter(client, admin)
    device = TOTPDevice.objects.get(user=admin)
    for _ in range(3):
        client.post(reverse("desa:second_factor_code"), {"kode": "000000"})
    answer = client.post(reverse("desa:second_factor_code"), {"kode": code_of(device)})
    assert answer.context["form"].errors
    device.refresh_from_db()
    assert device.throttling_failure_count >= 1


@pytest.mark.parametrize(
    "kode", ["", "abc", "9" * 30, "\uff11\uff12\uff13\uff14\uff15\uff16", "0" * 6]
)
def test_a_wrong_code_sets_up_nothing(client, admin, kode):
    enter(client, admin)
    client.get(reverse("desa:second_factor"))
    answer = client.post(reverse("desa:second_factor"), {"kode": kode, "sandi": SANDI})
    assert answer.context["form"].errors
    assert not TOTPDevice.objects.exists()


def test_setting_up_needs_the_password_as_well(client, admin):
    enter(client, admin)
    assert set_up(client, "salah").context["form"].errors
    assert not TOTPDevice.objects.exists()


@pytest.mark.parametrize(("sandi", "left"), [("salah", 1), (SANDI, 0)])
def test_letting_go_needs_the_password(client, pld, sandi, left):
    enter(client, pld)
    set_up(client)
    client.post(reverse("desa:second_factor_off"), {"sandi": sandi})
    assert TOTPDevice.objects.count() == left


def test_whoever_must_have_it_cannot_let_it_go(client, forced, admin):
    enter(client, admin)
    set_up(client)
    answer = client.post(reverse("desa:second_factor_off"), {"sandi": SANDI})
    assert answer.status_code == 403
    assert TOTPDevice.objects.count() == 1


def test_new_recovery_codes_void_the_old(client, pld):
    enter(client, pld)
    old = set_up(client).context["kode"]
    new = client.post(reverse("desa:recovery_codes"), {"sandi": SANDI}).context["kode"]
    assert not set(old) & set(new)
    assert akun.match_code(pld, old[0]) is None


def test_a_lost_phone_is_answered_by_the_admin_above(client, forced):
    lost = with_password(factories.user(Peran.TIK))
    enter(client, lost)
    set_up(client)
    phone = client.__class__()
    enter(phone, lost)
    above = factories.user(Peran.ADMIN, factories.PROVINSI)
    akun.reset_second_factor(lost, by=above, catatan="HP hilang di pasar")
    assert not TOTPDevice.objects.exists()
    assert client.get(reverse("akun")).status_code == 302
    enter(client, lost)
    assert client.get(reverse("desa:teams"), follow=True).context["wajib"]


def test_nobody_takes_the_second_factor_from_somebody_who_reaches_further(admin):
    above = factories.user(Peran.ADMIN, factories.PROVINSI)
    with pytest.raises(NotAllowed, match="di luar wilayah Anda"):
        akun.reset_second_factor(above, by=admin, catatan="coba")
