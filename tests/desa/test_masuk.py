"""Logging in, being locked out, the first own password, the account page, the health answer."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.urls import reverse

from desa.choices import Peran
from desa.models import Pengguna
from desa.trail import trail_of
from tests import factories

SANDI = "salam-untuk-desa"


@pytest.fixture
def siti():
    made = factories.user(Peran.PLD, telepon="+6281234567890", nama="Siti Aminah")
    made.username = "siti"
    made.set_password(SANDI)
    made.save()
    return made


def enter(client, name, sandi=SANDI):
    return client.post(reverse("masuk"), {"username": name, "password": sandi})


def is_in(client):
    return SESSION_KEY in client.session


@pytest.mark.parametrize(
    "name", ["siti", "Siti", "081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890"]
)
def test_one_logs_in_with_the_name_or_the_number(client, siti, name):
    assert enter(client, name).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize(
    ("name", "sandi"),
    [("siti", "salah"), ("0812", SANDI), ("", SANDI), ("siti", ""), ("x" * 500, SANDI)],
)
def test_a_wrong_login_is_told_so(client, siti, name, sandi):
    page = enter(client, name, sandi)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not is_in(client)


def test_an_inactive_account_stays_out_and_falls_out(client, siti):
    enter(client, "siti")
    Pengguna.objects.filter(pk=siti.pk).update(is_active=False)
    assert client.get(reverse("akun")).status_code == 302
    assert "Masuk" in enter(client, "siti").text
    assert client.get(reverse("akun")).status_code == 302


def test_ten_wrong_passwords_close_the_door_for_a_while(client, siti):
    """However the number is spaced: each way to write it would otherwise give ten more tries."""
    for n in range(10):
        answer = enter(client, f"0812{' ' * (n % 3)}3456-7890", "salah")
    assert answer.status_code == 429
    assert "15 menit" in answer.text
    assert enter(client, "+6281234567890").status_code == 429
    assert not is_in(client)

    other = factories.user(Peran.PLD)
    other.set_password(SANDI)
    other.save()
    assert enter(client, other.username).status_code == 302


def test_a_slip_from_the_admin_opens_the_door_again(client, siti):
    for _ in range(10):
        enter(client, "siti", "salah")
    admin = factories.user(Peran.ADMIN)
    client.force_login(admin)
    sandi = client.post(reverse("desa:give_password", args=[siti.pk])).context["sandi"]
    client.logout()
    assert enter(client, "siti", sandi).status_code == 302


# A password that somebody else knows


@pytest.fixture
def newcomer(client, siti):
    Pengguna.objects.filter(pk=siti.pk).update(harus_ganti_sandi=True)
    enter(client, "siti")
    return siti


def change(client, new="padi-menguning-2026", old=SANDI):
    return client.post(
        reverse("akun"), {"old_password": old, "new_password1": new, "new_password2": new}
    )


@pytest.mark.parametrize("name", ["beranda", "desa:search", "desa:teams", "tugas:create"])
def test_a_temporary_password_is_changed_before_anything_else(client, newcomer, name):
    assert client.get(reverse(name))["Location"] == reverse("akun")
    assert "masih sementara" in client.get(reverse("akun")).text


def test_after_the_change_the_house_is_open(client, newcomer):
    assert change(client).status_code == 302
    newcomer.refresh_from_db()
    assert not newcomer.harus_ganti_sandi
    assert newcomer.check_password("padi-menguning-2026")
    assert client.get(reverse("desa:search")).status_code == 200
    assert trail_of(newcomer).get().label == "Ganti kata sandi"


@pytest.mark.parametrize(
    ("new", "old"),
    [(SANDI, SANDI), ("padi-menguning-2026", "salah"), ("123456789012", SANDI), ("siti", SANDI)],
)
def test_a_poor_change_is_refused(client, newcomer, new, old):
    assert change(client, new, old).context["form"].errors
    newcomer.refresh_from_db()
    assert newcomer.check_password(SANDI)
    assert newcomer.harus_ganti_sandi


def test_one_may_still_leave(client, newcomer):
    assert client.post(reverse("keluar"))["Location"] == reverse("masuk")


# The account page


def test_the_account_page_says_who_one_is_and_where(client, siti):
    factories.assign(
        siti, Peran.TPID, factories.KECAMATAN, "verifikator", selesai=factories.LONG_AGO
    )
    enter(client, "siti")
    page = client.get(reverse("akun")).text
    assert "Siti Aminah" in page
    assert "0812-3456-7890" in page
    assert "Pendamping Lokal Desa" in page
    assert "31 Desember 2018" in page
    assert "Akhiri peran" not in page


def test_the_account_page_costs_the_same_for_one_role_and_three(login, count_queries):
    orang = factories.user()
    client = login(orang)
    one, three = count_queries(
        lambda n: factories.assign(orang, Peran.PLD, f"33.05.12.200{n}"),
        lambda: client.get(reverse("akun")),
    )
    assert one == three


def test_a_new_password_puts_other_devices_out(client, siti):
    enter(client, "siti")
    phone = type(client)()
    enter(phone, "siti")
    change(client)
    assert client.get(reverse("akun")).status_code == 200
    assert phone.get(reverse("akun")).status_code == 302


# The first Admin of a new installation


def test_the_first_admin_is_appointed_from_the_command_line(client, capsys):
    factories.wilayah("33.05")
    call_command("appoint", "Budi", "admin", "3305", nama="Budi Santoso")
    said = capsys.readouterr().out
    enter(client, "budi", said.split("sandi sementara: ")[1].split(" ")[0].strip())
    assert is_in(client)
    budi = Pengguna.objects.get(username="budi")
    assert budi.holds(Peran.ADMIN)
    assert trail_of(budi).get().pelaku is None

    factories.wilayah("33.06")
    call_command("appoint", "budi", "pemantau", "33.06")
    assert budi.penugasan.count() == 2


@pytest.mark.parametrize(
    ("peran", "kode", "sentence"),
    [("admin", "99", "Tidak ada wilayah"), ("pld", "33.05", "tidak dipegang di tingkat")],
)
def test_a_wrong_appointment_is_told_so(peran, kode, sentence):
    factories.wilayah("33.05")
    with pytest.raises(CommandError, match=sentence):
        call_command("appoint", "budi", peran, kode)
    assert not Pengguna.objects.exists()


# Health


def test_a_well_house_says_so(client, settings):
    settings.REDIS_URL = ""
    answer = client.get(reverse("sehat"))
    assert answer.status_code == 200
    assert answer.json() == {"sehat": True, "basis_data": True, "redis": None}


def away(error):
    def ask(*args, **kwargs):
        raise error("away")

    return ask


def test_a_house_without_its_database_says_so(client, settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setattr(connection, "cursor", away(OperationalError))
    answer = client.get(reverse("sehat"))
    assert answer.status_code == 503
    assert answer.json() == {"sehat": False, "basis_data": False, "redis": None}


def test_a_house_without_its_redis_says_so(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # where nobody answers
    backend = "django_redis.cache.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": settings.REDIS_URL}}
    answer = client.get(reverse("sehat"))
    assert answer.status_code == 503
    assert answer.json() == {"sehat": False, "basis_data": True, "redis": False}
