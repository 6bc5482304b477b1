"""Kartu Inovasi: interest in an item of the menu, on its way to a commitment or not."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from desa.jejak_baca import readable
from desa.trail import trail_of
from inovasi import exports_komitmen as exports
from inovasi.actions import komitmen as actions
from inovasi.filters_komitmen import MinatFilter
from inovasi.forms.minat import MinatForm
from inovasi.models import KartuInovasi, MenuInovasi
from inovasi.pilih_menu import PilihanMenu
from inovasi.views.dasar import exported, listing
from inovasi.views.komitmen import bursa_of
from inovasi.workflow import PENULIS_KARTU
from ppid.lib.forms import posted


def one(request, pk):
    mine = KartuInovasi.objects.visible_to(request.user).for_list()
    return get_object_or_404(mine, pk=pk)


def _filtered(request):
    rows = KartuInovasi.objects.visible_to(request.user).for_list()
    return MinatFilter(request.GET, rows, request=request)


@require_GET
def index(request):
    context = listing(request, _filtered(request), "created_at")
    context["boleh"] = request.user.holds(*PENULIS_KARTU)
    return render(request, "inovasi/minat/index.html", context)


@require_GET
def export(request):
    rows = _filtered(request).qs.order_by("-created_at", "-pk")
    return exported(request, rows, "kartu-inovasi", exports.MINAT, exports.interests)


@require_GET
def detail(request, pk):
    minat = one(request, pk)
    context = {
        "minat": minat,
        "komitmen": minat.komitmen.visible_to(request.user).order_by("-created_at").first(),
        "boleh": bool(PENULIS_KARTU & request.user.roles_over(minat.desa)),
        "jejak": readable(trail_of(minat)),
    }
    return render(request, "inovasi/minat/detail.html", context)


def create(request):
    """`?menu=&bursa=&desa=` as the menu, the bursa or the village page says."""
    bursa = bursa_of(request)
    asked = {n: request.GET[n] for n in ("desa", "menu") if n in request.GET}
    menus = PilihanMenu(request.user, _published(asked.get("menu")))
    form = MinatForm(posted(request), user=request.user, menus=menus, bursa=bursa, initial=asked)
    if form.is_valid():
        made = actions.take_interests(form.menus, by=request.user, bursa=bursa, **form.isi)
        messages.success(request, f"{len(made)} minat {made[0].desa.berjenis} tercatat.")
        return redirect(made[0] if len(made) == 1 else "inovasi:interests")
    return render(request, "inovasi/minat/form.html", {"form": form, "bursa": bursa})


def _published(kode):
    """The item whose page led here, a choice even beyond those that are offered."""
    return MenuInovasi.objects.published().filter(kode=kode or "").first()
