"""Devices that are logged in, and support that only looks."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, reverse
from django.utils import timezone

from desa.actions import akun
from desa.choices import Peran
from desa.models import Pengguna, Perangkat, Tim
from desa.perangkat import name_of
from desa.trail import trail_of
from tests import factories
from tests.desa.masuk import BARU, SANDI, enter, labels, with_password
from tests.factories import desa as make


@pytest.fixture
def admin():
    return with_password(factories.user(Peran.ADMIN))


@pytest.fixture
def pld():
    return with_password(factories.user(Peran.PLD, telepon="+6281234567890"))


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
