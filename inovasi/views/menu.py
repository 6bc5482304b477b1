"""Menu inovasi: public, searched by need; and its upkeep by those who keep it."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from inovasi.actions import menu as actions
from inovasi.cari import ranked
from inovasi.choices import BIDANG_SINGKAT, Bidang
from inovasi.filters import MenuFilter
from inovasi.forms.dasar import StepForm
from inovasi.forms.menu import MenuForm
from inovasi.models import Komitmen, Media, MenuInovasi
from inovasi.naskah import Naskah
from inovasi.saran import Pertimbangan
from inovasi.silsilah import ancestry, lineage
from inovasi.views.dasar import photo_response, ways
from inovasi.workflow import PENGURUS_MENU, PENULIS
from ppid.lib.forms import posted
from ppid.lib.pdf import pdf_response, render_pdf
from ppid.lib.workflow import NotAllowed

SIZE = 24
CHOICE = 100  # villages that one may choose from
LIKE_IT = 4


def _item(kode):
    return get_object_or_404(MenuInovasi.objects.published().for_list(), kode=kode)


@require_GET
@login_not_required
def menu(request):
    published = MenuInovasi.objects.published()
    saringan = MenuFilter(request.GET, published)
    text = request.GET.get("cari", "").strip()[:200]
    keys = ranked(saringan.qs, text) if text else _newest(saringan.qs)
    halaman = Paginator(keys, SIZE).get_page(request.GET.get("hal"))
    found = published.for_list().in_bulk(list(halaman.object_list))
    rows = [found[key] for key in halaman.object_list if key in found]
    context = {
        "saringan": saringan,
        "cari": text,
        "halaman": halaman,
        "baris": _with_counts(rows),
        "bidang": _by_bidang(published),
        "tersaring": any(request.GET.get(name) for name in saringan.filters),
        "boleh_saran": request.user.is_authenticated and request.user.holds(*PENULIS),
        "boleh_tambah": _keeps(request.user),
    }
    return render(request, "inovasi/menu/index.html", context)


def _newest(rows):
    return rows.order_by("-tahun", "-pk").values_list("pk", flat=True)


def _with_counts(rows):
    """(item, how many villages have committed to it)."""
    copying = Komitmen.objects.copying().filter(menu__in=[m.pk for m in rows])
    villages = copying.order_by().values_list("menu").annotate(Count("desa", distinct=True))
    counts = dict(villages)
    return [(m, counts.get(m.pk, 0)) for m in rows]


def _by_bidang(published):
    counts = dict(published.order_by().values_list("bidang").annotate(Count("pk")))
    return [({"kode": str(b), "singkat": BIDANG_SINGKAT[b]}, counts.get(b, 0)) for b in Bidang]


def _keeps(user):
    held = {token for t in user.tugas for token in t.tokens} if user.is_authenticated else set()
    return bool(PENGURUS_MENU & held)


@require_GET
@login_not_required
def item(request, kode):
    menu = _item(kode)
    naskah = Naskah.of_text(menu.versi.data) if menu.versi else None
    like = [pk for pk in ranked(MenuInovasi.objects.published(), menu.judul) if pk != menu.pk]
    found = MenuInovasi.objects.for_list().in_bulk(like[:LIKE_IT])
    copying = Komitmen.objects.copying().filter(menu=menu)
    copies, silsilah, langkah = copying.count(), lineage(menu), []
    if request.user.is_authenticated:
        langkah = ways(request.user, menu, {"edit": "inovasi:menu_edit"}, "inovasi:menu_step")
    context = {
        "menu_inovasi": menu,
        "n": naskah,
        "jumlah_komitmen": copying.values("desa").distinct().count(),
        "mirip": [found[pk] for pk in like[:LIKE_IT] if pk in found],
        "alamat": f"{settings.PPID_ADDRESS}{menu.get_absolute_url()}",
        **_picture(naskah),
        "asal_usul": ancestry(menu),
        "silsilah": silsilah,
        "silsilah_lain": copies - len(silsilah),
        "langkah": langkah,
        "boleh_minat": request.user.is_authenticated and request.user.holds(*PENULIS),
    }
    return render(request, "inovasi/menu/detail.html", context)


def _picture(naskah):
    """Of the preview that is shown where the address is shared."""
    if not (naskah and naskah.foto):
        return {}
    media = naskah.foto[0][0]
    path = reverse("inovasi:menu_photo", args=[media.pk])
    return {"gambar": media, "alamat_foto": f"{settings.PPID_ADDRESS}{path}"}


@require_GET
@login_not_required
def sheet(request, kode):
    """One printed sheet, to pin to the wall of a village office."""
    menu = _item(kode)
    naskah = Naskah.of_text(menu.versi.data) if menu.versi else None
    alamat = f"{settings.PPID_ADDRESS}{menu.get_absolute_url()}"
    qr = segno.make(alamat, error="m").svg_data_uri(border=0)
    context = {"menu_inovasi": menu, "n": naskah, "alamat": alamat, "qr": qr}
    content = render_pdf("inovasi/pdf/menu.html", context, stylesheet="pembelajaran.css")
    return pdf_response(f"menu-{menu.kode}.pdf", content)


@require_GET
@login_not_required
def photo(request, pk):
    media = get_object_or_404(Media.objects.public(), pk=pk)
    return photo_response(media, request.GET.get("ukuran"), public=True)


@require_GET
def suggested(request):
    """For one of my villages: what suits it, with every point of the score."""
    mine = request.user.villages_as(*PENULIS).select_related("profil").order_by("pk")
    villages, asked = list(mine[:CHOICE]), request.GET.get("desa")
    desa = next((w for w in villages if w.pk == asked), None) or (villages or [None])[0]
    if desa is None:
        raise NotAllowed("Saran menu disusun untuk desa tempat Anda bertugas.")
    tahu = Pertimbangan(desa)
    context = {
        "desa": desa,
        "semua": villages,
        "saran": tahu.suggestions(),
        "tetangga": tahu.tetangga.kalimat,
        "idm": tahu.idm,
    }
    return render(request, "inovasi/menu/saran.html", context)


def add(request):
    if not _keeps(request.user):
        raise NotAllowed("Menu inovasi diurus oleh Pokja PPID (TIK) dan Admin.")
    form = MenuForm(posted(request), user=request.user)
    if form.is_valid():
        return redirect(actions.add(by=request.user, **form.isi))
    return render(request, "inovasi/menu/form.html", {"form": form})


def _mine(request, kode):
    mine = MenuInovasi.objects.visible_to(request.user).for_list()
    return get_object_or_404(mine, kode=kode)


def edit(request, kode):
    menu = _mine(request, kode)
    request.user.check("edit", menu)
    form = MenuForm(posted(request), user=request.user, menu=menu)
    if form.is_valid():
        return redirect(actions.edit(menu, by=request.user, **form.isi))
    return render(request, "inovasi/menu/form.html", {"form": form, "menu_inovasi": menu})


def step(request, kode, name):
    menu = _mine(request, kode)
    if name not in actions.BUTTONS:
        raise Http404
    langkah = request.user.check(name, menu)
    form = StepForm(posted(request), needs_note=langkah.needs_note)
    if form.is_valid():
        actions.BUTTONS[name](menu, by=request.user, **form.cleaned_data)
        messages.success(request, f"{langkah.label}: {menu}.")
        return redirect("inovasi:menu")
    return render(request, "inovasi/langkah.html", {"obj": menu, "step": langkah, "form": form})
