"""The month: one's own as a worksheet, somebody's report as its supervisor reads it, the paper."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from desa.trail import trail_of
from ppid.lib import urung
from ppid.lib.forms import posted, uploaded
from ppid.lib.foto import photo_response
from ppid.lib.pdf import pdf_lack, pdf_response
from ppid.lib.workflow import NotAllowed
from tugas.actions import laporan as actions
from tugas.bulan import Periode
from tugas.choices import Status, StatusLaporan
from tugas.forms.laporan import ApproveForm, DayForm, MonthForm, PlanForm
from tugas.forms.tinjau import ConfirmForm, StepForm
from tugas.models import HariKosong, LaporanBulanan, RencanaKerja
from tugas.models.laporan import month_of, plan_of
from tugas.naskah import LAPORAN, NaskahLaporan
from tugas.workflow import SUPERVISORS

BUTTONS = {
    "approve": (actions.approve, ApproveForm),
    "send_back": (actions.send_back, StepForm),
    "reopen": (actions.reopen, StepForm),
    "lock": (actions.lock, ConfirmForm),
}
ANTRE = timedelta(minutes=15)  # after which the page makes the PDF itself
ORDER = ["approve", "lock", "send_back", "reopen"]


def _one(request, pk):
    return get_object_or_404(LaporanBulanan.objects.visible_to(request.user).for_list(), pk=pk)


def _asked(request):
    return Periode.read(request.GET.get("bulan", ""), timezone.localdate())


def _address(periode):
    return f"{reverse('tugas:month')}?bulan={periode.kunci}"


def _check_reporter(user):
    if not actions.reporting_role(user):
        raise NotAllowed("Laporan bulanan dibuat oleh PLD dan PD. Anda tidak memegang peran itu.")


@require_GET
def month(request):
    """One's own month. Who only supervises is led to the recap."""
    user = request.user
    if not actions.reporting_role(user) and user.holds(*SUPERVISORS):
        return redirect("tugas:report_recap")
    _check_reporter(user)
    return _month_page(request, _asked(request))


def _month_page(request, periode, form=None):
    user, today = request.user, timezone.localdate()
    laporan = actions.report_of(user, periode)
    bulan = month_of(user, actions.reporting_role(user), periode)
    aturan = actions.rule_of(user, periode)
    terbuka = laporan is None or laporan.is_writable
    context = {
        "periode": periode,
        "berikut": periode.next if periode.next <= Periode.of(today).next else None,
        "laporan": laporan,
        "bulan": bulan,
        "rencana": plan_of(user, periode),
        "terbuka": terbuka,
        "boleh_ajukan": terbuka and periode.awal <= today,
        "form": form or MonthForm(initial={"bulan": periode.kunci}),
        "kembali": [k for k in bulan.entri if k.status == Status.DIKEMBALIKAN],
        "kosong": bulan.blank_until(today),
        "koreksi": periode.deadline(aturan.hari_koreksi),
        "batas": laporan.batas if laporan else periode.deadline(aturan.hari_batas),
        "penyelia": user.holds(*SUPERVISORS),
        "hari_ini": today,
        "saya": True,
    }
    return render(request, "tugas/laporan.html", context)


@require_POST
def submit(request):
    _check_reporter(request.user)
    form = MonthForm(posted(request))
    if not form.is_valid():
        return _month_page(request, Periode.of(timezone.localdate()), form)
    laporan = actions.submit(by=request.user, **_month_of(form))
    messages.success(request, f"Laporan {laporan.periode} diajukan. PDF-nya sedang disiapkan.")
    return redirect(laporan)


def _month_of(form):
    return {"periode": form.cleaned_data["bulan"], "catatan": form.cleaned_data["catatan"]}


def plan(request):
    _check_reporter(request.user)
    periode = _asked(request)
    form = PlanForm(
        posted(request), user=request.user, periode=periode, initial={"tanggal": periode.awal}
    )
    if form.is_valid():
        actions.plan(by=request.user, **form.cleaned_data)
        messages.success(request, "Rencana ditambahkan.")
        return redirect(f"{reverse('tugas:plan')}?bulan={periode.kunci}")
    rencana = plan_of(request.user, periode)
    context = {"form": form, "periode": periode, "rencana": rencana, "kembali": _address(periode)}
    return render(request, "tugas/laporan_rencana.html", context)


@require_POST
def copy_plan(request):
    periode = _asked(request)
    n = actions.copy_plan(periode, by=request.user)
    messages.success(request, f"{n} baris rencana disalin dari {periode.previous}.")
    return redirect(f"{reverse('tugas:plan')}?bulan={periode.kunci}")


@require_POST
def unplan(request, pk):
    row = get_object_or_404(RencanaKerja.objects.filter(created_by=request.user), pk=pk)
    periode = Periode.of(row.tanggal)
    actions.unplan(row, by=request.user)
    urung.tell(request, "Rencana dihapus.", "plan_row", str(pk))
    return redirect(f"{reverse('tugas:plan')}?bulan={periode.kunci}")


@urung.way("plan_row")
def _replan(user, pk):
    row = actions.replan(pk, by=user)
    kembali = f"{reverse('tugas:plan')}?bulan={Periode.of(row.tanggal).kunci}"
    return f"Rencana “{row}” kembali.", kembali


def day(request):
    _check_reporter(request.user)
    first = {"tanggal": request.GET.get("tanggal", "")}
    form = DayForm(posted(request), uploaded(request), initial=first)
    if form.is_valid():
        row = actions.excuse(by=request.user, **form.cleaned_data)
        messages.success(request, "Keterangan hari disimpan.")
        return redirect(_address(Periode.of(row.tanggal)))
    return render(request, "tugas/laporan_hari.html", {"form": form})


@require_GET
def day_photo(request, pk):
    """The photo of a day, as its author and the supervisor see it."""
    hari = get_object_or_404(HariKosong.objects.visible_to(request.user).exclude(berkas=""), pk=pk)
    return photo_response(hari.berkas, f"hari-{hari.tanggal}")


@require_GET
def report(request, pk):
    """A report that was handed in, as its author and its supervisor see it."""
    laporan = _one(request, pk)
    person, periode = laporan.created_by, laporan.periode
    mine = request.user.owns(laporan)
    context = {
        "laporan": laporan,
        "periode": periode,
        "bulan": month_of(person, laporan.peran, periode),
        "rencana": plan_of(person, periode),
        "dokumen": laporan.dokumen.first(),
        "langkah": _ways(request.user, laporan),
        "jejak": trail_of(laporan),
        "bulan_saya": _address(periode) if mine else "",
        "hari_ini": timezone.localdate(),
        "bagikan": laporan.status == StatusLaporan.DIKEMBALIKAN
        and not mine
        and f"{laporan} dikembalikan. Mohon diperbaiki, lalu diajukan lagi:",
    }
    return render(request, "tugas/laporan_detail.html", context)


def _ways(user, laporan):
    offers = [o for o in user.offers(laporan) if o.step.name in BUTTONS]
    offers.sort(key=lambda offer: ORDER.index(offer.step.name))
    return [(o, reverse("tugas:report_step", args=[laporan.pk, o.step.name])) for o in offers]


def step(request, pk, name):
    laporan = _one(request, pk)
    if name not in BUTTONS:
        raise Http404
    langkah = request.user.check(name, laporan)
    act, form_of = BUTTONS[name]
    form = form_of(posted(request), needs_note=langkah.needs_note)
    if form.is_valid():
        act(laporan, by=request.user, **form.isi)
        messages.success(request, f"{langkah.label}: “{laporan}”.")
        return redirect(laporan)
    context = {"laporan": laporan, "step": langkah, "form": form}
    return render(request, "tugas/laporan_langkah.html", context)


@require_GET
def paper(request, pk):
    """The sealed report as PDF; where none can be made, the same as a page to print."""
    laporan = _one(request, pk)
    dokumen = get_object_or_404(laporan.dokumen[:1])
    if not dokumen.berkas and pdf_lack():
        return render(request, LAPORAN, {"n": NaskahLaporan(dokumen), "layar": True})
    if not dokumen.berkas and not settings.CELERY_TASK_ALWAYS_EAGER and _is_queued(dokumen):
        return render(request, "tugas/laporan_tunggu.html", {"laporan": laporan}, status=202)
    return pdf_response(f"laporan-{dokumen.kode}.pdf", actions.pdf_bytes(dokumen))


def _is_queued(dokumen):
    """A worker is at it, or soon will be: in the rush of the first days no page makes a PDF."""
    return timezone.now() - dokumen.created_at < ANTRE
