"""Rows of the minutes: one page per row, so that nobody overwrites a neighbour's."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from musyawarah import actions
from musyawarah.forms import ROW_FORMS
from musyawarah.views.acara import JALAN, one_to_edit
from ppid.lib.forms import posted


def _form_for(daftar):
    if daftar not in ROW_FORMS:
        raise Http404
    return ROW_FORMS[daftar]


def _back(musyawarah, daftar):
    page = "course" if daftar in JALAN else "detail"
    return redirect(f"{reverse(f'musyawarah:{page}', args=[musyawarah.pk])}#{daftar}")


def row_add(request, pk, daftar):
    musyawarah = one_to_edit(request, pk)
    form = _form_for(daftar)(posted(request), musyawarah=musyawarah, user=request.user)
    if form.is_valid():
        actions.add_row(musyawarah, daftar, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.instance._meta.verbose_name.capitalize()} ditambahkan.")
        return _back(musyawarah, daftar)
    judul = f"Tambah {form.instance._meta.verbose_name}"
    context = {"musyawarah": musyawarah, "form": form, "judul": judul}
    return render(request, "musyawarah/form.html", context)


def row_edit(request, pk, daftar, row):
    musyawarah = one_to_edit(request, pk)
    form_class = _form_for(daftar)
    row = get_object_or_404(getattr(musyawarah, daftar), pk=row)
    form = form_class(posted(request), instance=row, musyawarah=musyawarah, user=request.user)
    if form.is_valid():
        actions.change_row(musyawarah, daftar, row.pk, by=request.user, **form.cleaned_data)
        messages.success(request, f"{row._meta.verbose_name.capitalize()} disimpan.")
        return _back(musyawarah, daftar)
    context = {
        "musyawarah": musyawarah,
        "form": form,
        "judul": f"Ubah {row._meta.verbose_name}",
        "hapus_url": reverse("musyawarah:row_remove", args=[pk, daftar, row.pk]),
    }
    return render(request, "musyawarah/form.html", context)


def row_remove(request, pk, daftar, row):
    musyawarah = one_to_edit(request, pk)
    _form_for(daftar)
    row = get_object_or_404(getattr(musyawarah, daftar), pk=row)
    if request.method == "POST":
        actions.remove_row(musyawarah, daftar, row.pk, by=request.user)
        messages.success(request, f"{row._meta.verbose_name.capitalize()} dihapus.")
        return _back(musyawarah, daftar)
    context = {"musyawarah": musyawarah, "row": row, "apa": row._meta.verbose_name}
    return render(request, "musyawarah/hapus.html", context)
