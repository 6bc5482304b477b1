"""A backup is taken while the house is in use, and what comes back is the same in every cell."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.management import CommandError, call_command
from django.db import connection, connections

from desa.actions.cadangan import BackupError, back_up, restore
from desa.models import Pengguna
from desa.trail import record_new
from tests import factories
from tests.factories.tugas import kegiatan
from tugas.choices import Status

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db(transaction=True)
FILES = {"bukti/2026/foto.jpg": b"\xff\xd8 isi foto", "papers/a b.pdf": b"%PDF-", "kosong": b""}


@pytest.fixture
def house(monkeypatch):
    monkeypatch.setattr(default_storage, "_wrapped", InMemoryStorage())  # no other test's files
    for n in range(3):
        record_new(kegiatan(Status.TERKIRIM), f"Catat {n}", by=factories.user())
    for name, content in FILES.items():
        default_storage.save(name, ContentFile(content))


@pytest.fixture
def archive(house, tmp_path):
    back_up(tmp_path / "arsip.tar")
    return tmp_path / "arsip.tar"


@pytest.fixture
def empty(tmp_path):
    """The environment of a machine on which nothing has happened yet."""
    room = tmp_path / "baru"
    room.mkdir()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PPID_", "DATABASE"))}
    env |= {
        "PPID_DATA": str(room),
        "PPID_SECRET_KEY": "x",
        "DJANGO_SETTINGS_MODULE": "ppid.settings",
    }
    if connection.vendor == "sqlite":
        yield env | {"DATABASE_URL": f"sqlite:///{room / 'ppid.sqlite3'}"}
        return
    name = f"{connection.settings_dict['NAME']}_pulih"
    with admin() as db:
        db.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield env | {"DATABASE_URL": url_of(name)}
    with admin() as db:
        db.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def admin():
    return psycopg.connect(**params("postgres"), autocommit=True)


def params(name):
    wanted = connection.get_connection_params()
    keys = ("host", "port", "user", "password")
    return {"dbname": name} | {k: wanted[k] for k in keys if wanted.get(k)}


def url_of(name):
    p = params(name)
    who = f"{p.get('user', '')}:{p['password']}@" if p.get("password") else ""
    port = f":{p['port']}" if p.get("port") else ""
    return f"postgres://{who}{p.get('host', '')}{port}/{name}"


def manage(env, *arguments):
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def rows_of(execute):
    """Every row of every table, as the database itself writes it."""
    what = "*" if connection.vendor == "sqlite" else "t::text"
    return {
        table: sorted(map(repr, execute(f'SELECT {what} FROM "{table}" t')))  # noqa: S608
        for table in connection.introspection.table_names()
    }


def here():
    if connection.vendor == "sqlite":  # Django's own connection makes dates of texts
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as db:
            return rows_of(lambda sql: db.execute(sql).fetchall())

    def execute(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    return rows_of(execute)


def there(env):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(f"{env['PPID_DATA']}/ppid.sqlite3")) as db:
            return rows_of(lambda sql: db.execute(sql).fetchall())
    name = env["DATABASE_URL"].rpartition("/")[2]
    with psycopg.connect(**params(name), options="-c timezone=UTC") as db:
        return rows_of(lambda sql: db.execute(sql).fetchall())


def files_of(env):
    folder = Path(env["PPID_DATA"]) / "berkas"
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_comes_back_is_the_same_in_every_cell_and_every_byte(archive, empty):
    before = here()
    assert sum(map(len, before.values())) > 50

    said = manage(empty, "restore", str(archive))

    assert said.returncode == 0, said.stderr
    assert "3 berkas, 3 baris jejak utuh" in said.stdout
    assert there(empty) == before
    assert files_of(empty) == FILES


def test_the_house_works_on_after_it_came_back(archive, empty):
    manage(empty, "restore", str(archive))
    assert manage(empty, "migrate", "--check").returncode == 0
    assert manage(empty, "verify_trail").stdout.startswith("Jejak utuh: 3 segel")
    refused = manage(empty, "restore", str(archive))
    assert "sudah berisi" in refused.stderr


def test_a_house_with_people_in_it_is_not_overwritten(archive):
    before = here()
    with pytest.raises(BackupError, match="sudah berisi"):
        restore(archive)
    assert here() == before


def test_a_damaged_archive_is_refused_before_anything_is_touched(archive, empty):
    content = bytearray(archive.read_bytes())
    at = content.index(b"isi foto")
    content[at] ^= 1
    archive.write_bytes(content)
    said = manage(empty, "restore", str(archive))
    assert "bukti/2026/foto.jpg rusak" in said.stderr
    assert files_of(empty) == {}


def test_an_archive_with_something_added_is_refused(archive, empty, tmp_path):
    (tmp_path / "x").write_text("x")
    with tarfile.open(archive, "a") as tar:
        tar.add(tmp_path / "x", "berkas/tambahan")
    assert "tidak cocok dengan daftarnya" in manage(empty, "restore", str(archive)).stderr


def test_it_is_whole_although_somebody_writes_meanwhile(house, tmp_path, empty):
    stop, written = Event(), []

    def write():
        while not stop.is_set():
            written.append(factories.user().pk)
        connections.close_all()

    writer = Thread(target=write)
    writer.start()
    try:
        back_up(tmp_path / "arsip.tar")
    finally:
        stop.set()
        writer.join()
    assert manage(empty, "restore", str(tmp_path / "arsip.tar")).returncode == 0
    came = len(there(empty)["desa_pengguna"])
    assert 3 <= came <= Pengguna.objects.count()
    assert written


@pytest.mark.skipif(not shutil.which("gpg"), reason="gpg is not installed")
def test_a_locked_archive_opens_only_with_its_key(house, tmp_path, empty, monkeypatch):
    keys = tmp_path / "kunci"
    keys.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(keys))
    make = ["--batch", "--passphrase", "", "--quick-gen-key", "cadangan@contoh.id"]
    subprocess.run([shutil.which("gpg"), *make], check=True, capture_output=True)  # noqa: S603
    call_command("backup", ke=str(tmp_path / "luar"), kunci="cadangan@contoh.id")
    [locked] = (tmp_path / "luar").iterdir()
    assert locked.suffix == ".gpg"
    assert b"isi foto" not in locked.read_bytes()

    assert manage(empty | {"GNUPGHOME": str(tmp_path)}, "restore", str(locked)).returncode != 0
    opened = manage(empty | {"GNUPGHOME": str(keys)}, "restore", str(locked))
    assert opened.returncode == 0, opened.stderr
    assert files_of(empty) == FILES


def test_old_archives_are_thrown_away_when_asked(house, tmp_path, capsys):
    (tmp_path / "ppid-20200101-000000.tar").write_text("")
    (tmp_path / "ppid-20210101-000000.tar").write_text("")
    call_command("backup", ke=str(tmp_path), simpan=2)
    left = sorted(p.name for p in tmp_path.iterdir())
    assert len(left) == 2
    assert "ppid-20200101-000000.tar" not in left
    assert (tmp_path / left[-1]).stat().st_mode & 0o077 == 0


def test_a_missing_tool_is_named(house, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="Pasang dulu"):
        call_command("backup", ke=str(tmp_path), kunci="siapa")


def test_every_file_is_listed_with_its_digest(house, tmp_path):
    listed = back_up(tmp_path / "arsip.tar")["isi"]
    assert {k.removeprefix("berkas/"): v for k, v in listed.items() if k.startswith("berkas/")} == {
        name: sha256(content).hexdigest() for name, content in FILES.items()
    }
