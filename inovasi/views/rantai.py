"""The chain of one commitment, and the lines of plans that are links of chains."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from desa.trail import trail_of
from inovasi import exports_komitmen as exports
from inovasi import lembar
from inovasi.actions import perencanaan as actions
from inovasi.choices import StatusKomitmen
from inovasi.cocok import suggestions
from inovasi.filters_komitmen import ButirFilter
from inovasi.forms.baris import BarisSet, KopForm
from inovasi.forms.komitmen import StepForm
from inovasi.forms.perencanaan import BerkasForm, ButirForm, my_villages
from inovasi.models import ButirPerencanaan, Komitmen
from inovasi.rantai import Rantai, next_button
from inovasi.views.dasar import exported, listing
from inovasi.views.komitmen import one as one_commitment
from inovasi.workflow import FIELD
from ppid.lib.forms import parse_uuid, posted, uploaded
from ppid.lib.workflow import NotAllowed

STEPS = {name: getattr(actions, name) for name in ("verify", "refuse", "reopen", "unmatch")}
OPEN = [StatusKomitmen.DITANDATANGANI, StatusKomitmen.MASUK_RKPDES, StatusKomitmen.MASUK_APBDES]


@require_GET
def chain(request, pk):
    komitmen = one_commitment(request, pk)
    rantai = Rantai(komitmen)
    context = {
        "komitmen": komitmen,
        "rantai": rantai,
        "tombol": next_button(rantai, request.user),
    }
    return render(request, "inovasi/rantai.html", context)


# Lines


def one(request, pk):
    mine = ButirPerencanaan.objects.visible_to(request.user)
    found = mine.select_related("desa__induk", "komitmen", "created_by", "pemeriksa")
    return get_object_or_404(found, pk=pk)


def _filtered(request):
    rows = ButirPerencanaan.objects.visible_to(request.user).for_list()
    return ButirFilter(request.GET, rows, request=request)


@require_GET
def lines(request):
    context = listing(request, _filtered(request), "created_at")
    context["boleh"] = request.user.holds(*FIELD)
    return render(request, "inovasi/komitmen/baris_baris.html", context)


@require_GET
def lines_export(request):
    rows = _filtered(request).qs.order_by("-created_at", "-pk")
    return exported(request, rows, "baris-perencanaan", exports.BUTIR, exports.lines)


@require_GET
def line(request, pk):
    butir = one(request, pk)
    roles = request.user.roles_over(butir.desa)
    context = {
        "butir": butir,
        "langkah": _ways(request.user, butir),
        "saran": _suggested(request, butir) if FIELD & roles and not butir.komitmen_id else [],
        "jejak": trail_of(butir),
    }
    return render(request, "inovasi/komitmen/baris.html", context)


def _ways(user, butir):
    offers = [o for o in user.offers(butir) if o.step.name in (*STEPS, "edit")]
    tied = [o for o in offers if o.step.name != "unmatch" or butir.komitmen_id]
    tied.sort(key=lambda o: o.step.name != "verify" or bool(o.reasons))  # what a TPID came for
    return [(offer, _way(offer.step.name, butir)) for offer in tied]


def _way(name, butir):
    if name == "edit":
        return reverse("inovasi:line_edit", args=[butir.pk])
    return reverse("inovasi:line_step", args=[butir.pk, name])


def _promises(request, butir):
    rows = Komitmen.objects.visible_to(request.user).filter(desa=butir.desa_id, status__in=OPEN)
    return rows.filter(tahun__lte=butir.tahun).select_related("menu").order_by("nama_kegiatan")


def _suggested(request, butir):
    """The likely ones with their reason, then the others of this village without one."""
    promises = list(_promises(request, butir))
    likely = suggestions(butir, promises)
    named = {s.komitmen.pk for s in likely}
    return [(s.komitmen, s.alasan) for s in likely] + [
        (k, "") for k in promises if k.pk not in named
    ]


def line_create(request):
    komitmen = _asked(request)
    form = ButirForm(posted(request), uploaded(request), user=request.user, komitmen=komitmen)
    if form.is_valid():
        butir = actions.add_line(by=request.user, **form.isi)
        messages.success(request, "Baris tercatat.")
        return redirect(komitmen or butir)
    context = {"form": form, "komitmen": komitmen}
    return render(request, "inovasi/komitmen/baris_form.html", context)


def _asked(request):
    """The commitment for which a line is entered, if its page led here."""
    asked = parse_uuid(request.POST.get("komitmen") or request.GET.get("komitmen"))
    if not asked:
        return None
    komitmen = one_commitment(request, asked)
    if not FIELD & request.user.roles_over(komitmen.desa):
        raise NotAllowed("Baris perencanaan dicatat oleh PLD, PD, atau TPID di wilayahnya.")
    return komitmen


def line_edit(request, pk):
    butir = one(request, pk)
    request.user.check("edit", butir)
    form = ButirForm(posted(request), uploaded(request), user=request.user, butir=butir)
    if form.is_valid():
        actions.edit(butir, by=request.user, **form.isi)
        return redirect(butir)
    return render(request, "inovasi/komitmen/baris_form.html", {"form": form, "butir": butir})


def lines_create(request):
    """Several lines of one page of a document, under one heading and with one scan."""
    asked = {n: request.GET[n] for n in ("desa", "tahun") if n in request.GET}
    kop = KopForm(posted(request), uploaded(request), user=request.user, initial=asked)
    heading = kop.cleaned_data if kop.is_valid() else {}
    rows = BarisSet(posted(request), prefix="b", user=request.user, kop=heading)
    if kop.is_valid() & rows.is_valid():
        made = actions.add_sheet(rows.isi, by=request.user, **kop.cleaned_data)
        messages.success(request, f"{len(made)} baris tercatat.")
        return redirect("inovasi:lines")
    return render(request, "inovasi/komitmen/baris_banyak.html", {"form": kop, "rows": rows})


@require_GET
def line_scan(request, pk):
    butir = one(request, pk)
    if not butir.pindaian:
        raise Http404
    return FileResponse(butir.pindaian.open("rb"))


def line_step(request, pk, name):
    butir = one(request, pk)
    if name not in STEPS:
        raise Http404
    langkah = request.user.check(name, butir)
    form = StepForm(posted(request), needs_note=langkah.needs_note or name == "unmatch")
    if form.is_valid():
        STEPS[name](butir, by=request.user, **form.isi)
        messages.success(request, f"{langkah.label}: {butir}.")
        return redirect(butir)
    context = {"objek": butir, "step": langkah, "form": form}
    return render(request, "inovasi/komitmen/langkah.html", context)


@require_POST
def line_match(request, pk):
    butir = one(request, pk)
    key = parse_uuid(request.POST.get("komitmen"))
    if key is None:
        messages.error(request, "Pilih dahulu komitmen yang cocok dengan baris ini.")
        return redirect(butir)
    komitmen = one_commitment(request, key)
    actions.match(butir, komitmen, by=request.user)
    messages.success(request, f"Baris ditautkan ke “{komitmen}”.")
    return redirect(butir)


def lines_import(request):
    """A spreadsheet in two breaths: its verdicts, then the good rows. What was read travels in
    the page, signed, so nothing is kept of a file that nobody confirmed."""
    villages = my_villages(request.user)
    if "baris" in request.POST:
        made = actions.add_lines(lembar.opened(request.POST["baris"], villages), by=request.user)
        messages.success(request, f"{len(made)} baris tercatat.")
        return redirect("inovasi:lines")
    form = BerkasForm(posted(request), uploaded(request), villages=villages)
    rows = form.rows if form.is_valid() else []
    good = [row for row in rows if row.baik]
    context = {"form": form, "rows": rows, "baik": len(good), "muatan": lembar.sealed(good)}
    return render(request, "inovasi/komitmen/baris_impor.html", context)
