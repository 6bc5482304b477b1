"""What stands before every page: refusals, passwords that others know, the second factor, support
that looks through somebody's eyes."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone

from desa.actions import akun
from desa.actions.orang import closed_because
from ppid.lib.workflow import NotAllowed


class NotAllowedMiddleware:
    """A refused step becomes a page that says why, whichever view it came from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, NotAllowed):
            return render(request, "errors/not_allowed.html", {"alasan": exception}, status=403)


class TemporaryPasswordMiddleware:
    """Whoever logged in with a password from an Admin chooses their own before anything else."""

    OPEN = {"akun", "keluar", "masuk", "sehat", "sehat_hidup", "sehat_siap", "desa:check"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in self.OPEN or not request.user.is_authenticated:
            return None
        return redirect("akun") if request.user.harus_ganti_sandi else None


class SecondFactorMiddleware:
    """Whoever has a second factor, or must have one, shows it before anything else."""

    OPEN = TemporaryPasswordMiddleware.OPEN | {
        "desa:second_factor", "desa:second_factor_code", "tugas:csrf",
    }  # fmt: skip
    SEEN = 3600  # seconds between two notes that a device is in use

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated:
            return None
        self._note(request)
        if request.resolver_match.view_name in self.OPEN or user.is_verified():
            return None
        if request.session.get("langkah_kedua") or user.needs_second_factor:
            return redirect("desa:second_factor_code")
        return None

    def _note(self, request):
        now = int(timezone.now().timestamp())
        if now - request.session.get("terlihat", now) > self.SEEN:
            akun.device_seen(request.session.session_key)
            request.session["terlihat"] = now


class ViewingMiddleware:
    """Support sees what somebody sees, and changes nothing: whatever a page wrote meanwhile is
    rolled back, anything but reading is refused, and what is private stays closed."""

    CLOSED = (
        "akun",
        "desa:second_factor",
        "desa:recovery",
        "desa:device",
        "desa:person_data",
        "desa:own_data",
    )
    OPEN = {"desa:end_viewing", "keluar"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        key = request.session.get("lihat_sebagai")
        name = request.resolver_match.view_name
        if not key or not request.user.is_authenticated or name in self.OPEN:
            return None
        orang = get_user_model().objects.filter(pk=key["pk"], is_active=True).first()
        over = timezone.now().timestamp() > key["sampai"]
        if over or orang is None or closed_because(orang, request.user):
            del request.session["lihat_sebagai"]
            return None
        request.penolong, request.user = request.user, orang
        if request.method not in {"GET", "HEAD"} or name.startswith(self.CLOSED):
            alasan = f"Anda sedang melihat sebagai {orang}: hanya membaca, dan tidak yang pribadi."
            return render(request, "errors/not_allowed.html", {"alasan": alasan}, status=403)
        return self._only_reading(request, view, args, kwargs)

    def _only_reading(self, request, view, args, kwargs):
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                transaction.set_rollback(True)
        except NotAllowed as refusal:
            response = render(request, "errors/not_allowed.html", {"alasan": refusal}, status=403)
        return response
