"""Kartu IDE: list, card, steps."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from desa.jejak_baca import readable
from desa.trail import trail_of
from inovasi import exports
from inovasi.actions import ide as actions
from inovasi.actions import media
from inovasi.filters import IdeaFilter
from inovasi.forms.dasar import StepForm
from inovasi.forms.ide import KartuIdeForm
from inovasi.models import Inovasi, KartuIde
from inovasi.views.dasar import exported, listing, ways
from inovasi.workflow import PENULIS
from ppid.lib.forms import posted, uploaded

PAGES = {"edit": "inovasi:idea_edit"}


def _one(request, pk):
    return get_object_or_404(KartuIde.objects.visible_to(request.user).for_list(), pk=pk)


def _filtered(request):
    mine = KartuIde.objects.visible_to(request.user).for_list().order_by("-tanggal", "-pk")
    return IdeaFilter(request.GET, mine, request=request)


@require_GET
def index(request):
    context = listing(request, _filtered(request), "tanggal")
    context["boleh_tulis"] = request.user.holds(*PENULIS)
    return render(request, "inovasi/ide/index.html", context)


@require_GET
def export(request):
    return exported(request, _filtered(request).qs, "kartu-ide", exports.IDE, exports.ideas)


@require_GET
def detail(request, pk):
    kartu = _one(request, pk)
    context = {
        "kartu": kartu,
        "langkah": ways(request.user, kartu, PAGES, "inovasi:idea_step"),
        "foto": kartu.media.in_use(),
        "inovasi": Inovasi.objects.visible_to(request.user).filter(kartu_ide=kartu).first(),
        "jejak": readable(trail_of(kartu)),
    }
    return render(request, "inovasi/ide/detail.html", context)


def create(request):
    form = KartuIdeForm(posted(request), uploaded(request), user=request.user)
    if _checked(form, request.user):
        twins = list(form.twins()[:1])
        kartu = actions.create(by=request.user, **form.isi)
        messages.success(request, f"Kartu {kartu.nomor_kartu} tersimpan.")
        if twins and twins[0].pk != kartu.pk:
            messages.warning(request, f"Kartu serupa sudah ada: {twins[0].nomor_kartu}.")
        return redirect(kartu)
    return render(request, "inovasi/ide/form.html", {"form": form})


def edit(request, pk):
    kartu = _one(request, pk)
    request.user.check("edit", kartu)
    form = KartuIdeForm(posted(request), uploaded(request), user=request.user, kartu=kartu)
    if _checked(form, request.user):
        return redirect(actions.edit(kartu, by=request.user, **form.isi))
    return render(request, "inovasi/ide/form.html", {"form": form, "kartu": kartu})


def _checked(form, user):
    """Is the form right? Its photo is kept whether it is or not."""
    valid = form.is_valid()
    media.keep(form.foto_baik, isian=form.isian, by=user)
    return valid


def step(request, pk, name):
    kartu = _one(request, pk)
    if name not in actions.BUTTONS:
        raise Http404
    langkah = request.user.check(name, kartu)
    form = StepForm(posted(request), needs_note=langkah.needs_note)
    if form.is_valid():
        made = actions.BUTTONS[name](kartu, by=request.user, **form.cleaned_data)
        messages.success(request, f"{langkah.label}: {kartu}.")
        if made:
            messages.info(
                request, f"Draf inovasinya menunggu dilengkapi oleh {kartu.created_by.nama}."
            )
        return redirect(kartu)
    context = {"obj": kartu, "step": langkah, "form": form}
    return render(request, "inovasi/langkah.html", context)
