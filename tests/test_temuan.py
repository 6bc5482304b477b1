"""The nineteen findings of the penetration test of a comparable product (Hypha, 2021), each asked
of this one; and uploads, headers, addresses, papers."""

import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse

from desa.choices import Peran
from desa.models import Penugasan
from ppid.lib.berkas import read_paper
from ppid.lib.foto import read_photo
from ppid.lib.pdf import only_static
from ppid.lib.tabel import safe_cell
from tests import factories
from tests.factories import desa as make
from tests.factories.tugas import kegiatan
from tests.test_scoping import ABOUT_ONE_ROW, url_of
from tests.unggahan import HTML, HUGE, JPEG_WITH_HTML, POLYGLOTS, SVG, ZIP_BOMB
from tugas.choices import Status
from tugas.models import Bukti

ROOT = Path(__file__).parent.parent
SUNTIK = "<img src=x onerror=suntik()>"
SANDI = "salam-untuk-desa"


def with_password(orang):
    orang.set_password(SANDI)
    orang.save()
    return orang


def enter(client, name, sandi=SANDI, to=""):
    return client.post(f"{reverse('masuk')}{to}", {"username": name, "password": sandi})


def harmless(page):
    return page.status_code == 200 and SUNTIK not in page.text and "&lt;img src=x" in page.text


# Elevated 1, moderate 5, low 5, 7, 8 and 10: what somebody typed runs nowhere, whoever typed it


@pytest.mark.parametrize("peran", [Peran.PLD, Peran.TPID, Peran.ADMIN])
def test_elevated_1_what_a_companion_writes_is_text(login, peran):
    entry = kegiatan(Status.TERKIRIM, uraian=SUNTIK, judul=SUNTIK, hasil=SUNTIK, masalah=SUNTIK)
    assert harmless(login(factories.user(peran)).get(entry.get_absolute_url()))


def test_low_5_labels_of_an_admin_are_text(login):
    make.sebutan(kepala_desa=SUNTIK)
    admin = login(factories.user(Peran.ADMIN))
    assert harmless(admin.get(reverse("desa:labels", args=[factories.KABUPATEN])))


@pytest.mark.parametrize("column", ["nama"])
def test_low_7_and_8_names_of_members_and_people_are_text(login, column):
    tim = make.tim()
    make.anggota(tim, **{column: SUNTIK})
    factories.user(Peran.PLD, nama=SUNTIK)
    admin = login(factories.user(Peran.ADMIN))
    assert harmless(admin.get(tim.get_absolute_url()))
    assert harmless(admin.get(reverse("desa:people")))


def test_low_10_the_note_of_a_reviewer_is_text(login):
    entry = kegiatan(Status.TERKIRIM)
    client = login(factories.user(Peran.PD))
    client.post(reverse("tugas:review", args=[entry.pk]), {"aksi": SUNTIK, "catatan": SUNTIK})
    page = client.get(entry.get_absolute_url())
    assert SUNTIK not in page.text


def test_moderate_5_an_unknown_step_is_no_step(login):
    entry = kegiatan(Status.TERKIRIM)
    client = login(factories.user(Peran.PD))
    for name in ("__class__", "delete", "terima;drop"):
        url = reverse("tugas:step", args=[entry.pk, "edit"]).replace("/edit/", f"/{name}/")
        assert client.post(url).status_code in {403, 404}
    entry.refresh_from_db()
    assert entry.status == Status.TERKIRIM


def test_no_page_may_run_a_script_of_another(client):
    policy = client.get(reverse("masuk"))["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "object-src 'none'" in policy


# Moderate 1 and 2, low 1: TLS


def test_moderate_1_and_2_and_low_1_only_tls_1_2_and_newer_with_aead():
    said = (ROOT / "deploy" / "tls.conf").read_text()
    assert re.search(r"ssl_protocols TLSv1\.2 TLSv1\.3;", said)
    ciphers = re.search(r"ssl_ciphers ([^;]+);", said).group(1).split(":")
    assert ciphers
    assert all("GCM" in c or "CHACHA20" in c for c in ciphers)


def production(code, **env):
    env = {"PPID_SECRET_KEY": "x" * 50, "DJANGO_SETTINGS_MODULE": "ppid.settings"} | env
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_behind_https_cookies_are_secure_and_browsers_remember(tmp_path):
    code = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000)"
    )
    assert production(code, PPID_HTTPS="1", PPID_DATA=str(tmp_path)).stdout.split() == ["True"] * 4


# Moderate 3 and 4


def test_moderate_3_nobody_takes_an_account_over_by_its_mail_address(login):
    """Mail and phone are changed by an Admin; no link that sets a password is ever mailed."""
    page = login(factories.user(Peran.PLD)).get(reverse("akun"))
    assert 'name="email"' not in page.text
    assert 'name="telepon"' not in page.text
    with pytest.raises(NoReverseMatch):
        reverse("password_reset")


def test_moderate_4_the_second_factor_goes_only_with_the_password(login):
    page = login(factories.user(Peran.PLD)).post(reverse("desa:second_factor_off"), {"sandi": "x"})
    assert page.context["form"].errors


# Low 2: addresses


@pytest.mark.parametrize(
    "there",
    ["https://jahat.example/", "//jahat.example", r"\\jahat.example", "javascript:alert(1)",
     "https:jahat.example", "/\\jahat.example"],
)  # fmt: skip
def test_low_2_nobody_is_sent_away_after_the_login(client, there):
    orang = with_password(factories.user(Peran.PLD))
    answer = client.post(
        reverse("masuk"), {"username": orang.username, "password": SANDI, "next": there}
    )
    assert answer["Location"] == reverse("beranda")


# Low 3 and 4: links and tries


def test_low_3_a_link_lives_for_days_not_weeks(settings):
    assert settings.PASSWORD_RESET_TIMEOUT <= 3 * 86_400


def test_low_4_guessing_is_stopped(client):
    orang = with_password(factories.user(Peran.PLD))
    for _ in range(10):
        answer = enter(client, orang.username, "salah")
    assert answer.status_code == 429
    assert enter(client, orang.username).status_code == 429


# Low 6: what has no button has no door


@pytest.mark.parametrize(
    "page",
    ["/admin/", "/django-admin/", "/api/", "/media/", "/.env", "/static/../ppid/settings.py"],
)
def test_low_6_there_is_no_back_door(login, page):
    assert login(factories.user(Peran.ADMIN)).get(page).status_code == 404


@pytest.mark.parametrize("page", ["person_create", "people"])
def test_low_6_the_doors_of_an_admin_are_closed_to_others(login, page):
    client = login(factories.user(Peran.TIK))
    assert client.get(reverse(f"desa:{page}")).status_code == 403
    assert client.post(reverse(f"desa:{page}")).status_code in {403, 405}
    assert Penugasan.objects.count() == 1


# Low 9: who has an account


def test_low_9_a_wrong_name_and_a_wrong_password_are_told_the_same(client):
    orang = with_password(factories.user(Peran.PLD))
    blot = lambda page: re.sub(r'value="[^"]*"', "", page.text)  # noqa: E731
    assert blot(enter(client, orang.username, "salah")) == blot(enter(client, "tidak.ada", "salah"))


# Low 11: the secret


@pytest.mark.parametrize(
    "env", [{"PPID_SECRET_KEY": ""}, {"PPID_SECRET_KEY": "", "PPID_HTTPS": "1"}]
)
def test_low_11_without_a_secret_the_house_does_not_start(tmp_path, env):
    said = production(
        "from django.conf import settings; settings.DEBUG", PPID_DATA=str(tmp_path), **env
    )
    assert "PPID_SECRET_KEY is not set" in said.stderr


# Low 12: uploads

NO_PHOTO = [
    p for p in POLYGLOTS if p[1] in (HTML, SVG, HUGE, ZIP_BOMB, b"") or p[0].endswith("exe")
]


@pytest.mark.parametrize(("name", "content", "kind"), NO_PHOTO, ids=[p[0] for p in NO_PHOTO])
def test_low_12_what_is_no_photo_is_refused_with_words(name, content, kind):
    with pytest.raises(ValidationError) as refusal:
        read_photo(SimpleUploadedFile(name, content, kind))
    assert name.rpartition("/")[2] in refusal.value.message


@pytest.mark.parametrize("content", [HTML, SVG, ZIP_BOMB, b"MZ", b"%PDF-1.4 no end"])
def test_low_12_what_is_no_paper_is_refused_with_words(content):
    with pytest.raises(ValidationError):
        read_paper(SimpleUploadedFile("surat.pdf", content, "application/pdf"))


def test_what_hides_in_a_photo_is_not_given_out(login):
    pld = factories.user(Peran.PLD)
    client = login(pld)
    client.post(
        reverse("tugas:send"),
        {
            "id": str(uuid4()), "desa": factories.DESA, "tugas": 1, "tema": "ppid",
            "tanggal": "2026-01-05", "uraian": "Rapat dusun", "isian": str(uuid4()),
            "foto": SimpleUploadedFile("foto.html", JPEG_WITH_HTML, "text/html"),
        },
    )  # fmt: skip
    bukti = Bukti.objects.get()
    answer = client.get(reverse("tugas:photo", args=[bukti.pk]))
    content = answer.getvalue()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"<script" not in content


# Low 13: what we stand on


def test_low_13_every_package_is_pinned_by_its_hash():
    said = (ROOT / "requirements.txt").read_text()
    pins = re.findall(r"^[a-z0-9].*==[^\s]+", said, re.M)
    assert len(pins) > 40
    assert all(re.search(re.escape(pin) + r"[^\n]*\\\n\s+--hash=sha256:", said) for pin in pins)


# Papers, tables, ids


@pytest.mark.parametrize(
    "url",
    ["http://169.254.169.254/latest/", "https://contoh.id/x.png", "file:///etc/passwd", "ftp://x/",
     "data:text/html,<script>", "file://static/../../etc/passwd", "gopher://x", "//x/y.png"],
)  # fmt: skip
def test_a_paper_fetches_nothing_that_somebody_typed(url):
    with pytest.raises(ValueError, match="may not load"):
        only_static(url)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_becomes_a_formula(text):
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize(("name", "args"), ABOUT_ONE_ROW)
def test_an_id_that_nobody_has_is_nobodys(login, name, args):
    """Of every kind: a number, a UUID, a code."""
    url = url_of(name, args)
    odd = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(uuid4()), url)
    odd = re.sub(r"/\d+(?=/)", "/999999999", odd) if odd == url else odd
    if odd == url:
        pytest.skip("its address carries no id of a row")
    client = login(factories.user(Peran.ADMIN, "00"))
    assert client.get(odd).status_code in {404, 405}
    assert client.post(odd).status_code in {403, 404, 405}


def test_headers_hold_no_line_of_somebody(login):
    client = login(factories.user(Peran.PLD))
    answer = client.get(reverse("tugas:index"), {"bentuk": "csv\r\nX-Suntik: ya", "q": "\r\nX: y"})
    assert "X-Suntik" not in answer.headers
