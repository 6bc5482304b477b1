"""What keeps an account its owner's: invitations, temporary passwords, the second factor, devices,
support that only looks."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.urls import get_resolver, reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from desa.actions import akun
from desa.actions import orang as people
from desa.choices import Peran
from desa.models import Jejak, Pengguna, Perangkat, Tim
from desa.perangkat import name_of
from desa.trail import trail_of
from ppid.lib.workflow import NotAllowed
from tests import factories
from tests.factories import desa as make

SANDI = "salam-untuk-desa"
BARU = "padi-menguning-2026"


@pytest.fixture
def admin():
    return with_password(factories.user(Peran.ADMIN))


@pytest.fixture
def pld():
    return with_password(factories.user(Peran.PLD, telepon="+6281234567890"))


def with_password(orang):
    orang.set_password(SANDI)
    orang.save()
    return orang


def enter(client, orang, sandi=SANDI):
    return client.post(reverse("masuk"), {"username": orang.username, "password": sandi})


def is_in(client):
    return SESSION_KEY in client.session


def labels(orang):
    return list(trail_of(orang).values_list("langkah", flat=True))


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


def test_ones_own_password_does_not_end(admin, pld):
    people.give_password(pld, by=admin)
    assert people.set_password(pld, BARU).sandi_sampai is None


# The second factor


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


# Devices


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 13) AppleWebKit Chrome/120 Mobile Safari",
            "Chrome di Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari Edg/120", "Edge di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari", "Safari di iPhone"),
        ("", "Peramban di perangkat lain"),
        ("<script>" * 900, "Peramban di perangkat lain"),
    ],
)
def test_a_device_has_a_name(agent, name):
    assert name_of(agent) == name


def test_a_lost_phone_is_shown_the_door(client, pld):
    enter(client, pld)
    phone = client.__class__()
    enter(phone, pld)
    assert phone.get(reverse("akun")).status_code == 200

    page = client.get(reverse("desa:devices"))
    other = next(p for p in page.context["perangkat"] if p.kunci != page.context["di_sini"])
    client.post(reverse("desa:end_device", args=[other.pk]))

    assert phone.get(reverse("akun")).status_code == 302
    assert client.get(reverse("akun")).status_code == 200
    assert labels(pld) == ["end_device"]


def test_all_others_are_shown_the_door_at_once(client, pld):
    phones = [client.__class__() for _ in range(3)]
    for phone in [client, *phones]:
        enter(phone, pld)
    client.post(reverse("desa:end_other_devices"))
    assert [p.get(reverse("akun")).status_code for p in [client, *phones]] == [200, 302, 302, 302]


def test_nobody_ends_the_device_of_another(login, pld):
    mine = Perangkat.objects.create(pengguna=pld, kunci="x", alat="Chrome")
    answer = login(factories.user(Peran.PLD)).post(reverse("desa:end_device", args=[mine.pk]))
    assert answer.status_code == 404
    assert Perangkat.objects.filter(pk=mine.pk).exists()


def test_the_admin_puts_a_former_colleague_out(client, admin, pld):
    enter(client, pld)
    akun.end_all_devices(pld, by=admin, catatan="Berhenti bekerja")
    assert client.get(reverse("akun")).status_code == 302


def test_a_new_password_keeps_this_device_in_the_list(client, pld):
    enter(client, pld)
    client.post(
        reverse("akun"), {"old_password": SANDI, "new_password1": BARU, "new_password2": BARU}
    )
    page = client.get(reverse("desa:devices"))
    assert page.context["di_sini"] in [p.kunci for p in page.context["perangkat"]]


def test_a_device_says_when_it_was_used_last(client, pld):
    enter(client, pld)
    long_ago = timezone.now() - timedelta(days=2)
    Perangkat.objects.update(terakhir_at=long_ago)
    session = client.session
    session["terlihat"] = int(long_ago.timestamp())
    session.save()
    client.get(reverse("akun"))
    assert timezone.now() - Perangkat.objects.get().terakhir_at < timedelta(minutes=1)


def test_the_list_of_devices_costs_the_same_for_one_and_three(client, pld, count_queries):
    enter(client, pld)
    one, three = count_queries(
        lambda n: Perangkat.objects.create(pengguna=pld, kunci=f"k{n}", alat="Chrome"),
        lambda: client.get(reverse("desa:devices")),
    )
    assert one == three


# Support


@pytest.fixture
def looking(client, admin, pld):
    client.force_login(admin)
    client.post(reverse("desa:view_as", args=[pld.pk]), {"catatan": "Tombol tidak muncul"})
    return client


def test_support_sees_what_somebody_sees_under_a_banner(looking, admin, pld):
    page = looking.get(reverse("beranda"))
    assert f"{admin} melihat sebagai {pld}; hanya membaca." in " ".join(page.text.split())
    assert page.context["user"] == pld
    assert labels(pld) == ["view_as"]
    assert trail_of(pld).get().pelaku == admin


def test_support_changes_nothing(looking, pld):
    tim = make.tim()
    for url in (reverse("tugas:create"), reverse("akun"), reverse("desa:end_other_devices")):
        assert looking.post(url, {"uraian": "x"}).status_code == 403
    assert Tim.objects.get() == tim
    assert not Perangkat.objects.exists()


def test_what_a_page_writes_while_support_looks_is_rolled_back(looking, pld, monkeypatch):
    def writes(request):
        Pengguna.objects.filter(pk=pld.pk).update(nama="Diubah")
        return HttpResponse("ok")

    match = get_resolver().resolve(reverse("desa:teams"))
    pattern = next(
        p
        for r in get_resolver().url_patterns
        for p in getattr(r, "url_patterns", [])
        if p.callback == match.func
    )
    monkeypatch.setattr(pattern, "callback", writes)
    assert looking.get(reverse("desa:teams")).text == "ok"
    pld.refresh_from_db()
    assert pld.nama != "Diubah"


@pytest.mark.parametrize("page", ["akun", "desa:devices", "desa:second_factor"])
def test_support_does_not_see_what_is_private(looking, page):
    assert looking.get(reverse(page)).status_code == 403


def test_support_sees_no_more_than_that_person(looking):
    assert looking.get(reverse("desa:people")).status_code == 403


def test_looking_ends(looking, admin, pld):
    looking.post(reverse("desa:end_viewing"))
    assert looking.get(reverse("akun")).context["user"] == admin
    assert labels(pld) == ["view_as_end", "view_as"]


def test_looking_ends_by_itself(looking, admin):
    session = looking.session
    session["lihat_sebagai"] |= {"sampai": 0}
    session.save()
    assert looking.get(reverse("beranda")).context["user"] == admin


def test_looking_ends_when_the_right_to_it_ends(looking, admin):
    admin.penugasan.update(selesai=factories.LONG_AGO)
    assert looking.get(reverse("beranda")).context["user"] == admin


def test_nobody_looks_through_the_eyes_of_somebody_who_reaches_further(login, admin):
    above = factories.user(Peran.PEMANTAU, factories.PROVINSI)
    factories.assign(above, Peran.PLD, factories.DESA)
    answer = login(admin).post(reverse("desa:view_as", args=[above.pk]), {"catatan": "x"})
    assert answer.status_code == 403


def test_looking_needs_a_reason(login, admin, pld):
    client = login(admin)
    assert client.post(reverse("desa:view_as", args=[pld.pk])).context["form"].errors
    assert "lihat_sebagai" not in client.session
