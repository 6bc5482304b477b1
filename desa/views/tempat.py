"""Places: finding one, what things are called there, who leads a village."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from desa.actions import tempat as actions
from desa.choices import Peran, Tingkat
from desa.forms.tempat import LabelsForm, ProfileForm
from desa.jejak_baca import readable
from desa.models import ProfilDesa, Wilayah
from desa.sebutan import sebutan_of
from desa.trail import trail_of
from ppid.lib.forms import posted

BANYAK = 20


def _one(request, kode, tingkat):
    mine = Wilayah.objects.visible_to(request.user).with_path()
    return get_object_or_404(mine, pk=kode, tingkat=tingkat)


@require_GET
def search(request):
    text = request.GET.get("q", "")[:100].strip()
    found = Wilayah.objects.visible_to(request.user).search(text).with_path()
    found = list(found[: BANYAK + 1])
    found, more = found[:BANYAK], len(found) > BANYAK
    if request.GET.get("bentuk") == "json":
        rows = [{"kode": w.kode, "nama": w.nama, "lengkap": w.lengkap} for w in found]
        return JsonResponse({"tempat": rows, "masih_ada": more})
    context = {"q": text, "tempat": found, "masih_ada": more, "banyak": BANYAK}
    return render(request, "desa/cari.html", context)


def labels(request, kode):
    kabupaten = _one(request, kode, Tingkat.KABUPATEN)
    sebutan = sebutan_of(kabupaten)
    may = Peran.ADMIN in request.user.roles_over(kabupaten)
    form = LabelsForm(posted(request), instance=sebutan)
    if form.is_valid():
        actions.edit_labels(sebutan, by=request.user, **form.cleaned_data)
        messages.success(request, "Sebutan disimpan.")
        return redirect("desa:labels", kode)
    context = {
        "kabupaten": kabupaten,
        "form": form if may else None,
        "sebutan": sebutan,
        "jejak": readable(trail_of(sebutan)[:20]) if sebutan.pk else [],
    }
    return render(request, "desa/sebutan.html", context)


def profile(request, kode):
    desa = _one(request, kode, Tingkat.DESA)
    profil = ProfilDesa.objects.filter(desa=desa).first() or ProfilDesa(desa=desa)
    roles = request.user.roles_over(desa)
    form = ProfileForm(posted(request), instance=profil, with_point=Peran.ADMIN in roles)
    if form.is_valid():
        actions.edit_profile(profil, by=request.user, **form.cleaned_data)
        messages.success(request, "Profil desa disimpan.")
        return redirect("desa:profile", kode)
    context = {
        "desa": desa,
        "profil": profil,
        "form": form if actions.may_edit_profile(request.user, desa) else None,
        "sebutan": sebutan_of(desa),
        "jejak": readable(trail_of(profil)[:20]),
    }
    return render(request, "desa/profil.html", context)
