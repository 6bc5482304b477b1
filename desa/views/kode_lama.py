"""Codes of former editions: what became of them, confirmed many at once or one by one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desa.actions import kode_lama as actions
from desa.choices import Peran
from desa.filters_kode import OldCodeFilter
from desa.forms.kode_lama import BUKAN, OldCodeForm
from desa.jejak_baca import readable
from desa.models import KodeLama, Wilayah
from desa.trail import trail_of
from ppid.lib.forms import posted
from ppid.lib.tags import angka
from ppid.lib.workflow import NotAllowed


def _mine(request):
    if not request.user.holds(Peran.ADMIN, Peran.TIK, Peran.PEMANTAU):
        raise NotAllowed("Halaman ini untuk Admin. Tanyakan perubahan kode kepada Admin Anda.")
    return KodeLama.objects.visible_to(request.user)


@require_GET
def old_codes(request):
    rows = _mine(request)
    saringan = OldCodeFilter(request.GET, rows.for_list())
    halaman = Paginator(saringan.qs, 50).get_page(request.GET.get("hal"))
    certain = Count("pk", filter=Q(pasti=True, ke__isnull=False))
    waiting = rows.waiting().aggregate(pasti=certain, semua=Count("pk"))
    context = {
        "saringan": saringan,
        "halaman": halaman,
        "menunggu": waiting,
        "sekaligus": min(actions.SEKALIGUS, waiting["pasti"]),
        "boleh": request.user.holds(Peran.ADMIN),
    }
    return render(request, "desa/kode/index.html", context)


@require_POST
def confirm_all(request):
    """Those that are certain, in the places where this person is Admin."""
    kodes = {t.wilayah_id for t in request.user.tugas if t.peran == Peran.ADMIN}
    if not kodes:
        raise NotAllowed("Perubahan kode dikonfirmasi oleh Admin wilayahnya.")
    n = actions.confirm_certain(KodeLama.objects.in_places(kodes), by=request.user)
    messages.success(request, f"{angka(n)} perubahan kode dikonfirmasi.")
    return redirect("desa:old_codes")


def old_code(request, pk):
    mine = KodeLama.objects.visible_to(request.user).for_list()
    lama = get_object_or_404(mine, pk=pk)
    calon = Wilayah.objects.filter(pk__in={*lama.calon, lama.ke_id} - {None})
    calon = list(calon.with_path().order_by("kode"))
    may = any(offer.step.name == "confirm" for offer in request.user.offers(lama))
    initial = {"pilihan": lama.ke_id} if lama.pasti else {}
    form = OldCodeForm(posted(request), calon=calon, user=request.user, initial=initial)
    if request.method == "POST":
        request.user.check("choose", lama)
        if form.is_valid():
            return _decide(request, lama, form.cleaned_data)
    context = {
        "lama": lama,
        "form": form if may else None,
        "kini": Wilayah.objects.filter(pk=lama.kode).with_path().first(),
        "jejak": readable(trail_of(lama)[:20]),
    }
    return render(request, "desa/kode/detail.html", context)


def _decide(request, lama, data):
    if data["pilihan"] == BUKAN:
        actions.refuse(lama, by=request.user, catatan=data["catatan"])
    else:
        moved = actions.confirm(lama, by=request.user, ke=data["ke"])
        note = f" {angka(moved)} catatan ikut pindah." if moved else ""
        messages.success(request, f"{lama} menjadi {data['ke']}.{note}")
    after = KodeLama.objects.visible_to(request.user).waiting().filter(kode__gt=lama.kode).first()
    return redirect(after or "desa:old_codes")
