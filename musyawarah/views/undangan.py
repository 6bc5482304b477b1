"""Before the meeting: who is invited, the letter, the agenda, the calendar file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from musyawarah import actions
from musyawarah.data import letter_data_of
from musyawarah.forms import InvitationForm
from musyawarah.kalender import calendar_of
from musyawarah.naskah import AGENDA, UNDANGAN, Naskah
from musyawarah.views.acara import one, one_to_edit
from musyawarah.views.naskah import page
from ppid.lib.forms import posted
from ppid.lib.pdf import pdf_lack, pdf_response, render_pdf


def invitations(request, pk):
    musyawarah = one_to_edit(request, pk)
    form = InvitationForm(posted(request), musyawarah=musyawarah)
    if form.is_valid():
        actions.set_invitations(musyawarah, by=request.user, **form.cleaned_data)
        messages.success(request, "Undangan disimpan.")
        return redirect(musyawarah)
    return render(request, "musyawarah/undangan.html", {"musyawarah": musyawarah, "form": form})


@require_GET
def letter(request, pk):
    """The sealed letter, the newest version."""
    musyawarah = one(request, pk)
    dokumen = get_object_or_404(musyawarah.surat[:1])
    if not dokumen.berkas and pdf_lack():
        return page(request, UNDANGAN, {"n": Naskah.of(dokumen)})
    name = slugify(f"undangan {musyawarah} {dokumen.kode} v{dokumen.versi}")
    return pdf_response(f"{name}.pdf", actions.pdf_bytes(dokumen))


@require_GET
def agenda(request, pk):
    musyawarah = one(request, pk)
    context = {"n": Naskah(letter_data_of(musyawarah))}
    if pdf_lack():
        return page(request, AGENDA, context)
    return pdf_response(f"{slugify(f'agenda {musyawarah}')}.pdf", render_pdf(AGENDA, context))


@require_GET
def calendar(request, pk):
    musyawarah = one(request, pk)
    name = slugify(str(musyawarah))
    return HttpResponse(
        calendar_of(musyawarah),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
