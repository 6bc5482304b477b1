"""Announcements as the pokja keeps them, with the sealed record of their selection."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from desa.jejak_baca import readable
from desa.trail import trail_of
from p2ktd.actions import pengumuman as actions
from p2ktd.actions import penyedia as penyedia_actions
from p2ktd.forms.pengumuman import AnnouncementForm, ExtendForm, RequirementForm, kabupaten_of
from p2ktd.forms.penyedia import ApplyForm, StepForm
from p2ktd.models import Pengumuman
from p2ktd.seleksi import Seleksi, data_of
from ppid.lib.forms import posted
from ppid.lib.keyset import page
from ppid.lib.pdf import pdf_lack, pdf_response
from ppid.lib.workflow import NotAllowed

SURAT = "p2ktd/pdf/seleksi.html"
JEJAK = 20


def one(request, pk):
    mine = Pengumuman.objects.visible_to(request.user).select_related("wilayah")
    return get_object_or_404(mine, pk=pk)


@require_GET
def calls(request):
    mine = Pengumuman.objects.visible_to(request.user).select_related("wilayah")
    context = {
        "halaman": page(mine.annotate(pendaftar=Count("penyedia")), request, "tanggal"),
        "boleh": kabupaten_of(request.user).exists(),
    }
    return render(request, "p2ktd/pengumuman_kelola.html", context)


def call_create(request):
    if not kabupaten_of(request.user).exists():
        raise NotAllowed("Pengumuman ditulis oleh pokja P2KTD di kabupatennya.")
    form = AnnouncementForm(posted(request), user=request.user)
    if form.is_valid():
        made = actions.create(by=request.user, **form.cleaned_data)
        messages.success(request, "Pengumuman disimpan sebagai draf.")
        return redirect("p2ktd:call", made.pk)
    return _form(request, form, "Tulis pengumuman", reverse("p2ktd:calls"))


def _form(request, form, judul, kembali):
    context = {"form": form, "judul": judul, "kembali": kembali}
    return render(request, "p2ktd/form.html", context)


@require_GET
def call(request, pk):
    pengumuman = one(request, pk)
    offers = request.user.offers(pengumuman)
    names = {offer.step.name for offer in offers}
    context = {
        "pengumuman": pengumuman,
        "langkah": [
            (o, reverse("p2ktd:call_step", args=[pk, o.step.name]))
            for o in offers
            if o.step.name != "edit"
        ],
        "boleh_ubah": "edit" in names,
        "boleh_catat": pengumuman.is_open and "extend" in names,
        "syarat": pengumuman.syarat.all(),
        "pendaftar": pengumuman.penyedia.order_by("nomor_urut"),
        "dokumen": list(pengumuman.dokumen),
        "jejak": readable(trail_of(pengumuman)[:JEJAK]),
    }
    return render(request, "p2ktd/pengumuman.html", context)


def call_edit(request, pk):
    pengumuman = one(request, pk)
    request.user.check("edit", pengumuman)
    form = AnnouncementForm(posted(request), instance=pengumuman, user=request.user)
    if form.is_valid():
        actions.edit(pengumuman, by=request.user, **form.cleaned_data)
        messages.success(request, "Pengumuman disimpan.")
        return redirect("p2ktd:call", pk)
    return _form(request, form, "Ubah pengumuman", reverse("p2ktd:call", args=[pk]))


def requirement_add(request, pk):
    pengumuman = one(request, pk)
    request.user.check("edit", pengumuman)
    form = RequirementForm(posted(request))
    if form.is_valid():
        actions.add_requirement(pengumuman, by=request.user, **form.cleaned_data)
        return redirect("p2ktd:call", pk)
    return _form(request, form, "Tambah persyaratan", reverse("p2ktd:call", args=[pk]))


@require_POST
def requirement_remove(request, pk, row):
    pengumuman = one(request, pk)
    syarat = get_object_or_404(pengumuman.syarat, pk=row)
    actions.remove_requirement(pengumuman, syarat, by=request.user)
    return redirect("p2ktd:call", pk)


def call_step(request, pk, name):
    pengumuman = one(request, pk)
    act = (actions.BUTTONS | {"extend": actions.extend}).get(name)
    if act is None:
        raise Http404
    step = request.user.check(name, pengumuman)
    data = posted(request)
    form = ExtendForm(data) if name == "extend" else StepForm(data, needs_note=step.needs_note)
    if form.is_valid():
        act(pengumuman, by=request.user, **form.cleaned_data)
        messages.success(request, f"{step.label}: {pengumuman}.")
        return redirect("p2ktd:call", pk)
    return _form(request, form, step.label, reverse("p2ktd:call", args=[pk]))


def call_enter(request, pk):
    """A paper application, typed in by the pokja."""
    pengumuman = one(request, pk)
    request.user.check("extend", pengumuman)
    form = ApplyForm(posted(request), pengumuman=pengumuman)
    if form.is_valid():
        made = penyedia_actions.apply(pengumuman, by=request.user, **form.cleaned_data)
        messages.success(request, f"Pendaftaran dicatat dengan nomor {made.nomor}.")
        return redirect("p2ktd:manage", made.pk)
    kembali = reverse("p2ktd:call", args=[pk])
    return _form(request, form, "Catat pendaftaran kertas", kembali)


@require_GET
def selection(request, pk):
    """The sealed record, newest version; before it is sealed, how it would look now."""
    pengumuman = one(request, pk)
    dokumen = pengumuman.dokumen.first()
    if dokumen and (dokumen.berkas or not pdf_lack()):
        name = slugify(f"berita acara seleksi {dokumen.kode} v{dokumen.versi}")
        return pdf_response(f"{name}.pdf", actions.pdf_bytes(dokumen))
    n = Seleksi.of(dokumen) if dokumen else Seleksi(data_of(pengumuman))
    return render(request, SURAT, {"n": n, "layar": True, "kurang": pdf_lack()})
