"""What tests change: quick passwords, nothing left on disk, failures of tasks are loud."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("PPID_SECRET_KEY", "only-for-tests")
os.environ["PPID_DATA"] = tempfile.mkdtemp(prefix="ppid-tests-")  # one for each process
os.environ["PPID_DEMO"] = os.environ["PPID_DEBUG"] = os.environ["PPID_HTTPS"] = "0"
atexit.register(shutil.rmtree, os.environ["PPID_DATA"], ignore_errors=True)

from ppid.settings import *  # noqa: E402, F403
from ppid.settings import (  # noqa: E402
    CACHES,
    DATA_DIR,
    DATABASE,
    INSTALLED_APPS,
    MIDDLEWARE,
    STATIC_ROOT,
    STORAGES,
)

STATIC_ROOT.mkdir()  # whitenoise warns when it is not there
INSTALLED_APPS += ["zeal"]
MIDDLEWARE.insert(0, "zeal.middleware.zeal_middleware")  # a query per row fails the test
# A step locks its row and asks again who may: several steps on several rows, as many locks.
ZEAL_ALLOWLIST = [
    {"model": "desa.Pengguna", "field": "get()"},  # who is logged in, and whom a link invites
    {"model": "desa.Penugasan", "field": "get()"},  # the villages of a companion, handed over
    {"model": "tugas.Kegiatan", "field": "get()"},
    {"model": "tugas.Kiriman", "field": "get()"},  # who comes second looks again
    {"model": "p2ktd.Pekerjaan", "field": "get()"},  # the last payment also settles
    {"model": "inovasi.Komitmen", "field": "get()"},
    {"model": "desa.KodeLama", "field": "get()"},  # chosen, then confirmed; many at once
    {"model": "sessions.Session", "field": "get()"},  # a login drops the old one: read twice
]
SECOND_FACTOR_FORCED = False  # its own tests switch it on
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # a page costs the same queries everywhere
PPID_SECOND_REVIEW = 0  # a draw would make one run unlike the next
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES["default"]["KEY_PREFIX"] = Path(DATA_DIR).name
CELERY_TASK_ALWAYS_EAGER = CELERY_TASK_EAGER_PROPAGATES = True
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # a file: threads lock as they will live
    DATABASE["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASE["TEST"] = {"CHARSET": "UTF8", "TEMPLATE": "template0"}  # whatever the machine's own is
