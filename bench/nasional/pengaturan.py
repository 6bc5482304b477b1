"""The house as it is, and Django's admin beside it as a peer."""

from ppid.settings import *  # noqa: F403
from ppid.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "bench.nasional.alamat"
SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E404", "admin.E406", "admin.E408", "admin.E409"]
