"""What operators see: lines without a person in them, numbers, and an error that can be found."""

import io
import json
import logging
import logging.config
import subprocess
import sys
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from desa.choices import Peran
from ppid import kesehatan
from ppid.pantau import Tersaring
from tests import factories

TOKEN = "sebuah-token-panjang"  # noqa: S105


@pytest.fixture
def lines():
    """What production writes, as objects."""
    room = io.StringIO()
    handler = logging.StreamHandler(room)
    made = logging.config.DictConfigurator(configured.LOGGING)
    handler.setFormatter(made.configure_formatter(dict(configured.LOGGING["formatters"]["json"])))
    handler.addFilter(made.configure_filter(dict(configured.LOGGING["filters"]["nomor"])))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in room.getvalue().splitlines()]
    root.removeHandler(handler)


def break_(monkeypatch, words):
    def broken(*_, **__):
        raise ValueError(words)

    monkeypatch.setattr("ppid.views.front_page", broken)


def test_a_request_is_one_line_with_number_page_and_key_of_the_person(login, lines):
    orang = factories.user(Peran.PLD, nama="Siti Aminah", telepon="+6281234567890")
    answer = login(orang).get(reverse("desa:search"), {"q": "Siti Aminah"})
    [line] = [x for x in lines() if x["pesan"] == "request"]
    assert line["nomor"] == answer["X-Request-ID"]
    assert (line["halaman"], line["status"], line["pengguna"]) == ("desa:search", 200, orang.pk)
    assert line["kueri"] > 0
    assert "Siti" not in json.dumps(lines())


def test_the_number_of_a_proxy_is_taken_over_but_only_a_number(client):
    number = uuid4().hex
    assert client.get("/sehat/hidup/", headers={"X-Request-ID": number})["X-Request-ID"] == number
    odd = "x\n{'tingkat': 'palsu'}"
    assert client.get("/sehat/hidup/", headers={"X-Request-ID": odd})["X-Request-ID"] != odd


def test_an_error_page_names_the_line_in_the_log(login, lines, monkeypatch):
    break_(monkeypatch, "orang siti@contoh.id dengan 0812-3456-7890")
    client = login(factories.user(Peran.PLD))
    client.raise_request_exception = False
    page = client.get("/")
    [line] = [x for x in lines() if x["tingkat"] == "ERROR"]
    assert page.status_code == 500
    assert f'<strong class="kode">{line["nomor"][:8]}</strong>' in page.text
    assert "ValueError" in line["galat"]
    assert "siti@" not in line["galat"]
    assert "3456" not in line["galat"]


@pytest.mark.parametrize(
    "text",
    [
        "surel budi.s@desa.go.id", "hp +62 812-3456-7890", "hp 081234567890",
        "duplicate key\nDETAIL:  Key (telepon)=(x) already exists.",
    ],
)  # fmt: skip
def test_what_a_message_quotes_of_a_person_is_blotted_out(text):
    record = logging.makeLogRecord({"msg": "%s", "args": (text,)})
    told = Tersaring("{message}", style="{").format(record)
    assert "[…]" in json.loads(told)["message"]
    assert not {"budi.s", "3456", "081234567890", "telepon"} & set(told.replace(")", " ").split())


def test_a_slow_query_is_written_down_without_its_values(login, lines, settings):
    settings.SLOW_MS = 0
    login(factories.user(Peran.PLD)).get(reverse("desa:search"), {"q": "kalipare"})
    found = [x for x in lines() if x["pesan"] == "slow query"]
    assert found
    assert any("desa_wilayah" in x["sql"] for x in found)
    assert "kalipare" not in json.dumps(found)


def test_numbers_are_for_whoever_has_the_token(client, settings):
    assert client.get("/metrik/").status_code == 404
    settings.METRIK_TOKEN = TOKEN
    assert client.get("/metrik/").status_code == 404
    assert client.get("/metrik/", headers={"Authorization": "Bearer salah"}).status_code == 404
    client.get(reverse("inovasi:menu"))
    page = client.get("/metrik/", headers={"Authorization": f"Bearer {TOKEN}"})
    assert page["Content-Type"].startswith("text/plain; version=")
    assert 'ppid_permintaan_total{cara="GET",halaman="inovasi:menu",status="200"}' in page.text
    assert "ppid_permintaan_detik_bucket" in page.text


def test_alive_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/sehat/hidup/").json() == {"hidup": True}


def test_ready_says_so(client, settings):
    settings.REDIS_URL = ""
    assert client.get("/sehat/siap/").json() == {"siap": True, "salah": []}


def test_not_ready_says_why(client, settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setattr(kesehatan, "SEMPIT", 2**70)
    monkeypatch.setattr(kesehatan, "TERTINGGAL", -1)
    answer = client.get("/sehat/siap/")
    assert answer.status_code == 503
    assert "Ruang disk hampir habis." in answer.json()["salah"]

    def away(*_):
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/sehat/siap/").json()["salah"] == ["Basis data tidak menjawab."]


def test_logs_of_production_are_json(tmp_path):
    env = {
        "PPID_SECRET_KEY": "x",
        "PPID_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "ppid.settings",
    }
    code = "import django; django.setup(); import logging; logging.warning('halo %s', 'a@b.id')"
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    ).stderr.splitlines()[-1]
    assert json.loads(said)["pesan"] == "halo […]"


def test_a_stranger_s_error_page_stands_alone(monkeypatch):
    monkeypatch.setattr("inovasi.views.menu.render", lambda *_: 1 / 0)
    client = Client(raise_request_exception=False)
    page = client.get(reverse("inovasi:menu"))
    assert page.status_code == 500
    assert "Terjadi gangguan" in page.text
