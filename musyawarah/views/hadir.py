"""The attendance list: live totals, one name at a time, many at once, one per village."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from musyawarah import actions
from musyawarah.choices import Unsur
from musyawarah.data import villages_absent
from musyawarah.forms import PasteForm, PersonForm, VillageGrid
from musyawarah.forms.hadir import NAMA
from musyawarah.models import Musyawarah
from musyawarah.naskah import unsur_name
from musyawarah.views.acara import one, one_to_edit, rows_by_unsur
from ppid.lib import urung
from ppid.lib.forms import posted
from ppid.lib.teks import tidy

SIZE = 100  # names on a page


def attendance(request, pk):
    """The list; while the minutes are open, with the form that adds the next name."""
    musyawarah = one(request, pk)
    boleh = any(offer.step.name == "edit" for offer in request.user.offers(musyawarah))
    if request.method == "POST":
        request.user.check("edit", musyawarah)
    form = PersonForm(posted(request), musyawarah=musyawarah, initial=_sticky(request))
    if form.is_valid():
        row = actions.add_person(musyawarah, by=request.user, **form.cleaned_data)
        messages.success(request, f"{row} tercatat.")
        return redirect(f"{request.path}?{_next(row)}")
    cari = _asked(request)
    names = Paginator(musyawarah.kehadiran.named(cari).select_related("desa"), SIZE)
    context = {
        "cari": cari,
        "musyawarah": musyawarah,
        "boleh_ubah": boleh,
        "form": form,
        "halaman": names.get_page(request.GET.get("hal")),
        "baris_unsur": rows_by_unsur(musyawarah),
        "unsur_kosong": [unsur_name(u, musyawarah.istilah) for u in musyawarah.rekap.unsur_kosong],
        "tanpa_wakil": villages_absent(musyawarah),
        "ragam_khusus": musyawarah.kehadiran.flags(),
        "per_desa": VillageGrid.fits(musyawarah),
    }
    return render(request, "musyawarah/hadir.html", context)


def _asked(request):
    return tidy(request.GET.get("cari", ""))[:NAMA]


def _sticky(request):
    """The next name is mostly of the same unsur and village as the last."""
    return {name: request.GET[name] for name in ("unsur", "desa") if request.GET.get(name)}


def _next(row):
    return urlencode({"unsur": row.unsur, "desa": row.desa_id or ""})


@require_POST
def person_present(request, pk, row):
    """One tap for somebody who was expected; the list comes back at the same name."""
    musyawarah = one_to_edit(request, pk)
    person = get_object_or_404(musyawarah.kehadiran, pk=row)
    actions.mark_present(musyawarah, person.pk, by=request.user)
    messages.success(request, f"{person} hadir.")
    asked = {name: request.GET[name] for name in ("cari", "hal") if request.GET.get(name)}
    url = reverse("musyawarah:attendance", args=[pk])
    return redirect(f"{url}?{urlencode(asked)}#baris-{person.nomor}")


def _added(request, musyawarah, people):
    added = actions.add_people(musyawarah, by=request.user, people=people)
    messages.success(request, f"{len(added)} nama tercatat.")
    return redirect("musyawarah:attendance", musyawarah.pk)


def paste(request, pk):
    musyawarah = one_to_edit(request, pk)
    form = PasteForm(posted(request), musyawarah=musyawarah, initial=_sticky(request))
    if form.is_valid():
        return _added(request, musyawarah, form.cleaned_data["people"])
    context = {"musyawarah": musyawarah, "form": form, "judul": "Tambah banyak nama"}
    return render(request, "musyawarah/form.html", context)


def by_village(request, pk):
    musyawarah = one_to_edit(request, pk)
    if not VillageGrid.fits(musyawarah):
        raise Http404
    unsur = request.GET.get("unsur")
    unsur = unsur if unsur in Unsur.values else musyawarah.ragam.unsur[0]
    grid = VillageGrid(posted(request), musyawarah=musyawarah, unsur=unsur)
    if request.method == "POST" and grid.is_valid():
        return _added(request, musyawarah, grid.people)
    context = {
        "musyawarah": musyawarah,
        "grid": grid,
        "unsur": unsur,
        "pilihan": [(u.value, unsur_name(u, musyawarah.istilah)) for u in Unsur],
    }
    return render(request, "musyawarah/per_desa.html", context)


def person_edit(request, pk, row):
    musyawarah = one_to_edit(request, pk)
    person = get_object_or_404(musyawarah.kehadiran, pk=row)
    form = PersonForm(posted(request), instance=person, musyawarah=musyawarah)
    if form.is_valid():
        actions.change_person(musyawarah, person.pk, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['nama']} disimpan.")
        return redirect("musyawarah:attendance", pk)
    context = {
        "musyawarah": musyawarah,
        "form": form,
        "judul": "Ubah daftar hadir",
        "hapus_url": reverse("musyawarah:person_remove", args=[pk, person.pk]),
    }
    return render(request, "musyawarah/form.html", context)


@require_POST
def person_remove(request, pk, row):
    """One press: it is taken back from the sentence about it."""
    musyawarah = one_to_edit(request, pk)
    person = get_object_or_404(musyawarah.kehadiran, pk=row)
    actions.remove_person(musyawarah, row, by=request.user)
    urung.tell(request, f"{person} dihapus dari daftar hadir.", "meeting_person", pk, str(row))
    return redirect("musyawarah:attendance", pk)


@urung.way("meeting_person")
def _restore(user, pk, row):
    musyawarah = get_object_or_404(Musyawarah.objects.visible_to(user), pk=pk)
    back = actions.restore_person(musyawarah, row, by=user)
    return f"{back} kembali ke daftar hadir.", reverse("musyawarah:attendance", args=[pk])
