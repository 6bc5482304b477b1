"""Books of sealed meetings, and all minutes of a place and year as one ZIP."""

from itertools import islice

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from desa.models import Paket
from musyawarah import actions
from musyawarah.buku import PALING, SEMUA_BUKU, foldable
from musyawarah.forms import BookForm, PlaceYearForm
from musyawarah.models import Musyawarah
from ppid.lib.pdf import pdf_lack, pdf_response, render_pdf
from ppid.lib.tabel import xlsx_response

CETAK = "musyawarah/pdf/buku.html"


def _sealed(request, form):
    """Of one place, what lies in it, and one year; never more than this person may see."""
    asked = form.cleaned_data
    mine = Musyawarah.objects.visible_to(request.user).final()
    return mine.inside(asked["wilayah"]).filter(tahun=asked["tahun"])


@require_GET
def books(request):
    form = BookForm(request.GET if "buku" in request.GET else None, user=request.user)
    if not form.is_valid():
        return _asked(request, form, PlaceYearForm(user=request.user, auto_id="id_paket_%s"))
    asked = form.cleaned_data
    buku, rows = SEMUA_BUKU[asked["buku"]], _sealed(request, form)
    name = slugify(f"{buku.judul} {asked['wilayah']} {asked['tahun']}")
    if request.GET.get("bentuk") == "xlsx":
        return xlsx_response(f"{name}.xlsx", buku.header, buku.rows(rows), buku.huruf)
    lines = list(islice(buku.rows(rows), PALING + 1))
    printed = [[foldable(cell) for cell in line] for line in lines[:PALING]]
    context = asked | {"buku": buku, "baris": printed, "lebih": len(lines) > PALING}
    if pdf_lack():
        return render(request, CETAK, context | {"layar": True, "kurang": pdf_lack()})
    return pdf_response(f"{name}.pdf", render_pdf(CETAK, context))


def _asked(request, form, zip_form):
    paket = Paket.objects.filter(created_by=request.user)[:10]
    context = {"form": form, "form_zip": zip_form, "paket": paket}
    return render(request, "musyawarah/buku.html", context)


@require_POST
def bundle_create(request):
    form = PlaceYearForm(request.POST, user=request.user, auto_id="id_paket_%s")
    if not form.is_valid():
        return _asked(request, BookForm(user=request.user), form)
    daftar = list(_sealed(request, form).order_by("tanggal", "pk").values_list("pk", flat=True))
    paket = actions.bundle(by=request.user, daftar=daftar, **form.cleaned_data)
    messages.success(request, f"{len(daftar)} berita acara sedang dikumpulkan.")
    return redirect(paket)


def _own(request, paket):
    return get_object_or_404(Paket.objects.filter(created_by=request.user), pk=paket)


@require_GET
def bundle(request, paket):
    return render(request, "musyawarah/paket.html", {"paket": _own(request, paket)})


@require_GET
def bundle_file(request, paket):
    paket = _own(request, paket)
    found = get_object_or_404(Paket.objects.exclude(berkas=""), pk=paket.pk)
    return FileResponse(
        found.berkas.open("rb"), as_attachment=True, filename=f"{slugify(found.judul)}.zip"
    )
