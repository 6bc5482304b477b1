"""Our pages, and the changelist of Django's admin over the same table."""

from django.urls import path

from bench.nasional.sejajar import BAKU
from ppid.urls import *  # noqa: F403
from ppid.urls import urlpatterns

urlpatterns = [path("admin-baku/", BAKU.urls), *urlpatterns]
