"""Signed papers: the scan of an SPK, a BAST, a receipt or an account beside what was issued."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from desa.forms.periksa import ScanForm
from desa.pindaian import page_warning, scan_response
from p2ktd.actions.naskah import keep_scan
from p2ktd.views import dana, pekerjaan
from p2ktd.views.isian import FORM
from ppid.lib.forms import posted, uploaded

TEKS = "Foto atau pindai semua halaman yang sudah ditandatangani, termasuk halaman berkode QR."


def _add(request, obj, dokumen):
    form = ScanForm(posted(request), uploaded(request), dokumen=dokumen)
    if form.is_valid():
        scan = keep_scan(obj, dokumen, by=request.user, **form.cleaned_data)
        messages.success(request, f"Pindaian {dokumen} disimpan: {scan.halaman} halaman.")
        if warning := page_warning(dokumen, scan.halaman):
            messages.warning(request, warning)
        return redirect(obj)
    context = {"form": form, "judul": "Unggah pindaian bertanda tangan", "nama": obj}
    teks = f"{dokumen}, versi {dokumen.versi}. {TEKS}"
    more = {"kembali": obj.get_absolute_url(), "teks": teks, "tombol": "Unggah"}
    return render(request, FORM, context | more)


def work_scan_add(request, pk, kode):
    work = pekerjaan.one_for(request, pk, "scan")
    return _add(request, work, get_object_or_404(pekerjaan.papers(work), kode=kode))


@require_GET
def work_scan(request, pk, kode):
    papers = pekerjaan.papers(pekerjaan.one(request, pk))
    return scan_response(get_object_or_404(papers, kode=kode))


def fund_scan_add(request, pk, kode):
    fund = dana.one_for(request, pk, "scan")
    return _add(request, fund, get_object_or_404(fund.dokumen, kode=kode))


@require_GET
def fund_scan(request, pk, kode):
    return scan_response(get_object_or_404(dana.one(request, pk).dokumen, kode=kode))
