"""The list, planning, the page of one deliberation, its main facts, its steps."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.choices import Peran
from desa.jejak_baca import readable
from desa.pindaian import page_warning, with_scans
from desa.trail import trail_of
from musyawarah import actions, exports
from musyawarah.choices import JenisMusyawarah, Status, Unsur
from musyawarah.data import villages_absent
from musyawarah.filters import MusyawarahFilter
from musyawarah.forms import PARTS, STEP_FORMS, PlanForm, StepForm, plannable
from musyawarah.forms.hadir import VillageGrid
from musyawarah.jenis import SEMUA
from musyawarah.models import Musyawarah
from musyawarah.naskah import unsur_name
from musyawarah.workflow import PENULIS
from ppid.lib.forms import posted
from ppid.lib.keyset import page
from ppid.lib.tabel import table_response
from ppid.lib.tags import ZONA

HASIL = ("pemilihan", "tindak_lanjut", "penandatangan", "penundaan")
JALAN = ("mata_acara", "narasumber", "tanya")
LATER = ("edit", "postpone", "cancel")  # steps that are never the main one
JEJAK = 100  # lines of the trail on the page


def one(request, pk):
    mine = Musyawarah.objects.visible_to(request.user)
    return get_object_or_404(mine.select_related("wilayah__induk", "created_by", "bursa"), pk=pk)


def one_to_edit(request, pk):
    musyawarah = one(request, pk)
    request.user.check("edit", musyawarah)
    return musyawarah


def _filtered(request):
    mine = Musyawarah.objects.visible_to(request.user).for_list()
    return MusyawarahFilter(request.GET, mine)


@require_GET
def index(request):
    saringan = _filtered(request)
    context = {
        "saringan": saringan,
        "halaman": page(saringan.qs.for_row(), request, "tanggal"),
        "boleh_rencana": bool(plannable(request.user)),
        "boleh_templat": request.user.holds(Peran.ADMIN),
    }
    return render(request, "musyawarah/index.html", context)


@require_GET
def export(request):
    rows = exports.rows(_filtered(request).qs)
    return table_response("musyawarah", request.GET.get("bentuk"), exports.HEADER, rows)


def create(request):
    kinds = plannable(request.user)
    ragam = SEMUA.get(request.GET.get("jenis"))
    if ragam not in kinds:
        return render(request, "musyawarah/jenis.html", {"jenis": kinds})
    today = timezone.localdate()
    wanted = {"tahun": today.year, "tanggal": today} | request.GET.dict()
    form = PlanForm(posted(request), user=request.user, ragam=ragam, initial=wanted)
    if form.is_valid():
        made = actions.create(by=request.user, jenis=ragam.kode, **form.cleaned_data)
        messages.success(request, f"{made} direncanakan.")
        return redirect(made)
    return render(request, "musyawarah/rencana.html", {"form": form, "ragam": ragam})


@require_GET
def detail(request, pk):
    musyawarah = one(request, pk)
    prefetch_related_objects([musyawarah], *HASIL)
    offers = request.user.offers(musyawarah)
    context = {
        "musyawarah": musyawarah,
        "zona": ZONA[musyawarah.wilayah.zona],
        "langkah": _steps(musyawarah, offers),
        "sudah_ada_utama": musyawarah.status in {Status.BERLANGSUNG, Status.FINAL},
        "boleh_ubah": any(offer.step.name == "edit" for offer in offers),
        "baris_unsur": rows_by_unsur(musyawarah),
        "unsur_kosong": [unsur_name(u, musyawarah.istilah) for u in musyawarah.rekap.unsur_kosong],
        "tanpa_wakil": villages_absent(musyawarah),
        "dokumen": [
            (dokumen, page_warning(dokumen, dokumen.halaman_pindaian))
            for dokumen in with_scans(musyawarah.dokumen)
        ],
        "boleh_tulis": bool(PENULIS & request.user.roles_over(musyawarah.wilayah)),
        "boleh_cabut": Peran.ADMIN in request.user.roles_over(musyawarah.wilayah),
        "per_desa": VillageGrid.fits(musyawarah),
        "terlambat": musyawarah.menunggu_laporan
        and musyawarah.batas_laporan
        and musyawarah.batas_laporan < timezone.localdate(),
    }
    return render(request, "musyawarah/detail.html", context)


@require_GET
def course(request, pk):
    """Where the note-takers work: agenda, speakers, what was said, questions and answers."""
    musyawarah = one(request, pk)
    prefetch_related_objects([musyawarah], *JALAN)
    boleh = any(offer.step.name == "edit" for offer in request.user.offers(musyawarah))
    context = {"musyawarah": musyawarah, "boleh_ubah": boleh}
    return render(request, "musyawarah/notulen.html", context)


@require_GET
def trail(request, pk):
    musyawarah = one(request, pk)
    context = {"musyawarah": musyawarah, "jejak": readable(trail_of(musyawarah)[:JEJAK])}
    return render(request, "musyawarah/jejak.html", context)


def _steps(musyawarah, offers):
    """Pairs (offer, address), the step that leads on first."""
    ordered = sorted(offers, key=lambda offer: offer.step.name in LATER)
    return [(offer, _address(musyawarah, offer.step.name)) for offer in ordered]


def _address(musyawarah, name):
    if name == "edit":
        return reverse("musyawarah:edit", args=[musyawarah.pk, "pokok"])
    return reverse("musyawarah:step", args=[musyawarah.pk, name])


def rows_by_unsur(musyawarah):
    lines = musyawarah.rekap.baris(Unsur.values)
    return [(unsur_name(line.unsur, musyawarah.istilah), line) for line in lines]


def edit(request, pk, bagian):
    musyawarah = one_to_edit(request, pk)
    if bagian not in PARTS or (bagian == "bursa" and musyawarah.jenis != JenisMusyawarah.BID):
        raise Http404
    form = PARTS[bagian](posted(request), instance=musyawarah)
    if form.is_valid():
        actions.edit(musyawarah, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.judul_bagian} disimpan.")
        if bagian == "jalannya":
            return redirect("musyawarah:course", pk)
        return redirect(musyawarah)
    context = {"musyawarah": musyawarah, "form": form, "judul": form.judul_bagian}
    return render(request, "musyawarah/form.html", context)


def step(request, pk, name):
    musyawarah = one(request, pk)
    if name not in actions.BUTTONS:
        raise Http404
    step = request.user.check(name, musyawarah)
    form_class = STEP_FORMS.get(name, StepForm)
    form = form_class(posted(request), needs_note=step.needs_note)
    if form.is_valid():
        actions.BUTTONS[name](musyawarah, by=request.user, **form.cleaned_data)
        messages.success(request, f"{step.label}: {musyawarah}.")
        return redirect(musyawarah)
    context = {"musyawarah": musyawarah, "step": step, "form": form}
    return render(request, "musyawarah/step.html", context)
