"""Is this paper genuine? For anybody who holds one; nothing personal is shown."""

from hashlib import sha256

from axes.helpers import get_client_ip_address
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from desa.actions.dokumen import check_file, log_check, verdict
from desa.forms.periksa import CheckFileForm
from desa.models import Dokumen, HasilPeriksa
from ppid.lib.forms import posted, uploaded
from ppid.lib.laju import count

MENIT = 60  # seconds
PALING_SERING = 20  # files of one address in a minute


def _tidy(kode):
    """ "k7m2p-9xw3q" -> "K7M2P9XW3Q"."""
    return "".join(c for c in kode.upper() if c.isalnum())[:12]


def _too_many(request):
    """Whether this address has sent more files in a minute than a person would."""
    address = sha256(get_client_ip_address(request).encode()).hexdigest()[:16]
    return count(f"periksa:{address}", MENIT) > PALING_SERING


@require_http_methods(["GET", "POST"])
@login_not_required
def check_form(request):
    """By code, or by the PDF itself: its data is read and its digests are computed anew."""
    kode = _tidy(request.GET.get("kode", ""))
    if kode and request.method == "GET":
        return redirect("desa:check", kode)
    if request.method == "POST" and _too_many(request):
        return render(request, "desa/periksa.html", {"sering": True}, status=429)
    form = CheckFileForm(posted(request), uploaded(request))
    context = {"form": form}
    if form.is_valid():
        dokumen, hasil, resaved = check_file(**form.cleaned_data["berkas"])
        context |= {"dokumen": dokumen, "hasil": hasil, "disimpan_ulang": resaved, "unggahan": True}
        context["terbaru"] = _newer(dokumen) if dokumen else None
    return render(request, "desa/periksa.html", context)


def _newer(dokumen):
    same = Dokumen.objects.filter(
        objek=dokumen.objek, objek_id=dokumen.objek_id, jenis=dokumen.jenis
    )
    newer = same.filter(versi__gt=dokumen.versi).order_by("-versi")
    return newer.values_list("versi", flat=True).first()


@require_GET
@login_not_required
def check(request, kode):
    kode = _tidy(kode)
    dokumen = Dokumen.objects.filter(kode=kode).select_related("wilayah").first()
    if dokumen is None:
        log_check(HasilPeriksa.TIDAK_DIKENAL)
        context = {"kode": kode, "hasil": "tidak_dikenal", "form": CheckFileForm()}
        return render(request, "desa/periksa.html", context, status=404)
    sidik = "".join(request.GET.get("sidik", "").lower().split())[:64]
    hasil = verdict(dokumen, sidik)
    log_check(hasil, dokumen)
    context = {
        "kode": kode,
        "dokumen": dokumen,
        "hasil": hasil,
        "sidik": sidik,
        "terbaru": _newer(dokumen),
        "form": CheckFileForm(),
    }
    return render(request, "desa/periksa.html", context)
