"""Judging an innovation: scores, evidence beside them, one verdict."""

from django.contrib import messages
from django.shortcuts import redirect, render

from inovasi.actions import penilaian as actions
from inovasi.choices import Rekomendasi
from inovasi.forms.penilaian import AssessForm
from inovasi.views.inovasi import one
from ppid.lib.forms import posted


def assess(request, pk):
    inovasi = one(request, pk)
    request.user.check(actions.step_of(inovasi, Rekomendasi.PERBAIKI), inovasi)
    asked = request.GET.get("rekomendasi")
    form = AssessForm(posted(request), inovasi=inovasi)
    form.initial["rekomendasi"] = asked if asked in Rekomendasi.values else None
    if form.is_valid():
        judged = actions.assess(inovasi, by=request.user, **form.isi)
        messages.success(request, f"Penilaian tersimpan. Status: {judged.get_status_display()}.")
        return redirect(inovasi)
    context = {
        "form": form,
        "inovasi": inovasi,
        "foto": inovasi.media.in_use(),
        "lalu": inovasi.penilaian.select_related("penilai"),
    }
    return render(request, "inovasi/nilai.html", context)
