"""Complaints: the public form and status page, then the desk of the Admin."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from desa.jejak_baca import readable
from desa.trail import trail_of
from p2ktd import exports
from p2ktd.actions import pengaduan as actions
from p2ktd.filters import ComplaintFilter
from p2ktd.forms.pengaduan import CodeForm, ComplaintForm
from p2ktd.forms.penyedia import StepForm
from p2ktd.kunci import digest_of, spaced
from p2ktd.laju import limit
from p2ktd.models import Pekerjaan, Pengaduan, Penyedia
from ppid.lib.forms import posted
from ppid.lib.keyset import page
from ppid.lib.tabel import table_response

MILIK_PENANGAN = ("answer", "resolve")  # the others see "Ambil alih" instead


# For anybody


@never_cache
@login_not_required
def complain(request, pk):
    penyedia = get_object_or_404(Penyedia.objects.in_force().select_related("wilayah"), pk=pk)
    about = {"wilayah": penyedia.wilayah, "penyedia": penyedia}
    return _taken_down(request, about, penyedia.get_absolute_url(), penyedia)


@never_cache
@login_not_required
def complain_work(request, pk):
    rows = Pekerjaan.objects.public().select_related("desa", "penyedia__wilayah")
    pekerjaan = get_object_or_404(rows, pk=pk)
    about = {"wilayah": pekerjaan.penyedia.wilayah, "penyedia": pekerjaan.penyedia}
    kembali = reverse("p2ktd:public_work", args=[pk])
    return _taken_down(request, about | {"pekerjaan": pekerjaan}, kembali, pekerjaan)


def _taken_down(request, about, kembali, tentang):
    if request.method == "POST":
        limit(request, "adukan")
    form = ComplaintForm(posted(request))
    if form.is_valid():
        made = actions.report(**about, **form.cleaned_data)
        return redirect("p2ktd:complaint_status", actions.code_for(made))
    context = {"form": form, "tentang": tentang, "kembali": kembali, **about}
    return render(request, "p2ktd/adukan.html", context)


@never_cache
@login_not_required
def complaint_find(request):
    form = CodeForm(posted(request))
    if form.is_valid():
        return redirect("p2ktd:complaint_status", form.cleaned_data["kode"])
    return render(request, "p2ktd/aduan_cari.html", {"form": form})


@require_GET
@never_cache
@login_not_required
def complaint_status(request, kode):
    """For whoever holds the code. It shows what was answered, not what was reported."""
    rows = Pengaduan.objects.for_list()
    pengaduan = rows.filter(kunci=digest_of(kode)).first()
    if pengaduan is None:
        limit(request, "kode")  # only a wrong code counts
        raise Http404
    context = {
        "pengaduan": pengaduan,
        "kode": spaced(actions.code_for(pengaduan)),
        "tanggapan": pengaduan.tanggapan.all(),
    }
    return render(request, "p2ktd/aduan_status.html", context)


# For the Admin


def one(request, pk):
    mine = Pengaduan.objects.visible_to(request.user).for_list()
    return get_object_or_404(mine, pk=pk)


def _filtered(request):
    return ComplaintFilter(request.GET, Pengaduan.objects.visible_to(request.user).for_list())


@require_GET
def complaints(request):
    saringan = _filtered(request)
    context = {"saringan": saringan, "halaman": page(saringan.qs, request, "created_at")}
    return render(request, "p2ktd/aduan_semua.html", context)


@require_GET
def complaints_export(request):
    rows = exports.complaints(_filtered(request).qs.order_by("-created_at", "-pk"))
    return table_response("pengaduan", request.GET.get("bentuk"), exports.COMPLAINTS, rows)


@require_GET
@never_cache
def complaint(request, pk):
    pengaduan = one(request, pk)
    context = {
        "pengaduan": pengaduan,
        "langkah": list(_steps(pengaduan, request.user)),
        "pelapor": pengaduan.pelapor_for(request.user),
        "menangani": pengaduan.penangan_id == request.user.pk,
        "tanggapan": pengaduan.tanggapan.select_related("created_by"),
        "jejak": readable(trail_of(pengaduan)[:20]),
    }
    return render(request, "p2ktd/aduan.html", context)


def _steps(pengaduan, user):
    mine = pengaduan.penangan_id == user.pk
    for offer in user.offers(pengaduan):
        name = offer.step.name
        if mine if name == "take_over" else (name in MILIK_PENANGAN and not mine):
            continue
        yield offer, reverse("p2ktd:complaint_step", args=[pengaduan.pk, name])


def complaint_step(request, pk, name):
    pengaduan = one(request, pk)
    if name not in actions.BUTTONS:
        raise Http404
    step = request.user.check(name, pengaduan)
    form = StepForm(posted(request), needs_note=step.needs_note)
    if form.is_valid():
        actions.BUTTONS[name](pengaduan, by=request.user, **form.cleaned_data)
        messages.success(request, f"{step.label}: {pengaduan}.")
        return redirect(pengaduan)
    context = {"form": form, "judul": step.label, "kembali": pengaduan.get_absolute_url()}
    return render(request, "p2ktd/form.html", context | {"nama": str(pengaduan)})
