"""Needs: the list, one need, its steps, the priority list of a kecamatan."""

from copy import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.choices import Peran, Tingkat
from desa.models import Wilayah
from desa.trail import trail_of
from p2ktd import exports_kerja
from p2ktd.actions import kebutuhan as actions
from p2ktd.actions import pekerjaan as pekerjaan_actions
from p2ktd.choices import StatusKebutuhan
from p2ktd.filters_kerja import NeedFilter
from p2ktd.forms.kebutuhan import NeedForm, NilForm, PriorityForm, StepForm, villages_of
from p2ktd.ketentuan_dana import left_for_needs
from p2ktd.models import Kebutuhan
from p2ktd.saran import facts_of, known_villages, suggested
from p2ktd.views.isian import answer, confirm
from ppid.lib.forms import posted
from ppid.lib.keyset import page
from ppid.lib.tabel import table_response

OWN_PAGE = {"edit": "need_edit", "prioritise": "need_prioritise", "handle": "need_handle"}
HIDDEN = {"declare_nil", "release", "finish"}  # taken by other pages
JEJAK = 20


def one(request, pk):
    mine = Kebutuhan.objects.visible_to(request.user)
    return get_object_or_404(mine.select_related("desa", "komitmen", "created_by"), pk=pk)


def _filtered(request):
    return NeedFilter(request.GET, Kebutuhan.objects.visible_to(request.user).for_list())


@require_GET
def needs(request):
    saringan = _filtered(request)
    context = {
        "saringan": saringan,
        "halaman": page(saringan.qs, request, "created_at"),
        "boleh": villages_of(request.user).exists(),
        "kecamatan": Wilayah.objects.visible_to(request.user).filter(tingkat=Tingkat.KECAMATAN)[:9],
    }
    return render(request, "p2ktd/kebutuhan/index.html", context)


@require_GET
def needs_export(request):
    rows = exports_kerja.needs(_filtered(request).qs)
    return table_response("kebutuhan", request.GET.get("bentuk"), exports_kerja.NEEDS, rows)


@require_GET
def needs_priority(request, kode):
    """The list of one kecamatan as its forum put it, against the year's pagu."""
    places = Wilayah.objects.visible_to(request.user).filter(tingkat=Tingkat.KECAMATAN)
    kecamatan = get_object_or_404(places, pk=kode)
    text = request.GET.get("tahun", "")
    tahun = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
    tahun = tahun or timezone.localdate().year
    rows = Kebutuhan.objects.visible_to(request.user).filter(kecamatan=kode, tahun=tahun)
    rows = rows.select_related("desa")
    context = {
        "kecamatan": kecamatan,
        "tahun": tahun,
        "urutan": rows.allocated().order_by("prioritas", "pk"),
        "menunggu": rows.filter(status="diusulkan").order_by("created_at", "pk"),
        "pagu": left_for_needs(kode, tahun),
        "alokasi": rows.allocated().money("alokasi"),
    }
    return render(request, "p2ktd/kebutuhan/prioritas.html", context)


def need_create(request):
    wanted = {"desa": request.GET.get("desa"), "komitmen": request.GET.get("komitmen")}
    desa = _village(request)
    if desa and (kode := request.GET.get("saran")):
        wanted |= facts_of(desa, kode)
    form = NeedForm(posted(request), user=request.user, initial=wanted)
    if form.is_valid():
        made = actions.create(by=request.user, **form.cleaned_data)
        messages.success(request, "Kebutuhan tersimpan sebagai draf. Usulkan bila sudah lengkap.")
        return redirect(made)
    context = {"form": form, "judul": "Catat kebutuhan", "kembali": reverse("p2ktd:needs")}
    if desa:
        idm, saran = suggested(desa)
        context |= {"desa": desa, "idm": idm, "saran": saran}
    else:
        context["pilihan"] = known_villages(villages_of(request.user))
    return render(request, "p2ktd/kebutuhan/form.html", context)


def _village(request):
    """The village that the address names, or the only one there is to choose from."""
    mine = villages_of(request.user)
    if kode := request.GET.get("desa"):
        return mine.filter(pk=kode).first()
    only = list(mine[:2])
    return only[0] if len(only) == 1 else None


def need_nil(request):
    form = NilForm(posted(request), user=request.user, initial={"desa": request.GET.get("desa")})
    if form.is_valid():
        made = actions.declare_nil(by=request.user, **form.cleaned_data)
        messages.success(request, "Pernyataan tersimpan.")
        return redirect(made)
    judul = "Nyatakan tidak membutuhkan"
    context = {"form": form, "judul": judul, "kembali": reverse("p2ktd:needs")}
    return render(request, "p2ktd/isian.html", context)


@require_GET
def need(request, pk):
    kebutuhan = one(request, pk)
    offers = [o for o in request.user.offers(kebutuhan) if o.step.name not in HIDDEN]
    context = {
        "kebutuhan": kebutuhan,
        "langkah": [(o, _address(kebutuhan, o.step.name)) for o in _ordered(offers)],
        "pekerjaan": kebutuhan.pekerjaan.select_related("penyedia"),
        "pemilihan": kebutuhan.pemilihan.select_related("penyedia"),
        "boleh_cari": _may_search(kebutuhan, request.user),
        "jejak": trail_of(kebutuhan)[:JEJAK],
    }
    return render(request, "p2ktd/kebutuhan/detail.html", context)


def _may_search(kebutuhan, user):
    """A need on the list may be offered to providers by the TPID of its kecamatan."""
    wanted = kebutuhan.status in {StatusKebutuhan.DIPRIORITASKAN, StatusKebutuhan.DITANGANI}
    return wanted and Peran.TPID in user.roles_over(kebutuhan.desa)


def _ordered(offers):
    return sorted(offers, key=lambda o: o.step.name in {"edit", "cancel", "demote"})


def _address(kebutuhan, name):
    if name in OWN_PAGE:
        return reverse(f"p2ktd:{OWN_PAGE[name]}", args=[kebutuhan.pk])
    return reverse("p2ktd:need_step", args=[kebutuhan.pk, name])


def need_edit(request, pk):
    kebutuhan = one(request, pk)
    request.user.check("edit", kebutuhan)
    form = NeedForm(posted(request), instance=copy(kebutuhan), user=request.user)
    return answer(
        request, kebutuhan, form,
        lambda **data: actions.edit(kebutuhan, by=request.user, **data), "Ubah kebutuhan",
    )  # fmt: skip


def need_prioritise(request, pk):
    kebutuhan = one(request, pk)
    request.user.check("prioritise", kebutuhan)
    form = PriorityForm(posted(request), initial={"alokasi": kebutuhan.perkiraan_biaya})
    return answer(
        request, kebutuhan, form,
        lambda **data: actions.prioritise(kebutuhan, by=request.user, **data), "Catat prioritas",
    )  # fmt: skip


def need_handle(request, pk):
    kebutuhan = one(request, pk)
    request.user.check("handle", kebutuhan)
    if request.method == "POST":
        return redirect(pekerjaan_actions.create(kebutuhan, by=request.user))
    teks = "Berkas pekerjaan dibuat dari kebutuhan ini; KAK terisi kalimat yang lazim."
    return confirm(request, kebutuhan, "Susun pekerjaan", teks, None)


def need_step(request, pk, name):
    kebutuhan = one(request, pk)
    if name not in actions.BUTTONS:
        raise Http404
    step = request.user.check(name, kebutuhan)
    form = StepForm(posted(request), needs_note=step.needs_note)
    return answer(
        request, kebutuhan, form,
        lambda **data: actions.BUTTONS[name](kebutuhan, by=request.user, **data),
        step.label, tombol=step.label,
    )  # fmt: skip
