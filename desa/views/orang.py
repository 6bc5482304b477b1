"""People and their roles, for the Admin of their place."""

from datetime import timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from desa import exports
from desa.actions import akun, data_pribadi
from desa.actions import orang as actions
from desa.choices import Peran
from desa.filters import PersonFilter
from desa.forms.orang import AssignForm, EditPersonForm, EndForm, PersonForm, ReasonForm
from desa.jejak_baca import readable
from desa.models import Pengguna, Penugasan
from desa.trail import trail_of
from ppid.lib.forms import posted
from ppid.lib.tabel import table_response
from ppid.lib.workflow import NotAllowed

LIHAT = timedelta(minutes=30)  # that support may look at a time
BERLAKU = settings.PASSWORD_RESET_TIMEOUT // 86_400  # days


def _one(request, pk):
    return get_object_or_404(Pengguna.objects.looked_after_by(request.user), pk=pk)


def _admin_only(request):
    if not request.user.holds(Peran.ADMIN):
        raise NotAllowed(
            "Halaman ini untuk Admin. Perlu mengubah data orang? Hubungi Admin wilayah Anda."
        )


def _here(request):
    return Penugasan.objects.looked_after_by(request.user).select_related("wilayah")


@require_GET
def people(request):
    _admin_only(request)
    here = Prefetch("penugasan", _here(request).order_by("-mulai", "pk"), to_attr="di_sini")
    rows = Pengguna.objects.looked_after_by(request.user).order_by("nama", "pk")
    saringan = PersonFilter(request.GET, rows.prefetch_related(here), user=request.user)
    if bentuk := request.GET.get("bentuk"):
        return table_response("orang", bentuk, exports.PEOPLE, exports.people(saringan.qs))
    halaman = Paginator(saringan.qs, 25).get_page(request.GET.get("hal"))
    return render(request, "desa/orang/index.html", {"saringan": saringan, "halaman": halaman})


@require_GET
def person(request, pk):
    orang = _one(request, pk)
    penugasan = list(_here(request).filter(pengguna=orang).order_by("-mulai", "pk"))
    context = {
        "orang": orang,
        "penugasan": penugasan,
        "tutup": actions.closed_because(orang, request.user),
        "sendiri": orang == request.user,
        "pld": any(t.peran == Peran.PLD and t.keadaan == "berlaku" for t in penugasan),
        "jejak": readable(trail_of(orang, *penugasan)[:50]),
    }
    return render(request, "desa/orang/detail.html", context)


def _slip(request, orang, sandi):
    """Shown in the answer itself and kept nowhere, so there is no page to redirect to."""
    alamat = f"{settings.PPID_ADDRESS}{reverse('masuk')}"
    context = {"orang": orang, "sandi": sandi, "alamat": alamat, "qr": _qr(alamat)}
    return render(request, "desa/orang/slip.html", context)


def _qr(alamat):
    return segno.make(alamat, error="m").svg_data_uri(border=4, scale=4)


@never_cache
def person_create(request):
    _admin_only(request)
    form = PersonForm(posted(request))
    asked = {name: request.GET[name] for name in ("peran", "wilayah") if name in request.GET}
    peran = AssignForm(posted(request), user=request.user, initial=asked)
    if form.is_valid() & peran.is_valid():
        orang, sandi = actions.create_person(
            by=request.user, penugasan=peran.cleaned_data, **form.cleaned_data
        )
        if sentence := actions.too_many_villages(orang):
            messages.warning(request, sentence)
        return _slip(request, orang, sandi)
    return render(request, "desa/orang/baru.html", {"form": form, "peran": peran})


def person_edit(request, pk):
    orang = _one(request, pk)
    if orang != request.user:
        actions.check_account(orang, request.user)
    form = EditPersonForm(posted(request), instance=orang)
    if form.is_valid():
        return redirect(actions.edit_person(orang, by=request.user, **form.cleaned_data))
    return render(request, "desa/orang/ubah.html", {"form": form, "orang": orang})


def assign(request, pk):
    orang = _one(request, pk)
    form = AssignForm(posted(request), user=request.user, orang=orang)
    if form.is_valid():
        actions.assign(orang, by=request.user, **form.cleaned_data)
        messages.success(request, "Peran ditambahkan.")
        if sentence := actions.too_many_villages(orang):
            messages.warning(request, sentence)
        return redirect(orang)
    context = {"form": form, "orang": orang, "judul": "Tambah peran", "tombol": "Tambah peran"}
    return render(request, "desa/orang/isi.html", context)


def end_assignment(request, pk):
    penugasan = get_object_or_404(_here(request).select_related("pengguna"), pk=pk)
    form = EndForm(posted(request), penugasan=penugasan)
    if form.is_valid():
        actions.end_assignment(penugasan, by=request.user, **form.cleaned_data)
        messages.success(request, "Akhir masa tugas dicatat.")
        return redirect(penugasan.pengguna)
    context = {
        "form": form,
        "orang": penugasan.pengguna,
        "judul": f"Akhiri peran {penugasan}",
        "tombol": "Akhiri peran",
    }
    return render(request, "desa/orang/isi.html", context)


# What a person is told before they say why: what will happen, and what stays.
AKIBAT = {
    "Nonaktifkan akun": (
        "Orang ini tidak dapat masuk lagi. Perannya dan yang sudah dikerjakannya tetap tercatat; "
        "akunnya dapat diaktifkan kembali."
    ),
    "Aktifkan akun": ("Orang ini dapat masuk lagi dengan kata sandinya yang lama."),
    "Lepas langkah kedua": (
        "Untuk HP yang hilang. Pastikan dahulu lewat telepon atau tatap muka bahwa yang meminta "
        "memang orangnya. Semua perangkatnya dikeluarkan; bila perannya mewajibkan, ia memasang "
        "langkah kedua lagi saat masuk."
    ),
    "Keluarkan dari semua perangkat": (
        "Di semua HP dan komputer ia harus masuk lagi. Catatan yang menunggu sinyal di HP-nya "
        "tidak hilang."
    ),
    "Hapus data pribadi": (
        "Nama, nama pengguna, nomor HP, surel dan perangkatnya dihapus, juga dari jejak, dan "
        "tidak dapat dikembalikan. Catatan kerjanya tetap, tanpa nama. Nama di berita acara yang "
        "sudah final tetap, sebagai arsip desa. Hanya dapat sesudah semua perannya berakhir; "
        "unduh dahulu datanya bila orangnya meminta salinan."
    ),
    "Lihat sebagai": (
        "Selama setengah jam Anda melihat yang dilihat orang ini: hanya membaca, tanpa yang "
        "pribadi. Alasan Anda tercatat di jejaknya."
    ),
}


def _with_reason(request, pk, judul, act):
    orang = _one(request, pk)
    actions.check_account(orang, request.user)
    form = ReasonForm(posted(request))
    if form.is_valid():
        act(orang, by=request.user, **form.cleaned_data)
        messages.success(request, f"{judul}: {orang}.")
        return redirect(orang)
    context = _asking(form, orang, judul)
    return render(request, "desa/orang/isi.html", context)


def _asking(form, orang, judul):
    return {
        "form": form,
        "orang": orang,
        "judul": f"{judul}: {orang}",
        "tombol": judul,
        "akibat": AKIBAT[judul],
    }


def reset_second_factor(request, pk):
    return _with_reason(request, pk, "Lepas langkah kedua", akun.reset_second_factor)


def end_all_devices(request, pk):
    return _with_reason(request, pk, "Keluarkan dari semua perangkat", akun.end_all_devices)


def erase(request, pk):
    return _with_reason(request, pk, "Hapus data pribadi", data_pribadi.erase)


@require_GET
def person_data(request, pk):
    orang = _one(request, pk)
    actions.check_account(orang, request.user)
    return data_file(orang)


@require_GET
def own_data(request):
    return data_file(request.user)


def data_file(orang):
    response = JsonResponse(data_pribadi.data_of(orang), json_dumps_params={"indent": 1})
    response["Content-Disposition"] = f'attachment; filename="data-{orang.pk}.json"'
    return response


def view_as(request, pk):
    """Support looks through somebody's eyes: half an hour, reading only, and it is written down."""
    orang = _one(request, pk)
    actions.check_account(orang, request.user)
    form = ReasonForm(posted(request))
    if form.is_valid():
        akun.begin_viewing(orang, by=request.user, **form.cleaned_data)
        until = timezone.now() + LIHAT
        request.session["lihat_sebagai"] = {"pk": orang.pk, "sampai": until.timestamp()}
        return redirect("beranda")
    return render(request, "desa/orang/isi.html", _asking(form, orang, "Lihat sebagai"))


@never_cache
@require_POST
def invite(request, pk):
    orang = _one(request, pk)
    tautan = akun.invite(orang, by=request.user)
    alamat = f"{settings.PPID_ADDRESS}{tautan}"
    context = {
        "orang": orang,
        "tautan": tautan,
        "alamat": alamat,
        "qr": _qr(alamat),
        "hari": BERLAKU,
        "kata": f"Halo {orang}, masuklah ke Inovasi Desa lewat tautan ini ({BERLAKU} hari):",
    }
    return render(request, "desa/orang/undangan.html", context)


def deactivate(request, pk):
    return _with_reason(request, pk, "Nonaktifkan akun", actions.deactivate)


def reactivate(request, pk):
    return _with_reason(request, pk, "Aktifkan akun", actions.reactivate)


@never_cache
@require_POST
@sensitive_post_parameters()
def give_password(request, pk):
    orang = _one(request, pk)
    sandi = actions.give_password(orang, by=request.user)
    return _slip(request, _one(request, pk), sandi)  # until when, as it stands now
