"""What a phone's outbox talks to: JSON alone, never a login page; and the receipts it gives."""

import json
import re
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from desa.forms.kunci import SUDAH
from ppid.lib.forms import parse_uuid, posted, uploaded
from ppid.lib.pdf import pdf_response, render_pdf
from ppid.lib.workflow import NotAllowed
from tugas.actions import bukti, kiriman
from tugas.actions.capaian import together
from tugas.filters import months
from tugas.forms.kegiatan import KegiatanForm
from tugas.forms.kirim import FotoForm
from tugas.kiriman import Jam, by_our_clock
from tugas.middleware import not_theirs, told
from tugas.models import Bukti, Kegiatan, Kiriman

RECEIPTS = 400  # on one page
SIDIK = re.compile(r"[0-9a-f]{64}")
AT_ONCE = 20  # entries in one trip
TIDAK_DITEMUKAN = "Catatan ini tidak ditemukan, atau bukan milik Anda."


def for_outbox(view):
    """Answers the outbox in its own words, never with a login page."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if refused := not_theirs(request):
            return refused
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as refusal:
            return told(403, galat=str(refusal))
        except Http404:
            return told(403, galat=TIDAK_DITEMUKAN)
        except kiriman.Incomplete as lack:
            return told(409, kurang=lack.here)

    return login_not_required(require_POST(never_cache(answer)))


@require_GET
@login_not_required
@never_cache
def csrf(request):
    """A token for what is sent next, and who is logged in now."""
    return JsonResponse({"token": get_token(request), "pengguna": request.user.pk})


@for_outbox
def send(request):
    jam = Jam.of(request.headers)
    return told(**_taken(request.user, request.POST, request.FILES, jam))


@for_outbox
def send_many(request):
    """The texts of several entries in one trip: [{isian: [[name, value]], ditulis}]. Each has its
    own answer, with its `status`, in the order in which they came; their villages are judged
    once."""
    items = _items(request.body)
    if items is None:
        return told(422, galat=f"Kirim satu sampai {AT_ONCE} catatan sekaligus.")
    with transaction.atomic(), together():
        return told(200, hasil=[_one_of_many(request, item) for item in items])


def _items(body):
    """[(what was typed, when by the phone's clock)], or None for what no outbox sends."""
    try:
        items = [(_pairs(item["isian"]), str(item["ditulis"])) for item in json.loads(body)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return items if 0 < len(items) <= AT_ONCE else None


def _pairs(pairs):
    typed = QueryDict(mutable=True)
    for name, value in pairs:
        typed.appendlist(_whole(name), _whole(value))
    return typed


def _whole(text):
    """Half a character, which JSON can say and no form can, becomes the sign for one."""
    return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _one_of_many(request, item):
    typed, written = item
    jam = Jam.of({"X-Ditulis": written, "X-Jam": request.headers.get("X-Jam")})
    try:
        return _taken(request.user, typed, MultiValueDict(), jam)
    except NotAllowed as refusal:
        return {"status": 403, "galat": str(refusal)}
    except Http404:
        return {"status": 403, "galat": TIDAK_DITEMUKAN}


def _taken(user, typed, files, jam):
    """The answer to one entry: its receipt, also if it was here before, or why it has none."""
    key = parse_uuid(typed.get("id"))
    if key is None:
        return {"status": 422, "galat": {"id": ["Nomor isian tidak benar."]}}
    typed, catatan = by_our_clock(typed, jam)
    if there := _own(user).arrived().filter(pk=key).first():
        if _says_otherwise(user, typed):
            return {"status": 422, "galat": [SUDAH], "baru": True}
        return {"status": 200, "sudah": True, **_receipt(there)}
    try:
        form = KegiatanForm(typed, files, user=user, baru=True)
    except NotAllowed:  # their assignment has ended since: what was taken before has its receipt
        if row := Kiriman.objects.filter(pk=key, pengguna=user).first():
            return {"status": 200, "sudah": True, **kiriman.receipt(row)}
        raise
    valid = form.is_valid()
    bukti.keep(form.foto_baik, isian=form.isian, by=user)
    if not valid:
        return {"status": 422, "galat": form.errors}
    made = kiriman.receive_entry(
        by=user, typed=typed, tujuan=reverse("tugas:send"), jam=jam, catatan=catatan, isi=form.isi
    )
    return {"status": 201, **_receipt(*made)}


def _says_otherwise(user, typed):
    """Whether what has the key of an entry that is here is another text."""
    form = KegiatanForm(typed, user=user)
    return not form.is_valid() and form.lain


@for_outbox
def send_photo(request, pk):
    kegiatan = _own(request.user).arrived().filter(pk=pk).first()
    if kegiatan is None:
        raise Http404
    if not _has_photo(kegiatan, request.POST.get("berkas:foto", "")):
        kiriman.forget_broken(request.POST, by=request.user)
        kiriman.join_files(request.POST, request.FILES, by=request.user)
        form = FotoForm(posted(request), uploaded(request))
        if not form.is_valid():
            return told(422, galat=form.errors)
        new = kiriman.follow_with_photo(kegiatan, form.cleaned_data["foto"], by=request.user)
        return told(201 if new else 200, sudah=not new, **_receipt(_own(request.user).get(pk=pk)))
    return told(200, sudah=True, **_receipt(kegiatan))


def _has_photo(kegiatan, offered):
    sidik = offered.partition(" ")[0]
    return Bukti.objects.in_use().filter(kegiatan=kegiatan, sha256_asli=sidik).exists()


@for_outbox
def send_piece(request, sidik):
    mulai = request.GET.get("mulai", "")
    if not mulai.isdecimal() or not SIDIK.fullmatch(sidik):
        return told(422, galat="Bagian foto ini tidak dapat dibaca.")
    here = kiriman.take_piece(sidik, int(mulai), request.body, by=request.user)
    return told(200, ada=here)


def _own(user):
    return Kegiatan.objects.visible_to(user).by(user)


def _receipt(kegiatan, row=None):
    photos = Bukti.objects.in_use().filter(kegiatan=kegiatan).order_by("sha256_asli")
    row = row or Kiriman.objects.filter(pk=kegiatan.pk).first()
    return {
        "id": str(kegiatan.pk),
        "resi": kegiatan.resi,
        "waktu": kegiatan.terkirim_at.isoformat() if kegiatan.terkirim_at else None,
        "sidik": kegiatan.sidik,
        "alamat": kegiatan.get_absolute_url(),
        "catatan": row.catatan if row else "",
        "foto": list(photos.values_list("sha256_asli", flat=True)),
    }


@require_GET
def receipts(request):
    """What this person sent in a month, as the server has it: proof to show and to print."""
    return render(request, "luring/resi.html", _sent_in_month(request))


@require_GET
def receipts_paper(request):
    context = _sent_in_month(request)
    pdf = render_pdf("tugas/pdf/resi.html", context | {"pencetak": request.user})
    return pdf_response(f"bukti-sinkron-{context['bulan']}.pdf", pdf)


def _sent_in_month(request):
    asked = request.GET.get("bulan", "")
    choices = months(asked)
    bulan = asked if asked in dict(choices) else choices[0][0]
    year, month = bulan.split("-")
    entries = _own(request.user).sent().filter(tanggal__year=year, tanggal__month=month)
    rows = list(entries.select_related("desa").order_by("terkirim_at", "pk")[: RECEIPTS + 1])
    others = Kiriman.objects.filter(
        pengguna=request.user, diterima_at__year=year, diterima_at__month=month
    ).exclude(tujuan=reverse("tugas:send"))
    lain = list(others.order_by("diterima_at", "pk")[: RECEIPTS + 1])
    return {
        "kegiatan": rows[:RECEIPTS],
        "lain": lain[:RECEIPTS],
        "lebih": max(len(rows), len(lain)) > RECEIPTS,
        "bulan": bulan,
        "bulan_nama": dict(choices)[bulan],
        "pilihan": choices,
        "dicetak": timezone.now(),
    }


@require_GET
def outbox(request):
    return render(request, "luring/kotak_keluar.html")
