"""Innovations: list, form, page, evidence, merging."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desa.jejak_baca import readable
from desa.trail import trail_of
from inovasi import exports
from inovasi.actions import dokumen as dokumen_actions
from inovasi.actions import inovasi as actions
from inovasi.actions import menu as menu_actions
from inovasi.filters import InovasiFilter
from inovasi.forms.dasar import StepForm
from inovasi.forms.inovasi import EvidenceForm, InovasiForm, MergeForm
from inovasi.forms.menu import PublishForm
from inovasi.kembar import twins_of
from inovasi.models import Bukti, Inovasi, Media
from inovasi.views.dasar import exported, listing, photo_response, ways
from inovasi.workflow import PENULIS
from ppid.lib.forms import posted, uploaded

JUDGED = ("verify", "send_back", "reject")
PAGES = {
    "edit": "inovasi:edit",
    "merge": "inovasi:merge",
    "write": "inovasi:document",
    **{f"{verb}_{who}": "inovasi:assess" for verb in JUDGED for who in ("tpid", "tik")},
}
# The steps that one button and one note can take, and the form that belongs to each.
BUTTONS = {**actions.BUTTONS, **dokumen_actions.BUTTONS, **menu_actions.OF_INNOVATION}
FORMS = {"publish": PublishForm}


def one(request, pk):
    mine = Inovasi.objects.visible_to(request.user).for_list()
    return get_object_or_404(mine.select_related("digabung_ke", "kartu_ide"), pk=pk)


def _filtered(request):
    mine = Inovasi.objects.visible_to(request.user).for_list().order_by("-created_at", "-pk")
    return InovasiFilter(request.GET, mine, request=request)


@require_GET
def index(request):
    mine = Inovasi.objects.visible_to(request.user)
    context = listing(request, _filtered(request), "created_at") | {
        "boleh_tulis": request.user.holds(*PENULIS),
        "menunggu": mine.waiting_for(request.user)[:100].count(),
    }
    return render(request, "inovasi/index.html", context)


@require_GET
def export(request):
    rows = _filtered(request).qs
    return exported(request, rows, "inovasi", exports.INOVASI, exports.innovations)


@require_GET
def detail(request, pk):
    inovasi = one(request, pk)
    langkah = ways(request.user, inovasi, PAGES, "inovasi:step")
    context = {
        "inovasi": inovasi,
        "langkah": [(offer, _preset(offer.step.name, url)) for offer, url in langkah],
        "bukti": _evidence(inovasi),
        "koreksi": inovasi.koreksi.select_related("created_by", "inovasi").order_by("-pk"),
        "penilaian": inovasi.penilaian.select_related("penilai"),
        "kembar": twins_of(inovasi, request.user),
        "gabungan": Inovasi.objects.visible_to(request.user).filter(digabung_ke=inovasi),
        "dokumen": getattr(inovasi, "dokumen", None),
        "menu_inovasi": getattr(inovasi, "menu", None),
        "jejak": readable(trail_of(inovasi)),
    }
    return render(request, "inovasi/detail.html", context)


def _preset(name, url):
    """The three verdicts share one page; the button says which one is meant."""
    verb = name.rpartition("_")[0]
    verdict = {"verify": "layak", "send_back": "perbaiki", "reject": "tidak"}.get(verb)
    return f"{url}?rekomendasi={verdict}" if verdict else url


def _evidence(inovasi):
    """(criterion, what was brought for it), in the order of the checklist."""
    found = {}
    for bukti in inovasi.bukti.select_related("media"):
        found.setdefault(bukti.kriteria, []).append(bukti)
    return [(b, found.get(b["kode"], [])) for b in inovasi.kriteria.butir]


def create(request):
    asked = {name: request.GET[name] for name in ("desa", "judul", "tahun") if name in request.GET}
    form = InovasiForm(posted(request), user=request.user, initial=asked)
    if form.is_valid():
        inovasi = actions.create(by=request.user, **form.isi)
        return redirect(_sent(request, inovasi, form))
    return render(request, "inovasi/form.html", {"form": form})


def edit(request, pk):
    inovasi = one(request, pk)
    request.user.check("edit", inovasi)
    form = InovasiForm(posted(request), user=request.user, inovasi=inovasi)
    if form.is_valid():
        inovasi = actions.edit(inovasi, by=request.user, **form.isi)
        return redirect(_sent(request, inovasi, form))
    return render(request, "inovasi/form.html", {"form": form, "inovasi": inovasi})


def _sent(request, inovasi, form):
    """Saved; whether it can go out at once shows on its page, with what is missing."""
    messages.success(request, "Tersimpan. Periksa buktinya, lalu ajukan.")
    return inovasi


def step(request, pk, name):
    inovasi = one(request, pk)
    if name not in BUTTONS:
        raise Http404
    langkah = request.user.check(name, inovasi)
    form = FORMS.get(name, StepForm)(posted(request), needs_note=langkah.needs_note)
    if form.is_valid():
        BUTTONS[name](inovasi, by=request.user, **form.cleaned_data)
        messages.success(request, f"{langkah.label}: {inovasi}.")
        return redirect("inovasi:index" if name == "discard" else inovasi)
    context = {"obj": inovasi, "step": langkah, "form": form}
    return render(request, "inovasi/langkah.html", context)


def prove(request, pk):
    inovasi = one(request, pk)
    request.user.check("edit", inovasi)
    form = EvidenceForm(
        posted(request), uploaded(request), inovasi=inovasi, initial=request.GET.dict()
    )
    if form.is_valid():
        actions.prove_with(inovasi, by=request.user, **form.cleaned_data)
        return redirect(inovasi)
    return render(request, "inovasi/bukti.html", {"form": form, "inovasi": inovasi})


@require_POST
def withdraw_proof(request, pk, nomor):
    inovasi = one(request, pk)
    request.user.check("edit", inovasi)
    bukti = get_object_or_404(Bukti, pk=nomor, inovasi=inovasi)
    actions.withdraw_proof(bukti, by=request.user)
    return redirect(inovasi)


def merge(request, pk):
    inovasi = one(request, pk)
    request.user.check("merge", inovasi)
    twins = twins_of(inovasi, request.user)
    form = MergeForm(posted(request), twins=twins)
    if form.is_valid():
        data = form.cleaned_data
        into = actions.merge(inovasi, by=request.user, into=data["induk"], catatan=data["catatan"])
        messages.success(request, f"“{inovasi}” digabungkan.")
        return redirect(into)
    context = {"form": form, "inovasi": inovasi, "kembar": twins}
    return render(request, "inovasi/gabung.html", context)


@require_GET
def photo(request, pk):
    media = get_object_or_404(Media.objects.visible_to(request.user), pk=pk)
    return photo_response(media, request.GET.get("ukuran"))
