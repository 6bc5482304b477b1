"""What keeps an account its owner's: links, devices, the second factor."""

import secrets
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from desa.actions.orang import LETTERS, check_account
from desa.models import Pengguna, Perangkat
from desa.trail import record
from ppid.lib.workflow import NotAllowed

BANYAK_KODE = 10  # recovery codes on one sheet
PANJANG_KODE = 12
JAM = timedelta(hours=1)
Sesi = import_module(settings.SESSION_ENGINE).SessionStore


# The link by which somebody comes in for the first time


def invite(orang, *, by):
    """The path of a link that works once, for as long as PASSWORD_RESET_TIMEOUT says. It is kept
    nowhere: it proves itself by what the account is now."""
    check_account(orang, by)
    if not orang.is_active:
        raise NotAllowed("Akun ini nonaktif. Aktifkan dulu, lalu undang.")
    record(orang, "invite", "Undang lewat tautan", by=by)
    uid = urlsafe_base64_encode(force_bytes(orang.pk))
    return reverse("desa:invitation", args=[uid, default_token_generator.make_token(orang)])


# Devices


def remember_device(orang, kunci, alat):
    Perangkat.objects.update_or_create(kunci=kunci, defaults={"pengguna": orang, "alat": alat[:60]})


def follow_device(before, now):
    """A new password gives the session in the hand a new key."""
    Perangkat.objects.filter(kunci=before).update(kunci=now)


def device_seen(kunci):
    now = timezone.now()
    Perangkat.objects.filter(kunci=kunci, terakhir_at__lt=now - JAM).update(terakhir_at=now)


def end_device(perangkat, *, by):
    """Show one device the door, at once."""
    Sesi(perangkat.kunci).delete()
    record(perangkat.pengguna, "end_device", "Keluarkan perangkat", by=by, catatan=perangkat.alat)
    perangkat.delete()


def end_all_devices(orang, *, by, catatan=""):
    check_account(orang, by)
    return _end_all(orang, by, catatan)


@transaction.atomic
def end_other_devices(orang, kunci):
    """All but the one in the hand."""
    return _end_all(orang, orang, "", orang.perangkat.exclude(kunci=kunci))


def _end_all(orang, by, catatan, rows=None):
    rows = orang.perangkat.all() if rows is None else rows
    for kunci in rows.values_list("kunci", flat=True):
        Sesi(kunci).delete()
    gone, _ = rows.delete()
    record(orang, "end_devices", "Keluarkan dari perangkat", by=by, catatan=catatan)
    return gone


# The second factor


@transaction.atomic
def set_up_second_factor(orang, key):
    """(device, recovery codes). What was there before goes."""
    forget_second_factor(orang)
    device = TOTPDevice.objects.create(user=orang, name="Aplikasi kode", key=key, confirmed=True)
    record(orang, "second_factor", "Pasang langkah kedua", by=orang)
    return device, _new_codes(orang)


@transaction.atomic
def renew_codes(orang):
    StaticDevice.objects.filter(user=orang).delete()
    record(orang, "recovery_codes", "Ganti kode cadangan", by=orang)
    return _new_codes(orang)


def _new_codes(orang):
    """Shown once; what is kept of each does not give it back."""
    device = StaticDevice.objects.create(user=orang, name="Kode cadangan", confirmed=True)
    codes = [
        "".join(secrets.choice(LETTERS) for _ in range(PANJANG_KODE)) for _ in range(BANYAK_KODE)
    ]
    for code in codes:
        device.token_set.create(token=_kept(code))
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def _kept(code):
    return salted_hmac("desa.kode-cadangan", code).hexdigest()[:16]


@transaction.atomic
def match_code(orang, text):
    """The device that knows this code, or None. A code serves once; wrong ones slow the next."""
    plain = "".join(text.split()).replace("-", "").lower()
    model, token = (TOTPDevice, plain) if plain.isdigit() else (StaticDevice, _kept(plain))
    for device in model.objects.select_for_update().filter(user=orang, confirmed=True):
        if device.verify_token(token):
            if model is StaticDevice:
                record(orang, "recovery_code", "Pakai kode cadangan", by=orang)
            return device
    return None


def drop_second_factor(orang):
    """By its owner, where the roles held do not ask for it."""
    if orang.needs_second_factor:
        raise NotAllowed("Peran Anda mewajibkan langkah kedua. Pindahkan saja ke HP lain.")
    with transaction.atomic():
        forget_second_factor(orang)
        record(orang, "second_factor_off", "Lepas langkah kedua", by=orang)


@transaction.atomic
def reset_second_factor(orang, *, by, catatan):
    """The phone is lost: an Admin above lets a new one be set up, and puts every device out."""
    check_account(orang, by)
    forget_second_factor(orang)
    record(orang, "second_factor_reset", "Lepas langkah kedua", by=by, catatan=catatan)
    _end_all(orang, by, catatan)


def forget_second_factor(orang):
    TOTPDevice.objects.filter(user=orang).delete()
    StaticDevice.objects.filter(user=orang).delete()


# Support: looking through somebody's eyes


def begin_viewing(orang, *, by, catatan):
    check_account(orang, by)
    record(orang, "view_as", "Mulai melihat sebagai", by=by, catatan=catatan)


def end_viewing(pk, *, by):
    orang = Pengguna.objects.filter(pk=pk).first()
    if orang:
        record(orang, "view_as_end", "Berhenti melihat sebagai", by=by)
    return orang
