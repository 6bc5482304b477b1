"""An application without an account: the form, then a page behind a secret link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, loads
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from p2ktd import tasks
from p2ktd.actions import penyedia as actions
from p2ktd.forms.penyedia import PARTS, ApplyForm, ExpertForm, PaperForm
from p2ktd.kunci import digest_of, spaced
from p2ktd.laju import limit
from p2ktd.models import Pengumuman, Penyedia
from p2ktd.workflow import missing_to_amend
from ppid.lib.forms import posted, uploaded
from ppid.lib.workflow import NotAllowed

UMUR_TAUTAN = 14 * 24 * 3600  # seconds


def _mine(request, kode):
    """The application behind a secret link; wrong codes count, and so does every change."""
    if request.method == "POST":
        limit(request, "lengkapi")
    rows = Penyedia.objects.select_related("wilayah", "pengumuman", "pengumuman__wilayah")
    penyedia = rows.filter(kunci=digest_of(kode)).first()
    if penyedia is None:
        limit(request, "kode")
        raise Http404
    return penyedia


def _to_complete(request, kode):
    penyedia = _mine(request, kode)
    penyedia.workflow.check("amend", penyedia, frozenset({"rumah"}))
    return penyedia


@login_not_required
def apply(request, pk):
    pengumuman = get_object_or_404(Pengumuman.objects.public(), pk=pk)
    if not pengumuman.is_open:
        raise NotAllowed("Masa pendaftaran tidak sedang dibuka.")
    if request.method == "POST":
        limit(request, "daftar")
    form = ApplyForm(posted(request), pengumuman=pengumuman)
    if form.is_valid():
        penyedia = actions.apply(pengumuman, **form.cleaned_data)
        messages.success(request, f"Pendaftaran diterima dengan nomor {penyedia.nomor}.")
        return redirect("p2ktd:application", actions.code_for(penyedia))
    context = {"form": form, "pengumuman": pengumuman}
    return render(request, "p2ktd/daftar.html", context)


@require_GET
@never_cache
@login_not_required
def application(request, kode):
    penyedia = _mine(request, kode)
    papers = {b.syarat_id: b for b in penyedia.berkas.current()}
    context = {
        "penyedia": penyedia,
        "kode": kode,
        "kode_terbaca": spaced(actions.code_for(penyedia)),
        "bagian": [(name, form.judul_bagian) for name, form in PARTS.items()],
        "syarat": [(s, papers.get(s.pk)) for s in penyedia.pengumuman.syarat.all() if s.berberkas],
        "ahli": penyedia.tenaga_ahli.all(),
        "terbuka": penyedia.status == "mendaftar" and not list(missing_to_amend(penyedia)),
    }
    return render(request, "p2ktd/pendaftaran.html", context)


@never_cache
@login_not_required
def application_part(request, kode, bagian):
    penyedia = _to_complete(request, kode)
    if bagian not in PARTS:
        raise Http404
    form = PARTS[bagian](posted(request), instance=penyedia)
    if form.is_valid():
        actions.edit(penyedia, by=None, **form.cleaned_data)
        messages.success(request, f"{form.judul_bagian} disimpan.")
        return redirect("p2ktd:application", kode)
    return _form(request, kode, form, form.judul_bagian)


@never_cache
@login_not_required
def application_expert(request, kode):
    penyedia = _to_complete(request, kode)
    form = ExpertForm(posted(request))
    if form.is_valid():
        actions.add_expert(penyedia, by=None, **form.cleaned_data)
        messages.success(request, "Tenaga ahli ditambahkan.")
        return redirect("p2ktd:application", kode)
    return _form(request, kode, form, "Tambah tenaga ahli")


@require_POST
@login_not_required
def application_expert_remove(request, kode, row):
    penyedia = _to_complete(request, kode)
    ahli = get_object_or_404(penyedia.tenaga_ahli, pk=row)
    actions.remove_expert(penyedia, ahli, by=None)
    messages.success(request, "Tenaga ahli dihapus.")
    return redirect("p2ktd:application", kode)


@never_cache
@login_not_required
def application_paper(request, kode, row):
    penyedia = _to_complete(request, kode)
    syarat = get_object_or_404(penyedia.pengumuman.syarat, pk=row)
    form = PaperForm(posted(request), uploaded(request))
    if form.is_valid():
        data = form.cleaned_data
        actions.add_paper(
            penyedia, syarat, data["berkas"], by=None, berlaku_sampai=data["berlaku_sampai"]
        )
        messages.success(request, f"Berkas “{syarat}” tersimpan.")
        return redirect("p2ktd:application", kode)
    return _form(request, kode, form, f"Berkas: {syarat}")


def _form(request, kode, form, judul):
    return render(request, "p2ktd/daftar_isi.html", {"form": form, "judul": judul, "kode": kode})


@never_cache
@login_not_required
def confirm(request, token):
    """The link from the mail. Opening it asks; only the button confirms, for machines open too."""
    try:
        pk = loads(token, salt=tasks.GARAM, max_age=UMUR_TAUTAN)
    except BadSignature:
        raise Http404 from None
    penyedia = get_object_or_404(Penyedia.objects.select_related("wilayah"), pk=pk)
    if request.method == "POST" and not penyedia.dikonfirmasi_at:
        actions.confirm_mail(penyedia)
        return redirect("p2ktd:confirm", token)
    return render(request, "p2ktd/konfirmasi.html", {"penyedia": penyedia})
