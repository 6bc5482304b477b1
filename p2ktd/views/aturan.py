"""The rules of the years: what each allows a village, and the posts of its DOK."""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from p2ktd.actions import aturan as actions
from p2ktd.forms.aturan import PostsForm, YearForm
from p2ktd.models import AturanTahun, PosDok
from ppid.lib.forms import posted
from ppid.lib.sel import year_of
from ppid.lib.workflow import NotAllowed


@require_GET
def rules(request):
    """For everybody who logs in: a guideline is no secret."""
    posts = defaultdict(list)
    for pos in PosDok.objects.select_related("induk"):
        posts[pos.tahun].append(pos)
    years = {a.tahun: a for a in AturanTahun.objects.all()}
    tahun = sorted({*posts, *years}, reverse=True)
    context = {
        "tahun": [(t, years.get(t), posts[t]) for t in tahun],
        "boleh": actions.may_rule(request.user),
    }
    return render(request, "p2ktd/dana/aturan.html", context)


def _check(request):
    if not actions.may_rule(request.user):
        raise NotAllowed(actions.BUKAN_ANDA)


def posts_set(request):
    """Of the year in the address; of this one where it names none."""
    _check(request)
    tahun = year_of(request.GET.get("tahun")) or timezone.localdate().year
    form = PostsForm(posted(request), tahun=tahun)
    if form.is_valid():
        actions.set_posts(by=request.user, tahun=tahun, **form.cleaned_data)
        messages.success(request, f"Pos DOK tahun {tahun} tersimpan.")
        return redirect("p2ktd:rules")
    context = {"form": form, "judul": f"Pos DOK {tahun}", "kembali": reverse("p2ktd:rules")}
    return render(request, "p2ktd/isian.html", context)


def rules_set(request):
    _check(request)
    form = YearForm(posted(request))
    if form.is_valid():
        made = actions.set_year(by=request.user, **form.cleaned_data)
        messages.success(request, f"{made} tersimpan.")
        return redirect("p2ktd:rules")
    context = {"form": form, "judul": "Catat aturan tahun", "kembali": reverse("p2ktd:rules")}
    return render(request, "p2ktd/isian.html", context)
