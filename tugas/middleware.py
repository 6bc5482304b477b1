"""Any form of the house, sent from an outbox: its key makes twice once, its answer is a receipt.

A form that declares itself `data-luring` is posted to its own address with `X-Kiriman: <uuid>`.
Its view does what it always does; this turns the redirect of a success into a receipt, and
whatever else into sentences. Receipt and deed are one transaction."""

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, JsonResponse

from desa.forms.kunci import SUDAH
from ppid.lib.forms import parse_uuid
from ppid.lib.workflow import NotAllowed
from tugas.actions import kiriman
from tugas.kiriman import Jam, by_our_clock, complaints_in, seen_in

NOT_FOUND = "Halaman ini tidak ditemukan, atau tidak lagi menjadi bagian Anda."
UNCLEAR = "Peladen tidak menerima isian ini. Buka formulirnya dan periksa."


def told(status, **answer):
    return JsonResponse(answer, status=status)


def not_theirs(request):
    """The refusal when nobody is logged in, or somebody else; None if it is the owner.
    `X-Pengguna` says whose item it is: what one person wrote is never sent in the name of another
    who logged in meanwhile on the same phone."""
    user = request.user
    if not user.is_authenticated or user.harus_ganti_sandi:
        return told(401, galat="Masuk dulu, lalu kiriman diteruskan.")
    if request.headers.get("X-Pengguna", str(user.pk)) != str(user.pk):
        return told(401, galat="Catatan ini milik orang lain. Pemiliknya perlu masuk dulu.")
    return None


class OutboxMiddleware:
    """Stands innermost: what refuses before the view, refuses here too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = parse_uuid(request.headers.get("X-Kiriman"))
        if key is None or request.method != "POST":
            return self.get_response(request)
        request.kiriman_masuk = False
        return not_theirs(request) or self._receive(request, key)

    def process_view(self, request, view, args, kwargs):
        if hasattr(request, "kiriman_masuk"):
            request.kiriman_masuk = True

    def process_exception(self, request, exception):
        if not hasattr(request, "kiriman_masuk"):
            return None
        if isinstance(exception, NotAllowed):
            return told(403, galat=str(exception))
        if isinstance(exception, Http404 | PermissionDenied):
            return told(403, galat=NOT_FOUND)
        return None

    def _receive(self, request, key):
        jam, sidik = Jam.of(request.headers), kiriman.digest_of(request)
        request.POST, catatan = by_our_clock(request.POST, jam)
        kiriman.forget_broken(request.POST, by=request.user)
        try:
            return self._received(request, key, jam, sidik, catatan)
        except kiriman.Incomplete as lack:
            return told(409, kurang=lack.here)
        except Http404:
            return told(403, galat=NOT_FOUND)

    def _received(self, request, key, jam, sidik, catatan):
        with transaction.atomic():
            row, new = kiriman.claim(
                key,
                by=request.user,
                typed=request.POST,
                tujuan=request.path,
                jam=jam,
                sidik=sidik,
                catatan=catatan,
            )
            if not new and row.sidik != sidik:
                return told(422, galat=[SUDAH], baru=True)
            if not new:
                return told(200, sudah=True, **kiriman.receipt(row))
            kiriman.join_files(request.POST, request.FILES, by=request.user)
            response = self.get_response(request)
            if request.kiriman_masuk and response.status_code == 302:
                kiriman.settle(row, alamat=response["Location"])
                if "X-Langsung" not in request.headers:
                    list(get_messages(request))  # nobody looks on: the receipt is the message
                return told(201, **kiriman.receipt(row))
            transaction.set_rollback(True)
        return _refusal(response)


def _refusal(response):
    """What the view said, in words that an outbox can keep beside the item."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    if response.status_code == 200 and is_page:
        page = response.content.decode()
        found, letak = complaints_in(page)
        again = {"baru": True} if SUDAH in found else {}
        return told(422, galat=found or [UNCLEAR], letak=letak, semula=seen_in(page), **again)
    return response
