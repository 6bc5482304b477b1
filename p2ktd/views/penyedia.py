"""The directory as the pokja keeps it: applicants, scores, decrees, papers, sanctions."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from desa.jejak_baca import readable
from desa.trail import trail_of
from p2ktd import exports
from p2ktd.actions import penyedia as actions
from p2ktd.filters import ProviderFilter
from p2ktd.forms.penyedia import PARTS, ExpertForm, PaperForm, ScoreForm, step_form
from p2ktd.models import Berkas, Pelajaran, Penyedia
from ppid.lib.forms import posted, uploaded
from ppid.lib.keyset import page
from ppid.lib.tabel import table_response

LATER = ("edit", "reject", "deactivate", "blacklist")
JEJAK = 20
TIPE = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}


def one(request, pk):
    mine = Penyedia.objects.visible_to(request.user).for_list()
    return get_object_or_404(mine.select_related("wilayah", "pengumuman"), pk=pk)


def _to_edit(request, pk):
    penyedia = one(request, pk)
    request.user.check("edit", penyedia)
    return penyedia


def _filtered(request):
    return ProviderFilter(request.GET, Penyedia.objects.visible_to(request.user).for_list())


@require_GET
def providers(request):
    saringan = _filtered(request)
    context = {"saringan": saringan, "halaman": page(saringan.qs, request, "created_at")}
    return render(request, "p2ktd/penyedia_semua.html", context)


@require_GET
def providers_export(request):
    rows = exports.providers(_filtered(request).qs.order_by("-created_at", "-pk"))
    return table_response("penyedia", request.GET.get("bentuk"), exports.PROVIDERS, rows)


@require_GET
def manage(request, pk):
    penyedia = one(request, pk)
    offers = request.user.offers(penyedia)
    papers = {b.syarat_id: b for b in penyedia.berkas.current()}
    scores = {n.syarat_id: n for n in penyedia.nilai_syarat.all()}
    context = {
        "penyedia": penyedia,
        "langkah": _steps(penyedia, offers),
        "boleh_ubah": any(o.step.name == "edit" for o in offers),
        "bagian": [(name, form.judul_bagian) for name, form in PARTS.items()],
        "syarat": [
            (s, papers.get(s.pk), scores.get(s.pk)) for s in penyedia.pengumuman.syarat.all()
        ],
        "ahli": penyedia.tenaga_ahli.all(),
        "pelajaran": Pelajaran.objects.about(penyedia),
        "sanksi": penyedia.sanksi.all(),
        "jejak": readable(trail_of(penyedia)[:JEJAK]),
    }
    return render(request, "p2ktd/penyedia.html", context)


def _steps(penyedia, offers):
    """Pairs (offer, address), the step that leads on first."""
    needless = {"edit", "confirm"} if penyedia.dikonfirmasi_at else {"edit"}
    ordered = sorted(offers, key=lambda offer: offer.step.name in LATER)
    useful = [offer for offer in ordered if offer.step.name not in needless]
    return [(offer, _address(penyedia, offer.step.name)) for offer in useful]


def _address(penyedia, name):
    if name == "score":
        return reverse("p2ktd:score", args=[penyedia.pk])
    return reverse("p2ktd:provider_step", args=[penyedia.pk, name])


def provider_edit(request, pk, bagian):
    penyedia = _to_edit(request, pk)
    if bagian not in PARTS:
        raise Http404
    form = PARTS[bagian](posted(request), instance=penyedia)
    if form.is_valid():
        actions.edit(penyedia, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.judul_bagian} disimpan.")
        return redirect("p2ktd:manage", pk)
    return _form(request, penyedia, form, form.judul_bagian)


def _form(request, penyedia, form, judul):
    kembali = reverse("p2ktd:manage", args=[penyedia.pk])
    context = {"form": form, "judul": judul, "kembali": kembali, "nama": str(penyedia)}
    return render(request, "p2ktd/form.html", context)


def expert_add(request, pk):
    penyedia = _to_edit(request, pk)
    form = ExpertForm(posted(request))
    if form.is_valid():
        actions.add_expert(penyedia, by=request.user, **form.cleaned_data)
        messages.success(request, "Tenaga ahli ditambahkan.")
        return redirect("p2ktd:manage", pk)
    return _form(request, penyedia, form, "Tambah tenaga ahli")


def paper_add(request, pk, row):
    penyedia = _to_edit(request, pk)
    syarat = get_object_or_404(penyedia.pengumuman.syarat, pk=row)
    form = PaperForm(posted(request), uploaded(request))
    if form.is_valid():
        data = form.cleaned_data
        actions.add_paper(
            penyedia, syarat, data["berkas"], by=request.user,
            berlaku_sampai=data["berlaku_sampai"],
        )  # fmt: skip
        messages.success(request, f"Berkas “{syarat}” tersimpan.")
        return redirect("p2ktd:manage", pk)
    return _form(request, penyedia, form, f"Berkas: {syarat}")


def score(request, pk):
    penyedia = one(request, pk)
    request.user.check("score", penyedia)
    form = ScoreForm(posted(request), penyedia=penyedia)
    if form.is_valid():
        actions.score(penyedia, by=request.user, **form.hasil)
        messages.success(request, "Nilai disimpan.")
        return redirect("p2ktd:manage", pk)
    return _form(request, penyedia, form, "Nilai persyaratan")


def provider_step(request, pk, name):
    penyedia = one(request, pk)
    act = (actions.BUTTONS | actions.WITH_DECREE | {"blacklist": actions.blacklist}).get(name)
    if act is None:
        raise Http404
    step = request.user.check(name, penyedia)
    form = step_form(step)(posted(request))
    if form.is_valid():
        act(penyedia, by=request.user, **form.cleaned_data)
        messages.success(request, f"{step.label}: {penyedia}.")
        return redirect("p2ktd:manage", pk)
    return _form(request, penyedia, form, step.label)


@require_GET
def paper(request, pk):
    """The file itself, to whoever looks after its provider; never run by the browser."""
    berkas = get_object_or_404(Berkas.objects.visible_to(request.user), pk=pk)
    response = FileResponse(
        berkas.berkas.open("rb"),
        content_type=berkas.tipe,
        filename=f"berkas-{berkas.pk}{TIPE[berkas.tipe]}",
    )
    response["Cache-Control"] = "private, no-store"
    return response
