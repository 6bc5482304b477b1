"""The learning document: the page, its blocks and lists, photos, versions, the paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desa.actions.dokumen import store_file
from desa.models import Dokumen
from inovasi.actions import dokumen as actions
from inovasi.banding import differences
from inovasi.choices import StatusInovasi, TahapCapturing
from inovasi.forms.dokumen import (
    BARIS,
    BLOK,
    JUDUL_BARIS,
    JUDUL_BLOK,
    PhotoForm,
    PhotoWordsForm,
    VersionForm,
    initial_rows,
    kept_rows,
)
from inovasi.models import DokumenPembelajaran
from inovasi.naskah import JENIS, Naskah, data_of
from inovasi.tasks import pdf_of
from inovasi.views.dasar import ways
from inovasi.views.inovasi import PAGES
from ppid.lib.forms import posted, uploaded
from ppid.lib.pdf import pdf_response, render_pdf

ON_PAGE = {"package", "validate", "unpack", "reopen", "publish"}


def _one(request, pk):
    mine = DokumenPembelajaran.objects.visible_to(request.user).whole()
    return get_object_or_404(mine, inovasi=pk)


def _writable(request, pk):
    dokumen = _one(request, pk)
    request.user.check("write", dokumen.inovasi)
    return dokumen


@require_GET
def document(request, pk):
    dokumen = _one(request, pk)
    inovasi = dokumen.inovasi
    langkah = ways(request.user, inovasi, PAGES, "inovasi:step")
    context = {
        "dokumen": dokumen,
        "inovasi": inovasi,
        "n": Naskah(data_of(dokumen)),
        "foto": inovasi.photos(),
        "tahap": list(TahapCapturing),
        "blok": JUDUL_BLOK,
        "daftar": JUDUL_BARIS,
        "boleh_tulis": any(o.step.name == "write" for o, _ in langkah),
        "langkah": [(o, url) for o, url in langkah if o.step.name in ON_PAGE],
        "versi": dokumen.versi.select_related("created_by"),
    }
    return render(request, "inovasi/dokumen/detail.html", context)


def block(request, pk, blok):
    dokumen = _writable(request, pk)
    if blok not in BLOK:
        raise Http404
    form = BLOK[blok](posted(request), dokumen=dokumen)
    if form.is_valid():
        actions.write(dokumen, by=request.user, **form.isi)
        messages.success(request, f"{JUDUL_BLOK[blok]}: tersimpan.")
        return redirect(dokumen)
    context = {"form": form, "dokumen": dokumen, "judul": JUDUL_BLOK[blok], "blok": blok}
    return render(request, "inovasi/dokumen/blok.html", context)


def rows(request, pk, daftar):
    dokumen = _writable(request, pk)
    if daftar not in BARIS:
        raise Http404
    formset = BARIS[daftar](posted(request), initial=initial_rows(dokumen, daftar), prefix=daftar)
    if formset.is_bound and formset.is_valid():
        actions.write_rows(dokumen, daftar, by=request.user, rows=kept_rows(formset))
        messages.success(request, f"{JUDUL_BARIS[daftar]}: tersimpan.")
        return redirect(dokumen)
    context = {"formset": formset, "dokumen": dokumen, "judul": JUDUL_BARIS[daftar]}
    return render(request, "inovasi/dokumen/baris.html", context)


def photos(request, pk):
    dokumen = _writable(request, pk)
    form = PhotoForm(posted(request), uploaded(request))
    if form.is_valid():
        actions.add_photo(dokumen.inovasi, by=request.user, **form.cleaned_data)
        return redirect("inovasi:document_photos", pk)
    context = {"form": form, "dokumen": dokumen, "foto": dokumen.inovasi.photos()}
    return render(request, "inovasi/dokumen/foto.html", context)


def photo_words(request, pk, foto):
    dokumen = _writable(request, pk)
    media = get_object_or_404(dokumen.inovasi.media.in_use(), pk=foto)
    known = {name: getattr(media, name) for name in ("keterangan", "fotografer", "persetujuan")}
    form = PhotoWordsForm(posted(request), initial=known)
    if form.is_valid():
        actions.tell_photo(media, by=request.user, **form.cleaned_data)
        return redirect("inovasi:document_photos", pk)
    context = {"form": form, "dokumen": dokumen, "media": media}
    return render(request, "inovasi/dokumen/foto_kata.html", context)


@require_POST
def release_photo(request, pk, foto):
    dokumen = _writable(request, pk)
    media = get_object_or_404(dokumen.inovasi.media.in_use(), pk=foto)
    actions.release_photo(media, by=request.user)
    return redirect("inovasi:document_photos", pk)


def save_version(request, pk):
    dokumen = _writable(request, pk)
    form = VersionForm(posted(request))
    if form.is_valid():
        versi = actions.save_version(dokumen, by=request.user, nama=form.cleaned_data["nama"])
        messages.success(request, f"Tersimpan sebagai {versi}.")
        return redirect(dokumen)
    return render(request, "inovasi/dokumen/versi.html", {"form": form, "dokumen": dokumen})


@require_GET
def compare(request, pk):
    """Two versions, or the last one against what is being written; where nothing was written
    since, and nothing else is asked for, the last two."""
    dokumen = _one(request, pk)
    versi = {str(v.nomor): v for v in dokumen.versi.all()}
    newest = next(iter(versi.values()), None)
    if newest is None:
        raise Http404
    now = actions.canonical(data_of(dokumen))
    ke = versi.get(request.GET.get("ke"))
    if "ke" not in request.GET and newest.data == now and _before(versi, newest):
        ke = newest
    dari = versi.get(request.GET.get("dari")) or _before(versi, ke) or newest
    after = ke.data if ke else now
    context = {
        "dokumen": dokumen,
        "dari": dari,
        "ke": ke,
        "beda": list(differences(dari.data, after)),
        "versi": versi.values(),
    }
    return render(request, "inovasi/dokumen/banding.html", context)


def _before(versi, ke):
    return versi.get(str(ke.nomor - 1)) if ke else None


@require_GET
def paper(request, pk):
    """The issued paper once validated, a preview before."""
    dokumen = _one(request, pk)
    inovasi = dokumen.inovasi
    name = f"dokumen-pembelajaran-{inovasi.desa_id}-{inovasi.tahun}.pdf"
    issued = _issued(inovasi)
    if not issued:
        context = {"n": Naskah(data_of(dokumen))}
        return pdf_response(name, _render(context))
    if not issued.berkas:
        issued = store_file(issued, pdf_of(issued))
    with issued.berkas.open("rb") as file:
        return pdf_response(name, file.read())


def _render(context):
    return render_pdf("inovasi/pdf/dokumen.html", context, stylesheet="pembelajaran.css")


def _issued(inovasi):
    """The newest sealed paper, unless the document has been opened again."""
    if inovasi.status in (StatusInovasi.CAPTURING, StatusInovasi.DIKEMAS):
        return None
    same = Dokumen.objects.filter(objek=inovasi._meta.label, objek_id=str(inovasi.pk), jenis=JENIS)
    return same.order_by("-versi").first()
