"""Teams by place and year: everybody there sees them, the Admin writes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from desa import exports
from desa.actions import tim as actions
from desa.choices import Peran
from desa.filters import TeamFilter
from desa.forms.tim import AnggotaFormSet, EditTeamForm, TeamForm
from desa.jejak_baca import readable
from desa.models import Tim
from desa.trail import trail_of
from ppid.lib.forms import posted
from ppid.lib.tabel import table_response
from ppid.lib.workflow import NotAllowed


def _one(request, pk):
    return get_object_or_404(Tim.objects.visible_to(request.user).for_list(), pk=pk)


def _to_edit(request, pk):
    tim = _one(request, pk)
    actions.check_admin(tim.wilayah, request.user)
    return tim


@require_GET
def teams(request):
    rows = Tim.objects.visible_to(request.user).for_list()
    saringan = TeamFilter(request.GET, rows)
    if bentuk := request.GET.get("bentuk"):
        with_villages = saringan.qs.prefetch_related("anggota__desa")
        return table_response("tim", bentuk, exports.TEAMS, exports.teams(with_villages))
    context = {
        "saringan": saringan,
        "halaman": Paginator(saringan.qs, 25).get_page(request.GET.get("hal")),
        "boleh": request.user.holds(Peran.ADMIN),
    }
    return render(request, "desa/tim/index.html", context)


@require_GET
def team(request, pk):
    tim = _one(request, pk)
    context = {
        "tim": tim,
        "anggota": tim.anggota.select_related("desa"),
        "boleh": actions.may_edit(request.user, tim),
        "jejak": readable(trail_of(tim)[:50]),
    }
    return render(request, "desa/tim/detail.html", context)


def team_create(request):
    if not request.user.holds(Peran.ADMIN):
        raise NotAllowed("Hanya Admin yang dapat mencatat tim. Hubungi Admin wilayah Anda.")
    asked = {k: request.GET[k] for k in ("jenis", "wilayah", "tahun") if k in request.GET}
    form = TeamForm(posted(request), user=request.user, initial=asked)
    if form.is_valid():
        tim = actions.create_team(by=request.user, **form.cleaned_data)
        messages.success(request, f"{tim} dicatat. Sekarang isi anggotanya.")
        return redirect("desa:team_members", tim.pk)
    return render(request, "desa/tim/isi.html", {"form": form})


def team_edit(request, pk):
    tim = _to_edit(request, pk)
    form = EditTeamForm(posted(request), instance=tim)
    if form.is_valid():
        return redirect(actions.edit_team(tim, by=request.user, **form.cleaned_data))
    return render(request, "desa/tim/isi.html", {"form": form, "tim": tim})


def team_members(request, pk):
    tim = _to_edit(request, pk)
    formset = AnggotaFormSet(posted(request), tim=tim)
    if formset.is_valid():
        actions.set_members(tim, by=request.user, anggota=list(formset.members))
        messages.success(request, "Anggota disimpan.")
        return redirect(tim)
    return render(request, "desa/tim/anggota.html", {"formset": formset, "tim": tim})
