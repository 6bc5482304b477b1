"""Cards and what becomes of them: list, one card, its steps, its photo; refusals."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from desa.trail import trail_of
from inovasi import exports_komitmen as exports
from inovasi.actions import komitmen as actions
from inovasi.actions import realisasi
from inovasi.filters_komitmen import KomitmenFilter
from inovasi.forms.komitmen import (
    DivertForm,
    ExplainForm,
    KartuForm,
    PenolakanForm,
    StepForm,
    StopForm,
)
from inovasi.forms.perencanaan import RealisasiForm
from inovasi.models import (
    Bursa,
    FotoKartu,
    FotoRealisasi,
    KartuIde,
    KartuInovasi,
    Komitmen,
    Realisasi,
)
from inovasi.pilih_menu import PilihanMenu
from inovasi.rantai import Rantai, next_button
from inovasi.views.dasar import exported, listing
from inovasi.workflow import FIELD, PENULIS_KARTU
from ppid.lib.forms import parse_uuid, posted, uploaded
from ppid.lib.workflow import NotAllowed

# The steps that stand as buttons on a card; the others follow from lines and reports.
STEPS = {
    "sign": (actions.sign, StepForm),
    "cancel": (actions.cancel, StopForm),
    "divert": (actions.divert, DivertForm),
    "explain": (actions.explain, ExplainForm),
}
UNSIGNED = " Belum ditandatangani, jadi belum dihitung."
PAGES = {"edit": "inovasi:commitment_edit", "correct": "inovasi:commitment_edit"}
WHOLE = ("desa__induk", "menu__inovasi__desa", "menu__inovasi__kartu_ide", "menu__versi")
WHOLE += ("bursa", "kartu_ide")


def one(request, pk):
    mine = Komitmen.objects.visible_to(request.user).select_related(*WHOLE, "asal", "created_by")
    return get_object_or_404(mine, pk=pk)


def _filtered(request):
    rows = Komitmen.objects.visible_to(request.user).for_list()
    return KomitmenFilter(request.GET, rows, request=request)


@require_GET
def index(request):
    context = listing(request, _filtered(request), "created_at") | {
        "boleh_isi": request.user.holds(*PENULIS_KARTU),
        "boleh_tolak": request.user.holds(*FIELD),
    }
    return render(request, "inovasi/komitmen/index.html", context)


@require_GET
def export(request):
    rows = _filtered(request).qs.order_by("-created_at", "-pk")
    return exported(request, rows, "komitmen", exports.KOMITMEN, exports.commitments)


@require_GET
def detail(request, pk):
    komitmen = one(request, pk)
    rantai = Rantai(komitmen)
    context = {
        "komitmen": komitmen,
        "rantai": rantai,
        "tombol": next_button(rantai, request.user),
        "langkah": _ways(request.user, komitmen),
        "lanjutan": Komitmen.objects.filter(asal=komitmen).first(),
        "jejak": trail_of(komitmen, *rantai.butir, *rantai.realisasi),
        "ide": KartuIde.objects.filter(replikasi=komitmen).first(),
        "tanya_alasan": _inferred(request.user, komitmen),
        "boleh_ide": bool(komitmen.selesai_at and FIELD & request.user.roles_over(komitmen.desa)),
    }
    return render(request, "inovasi/komitmen/detail.html", context)


def _inferred(user, komitmen):
    """The stopped card whose reason the house only inferred, if this person may say better."""
    for k in (komitmen, komitmen.asal):
        if k and k.alasan_disimpulkan and FIELD & user.roles_over(komitmen.desa):
            return k
    return None


def _ways(user, komitmen):
    """(offer, where its button leads) for the steps that are taken by a button of their own."""
    offers = [o for o in user.offers(komitmen) if o.step.name in (*STEPS, *PAGES)]
    return [(offer, _way(offer.step.name, komitmen)) for offer in offers]


def _way(name, komitmen):
    if name in PAGES:
        return reverse(PAGES[name], args=[komitmen.pk])
    return reverse("inovasi:commitment_step", args=[komitmen.pk, name])


@require_POST
def write_up(request, pk):
    """A replication that worked becomes a Kartu IDE of its own."""
    kartu = realisasi.write_up(one(request, pk), by=request.user)
    messages.success(request, f"Kartu {kartu.nomor_kartu} dibuat. Lengkapi isinya.")
    return redirect(kartu)


def create(request):
    """One card by itself; `?bursa=&desa=` as the QR of a blank card says."""
    minat, kertas = _interest(request), _filed(request)
    source = minat or kertas
    bursa = source.bursa if source else bursa_of(request)
    asked = {n: request.GET[n] for n in ("desa", "menu", "nama_kegiatan") if n in request.GET}
    form = KartuForm(
        posted(request),
        uploaded(request),
        user=request.user,
        menus=PilihanMenu(request.user, minat and minat.menu),
        bursa=bursa if bursa and bursa.is_open else None,
        minat=minat,
        initial=asked,
        kunci=parse_uuid(request.POST.get("id")),
    )
    valid = form.is_valid()
    if form.terulang:  # by now its own card may stand against it
        return redirect(form.terulang)
    if valid:
        made = _entered(request.user, minat, form.isi, kertas)
        unsigned = "" if made.ditandatangani_at else UNSIGNED
        messages.success(request, f"Kartu tersimpan dengan resi {made.resi}.{unsigned}")
        return redirect(made)
    context = {"form": form, "bursa": form.bursa, "minat": minat, "kertas": kertas}
    return render(request, "inovasi/komitmen/form.html", context)


def _interest(request):
    """The interest that becomes this card, if its page led here."""
    key = parse_uuid(request.POST.get("minat") or request.GET.get("minat"))
    mine = KartuInovasi.objects.visible_to(request.user).for_list()
    return get_object_or_404(mine, pk=key) if key else None


def _filed(request):
    """The photo that filed itself by its QR and is typed out here, if its page led here."""
    key = parse_uuid(request.POST.get("foto_kartu") or request.GET.get("foto_kartu"))
    mine = FotoKartu.objects.visible_to(request.user).filter(komitmen__isnull=True)
    return get_object_or_404(mine.select_related("bursa", "desa"), pk=key) if key else None


def _entered(user, minat, isi, kertas):
    isi["foto"] = isi.get("foto") or kertas
    if minat and isi["desa"] == minat.desa:
        return actions.promise(minat, by=user, **isi)
    return actions.enter(by=user, **isi)


def bursa_of(request):
    """The bursa that the address or the form names, among those one sees."""
    asked = request.POST.get("bursa") or request.GET.get("bursa", "")
    mine = Bursa.objects.visible_to(request.user)
    return mine.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None


def edit(request, pk):
    """An unsigned card; or a slip on a signed one, with the reason."""
    komitmen = one(request, pk)
    signed = bool(komitmen.ditandatangani_at)
    request.user.check("correct" if signed else "edit", komitmen)
    form = KartuForm(
        posted(request),
        uploaded(request),
        user=request.user,
        menus=PilihanMenu(request.user, komitmen.menu),
        bursa=komitmen.bursa,
        komitmen=komitmen,
    )
    note = StepForm(posted(request), needs_note=signed)
    if form.is_valid() and note.is_valid():
        _save(request.user, komitmen, form.isi, note.cleaned_data["catatan"])
        messages.success(request, "Kartu tersimpan.")
        return redirect(komitmen)
    context = {"form": form, "komitmen": komitmen, "note": note if signed else None}
    return render(request, "inovasi/komitmen/form.html", context)


def _save(user, komitmen, isi, catatan):
    foto = isi.pop("foto", None)
    if komitmen.ditandatangani_at:
        actions.correct(komitmen, by=user, catatan=catatan, **isi)
    elif all(isi[name] for name in actions.SIGNATURES):
        actions.sign(komitmen, by=user, **isi)
    else:
        actions.edit(komitmen, by=user, **isi)
    if foto:
        actions.photograph(komitmen, by=user, foto=foto)


def step(request, pk, name):
    komitmen = one(request, pk)
    if name not in STEPS:
        raise Http404
    langkah = request.user.check(name, komitmen)
    act, form_of = STEPS[name]
    form = form_of(posted(request), needs_note=langkah.needs_note, komitmen=komitmen)
    if form.is_valid():
        made = act(komitmen, by=request.user, **form.isi)
        messages.success(request, f"{langkah.label}: {komitmen}.")
        return redirect(made or komitmen)
    context = {"objek": komitmen, "step": langkah, "form": form}
    return render(request, "inovasi/komitmen/langkah.html", context)


def report(request, pk):
    komitmen = one(request, pk)
    early = komitmen.status in {"ditandatangani", "masuk_rkpdes"}
    if not FIELD & request.user.roles_over(komitmen.desa):
        raise NotAllowed("Anda tidak berwenang melaporkan pelaksanaan di desa ini.")
    form = RealisasiForm(
        posted(request), uploaded(request), user=request.user, komitmen=komitmen, early=early
    )
    if form.is_valid():
        realisasi.report(komitmen, by=request.user, **form.isi)
        messages.success(request, "Laporan pelaksanaan tersimpan.")
        return redirect(komitmen)
    return render(request, "inovasi/komitmen/lapor.html", {"form": form, "komitmen": komitmen})


def refuse(request):
    asked = {"desa": request.GET.get("desa", "")}
    form = PenolakanForm(posted(request), user=request.user, initial=asked)
    if form.is_valid():
        made = actions.refuse(by=request.user, **form.cleaned_data)
        messages.success(request, f"Tercatat: {made}.")
        return redirect("inovasi:commitments")
    return render(request, "inovasi/komitmen/tolak.html", {"form": form})


@require_GET
def photo(request, pk):
    komitmen = one(request, pk)
    if not komitmen.foto:
        raise Http404
    small = request.GET.get("ukuran") == "kecil"
    return _jpeg(komitmen.foto_kecil if small else komitmen.foto, pk)


@require_GET
def execution_photo(request, pk):
    seen = Realisasi.objects.visible_to(request.user).values("pk")
    foto = get_object_or_404(FotoRealisasi.objects.filter(realisasi__in=seen), pk=pk)
    return _jpeg(foto.kecil if request.GET.get("ukuran") == "kecil" else foto.berkas, pk)


def _jpeg(berkas, pk):
    with berkas.open("rb") as file:
        content = file.read()
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": f'inline; filename="foto-{pk}.jpg"',
            "Cache-Control": "private, max-age=86400, immutable",
            "X-Content-Type-Options": "nosniff",
        },
    )
