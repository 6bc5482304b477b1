"""The recap of a month for those who supervise: who has reported, who has not and why."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.choices import Peran, Tingkat
from desa.models import Wilayah
from ppid.lib.pdf import pdf_response, render_pdf
from ppid.lib.tabel import xlsx_response
from ppid.lib.workflow import NotAllowed
from tugas.bulan import Periode
from tugas.models.laporan import rule_for
from tugas.rekap_laporan import HEADER, Keadaan, by_state, holders, rows_of
from tugas.workflow import REPORTERS, SUPERVISORS

PER_PAGE = 50
CETAK = "tugas/pdf/rekap_laporan.html"
REFUSED = "Rekap laporan dibuka oleh PD untuk kecamatannya, serta TIK dan Admin untuk kabupatennya."


@require_GET
def mine(request):
    place = request.user.places_as(*SUPERVISORS).order_by("pk").first()
    if place is None:
        raise NotAllowed(REFUSED)
    return redirect("tugas:report_recap_of", place.pk)


@require_GET
def recap(request, kode):
    place = get_object_or_404(Wilayah.objects.visible_to(request.user), pk=kode)
    if not SUPERVISORS & request.user.roles_over(place):
        raise NotAllowed(REFUSED)
    if place.tingkat not in {Tingkat.KABUPATEN, Tingkat.KECAMATAN}:
        raise Http404
    periode = Periode.read(request.GET.get("bulan", ""), timezone.localdate())
    states = by_state(list(holders(place, periode, _roles(request.user, place))), periode)
    asked = request.GET.get("keadaan")
    chosen = [state for state in Keadaan if asked in {None, "", state}]
    pairs = [pair for state in chosen for pair in states[state]]
    bentuk = request.GET.get("bentuk")
    if bentuk == "pdf":
        return _paper(request, place, periode, states, asked, rows_of(pairs, periode))
    if bentuk:
        rows = (b.cells() for b in rows_of(pairs, periode))
        return xlsx_response(f"laporan-{place.pk}-{periode.kunci}.xlsx", HEADER, rows)
    halaman = Paginator(pairs, PER_PAGE).get_page(request.GET.get("hal"))
    today = Periode.of(timezone.localdate())
    context = {
        "tempat": place,
        "periode": periode,
        "berikut": periode.next if periode.next <= today else None,
        "keadaan": [(state, state.label, len(rows)) for state, rows in states.items()],
        "dipilih": asked if asked in Keadaan.values else "",
        "atur": request.user.holds(Peran.ADMIN),
        "halaman": halaman,
        "baris": rows_of(list(halaman), periode),
        "tempat_lain": request.user.places_as(*SUPERVISORS).exclude(pk=place.pk).order_by("pk"),
    }
    return render(request, "tugas/laporan_rekap.html", context)


def _paper(request, place, periode, states, asked, rows):
    """The same rows as on screen, with their recommendation, to be signed by who prints it."""
    aturan = rule_for(place.pk, periode)
    roles = request.user.roles_over(place)
    context = {
        "tempat": place,
        "periode": periode,
        "koreksi": periode.deadline(aturan.hari_koreksi),
        "batas": periode.deadline(aturan.hari_batas),
        "baris": rows,
        "keadaan": [
            (s, s.label, len(pairs)) for s, pairs in states.items() if asked in {None, "", s}
        ],
        "hanya": Keadaan(asked).label if asked in Keadaan.values else "",
        "pencetak": request.user,
        "jabatan": next(p.label for p in Peran if p in SUPERVISORS & roles),
        "dicetak": timezone.now(),
    }
    name = f"laporan-{place.pk}-{periode.kunci}.pdf"
    return pdf_response(name, render_pdf(CETAK, context))


def _roles(user, place):
    """A PD reads the reports of companions, not of colleagues."""
    wide = {Peran.TIK, Peran.ADMIN} & user.roles_over(place)
    return REPORTERS if wide else (Peran.PLD,)
