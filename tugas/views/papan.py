"""Boards for those who supervise: who has not and why, who waits on whom, the second look."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.choices import Peran, Tingkat
from desa.models import Pengguna, Wilayah
from ppid.lib.forms import posted, uploaded
from ppid.lib.tabel import book_response, xlsx_response
from ppid.lib.workflow import NotAllowed
from tugas import exports_rekap as exports
from tugas.actions import terjangkau, tinjau_ulang
from tugas.bulan import Periode
from tugas.choices import StatusUlang
from tugas.forms.rekap import BlockForm, SecondForm, UnblockForm
from tugas.models import Hambatan, Selisih, TinjauUlang
from tugas.rekap.baris import line_of
from tugas.rekap.belum import (
    KATA,
    MELAPOR,
    SEBAB,
    board,
    counted,
    is_listed,
    reported,
    reported_below,
    reporters,
    silent_below,
    silent_of,
    tallied,
)
from tugas.rekap.menunggu import (
    HEADER_DAFTAR,
    backlog_below,
    lines,
    list_behind,
    reviewers,
    waiting,
)
from tugas.views.rekap import frame, place_of
from tugas.views.wilayah import year_of, years
from tugas.workflow import AUTHORS

SHOWN = 50  # rows of one table; the workbook has them all
SAYS = {"agree": tinjau_ulang.agree, "differ": tinjau_ulang.differ}


@require_GET
def missing(request, kode):
    """Villages without a sent entry in a month, by reason: up to the kabupaten by name, above it
    by numbers that lead there."""
    place = place_of(request, kode)
    periode = Periode.read(request.GET.get("bulan", ""), timezone.localdate())
    bulan, asked = periode.awal, request.GET.get("sebab", "")
    admin = Peran.ADMIN in request.user.roles_over(place)
    whole = board(place, bulan, admin=admin) if is_listed(place) else None
    below = _below(place, bulan, whole)
    rows = _listed(place, bulan, whole, asked)
    parts = [(w, n) for w, n in below if asked not in KATA or n[asked]]
    if request.GET.get("bentuk") == "xlsx":
        sheets = exports.missing_sheets(rows, below)
        return book_response(f"belum-{kode}-{periode.kunci}.xlsx", sheets)
    today, said = Periode.of(timezone.localdate()), reported(place, bulan)
    context = {
        "periode": periode,
        "berikut": periode.next if periode.next <= today else None,
        "jumlah": said,
        "sebab": (reasons := tallied(counted(below if whole is None else whole))),
        "kotak": [(MELAPOR, KATA[MELAPOR], said["lapor"]), *reasons],
        "pilih": KATA.get(asked, ""),
        "halaman": Paginator(rows or [], SHOWN).get_page(request.GET.get("hal")),
        "bawah": parts,
        "kepala": [words[0] for words in SEBAB.values()],
        "terdaftar": whole is not None,
    }
    around = frame(request, place, "recap_missing", year_of(request))
    return render(request, "tugas/rekap/belum.html", context | around)


def _listed(place, bulan, whole, asked):
    """The villages by name that are asked for: of one reason, or those that did report."""
    if whole is not None and asked == MELAPOR:
        return list(reporters(place, bulan))
    return whole and [r for r in whole if asked not in SEBAB or r.sebab == asked]


def _below(place, bulan, whole):
    """The places below with their reasons; those of a kabupaten are read off its board."""
    if place.tingkat == Tingkat.KECAMATAN:
        return []
    silent = silent_below(place, bulan) if whole is None else silent_of(whole)
    return [(w, n | {"sebab": tallied(n)}) for w, n in reported_below(place, bulan, silent)]


@require_GET
def waits(request, kode):
    """Open work by whose turn it is, reviewers' backlog, and what the second look found."""
    place, tahun = place_of(request, kode), year_of(request)
    rows, backlog = waiting(place, request.user), backlog_below(place)
    people = reviewers(place) if is_listed(place) else []
    second = _differing(request, place, tahun)
    if request.GET.get("bentuk") == "xlsx":
        sheets = exports.waiting_sheets(rows, backlog, people, second)
        return book_response(f"menunggu-{kode}.xlsx", sheets)
    context = {
        "baris": rows,
        "antrean": backlog[:SHOWN],
        "peninjau": people[:SHOWN],
        "ulang": line_of(place, tahun),
        "berbeda": second[:SHOWN],
        "aturan": settings.PPID_SECOND_REVIEW,
        "years": years(),
    }
    around = frame(request, place, "recap_waiting", tahun)
    return render(request, "tugas/rekap/menunggu.html", context | around)


@require_GET
def waiting_list(request, kode, kunci):
    """The list behind one number of the page above it: the same rows, the longest waiting first."""
    place, tahun = place_of(request, kode), year_of(request)
    asked = request.GET.get("peninjau", "")
    who = Pengguna.objects.filter(pk=asked).first() if asked.isdecimal() else None
    daftar = list_behind(kunci, place, request.user, tahun, who)
    if daftar is None:
        raise Http404
    rows = daftar.rows.for_list().order_by(daftar.sejak, "pk")
    if request.GET.get("bentuk") == "xlsx":
        cells = ([str(r), w.pk, w.nama, since, days] for r, w, since, days in lines(daftar, rows))
        return xlsx_response(f"menunggu-{kode}-{kunci}.xlsx", HEADER_DAFTAR, cells)
    halaman = Paginator(rows, SHOWN).get_page(request.GET.get("hal"))
    context = {
        "daftar": daftar,
        "halaman": halaman,
        "baris": list(lines(daftar, halaman)),
    }
    around = frame(request, place, "recap_waiting", tahun)
    return render(request, "tugas/rekap/menunggu_daftar.html", context | around)


def _differing(request, place, tahun):
    """Second reviews that disagree; by name up to the kabupaten."""
    if not is_listed(place):
        return TinjauUlang.objects.none()
    rows = TinjauUlang.objects.visible_to(request.user).inside(place).filter(tahun=tahun)
    return rows.filter(status=StatusUlang.BERBEDA).for_list().order_by("-diputus_at")


@require_GET
def second_queue(request):
    rows = TinjauUlang.objects.visible_to(request.user).for_second(request.user).for_list()
    return render(request, "tugas/rekap/ulang.html", {"baris": rows[:SHOWN]})


def _second(request, pk):
    return get_object_or_404(TinjauUlang.objects.visible_to(request.user).for_list(), pk=pk)


@require_GET
def second(request, pk):
    """The drawn entry with its evidence, and what may be said of it."""
    ulang = _second(request, pk)
    k = ulang.kegiatan
    mine = request.user.pk in {k.created_by_id, k.peninjau_id}
    context = {
        "ulang": ulang,
        "kegiatan": k,
        "form": SecondForm(),
        "boleh": bool(request.user.offers(ulang)) and not mine,
    }
    return render(request, "tugas/rekap/ulang_satu.html", context)


def second_step(request, pk, name):
    ulang = _second(request, pk)
    step = request.user.check(name, ulang)
    form = SecondForm(posted(request), needs_note=step.needs_note)
    if form.is_valid():
        SAYS[name](ulang, by=request.user, **form.cleaned_data)
        messages.success(request, f"{step.label}: tercatat. Terima kasih.")
        return redirect("tugas:second_queue")
    context = {"ulang": ulang, "kegiatan": ulang.kegiatan, "form": form, "step": step}
    return render(request, "tugas/rekap/ulang_satu.html", context)


def blocked(request, kode):
    """Whether a village can be reached: what is said now, what was said before, a form."""
    desa = get_object_or_404(Wilayah.objects.visible_to(request.user).villages(), pk=kode)
    rows = list(Hambatan.objects.inside(desa).select_related("desa", "created_by"))
    open_one = next((h for h in rows if h.selesai is None), None)
    may = bool(set(AUTHORS) & request.user.roles_over(desa))
    if request.method == "POST" and not may:
        raise NotAllowed("Hanya PLD, PD, dan TPID desa ini yang dapat mencatat hambatan.")
    form = (
        UnblockForm(posted(request)) if open_one else BlockForm(posted(request), uploaded(request))
    )
    if form.is_valid():
        if open_one:
            terjangkau.unblock(open_one, by=request.user, **form.cleaned_data)
            messages.success(request, "Hambatan diakhiri.")
        else:
            terjangkau.block(by=request.user, desa=desa, **form.cleaned_data)
            messages.success(request, "Tersimpan. Desa ini tidak lagi dihitung terlambat.")
        return redirect("tugas:blocked", kode)
    context = {"desa": desa, "baris": rows, "berlaku": open_one, "form": form if may else None}
    return render(request, "tugas/rekap/terhalang.html", context)


@require_GET
def blocked_photo(request, pk):
    found = get_object_or_404(Hambatan.objects.visible_to(request.user), pk=pk)
    file = found.kecil if request.GET.get("ukuran") == "kecil" else found.berkas
    return FileResponse(
        file.open("rb"), content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff"}
    )


@require_GET
def disagreements(request):
    """For the Admin: numbers that were not what their rows say when the night last looked."""
    if not request.user.holds(Peran.ADMIN):
        raise NotAllowed("Daftar selisih dibuka oleh Admin.")
    rows = Selisih.objects.visible_to(request.user).select_related("wilayah")
    return render(request, "tugas/rekap/selisih.html", {"baris": rows[:500]})
