"""What anybody may see without logging in: announcements, and providers covered by a decree."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from desa.models import Wilayah
from p2ktd import exports
from p2ktd.calon import rating_of
from p2ktd.filters import DirectoryFilter
from p2ktd.models import Pekerjaan, Pengumuman, Penyedia
from ppid.lib.tabel import table_response

TERAKHIR = 10  # works shown on the page of a provider


def _filtered(request):
    return DirectoryFilter(request.GET, Penyedia.objects.in_force().for_list())


def regions():
    """[(kabupaten, how many, [(kecamatan that were named, how many)])] of those in force."""
    now = Penyedia.objects.in_force().order_by()
    kabupaten = dict(now.values_list("wilayah").annotate(n=Count("pk")))
    named = now.filter(wilayah_layanan__isnull=False).values_list("wilayah", "wilayah_layanan")
    kecamatan = {(w, k): n for w, k, n in named.annotate(n=Count("pk"))}
    places = Wilayah.objects.in_bulk({*kabupaten, *(k for _, k in kecamatan)})
    ordered = sorted(kabupaten, key=lambda kode: places[kode].nama)
    return [
        (
            places[kode],
            kabupaten[kode],
            sorted(
                ((places[k], n) for (w, k), n in kecamatan.items() if w == kode),
                key=lambda pair: pair[0].nama,
            ),
        )
        for kode in ordered
    ]


@require_GET
@login_not_required
def directory(request):
    saringan = _filtered(request)
    context = {
        "saringan": saringan,
        "halaman": Paginator(saringan.qs, 25).get_page(request.GET.get("hal")),
        "wilayah": regions(),
    }
    return render(request, "p2ktd/direktori.html", context)


@require_GET
@login_not_required
def directory_export(request):
    rows = exports.directory(_filtered(request).qs)
    return table_response("penyedia-p2ktd", request.GET.get("bentuk"), exports.DIRECTORY, rows)


@require_GET
@login_not_required
def provider(request, pk):
    """The public page. Whoever looks after a provider that is not in force gets their own."""
    penyedia = Penyedia.objects.in_force().for_list().filter(pk=pk).first()
    if penyedia:
        context = {
            "penyedia": penyedia,
            "ahli": penyedia.tenaga_ahli.values_list("keahlian", "pengalaman"),
            "nilai": rating_of(penyedia),
            "pekerjaan": penyedia.pekerjaan.public().for_list().newest()[:TERAKHIR],
        }
        return render(request, "p2ktd/penyedia_umum.html", context)
    if request.user.is_authenticated and Penyedia.objects.visible_to(request.user).filter(pk=pk):
        return redirect("p2ktd:manage", pk)
    raise Http404


@require_GET
@login_not_required
def public_work(request, pk):
    """What a villager may know of a work: for whom, by whom, for how much, how far. No names of
    people and no photographs."""
    rows = Pekerjaan.objects.public().for_list().select_related("nilai_warga")
    pekerjaan = get_object_or_404(rows.prefetch_related("keluaran"), pk=pk)
    mengelola = request.user.is_authenticated and Pekerjaan.objects.visible_to(request.user).filter(
        pk=pk
    )
    context = {"pekerjaan": pekerjaan, "mengelola": mengelola}
    return render(request, "p2ktd/pekerjaan_umum.html", context)


@require_GET
@login_not_required
def announcements(request):
    rows = Pengumuman.objects.public()
    context = {"halaman": Paginator(rows, 25).get_page(request.GET.get("hal"))}
    return render(request, "p2ktd/pengumuman_semua.html", context)


@require_GET
@login_not_required
def announcement(request, pk):
    pengumuman = get_object_or_404(Pengumuman.objects.public(), pk=pk)
    context = {
        "pengumuman": pengumuman,
        "syarat": pengumuman.syarat.all(),
        "mengelola": request.user.is_authenticated
        and Pengumuman.objects.visible_to(request.user).filter(pk=pk).exists(),
    }
    return render(request, "p2ktd/pengumuman_umum.html", context)
