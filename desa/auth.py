"""Log in with the name or with the phone number, whichever comes to mind."""

from django.contrib.auth.backends import ModelBackend
from lokal.phone import normalize_phone

from desa.models import Pengguna


class ByNameOrPhone(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        phone = normalize_phone(username) if username else None
        owner = Pengguna.objects.filter(telepon=phone).first() if phone else None
        name = owner.username if owner else username
        return super().authenticate(request, username=name, password=password, **kwargs)

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and not user.sandi_lewat


def login_name(request, credentials=None):
    """Whom a wrong password counts against: the same, however the name or number is written.
    Otherwise each new way to space a phone number would give ten more tries."""
    typed = (credentials or request.POST).get("username") or ""
    return normalize_phone(typed) or typed.strip().lower()[:150]
