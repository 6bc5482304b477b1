"""Photographed cards that file themselves by their QR, and wait to be typed out."""

from collections import defaultdict

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from inovasi.actions import bursa as actions
from inovasi.actions import komitmen as cards
from inovasi.forms.foto_kartu import FotoKartuForm
from inovasi.models import FotoKartu, Komitmen
from inovasi.views.bursa import one as one_fair
from inovasi.views.komitmen import one as one_commitment
from inovasi.workflow import PENULIS_KARTU
from ppid.lib.forms import parse_uuid, posted, uploaded
from ppid.lib.workflow import NotAllowed


def photos(request, pk):
    bursa = one_fair(request, pk)
    if not request.user.holds(*PENULIS_KARTU):
        raise NotAllowed("Foto kartu diunggah oleh PLD, PD, TPID, atau TIK.")
    form = FotoKartuForm(posted(request), uploaded(request), user=request.user, bursa=bursa)
    if form.is_valid():
        _file(request, bursa, form.terbaca)
        return redirect("inovasi:fair_photos", pk)
    waiting = FotoKartu.objects.visible_to(request.user).filter(bursa=bursa, komitmen__isnull=True)
    waiting = list(waiting.select_related("desa__induk"))
    bare = _without_photo(request, bursa, {f.desa_id for f in waiting})
    context = {
        "bursa": bursa,
        "form": form,
        "menunggu": [(foto, bare[foto.desa_id]) for foto in waiting],
    }
    return render(request, "inovasi/bursa/foto.html", context)


def _file(request, bursa, read):
    """Keep what can be filed; say of each other photo why not."""
    for photo in read:
        if photo.galat:
            messages.warning(request, f"{photo.nama}: {photo.galat}")
    good = [(photo.foto, photo.desa) for photo in read if not photo.galat]
    made = actions.file_photos(bursa, good, by=request.user)
    if made:
        messages.success(request, f"{len(made)} foto masuk ke desanya masing-masing.")
    if len(made) < len(good):
        messages.info(request, f"{len(good) - len(made)} foto sudah pernah diunggah.")


def _without_photo(request, bursa, kodes):
    """{village: its cards of this bursa that have no photo yet}"""
    rows = Komitmen.objects.visible_to(request.user).filter(bursa=bursa, desa__in=kodes, foto="")
    found = defaultdict(list)
    for k in rows.order_by("created_at"):
        found[k.desa_id].append(k)
    return found


@require_GET
def photo(request, pk):
    row = get_object_or_404(FotoKartu.objects.visible_to(request.user), pk=pk)
    small = request.GET.get("ukuran") == "kecil"
    return FileResponse((row.kecil if small else row.berkas).open("rb"), content_type="image/jpeg")


@require_POST
def stick(request, pk):
    """The card was typed before its photo came."""
    mine = FotoKartu.objects.visible_to(request.user).filter(komitmen__isnull=True)
    row = get_object_or_404(mine, pk=pk)
    komitmen = one_commitment(request, parse_uuid(request.POST.get("komitmen")))
    if komitmen.desa_id != row.desa_id:
        raise NotAllowed("Kartu dan fotonya bukan dari desa yang sama.")
    cards.photograph(komitmen, by=request.user, foto=row)
    messages.success(request, f"Foto ditempel ke kartu {komitmen.resi}.")
    return redirect("inovasi:fair_photos", row.bursa_id)
