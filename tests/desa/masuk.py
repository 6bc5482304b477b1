"""Somebody who logs in with a password, as the tests of accounts need it."""

from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from desa.trail import trail_of

SANDI = "salam-untuk-desa"
BARU = "padi-menguning-2026"


def with_password(orang):
    orang.set_password(SANDI)
    orang.save()
    return orang


def enter(client, orang, sandi=SANDI):
    return client.post(reverse("masuk"), {"username": orang.username, "password": sandi})


def is_in(client):
    return SESSION_KEY in client.session


def labels(orang):
    return list(trail_of(orang).values_list("langkah", flat=True))
