"""The roof: the front page, the account, and whether the house is well."""

import json
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from desa.actions.akun import follow_device
from desa.actions.orang import set_password
from desa.forms.orang import PasswordForm
from ppid.beranda import front_page
from ppid.lib import urung
from ppid.lib.forms import posted
from ppid.luring import data_for


@require_GET
def beranda(request):
    return render(request, "beranda.html", front_page(request.user))


@sensitive_post_parameters()
def akun(request):
    form = PasswordForm(request.user, posted(request))
    if form.is_valid():
        before = request.session.session_key
        user = set_password(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        follow_device(before, request.session.session_key)
        messages.success(request, "Kata sandi diganti. Perangkat lain harus masuk lagi.")
        return redirect("akun")
    penugasan = request.user.penugasan.select_related("wilayah").order_by("-mulai", "pk")
    context = {"form": form, "penugasan": penugasan, "langkah_kedua": request.user.is_verified()}
    return render(request, "akun.html", context)


@require_POST
def undo(request):
    """Takes back what was done a moment ago, where the sentence about it offered to."""
    sentence, there = urung.take_back(request.user, request.POST.get("kunci", ""))
    messages.success(request, sentence)
    return redirect(there)


SHELL = (
    "css/app.css", "js/kirim-sekali.js", "js/simpan-isian.js", "js/foto.js", "js/lokasi.js",
    "js/kotak-keluar.js", "js/luring.js", "js/kotak-keluar-halaman.js", "js/luring-data.js",
    "js/luring-galat.js", "js/resi.js",
    "img/ikon.svg", "img/favicon.svg", "img/ikon-192.png",
)  # fmt: skip


@require_GET
@login_not_required
def service_worker(request):
    """The offline shell; its version is a digest of its files, so that a release renews it."""
    code = (settings.BASE_DIR / "static" / "sw.js").read_bytes()
    digest = sha256(code)
    for name in SHELL:
        digest.update((settings.BASE_DIR / "static" / name).read_bytes())
    shell = json.dumps([reverse("offline"), *(static(name) for name in SHELL)])
    head = f'const VERSI = "{digest.hexdigest()[:12]}";\nconst KULIT = {shell};\n'
    head += f'importScripts("{static("js/kotak-keluar.js")}");\n'
    return HttpResponse(
        head + code.decode(),
        content_type="text/javascript",
        headers={"Cache-Control": "no-cache"},
    )


@require_GET
@login_not_required
def manifest(request):
    return JsonResponse(
        {
            "id": "/",
            "name": "Inovasi Desa",
            "short_name": "Inovasi Desa",
            "description": "Catatan pendamping desa yang tetap dapat ditulis tanpa sinyal.",
            "lang": "id",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#0f4a2d",
            "icons": [
                _icon("ikon-192.png", 192),
                _icon("ikon-512.png", 512),
                _icon("ikon-topeng-512.png", 512, purpose="maskable"),
            ],
            "shortcuts": [
                {"name": "Catat kegiatan", "url": reverse("tugas:create")},
                {"name": "Kotak keluar", "url": reverse("tugas:outbox")},
            ],
        },
        content_type="application/manifest+json",
    )


def _icon(name, size, **more):
    sizes = f"{size}x{size}"
    return {"src": static(f"img/{name}"), "sizes": sizes, "type": "image/png", **more}


@require_GET
@login_not_required
def offline(request):
    """Stands in for a page that was never opened: the same for everybody, so it may be kept."""
    request.user = AnonymousUser()
    return render(request, "luring/luring.html")


@require_GET
@never_cache
def offline_data(request):
    return JsonResponse(data_for(request.user))
