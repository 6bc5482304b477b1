"""A refusal becomes a page; a password that somebody else knows is changed first."""

from django.shortcuts import redirect, render

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

    OPEN = {"akun", "keluar", "masuk", "sehat", "desa:check"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in self.OPEN or not request.user.is_authenticated:
            return None
        return redirect("akun") if request.user.harus_ganti_sandi else None
