"""Where somebody is logged in: one row for each phone or computer, so that a lost one can be shown
the door."""

from django.conf import settings
from django.db import models


class Perangkat(models.Model):
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="perangkat")
    kunci = models.CharField(max_length=40, unique=True)  # of its session
    alat = models.CharField(max_length=60)  # "Chrome di Android"
    masuk_at = models.DateTimeField(auto_now_add=True)
    terakhir_at = models.DateTimeField(auto_now_add=True)  # to the hour

    class Meta:
        verbose_name_plural = "perangkat"
        ordering = ["-terakhir_at", "-pk"]

    def __str__(self):
        return self.alat
