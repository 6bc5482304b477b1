"""One's own account: coming in, the second factor, the devices."""

import logging

import django_otp
import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordResetConfirmView
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from desa.actions import akun as actions
from desa.actions.orang import set_password
from desa.forms.akun import CodeForm, NewPasswordForm, OwnPasswordForm, SetUpForm
from desa.perangkat import name_of
from ppid.lib.forms import posted

log = logging.getLogger(__name__)


class Login(LoginView):
    """Remembers on which phone, and whether a code has to follow the password."""

    template_name = "masuk.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        response = super().form_valid(form)
        session, orang = self.request.session, self.request.user
        session["langkah_kedua"] = TOTPDevice.objects.filter(user=orang, confirmed=True).exists()
        session["terlihat"] = int(now().timestamp())
        agent = self.request.headers.get("User-Agent", "")
        actions.remember_device(orang, session.session_key, name_of(agent))
        log.info("login", extra={"pengguna": orang.pk})
        return response

    def form_invalid(self, form):
        log.warning("login refused")
        return super().form_invalid(form)


class Logout(LogoutView):
    """On a shared phone "back" must not bring the last page again: the browser forgets its copies.
    What waits for signal lies elsewhere and stays."""

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


@method_decorator([login_not_required, never_cache], name="dispatch")
class Invitation(PasswordResetConfirmView):
    """The link of an invitation: choose a password, then log in with it."""

    form_class = NewPasswordForm
    template_name = "desa/akun/undangan.html"
    success_url = reverse_lazy("masuk")
    reset_url_token = "pilih-sandi"  # noqa: S105

    def form_valid(self, form):
        set_password(self.user, form.cleaned_data["new_password1"])
        del self.request.session["_password_reset_token"]
        nama = self.user.username
        messages.success(self.request, f"Kata sandi tersimpan. Masuk dengan nama pengguna {nama}.")
        return redirect(self.get_success_url())


# The second factor


@never_cache
@sensitive_post_parameters()
def second_factor(request):
    """What there is; and setting it up, with the phone in the hand."""
    device = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
    if device and not request.user.is_verified():
        return redirect("desa:second_factor_code")
    key = request.session.setdefault("kunci_totp", random_hex(20))
    fresh = TOTPDevice(user=request.user, key=key, name=request.user.username)
    form = SetUpForm(posted(request), user=request.user, device=fresh)
    if form.is_valid():
        device, codes = actions.set_up_second_factor(request.user, key)
        del request.session["kunci_totp"]
        django_otp.login(request, device)
        request.session["langkah_kedua"] = True
        return _codes(request, codes)
    context = {
        "form": form,
        "ada": device,
        "qr": segno.make(fresh.config_url, error="m").svg_data_uri(border=4, scale=4),
        "kunci": " ".join(_fours(fresh.config_url.partition("secret=")[2].partition("&")[0])),
        "wajib": request.user.needs_second_factor,
    }
    return render(request, "desa/akun/langkah_kedua.html", context)


def _fours(text):
    return [text[i : i + 4] for i in range(0, len(text), 4)]


def _codes(request, codes):
    """Shown in the answer itself and kept nowhere, so there is no page to redirect to."""
    return render(request, "desa/akun/cadangan.html", {"kode": codes})


@never_cache
@sensitive_post_parameters()
def second_factor_code(request):
    if not TOTPDevice.objects.filter(user=request.user, confirmed=True).exists():
        return redirect("desa:second_factor")
    form = CodeForm(posted(request), user=request.user)
    if form.is_valid():
        django_otp.login(request, form.device)
        return redirect(_safe(request))
    return render(request, "desa/akun/kode.html", {"form": form})


def _safe(request):
    asked = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if own else "beranda"


@never_cache
@sensitive_post_parameters()
def recovery_codes(request):
    form = OwnPasswordForm(posted(request), user=request.user)
    if form.is_valid():
        return _codes(request, actions.renew_codes(request.user))
    context = {"form": form, "judul": "Kode cadangan baru", "tombol": "Buat kode baru"}
    return render(request, "desa/akun/isi.html", context)


@never_cache
@sensitive_post_parameters()
def second_factor_off(request):
    form = OwnPasswordForm(posted(request), user=request.user)
    if form.is_valid():
        actions.drop_second_factor(request.user)
        request.session["langkah_kedua"] = False
        messages.success(request, "Langkah kedua dilepas.")
        return redirect("akun")
    context = {"form": form, "judul": "Lepas langkah kedua", "tombol": "Lepas"}
    return render(request, "desa/akun/isi.html", context)


# Devices


@require_GET
def devices(request):
    rows = list(request.user.perangkat.all()[:100])
    context = {"perangkat": rows, "di_sini": request.session.session_key}
    return render(request, "desa/akun/perangkat.html", context)


@require_POST
def end_device(request, pk):
    perangkat = get_object_or_404(request.user.perangkat.select_related("pengguna"), pk=pk)
    actions.end_device(perangkat, by=request.user)
    messages.success(request, f"{perangkat} sudah dikeluarkan.")
    return redirect("desa:devices")


@require_POST
def end_other_devices(request):
    actions.end_other_devices(request.user, request.session.session_key)
    messages.success(request, "Semua perangkat lain sudah dikeluarkan.")
    return redirect("desa:devices")


# Support


@require_POST
def end_viewing(request):
    key = request.session.pop("lihat_sebagai", None)
    if key is None:
        return redirect("beranda")
    orang = actions.end_viewing(key["pk"], by=request.user)
    return redirect(orang or "beranda")
