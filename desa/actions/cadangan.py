"""A backup is one tar: the database, every file, and a list that says what both must be.

SQLite is copied by its own backup interface, PostgreSQL dumped in one snapshot; both while the
house is in use. The database is taken before the files: a file that came meanwhile is in the
archive without a row, never the other way round."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from hashlib import file_digest
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from desa.models import SegelJejak
from desa.trail import seal_trail

DAFTAR = "daftar.json"
BASIS = {"sqlite": "basis.sqlite3", "postgresql": "basis.dump"}
BERKAS = "berkas/"


class BackupError(Exception):
    """What went wrong, as a sentence."""


def back_up(target):
    """Write the archive, whole or not at all; the list that lies in it."""
    seal_trail(everything=True)
    target = Path(target)
    with tempfile.TemporaryDirectory(dir=target.parent) as room:
        dump = Path(room) / BASIS[connection.vendor]
        _dump(dump)
        listed = {
            "waktu": timezone.now().isoformat(),
            "basis": connection.vendor,
            "kepala_jejak": _head(),
            "isi": {dump.name: _digest(dump)},
        }
        unfinished = Path(room) / "arsip.tar"
        with tarfile.open(unfinished, "w") as tar:
            tar.add(dump, dump.name)
            for name in sorted(_stored("")):
                listed["isi"][BERKAS + name] = _add(tar, name)
            _add_text(tar, DAFTAR, json.dumps(listed, indent=1))
        _sync(unfinished)
        unfinished.replace(target)
    return listed


def restore(source):
    """Fill an empty house from an archive, having read all of it first."""
    if not _is_empty():
        raise BackupError("Basis data ini sudah berisi. Pulihkan ke tempat yang kosong.")
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as room:
        listed = _unpack(Path(source), Path(room))
        if listed["basis"] != connection.vendor:
            raise BackupError(f"Arsip ini dari {listed['basis']}, di sini {connection.vendor}.")
        connection.close()
        _load(Path(room) / "isi" / BASIS[connection.vendor])
        for name in listed["isi"]:
            if name.startswith(BERKAS):
                _put(Path(room) / "isi" / name, name.removeprefix(BERKAS))
    return listed


def _unpack(source, room):
    if source.suffix == ".gpg":
        source = decrypt(source, room)
    with tarfile.open(source) as tar:
        tar.extractall(room / "isi", filter="data")
    listed = json.loads((room / "isi" / DAFTAR).read_text())
    check(room / "isi", listed)
    return listed


def check(room, listed):
    """Every digest of the list, and nothing beside it."""
    there = {str(p.relative_to(room)) for p in Path(room).rglob("*") if p.is_file()} - {DAFTAR}
    if wrong := there ^ set(listed["isi"]):
        raise BackupError(f"Isi arsip tidak cocok dengan daftarnya: {sorted(wrong)[0]}.")
    for name, digest in listed["isi"].items():
        if _digest(Path(room) / name) != digest:
            raise BackupError(f"{name} rusak: sidiknya tidak cocok.")


def _head():
    last = SegelJejak.objects.order_by("-pk").first()
    return last.sidik if last else ""


def _digest(path):
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def encrypt(path, kunci):
    """The archive for the holders of one GnuPG key, and nothing readable beside it."""
    locked = path.with_name(f"{path.name}.gpg")
    trust = ["--trust-model", "always", "--recipient", kunci]
    _run(["gpg", "--batch", "--yes", *trust, "--output", str(locked), "--encrypt", str(path)])
    path.unlink()
    return locked


def decrypt(path, room):
    plain = Path(room) / path.stem
    _run(["gpg", "--batch", "--yes", "--output", str(plain), "--decrypt", str(path)])
    return plain


def _sync(path):
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _stored(folder):
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nobody has sent a file yet
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _stored(f"{folder}{name}/")


def _add(tar, name):
    with default_storage.open(name) as file, tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        digest = file_digest(copy, "sha256").hexdigest()
        info = tarfile.TarInfo(BERKAS + name)
        info.size = copy.tell()
        copy.seek(0)
        tar.addfile(info, copy)
    return digest


def _add_text(tar, name, text):
    info = tarfile.TarInfo(name)
    info.size = len(text.encode())
    tar.addfile(info, io.BytesIO(text.encode()))


def _put(path, name):
    if default_storage.exists(name):
        default_storage.delete(name)
    with path.open("rb") as file:
        default_storage.save(name, file)


# The database, each kind by its own means


def _dump(path):
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy, pages=2000)
            copy.execute("PRAGMA journal_mode=DELETE")
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={path}")


def _load(path):
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            copy.backup(connection.connection)
    else:
        _postgres(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error",
            "--single-transaction", str(path),
        )  # fmt: skip


def _is_empty():
    tables = connection.introspection.table_names()
    if "desa_pengguna" not in tables:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT 1 FROM desa_pengguna LIMIT 1) p")
        return cursor.fetchone()[0] == 0


def _postgres(program, *arguments):
    """Run a tool of PostgreSQL on our database; the password goes by the environment."""
    wanted = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    own = {names[key]: str(wanted[key]) for key in names if wanted.get(key)}
    database = ["--dbname", wanted["dbname"]]
    _run([program, *database, *arguments], env=os.environ | own)


def _run(command, **options):
    try:
        subprocess.run(command, check=True, capture_output=True, **options)  # noqa: S603
    except FileNotFoundError:
        raise BackupError(f"{command[0]} tidak ada. Pasang dulu, lalu ulangi.") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise BackupError(f"{command[0]}: {said}") from None
