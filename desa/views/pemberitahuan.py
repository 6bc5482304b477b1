"""The inbox: everybody sees their own, and nobody else's."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desa.actions import pemberitahuan as actions
from desa.filters import NoticeFilter
from desa.forms.pemberitahuan import DigestForm
from desa.models import Pemberitahuan
from ppid.lib.forms import posted


def _mine(request):
    return Pemberitahuan.objects.of(request.user)


@require_GET
def notices(request):
    saringan = NoticeFilter(request.GET, _mine(request).order_by("-pk"))
    context = {
        "saringan": saringan,
        "halaman": Paginator(saringan.qs, 25).get_page(request.GET.get("hal")),
        "belum": _mine(request).unread().exists(),
        "form": DigestForm(initial={"ringkasan": request.user.ringkasan}),
    }
    return render(request, "desa/pemberitahuan.html", context)


@require_GET
def notice(request, pk):
    """Reads it and goes where it leads; asked twice, the same happens."""
    kabar = get_object_or_404(_mine(request), pk=pk)
    actions.read(kabar)
    return redirect(kabar.tautan or "desa:notices")


@require_POST
def read_all(request):
    actions.read_all(request.user)
    messages.success(request, "Semua pemberitahuan ditandai sudah dibaca.")
    return redirect("desa:notices")


def digest(request):
    form = DigestForm(posted(request), initial={"ringkasan": request.user.ringkasan})
    if form.is_valid():
        actions.choose_digest(request.user, form.cleaned_data["ringkasan"])
        messages.success(request, "Pilihan surel disimpan.")
        return redirect("desa:notices")
    return render(request, "desa/ringkasan.html", {"form": form})
