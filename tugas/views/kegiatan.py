"""The log: list, form, entry, photo. Each view fetches what may be seen and calls one action."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.trail import trail_of
from ppid.lib import urung
from ppid.lib.forms import parse_uuid, posted, uploaded
from ppid.lib.foto import photo_response
from ppid.lib.keyset import page
from ppid.lib.pdf import pdf_response, render_pdf
from ppid.lib.tabel import table_response
from ppid.lib.workflow import NotAllowed
from tugas import exports
from tugas.actions import bukti, tinjau
from tugas.actions import kegiatan as actions
from tugas.choices import Status
from tugas.filters import KegiatanFilter
from tugas.forms.kegiatan import KegiatanForm
from tugas.forms.tinjau import ConfirmForm, ReturnForm, StepForm
from tugas.models import Bukti, Kegiatan
from tugas.tanda import sentences
from tugas.workflow import AUTHORS

COUNTED = 1000  # beyond it a list says "1.000+"
PRINTED = 400  # entries on one paper
EXPORTED = 20_000
KECAMATAN = 8  # characters of its code
PREFILLED = ("desa", "tugas", "tema", "jenis")
# The steps that one button and a note can take, and the form that belongs to each.
BUTTONS = {
    "submit": (actions.submit, ConfirmForm),
    "resubmit": (actions.resubmit, ConfirmForm),
    "withdraw": (actions.withdraw, ConfirmForm),
    "discard": (actions.discard, ConfirmForm),
    "accept": (tinjau.accept, StepForm),
    "unaccept": (tinjau.unaccept, ConfirmForm),
    "send_back": (tinjau.send_back, ReturnForm),
    "reopen": (tinjau.reopen, ReturnForm),
}
ORDER = [
    "submit",
    "resubmit",
    "accept",
    "edit",
    "send_back",
    "reopen",
    "withdraw",
    "unaccept",
    "discard",
]
TAKEN_BACK = {"withdraw", "restore", "unaccept"}  # offered while they are open, never explained
AT_ONCE = {"submit", "resubmit", "discard", *TAKEN_BACK}  # one press, since it can be taken back


def one(request, pk):
    mine = Kegiatan.objects.visible_to(request.user).for_list().select_related("peninjau")
    return get_object_or_404(mine.prefetch_related("bukti"), pk=pk)


def _filtered(request):
    mine = Kegiatan.objects.visible_to(request.user).for_list().order_by("-tanggal", "-pk")
    return KegiatanFilter(request.GET, mine, request=request)


def _no_more_than(limit, saringan):
    """All rows of a filter, if they fit on what is to be made of them."""
    if saringan.qs[: limit + 1].count() > limit:
        raise NotAllowed(
            f"Saringan ini memuat lebih dari {limit} kegiatan. Persempit bulan atau tanggalnya."
        )
    return saringan.qs


@require_GET
def index(request):
    saringan = _filtered(request)
    jumlah = saringan.qs.order_by()[: COUNTED + 1].count()
    context = {
        "saringan": saringan,
        "halaman": page(saringan.qs.for_row(), request, "tanggal"),
        "jumlah": jumlah,
        "lebih": jumlah > COUNTED,
        "luas": _sees_several_kecamatan(request.user),
        "boleh_catat": request.user.holds(*AUTHORS),
    }
    return render(request, "tugas/index.html", context)


def _sees_several_kecamatan(user):
    kodes = [t.wilayah_id for t in user.tugas]
    return len({k[:KECAMATAN] for k in kodes}) > 1 or any(len(k) < KECAMATAN for k in kodes)


@require_GET
def export(request):
    found = _no_more_than(EXPORTED, _filtered(request))
    return table_response(
        "kegiatan", request.GET.get("bentuk"), exports.HEADER, exports.rows(found)
    )


@require_GET
def print_list(request):
    saringan = _filtered(request)
    found = _no_more_than(PRINTED, saringan).order_by("tanggal", "pk")
    context = {
        "kegiatan": found,
        "saringan": saringan,
        "dicetak": timezone.now(),
        "pencetak": request.user,
    }
    return pdf_response("kegiatan.pdf", render_pdf("tugas/pdf/daftar.html", context))


@require_GET
def detail(request, pk):
    kegiatan = one(request, pk)
    context = {
        "kegiatan": kegiatan,
        "langkah": _ways(request.user, kegiatan),
        "sekali": AT_ONCE,
        "tanda": sentences(kegiatan),
        "koreksi": kegiatan.koreksi.select_related("created_by").order_by("-putaran", "pk"),
        "jejak": trail_of(kegiatan),
        "rombongan": _sisters(request.user, kegiatan),
        "boleh_salin": kegiatan.created_by == request.user,
        "bagikan": kegiatan.status == Status.DIKEMBALIKAN
        and kegiatan.created_by != request.user
        and f"“{kegiatan}” di {kegiatan.desa} dikembalikan. Mohon diperbaiki:",
    }
    return render(request, "tugas/detail.html", context)


def _ways(user, kegiatan):
    """(offer, where its button leads), the main one first, those that are closed last."""
    offers = [o for o in user.offers(kegiatan) if _is_shown(o, user, kegiatan)]
    offers.sort(key=lambda offer: (bool(offer.reasons), ORDER.index(offer.step.name)))
    return [(offer, _way(offer.step.name, kegiatan)) for offer in offers]


def _is_shown(offer, user, kegiatan):
    if offer.step.name == "unaccept" and kegiatan.peninjau_id != user.pk:
        return False
    return not (offer.reasons and offer.step.name in TAKEN_BACK)


def _way(name, kegiatan):
    if name == "edit":
        return reverse("tugas:edit", args=[kegiatan.pk])
    return reverse("tugas:step", args=[kegiatan.pk, name])


def _sisters(user, kegiatan):
    if not kegiatan.rombongan:
        return []
    group = Kegiatan.objects.visible_to(user).filter(rombongan=kegiatan.rombongan)
    return group.exclude(pk=kegiatan.pk).select_related("desa").order_by("desa_id")


def create(request):
    asked = {name: request.GET[name] for name in PREFILLED if name in request.GET}
    form = KegiatanForm(
        posted(request),
        uploaded(request),
        user=request.user,
        initial=asked,
        salinan=_copied(request),
    )
    valid = _checked(form, request.user)
    if form.terulang:
        return redirect(form.terulang)
    if valid:
        kegiatan = actions.log(by=request.user, **form.isi)
        _say(request, form)
        return redirect(kegiatan)
    return render(request, "tugas/form.html", {"form": form})


def edit(request, pk):
    kegiatan = one(request, pk)
    request.user.check("edit", kegiatan)
    form = KegiatanForm(posted(request), uploaded(request), user=request.user, kegiatan=kegiatan)
    if _checked(form, request.user):
        actions.edit(kegiatan, by=request.user, **form.isi)
        _say(request, form, kegiatan)
        return redirect(kegiatan)
    return render(request, "tugas/form.html", {"form": form, "kegiatan": kegiatan})


def _checked(form, user):
    """Is the form right? Its good photos are kept whether it is or not."""
    valid = form.is_valid()
    bukti.keep(form.foto_baik, isian=form.isian, by=user)
    return valid


def _copied(request):
    """The entry of one's own to start from."""
    key = parse_uuid(request.POST.get("salin") or request.GET.get("salin"))
    own = Kegiatan.objects.visible_to(request.user).by(request.user)
    return own.filter(pk=key).first() if key else None


def _say(request, form, kegiatan=None):
    """A photo that was taken off is put back from the sentence, while the entry may be written."""
    lepas = form.isi.get("lepas") if form.draf and kegiatan else None
    if lepas:
        sentence = f"Tersimpan, belum dikirim; {len(lepas)} foto dilepas."
        urung.tell(request, sentence, "entry_photos", str(kegiatan.pk), *map(str, lepas))
    elif form.draf:
        messages.success(request, "Tersimpan. Catatan ini belum dikirim.")
    else:
        messages.success(request, "Terkirim. Nomor resinya tertulis di bawah ini.")


def step(request, pk, name):
    kegiatan = one(request, pk)
    if name not in BUTTONS:
        raise Http404
    langkah = request.user.check(name, kegiatan)
    act, form_of = BUTTONS[name]
    form = form_of(posted(request), needs_note=langkah.needs_note)
    if form.is_valid():
        act(kegiatan, by=request.user, **form.isi)
        _tell(request, f"{langkah.label}: “{kegiatan}”.", name, kegiatan)
        return redirect(_onward(request, kegiatan, name))
    context = {"kegiatan": kegiatan, "step": langkah, "form": form}
    return render(request, "tugas/langkah.html", context)


def _tell(request, sentence, name, kegiatan):
    """What leaves the page it was done on is taken back from the sentence about it."""
    if name in {"accept", "discard"}:
        urung.tell(request, sentence, f"entry_{name}", str(kegiatan.pk))
    else:
        messages.success(request, sentence)


@urung.way("entry_photos")
def _put_back(user, key, *photos):
    kegiatan = get_object_or_404(Kegiatan.objects.visible_to(user), pk=key)
    bukti.take_back(kegiatan, photos, by=user)
    return f"{len(photos)} foto kembali.", reverse("tugas:edit", args=[key])


@urung.way("entry_discard")
def _restore(user, key):
    thrown = get_object_or_404(Kegiatan.objects.thrown_by(user), pk=key)
    actions.restore(thrown, by=user)
    return f"Draf “{thrown}” kembali.", thrown.get_absolute_url()


@urung.way("entry_accept")
def _unaccept(user, *keys):
    rows = Kegiatan.objects.visible_to(user).filter(pk__in=keys)
    tinjau.unaccept_many([k.pk for k in rows], by=user)
    if len(keys) > 1:
        return f"{len(keys)} kegiatan kembali menunggu ditinjau.", reverse("tugas:queue")
    return "Kegiatan ini kembali menunggu ditinjau.", reverse("tugas:review", args=keys)


def _onward(request, kegiatan, name):
    """To the next in the queue for who came from there; else back to the entry."""
    if request.POST.get("lanjut") == "tinjau":
        waiting = Kegiatan.objects.visible_to(request.user).for_review(request.user)
        following = waiting.after(kegiatan).first() or waiting.first()
        return reverse("tugas:review", args=[following.pk]) if following else reverse("tugas:queue")
    return reverse("tugas:index") if name == "discard" else kegiatan.get_absolute_url()


@require_GET
def photo(request, pk):
    foto = get_object_or_404(Bukti.objects.visible_to(request.user), pk=pk)
    berkas = foto.kecil if request.GET.get("ukuran") == "kecil" else foto.berkas
    return photo_response(berkas, f"foto-{foto.pk}")
