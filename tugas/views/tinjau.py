"""The review queue: evidence beside text, accept or return, next."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ppid.lib import urung
from ppid.lib.forms import parse_uuid, posted
from tugas.actions import tinjau
from tugas.forms.tinjau import ManyForm, ReturnForm
from tugas.models import Kegiatan
from tugas.tanda import sentences
from tugas.views.kegiatan import one

SIZE = 25
COUNTED = 100


def _waiting(user):
    return Kegiatan.objects.visible_to(user).for_review(user)


def _seen_last(request):
    key = parse_uuid(request.GET.get("sesudah"))
    seen = Kegiatan.objects.visible_to(request.user).sent()
    return seen.filter(pk=key).first() if key else None


def _page(request, form=None):
    waiting = _waiting(request.user)
    anchor = _seen_last(request)
    rows = (waiting.after(anchor) if anchor else waiting).for_list().prefetch_related("bukti")
    rows = list(rows[: SIZE + 1])
    jumlah = waiting.order_by()[: COUNTED + 1].count()
    context = {
        "baris": [(k, sentences(k)) for k in rows[:SIZE]],
        "sesudah": rows[SIZE - 1].pk if len(rows) > SIZE else None,
        "mulai": bool(anchor),
        "jumlah": f"{COUNTED}+" if jumlah > COUNTED else jumlah,
        "form": form,
    }
    return render(request, "tugas/antrean.html", context)


@require_GET
def queue(request):
    return _page(request)


@require_GET
def review(request, pk):
    kegiatan = one(request, pk)
    user = request.user
    if not any(offer.step.name == "accept" for offer in user.offers(kegiatan)):
        return redirect(kegiatan)
    context = {
        "kegiatan": kegiatan,
        "tanda": sentences(kegiatan),
        "koreksi": kegiatan.koreksi.filter(putaran=kegiatan.putaran).select_related("created_by"),
        "form": ReturnForm(),
        "berikut": _waiting(user).after(kegiatan).first(),
    }
    return render(request, "tugas/tinjau.html", context)


@require_POST
def accept_many(request):
    form = ManyForm(posted(request), waiting=_waiting(request.user))
    if not form.is_valid():
        return _page(request, form)
    accepted, flagged = tinjau.accept_many(form.cleaned_data["pilih"], by=request.user)
    if accepted:
        keys = [str(k.pk) for k in accepted]
        urung.tell(request, f"{len(accepted)} kegiatan diterima.", "entry_accept", *keys)
    if flagged:
        names = "; ".join(str(k) for k in flagged)
        messages.warning(request, f"Perlu ditinjau satu per satu karena bertanda: {names}.")
    return redirect("tugas:queue")
