"""The frame: settings, addresses, front page and the library without domain words."""

from ppid.celery import app as celery_app

__all__ = ["celery_app"]
