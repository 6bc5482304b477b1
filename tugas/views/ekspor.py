"""The export of a place: ask for it, find those that are ready."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desa.choices import Peran
from desa.models import Paket, Wilayah
from ppid.lib.tabel import xlsx_response
from ppid.lib.workflow import NotAllowed
from tugas.actions import ekspor as actions
from tugas.rekap import ekspor


@require_GET
def exports(request):
    if not request.user.holds(Peran.ADMIN):
        raise NotAllowed("Ekspor dibuat oleh Admin wilayah itu.")
    context = {
        "tempat": request.user.places_as(Peran.ADMIN).order_by("pk"),
        "paket": Paket.objects.filter(created_by=request.user)[:10],
        "lembar": [(ekspor.sheet_name(m), len(ekspor.columns_of(m))) for m in _models()],
    }
    return render(request, "tugas/rekap/ekspor.html", context)


def _models():
    return ekspor.exported().values()


@require_GET
def dictionary(request):
    return xlsx_response("kamus-data.xlsx", ekspor.KAMUS, ekspor.dictionary())


@require_POST
def export(request, kode):
    place = get_object_or_404(Wilayah.objects.visible_to(request.user), pk=kode)
    paket = actions.export(by=request.user, wilayah=place)
    messages.success(request, f"Ekspor {place} sedang dibuat. Kabarnya masuk ke Pemberitahuan.")
    return redirect(paket)
