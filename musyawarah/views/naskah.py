"""Papers: sealed minutes, their preview, the sheet for signatures. Only for those who may see
the meeting; where no PDF can be made, the same paper as a page to print from the browser."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from desa.choices import Peran
from desa.forms.periksa import RevokeForm, ScanForm
from desa.pindaian import page_warning, scan_response
from musyawarah import actions
from musyawarah.data import data_of, sheet_data_of
from musyawarah.naskah import BERITA, LEMBAR, Naskah
from musyawarah.views.acara import one
from ppid.lib.forms import posted, uploaded
from ppid.lib.pdf import pdf_lack, pdf_response, render_pdf
from ppid.lib.workflow import NotAllowed


def page(request, template, context):
    return render(request, template, context | {"layar": True, "kurang": pdf_lack()})


@require_GET
def minutes(request, pk, versi=None):
    """The sealed paper: the newest version, or the one asked for."""
    musyawarah = one(request, pk)
    versions = musyawarah.dokumen.filter(versi=versi) if versi else musyawarah.dokumen[:1]
    dokumen = get_object_or_404(versions)
    if not dokumen.berkas and pdf_lack():
        return page(request, BERITA, {"n": Naskah.of(dokumen)})
    name = slugify(f"berita acara {musyawarah} {dokumen.kode} v{dokumen.versi}")
    return pdf_response(f"{name}.pdf", actions.pdf_bytes(dokumen))


@require_GET
def preview(request, pk):
    """How the paper would look now, as a page."""
    return page(request, BERITA, {"n": Naskah(data_of(one(request, pk)))})


@require_GET
def sheet(request, pk):
    """The attendance sheet that goes to the meeting: names known so far, then empty rows."""
    musyawarah = one(request, pk)
    context = {"n": Naskah(sheet_data_of(musyawarah))}
    if pdf_lack():
        return page(request, LEMBAR, context)
    name = slugify(f"daftar hadir {musyawarah}")
    return pdf_response(f"{name}.pdf", render_pdf(LEMBAR, context))


def _version(request, pk, versi):
    musyawarah = one(request, pk)
    return musyawarah, get_object_or_404(musyawarah.dokumen, versi=versi)


def scan_add(request, pk, versi):
    """The signed paper comes back: its QR, or the code typed, ties it to this version."""
    musyawarah, dokumen = _version(request, pk, versi)
    form = ScanForm(posted(request), uploaded(request), dokumen=dokumen)
    if form.is_valid():
        scan = actions.keep_scan(musyawarah, dokumen, by=request.user, **form.cleaned_data)
        messages.success(request, f"Pindaian {scan.halaman} halaman disimpan.")
        if warning := page_warning(dokumen, scan.halaman):
            messages.warning(request, warning)
        return redirect(musyawarah)
    judul = f"Unggah pindaian berita acara versi {versi}"
    context = {"musyawarah": musyawarah, "form": form, "judul": judul, "unggah": True}
    return render(request, "musyawarah/form.html", context)


@require_GET
def scan(request, pk, versi):
    """The newest scan of this version."""
    _, dokumen = _version(request, pk, versi)
    return scan_response(dokumen)


def revoke(request, pk, versi):
    musyawarah, dokumen = _version(request, pk, versi)
    if Peran.ADMIN not in request.user.roles_over(musyawarah.wilayah):
        raise NotAllowed("Hanya Admin yang dapat mencabut berita acara.")
    form = RevokeForm(posted(request))
    if form.is_valid():
        actions.revoke(dokumen, by=request.user, **form.cleaned_data)
        messages.success(request, f"Berita acara versi {versi} dicabut.")
        return redirect(musyawarah)
    context = {"musyawarah": musyawarah, "form": form, "judul": f"Cabut versi {versi}"}
    return render(request, "musyawarah/form.html", context)
