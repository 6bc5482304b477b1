"""Photos, answers to what earlier meetings left to do, days off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from desa.choices import Peran
from musyawarah import actions
from musyawarah.forms import AnswerForm, HolidayForm, PhotoForm
from musyawarah.models import HariLibur, Musyawarah, TindakLanjut
from musyawarah.views.acara import one, one_to_edit
from ppid.lib import urung
from ppid.lib.forms import posted, uploaded


def photos(request, pk):
    """The photos; while the minutes are open, with the form that adds one."""
    musyawarah = one(request, pk)
    boleh = any(offer.step.name == "edit" for offer in request.user.offers(musyawarah))
    if request.method == "POST":
        request.user.check("edit", musyawarah)
    form = PhotoForm(posted(request), uploaded(request))
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("foto", "keterangan")}
        actions.add_photo(musyawarah, by=request.user, **told)
        messages.success(request, "Foto disimpan.")
        return redirect(request.path)
    foto = list(musyawarah.foto.filter(dicabut=False))
    context = {"musyawarah": musyawarah, "form": form, "foto": foto, "boleh_ubah": boleh}
    return render(request, "musyawarah/foto.html", context)


@require_GET
def photo(request, pk, foto):
    foto = get_object_or_404(one(request, pk).foto, pk=foto)
    berkas = foto.kecil if request.GET.get("ukuran") == "kecil" else foto.berkas
    with berkas.open("rb") as file:
        content = file.read()
    headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="image/jpeg", headers=headers)


@require_POST
def photo_remove(request, pk, foto):
    musyawarah = one_to_edit(request, pk)
    foto = get_object_or_404(musyawarah.foto, pk=foto)
    actions.withdraw_photo(musyawarah, foto, by=request.user)
    urung.tell(request, "Foto dicabut.", "meeting_photo", pk, str(foto.pk))
    return redirect("musyawarah:photos", pk)


@urung.way("meeting_photo")
def _restore_photo(user, pk, foto):
    musyawarah = get_object_or_404(Musyawarah.objects.visible_to(user), pk=pk)
    actions.restore_photo(musyawarah, get_object_or_404(musyawarah.foto, pk=foto), by=user)
    return "Foto kembali.", reverse("musyawarah:photos", args=[pk])


def answer(request, pk, row):
    """What became of one thing that an earlier meeting here left to do."""
    musyawarah = one_to_edit(request, pk)
    row = get_object_or_404(TindakLanjut.objects.left_over(musyawarah), pk=row)
    there = musyawarah.jawaban.filter(tindak_lanjut=row).first()
    form = AnswerForm(posted(request), instance=there)
    if form.is_valid():
        actions.answer(musyawarah, row, by=request.user, **form.cleaned_data)
        messages.success(request, "Jawaban disimpan.")
        return redirect(f"{musyawarah.get_absolute_url()}#lalu")
    context = {"musyawarah": musyawarah, "form": form, "judul": f"Tindak lanjut: {row}"}
    return render(request, "musyawarah/form.html", context)


@require_GET
def my_follow_ups(request):
    """What this person took on in a meeting, until a later one hears that it is done."""
    rows = TindakLanjut.objects.waiting_on(request.user)
    context = {"tindak_lanjut": rows, "hari_ini": timezone.localdate()}
    return render(request, "musyawarah/tindak_lanjut.html", context)


def holidays(request):
    """Days off beside the national calendar; Admins add those of their place."""
    admin = request.user.holds(Peran.ADMIN)
    form = HolidayForm(posted(request), user=request.user)
    if form.is_valid():
        actions.add_holiday(by=request.user, **form.cleaned_data)
        messages.success(request, "Hari libur dicatat.")
        return redirect(request.path)
    rows = HariLibur.objects.known_to(request.user).select_related("wilayah")[:200]
    libur = [(row, Peran.ADMIN in request.user.roles_over(row.wilayah)) for row in rows]
    context = {"form": form, "libur": libur, "admin": admin}
    return render(request, "musyawarah/libur.html", context)


@require_POST
def holiday_remove(request, libur):
    row = get_object_or_404(HariLibur.objects.known_to(request.user), pk=libur)
    actions.remove_holiday(row, by=request.user)
    messages.success(request, "Hari libur dihapus.")
    return redirect("musyawarah:holidays")
