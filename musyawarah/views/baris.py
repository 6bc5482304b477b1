"""Rows of the minutes: one page per row, so that nobody overwrites a neighbour's."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from musyawarah import actions
from musyawarah.forms import ROW_FORMS
from musyawarah.models import Musyawarah
from musyawarah.views.acara import JALAN, one_to_edit
from ppid.lib import urung
from ppid.lib.forms import posted


def _form_for(daftar):
    if daftar not in ROW_FORMS:
        raise Http404
    return ROW_FORMS[daftar]


def _address(musyawarah, daftar):
    page = "course" if daftar in JALAN else "detail"
    return f"{reverse(f'musyawarah:{page}', args=[musyawarah.pk])}#{daftar}"


def _back(musyawarah, daftar):
    return redirect(_address(musyawarah, daftar))


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


@require_POST
def row_remove(request, pk, daftar, row):
    """One press: it is taken back from the sentence about it."""
    musyawarah = one_to_edit(request, pk)
    _form_for(daftar)
    row = get_object_or_404(getattr(musyawarah, daftar), pk=row)
    pk_row, apa = row.pk, row._meta.verbose_name.capitalize()
    actions.remove_row(musyawarah, daftar, pk_row, by=request.user)
    urung.tell(request, f"{apa} dihapus.", "meeting_row", pk, daftar, pk_row)
    return _back(musyawarah, daftar)


@urung.way("meeting_row")
def _restore(user, pk, daftar, row):
    musyawarah = get_object_or_404(Musyawarah.objects.visible_to(user), pk=pk)
    back = actions.restore_row(musyawarah, daftar, row, by=user)
    return f"{back._meta.verbose_name.capitalize()} kembali.", _address(musyawarah, daftar)
