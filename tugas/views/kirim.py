"""What a phone's outbox talks to: JSON alone, never a login page; and the receipts it gives."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ppid.lib.forms import parse_uuid, posted, uploaded
from ppid.lib.workflow import NotAllowed
from tugas.actions import bukti
from tugas.actions import kegiatan as actions
from tugas.actions.kiriman import follow_with_photo
from tugas.filters import months
from tugas.forms.kegiatan import KegiatanForm
from tugas.forms.kirim import FotoForm
from tugas.models import Bukti, Kegiatan

RECEIPTS = 400  # on one page


def _told(status, **told):
    return JsonResponse(told, status=status)


def for_outbox(view):
    """Answers the outbox in its own words. `X-Pengguna` is whose item it is: what one person wrote
    is never sent in the name of another who logged in meanwhile on the same phone."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        user = request.user
        if not user.is_authenticated or user.harus_ganti_sandi:
            return _told(401, galat="Masuk dulu, lalu kiriman diteruskan.")
        if request.headers.get("X-Pengguna", str(user.pk)) != str(user.pk):
            return _told(401, galat="Catatan ini milik orang lain. Pemiliknya perlu masuk dulu.")
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as refusal:
            return _told(403, galat=str(refusal))
        except Http404:
            return _told(403, galat="Catatan ini tidak ditemukan, atau bukan milik Anda.")

    return login_not_required(require_POST(never_cache(answer)))


@require_GET
@login_not_required
@never_cache
def csrf(request):
    """A token for what is sent next, and who is logged in now."""
    return JsonResponse({"token": get_token(request), "pengguna": request.user.pk})


@for_outbox
def send(request):
    key = parse_uuid(request.POST.get("id"))
    if key is None:
        return _told(422, galat={"id": ["Nomor isian tidak benar."]})
    if there := _own(request).sent().filter(pk=key).first():
        return _told(200, sudah=True, **_receipt(there))
    form = KegiatanForm(posted(request), uploaded(request), user=request.user)
    valid = form.is_valid()
    bukti.keep(form.foto_baik, isian=form.isian, by=request.user)
    if not valid:
        return _told(422, galat=form.errors)
    actions.log(by=request.user, **form.isi)
    return _told(201, **_receipt(_own(request).get(pk=key)))


@for_outbox
def send_photo(request, pk):
    kegiatan = _own(request).sent().filter(pk=pk).first()
    if kegiatan is None:
        raise Http404
    form = FotoForm(posted(request), uploaded(request))
    if not form.is_valid():
        return _told(422, galat=form.errors)
    new = follow_with_photo(kegiatan, form.cleaned_data["foto"], by=request.user)
    return _told(201 if new else 200, sudah=not new, **_receipt(_own(request).get(pk=pk)))


def _own(request):
    return Kegiatan.objects.visible_to(request.user).by(request.user)


def _receipt(kegiatan):
    photos = Bukti.objects.in_use().filter(kegiatan=kegiatan).order_by("sha256_asli")
    return {
        "id": str(kegiatan.pk),
        "resi": kegiatan.resi,
        "waktu": kegiatan.terkirim_at.isoformat() if kegiatan.terkirim_at else None,
        "sidik": kegiatan.sidik,
        "alamat": kegiatan.get_absolute_url(),
        "foto": list(photos.values_list("sha256_asli", flat=True)),
    }


@require_GET
def receipts(request):
    """What this person sent in a month, as the server has it: proof to show and to print."""
    asked = request.GET.get("bulan", "")
    choices = months(asked)
    bulan = asked if asked in dict(choices) else choices[0][0]
    year, month = bulan.split("-")
    sent = _own(request).sent().filter(tanggal__year=year, tanggal__month=month)
    rows = list(sent.select_related("desa").order_by("terkirim_at", "pk")[: RECEIPTS + 1])
    context = {
        "kegiatan": rows[:RECEIPTS],
        "lebih": len(rows) > RECEIPTS,
        "bulan": bulan,
        "bulan_nama": dict(choices)[bulan],
        "pilihan": choices,
        "dicetak": timezone.now(),
    }
    return render(request, "luring/resi.html", context)


@require_GET
def outbox(request):
    return render(request, "luring/kotak_keluar.html")
