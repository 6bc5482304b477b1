"""The paper sheet back from the meeting: its photo, and its rows to tick."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from musyawarah import actions
from musyawarah.forms import SheetGrid, SheetPhotoForm, plannable
from musyawarah.models import Musyawarah
from musyawarah.views.acara import one, one_to_edit
from musyawarah.workflow import PENULIS
from ppid.lib import urung
from ppid.lib.forms import posted, uploaded
from ppid.lib.foto import photo_response
from ppid.lib.workflow import NotAllowed


def rows(request, pk):
    """The paper sheet on screen, where its QR leads: tick who signed, type who was added."""
    musyawarah = one_to_edit(request, pk)
    grid = SheetGrid(posted(request), musyawarah=musyawarah)
    if request.method == "POST" and grid.is_valid():
        changed = {"ticks": grid.ticks, "people": list(grid.people)}
        actions.record_sheet(musyawarah, by=request.user, **changed)
        total = len(changed["ticks"]) + len(changed["people"])
        messages.success(request, f"{total} baris lembar tercatat.")
        return redirect("musyawarah:attendance", pk)
    foto = list(musyawarah.foto_lembar.filter(dicabut=False))
    wanted = request.GET.get("foto")
    context = {
        "musyawarah": musyawarah,
        "grid": grid,
        "foto": foto,
        "dipilih": next((f for f in foto if str(f.pk) == wanted), foto[0] if foto else None),
        "buka_kosong": not grid.named or any(form.errors for _, form in grid.empty),
    }
    return render(request, "musyawarah/lembar.html", context)


def find(request):
    """A photo of whichever sheet: the QR printed on it finds the meeting."""
    if not plannable(request.user):
        raise NotAllowed("Foto daftar hadir diunggah oleh penulis notulen.")
    form = SheetPhotoForm(posted(request), uploaded(request), user=request.user)
    return _kept(request, form, {"judul": "Unggah foto daftar hadir"})


def upload(request, pk):
    musyawarah = one_to_edit(request, pk)
    form = SheetPhotoForm(
        posted(request), uploaded(request), user=request.user, musyawarah=musyawarah
    )
    return _kept(request, form, {"judul": "Unggah foto daftar hadir", "musyawarah": musyawarah})


def _kept(request, form, context):
    if form.is_valid():
        musyawarah = form.cleaned_data["musyawarah"]
        request.user.check("edit", musyawarah)
        good = [(t.foto, t.mulai) for t in form.terbaca if not t.galat]
        kept = actions.keep_sheets(musyawarah, by=request.user, photos=good)
        said = f"{len(kept)} foto" if len(kept) > 1 else "Foto"
        messages.success(request, f"{said} disimpan. Centang yang bertanda tangan.")
        for photo in form.terbaca:
            if photo.galat:
                messages.warning(request, photo.named)
        return redirect(f"{_rows_url(musyawarah.pk)}?foto={kept[0].pk}")
    return render(request, "musyawarah/foto_lembar.html", context | {"form": form})


def _rows_url(pk):
    return reverse("musyawarah:sheet_rows", args=[pk])


@require_GET
def photo(request, pk, foto):
    """Names and signatures: for those who write the minutes."""
    musyawarah = one(request, pk)
    if not PENULIS & request.user.roles_over(musyawarah.wilayah):
        raise NotAllowed("Foto daftar hadir hanya dilihat oleh penulis notulen.")
    row = get_object_or_404(musyawarah.foto_lembar, pk=foto, dicabut=False)
    kept = row.kecil if request.GET.get("ukuran") == "kecil" else row.berkas
    return photo_response(kept, f"daftar-hadir-{row.mulai}")


@require_POST
def photo_remove(request, pk, foto):
    musyawarah = one_to_edit(request, pk)
    row = get_object_or_404(musyawarah.foto_lembar, pk=foto)
    actions.withdraw_sheet(musyawarah, row, by=request.user)
    urung.tell(request, "Foto daftar hadir dicabut.", "sheet_photo", pk, str(row.pk))
    return redirect(_rows_url(pk))


@urung.way("sheet_photo")
def _restore(user, pk, foto):
    musyawarah = get_object_or_404(Musyawarah.objects.visible_to(user), pk=pk)
    row = get_object_or_404(musyawarah.foto_lembar, pk=foto)
    actions.restore_sheet(musyawarah, row, by=user)
    return "Foto daftar hadir kembali.", f"{_rows_url(pk)}?foto={row.pk}"
