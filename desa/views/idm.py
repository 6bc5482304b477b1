"""The village index: what is known, what is weak, and where the Admin writes it down."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from desa.actions import idm as actions
from desa.choices import DimensiIdm, Tingkat
from desa.forms.idm import IdmForm, RumusanForm
from desa.jejak_baca import readable
from desa.models import Idm, Wilayah
from desa.trail import trail_of
from ppid.lib.forms import posted, uploaded
from ppid.lib.workflow import NotAllowed

CELAH = 12
YEARS = 8


def idm(request, kode):
    mine = Wilayah.objects.visible_to(request.user).with_path()
    desa = get_object_or_404(mine, pk=kode, tingkat=Tingkat.DESA)
    may = actions.may_keep(request.user, desa)
    if request.method == "POST" and not may:
        raise NotAllowed("IDM diisi oleh Admin wilayah ini.")
    numbers, file = _forms(request, desa)
    if isi := _said(numbers, file):
        row = actions.keep(by=request.user, desa=desa, **isi)
        messages.success(request, f"IDM {row.tahun} disimpan.")
        return redirect(row)
    rows = list(Idm.objects.visible_to(request.user).filter(desa=desa)[:YEARS])
    context = {
        "desa": desa,
        "rows": rows,
        "kini": rows[0] if rows else None,
        "celah": rows[0].celah[:CELAH] if rows else [],
        "bagian": _parts(rows[0]) if rows else [],
        "angka": numbers if may else None,
        "berkas": file if may else None,
        "jejak": readable(trail_of(*rows)[:20]) if rows else [],
    }
    return render(request, "desa/idm.html", context)


def _forms(request, desa):
    """Two forms on one page; the button that was pressed says which was sent."""
    by_file = "kirim_berkas" in request.POST
    numbers = IdmForm(None if by_file else posted(request))
    file = RumusanForm(
        posted(request) if by_file else None,
        uploaded(request) if by_file else None,
        desa=desa,
    )
    return numbers, file


def _said(numbers, file):
    if file.is_valid():
        return file.cleaned_data["berkas"]
    return numbers.cleaned_data if numbers.is_valid() else None


def _parts(idm):
    """[(words, number, is it the weakest)]"""
    parts = [(d.label, getattr(idm, d), d == idm.terlemah) for d in DimensiIdm]
    return [p for p in parts if p[1] is not None]
