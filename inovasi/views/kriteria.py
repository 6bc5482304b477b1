"""The checklist: read by everybody, written by the Admin of the nation or of a kabupaten."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.choices import Peran, Tingkat
from desa.kode import NUSANTARA
from desa.models import Wilayah
from inovasi.actions import kriteria as actions
from inovasi.forms.kriteria import ButirFormSet, KriteriaForm
from inovasi.models import Kriteria
from ppid.lib.forms import posted
from ppid.lib.workflow import NotAllowed

LEVELS = (Tingkat.NASIONAL, Tingkat.KABUPATEN)


@require_GET
def criteria(request):
    """The sets in force where this person works, and the versions before them."""
    user, tahun = request.user, timezone.localdate().year
    kodes = {t.wilayah_id[:5] for t in user.tugas if len(t.wilayah_id) >= 5} or {NUSANTARA}
    places = Wilayah.objects.filter(pk__in=kodes).order_by("pk")
    may = Wilayah.objects.visible_to(user).filter(pk__in=[*kodes, NUSANTARA], tingkat__in=LEVELS)
    context = {
        "daftar": [(w, Kriteria.objects.in_force(w.pk, tahun)) for w in places],
        "lama": Kriteria.objects.filter(wilayah_id__in=[*kodes, NUSANTARA])
        .select_related("wilayah", "created_by")
        .order_by("-tahun", "-pk")[:30],
        "boleh": [w for w in may if Peran.ADMIN in user.roles_over(w)],
    }
    return render(request, "inovasi/kriteria/index.html", context)


def edit(request, kode):
    wilayah = get_object_or_404(
        Wilayah.objects.visible_to(request.user), pk=kode, tingkat__in=LEVELS
    )
    if Peran.ADMIN not in request.user.roles_over(wilayah):
        raise NotAllowed(f"Hanya admin {wilayah} yang dapat mengubah kriterianya.")
    now = Kriteria.objects.in_force(kode, timezone.localdate().year)
    first = {"tahun": timezone.localdate().year, "ambang": now.ambang}
    form = KriteriaForm(posted(request), initial=first)
    formset = ButirFormSet(posted(request), initial=now.butir, prefix="butir")
    if form.is_valid() and formset.is_valid():
        kriteria = actions.revise(
            by=request.user, wilayah=wilayah, butir=formset.rows, **form.cleaned_data
        )
        messages.success(request, f"{kriteria} berlaku.")
        return redirect("inovasi:criteria")
    context = {"form": form, "formset": formset, "wilayah": wilayah, "kini": now}
    return render(request, "inovasi/kriteria/form.html", context)
