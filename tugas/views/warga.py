"""For everybody, without a login: how far a place is, the open data; and for those who work there
the sheet that is put up at the village office."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from desa.choices import Tingkat
from desa.kode import NUSANTARA
from desa.models import Wilayah
from ppid.lib.pdf import pdf_response, render_pdf
from ppid.lib.tabel import csv_response
from tugas.rekap.baris import line_of
from tugas.rekap.lembar import plain_state, sheet_of
from tugas.rekap.umum import KAMUS, open_rows, open_years, public_line, public_stones
from tugas.views.wilayah import year_of, years

LEMBAR = "tugas/pdf/lembar.html"


@require_GET
@login_not_required
def public(request, kode=NUSANTARA):
    place = get_object_or_404(Wilayah.objects.with_path(), pk=kode)
    tahun = year_of(request)
    above = Wilayah.objects.filter(pk__in=place.above).order_by("urutan")
    remah = [(w.nama, f"{reverse('tugas:public', args=[w.pk])}?tahun={tahun}") for w in above]
    context = {"tempat": place, "tahun": tahun, "years": years(), "remah": remah}
    if place.tingkat == Tingkat.DESA:
        if not place.is_village:
            raise Http404
        return render(request, "tugas/umum/desa.html", context | _village(place, tahun))
    children = Wilayah.objects.children_of(place).order_by("kode")
    villages = place.tingkat == Tingkat.KECAMATAN
    children = children.villages() if villages else children.filter(jumlah_desa__gt=0)
    baris = line_of(place, tahun)
    context |= {
        "bawah": children,
        "batu": public_stones(place, tahun),
        "garis": public_line(baris),
        "dianggarkan": baris.dianggarkan,
    }
    return render(request, "tugas/umum/tempat.html", context)


def _village(desa, tahun):
    """Documents that are public anyway. How far its duties are, and how many people came, would
    give away what the page of the kecamatan hides (docs/security.md)."""
    lembar = sheet_of(desa, tahun)
    return {
        "lembar": lembar,
        "janji": [(k, plain_state(k)) for k in lembar.janji],
    }


@require_GET
def sheet(request, kode):
    """One A4 in plain words for the notice board of a village."""
    mine = Wilayah.objects.visible_to(request.user).villages().with_path()
    desa = get_object_or_404(mine, pk=kode)
    tahun = year_of(request)
    lembar = sheet_of(desa, tahun)
    context = {"n": lembar, "janji": [(k, plain_state(k)) for k in lembar.janji_tampil]}
    return pdf_response(f"papan-{kode}-{tahun}.pdf", render_pdf(LEMBAR, context))


@require_GET
@login_not_required
def open_data(request):
    return render(request, "tugas/umum/data.html", {"tahun": open_years(), "kamus": KAMUS.items()})


@require_GET
@login_not_required
def open_file(request, tahun):
    if tahun not in open_years():
        raise Http404
    return csv_response(f"kemajuan-{tahun}.csv", list(KAMUS), open_rows(tahun))
