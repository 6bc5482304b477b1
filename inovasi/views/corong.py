"""The funnel of a place and year, what can still be saved, and the calendar of plans."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.choices import Tingkat
from desa.kode import inside
from desa.models import Wilayah
from inovasi.actions import perencanaan as actions
from inovasi.corong import KUDUS, by_village, funnel, funnel_below, funnel_villages
from inovasi.forms.perencanaan import JendelaForm
from inovasi.ketentuan import URUTAN, Kalender
from inovasi.models import Komitmen
from inovasi.selamatkan import SHOWN, rescues, waiting
from ppid.lib.forms import posted
from ppid.lib.tabel import table_response
from ppid.lib.workflow import NotAllowed

FIRST_YEAR = 2017
VILLAGES = 50  # on one page
HEADER = [
    "Kode", "Wilayah", "Desa", "Kartu", "Ditandatangani", "Masuk RKPDes", "Masuk APBDes",
    "Dilaksanakan", "Selesai", "Dijanjikan (Rp)", "Dianggarkan (Rp)", "Terpakai (Rp)",
    "Desa dengan APBDes", "Berhenti",
]  # fmt: skip


def year_of(request):
    now = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    tahun = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else now
    return tahun if FIRST_YEAR <= tahun <= now + 1 else now


def years():
    return range(timezone.localdate().year, FIRST_YEAR - 1, -1)


def _place(request, kode):
    return get_object_or_404(Wilayah.objects.visible_to(request.user), pk=kode)


def _crumbs(request, place, tahun):
    seen = {t.wilayah_id for t in request.user.tugas}
    above = [k for k in place.above if any(inside(k, atas) for atas in seen)]
    rows = Wilayah.objects.filter(pk__in=above).order_by("urutan")
    return [(w.nama, f"{reverse('inovasi:funnel', args=[w.pk])}?tahun={tahun}") for w in rows]


@require_GET
def funnel_page(request, kode):
    place, tahun = _place(request, kode), year_of(request)
    semua, *bidang = funnel(place, tahun)
    below = [] if place.tingkat == Tingkat.DESA else funnel_below(place, tahun)
    if bentuk := request.GET.get("bentuk"):
        return table_response(f"corong-{kode}-{tahun}", bentuk, HEADER, _rows(below))
    villages = place.jumlah_desa or int(place.is_village)
    rows_of = f"{reverse('inovasi:commitments')}?tahun={tahun}&tempat="
    context = {
        "tempat": place,
        "tahun": tahun,
        "years": years(),
        "remah": _crumbs(request, place, tahun),
        "semua": semua,
        "bidang": bidang,
        "uang": semua.uang(bidang),
        "baris": below,
        "jumlah_desa": villages,
        "persen_desa": semua.desa_persen(villages),
        "kudus": KUDUS,
        "daftar": rows_of + kode,
        "daftar_desa": f"{reverse('inovasi:funnel_villages', args=[kode])}?tahun={tahun}",
        "daftar_awal": rows_of,
    }
    return render(request, "inovasi/komitmen/corong.html", context)


BUDGETED = {"sudah": True, "belum": False}
TITLES = {
    "": "Semua desa",
    "sudah": "Desa dengan komitmen di APBDes",
    "belum": "Desa tanpa komitmen di APBDes",
}


@require_GET
def villages(request, kode):
    """The villages behind "5 dari 9 desa" of a funnel."""
    place, tahun, asked = _place(request, kode), year_of(request), request.GET.get("apbdes")
    asked = asked if asked in BUDGETED else ""
    rows = funnel_villages(place, tahun, BUDGETED.get(asked))
    halaman = Paginator(rows, VILLAGES).get_page(request.GET.get("hal"))
    here = f"{reverse('inovasi:funnel', args=[kode])}?tahun={tahun}"
    context = {
        "judul": TITLES[asked],
        "saringan": asked,
        "tempat": place,
        "tahun": tahun,
        "remah": [*_crumbs(request, place, tahun), (f"Corong {place}", here)],
        "halaman": halaman,
        "jumlah": halaman.paginator.count,
        "baris": by_village(list(halaman.object_list), tahun),
        "daftar_awal": f"{reverse('inovasi:commitments')}?tahun={tahun}&tempat=",
    }
    return render(request, "inovasi/komitmen/corong_desa.html", context)


def _rows(below):
    for w, a in below:
        yield [
            w.pk, w.nama, w.jumlah_desa or 1, *(n for _, _, n, _ in a.tahap), a.dijanjikan,
            a.dianggarkan, a.direalisasi, a.desa_apbdes, a.berhenti,
        ]  # fmt: skip


@require_GET
def rescue(request, kode=None):
    """Promises without a budget, the nearest deadline first: of a place, or of all one's own."""
    place, hari = _place(request, kode) if kode else None, timezone.localdate()
    rows = Komitmen.objects.visible_to(request.user)
    rows = rows.inside(place) if place else rows
    context = {
        "tempat": place or "wilayah saya",
        "remah": _crumbs(request, place, hari.year) if place else [],
        "kelompok": rescues(rows, hari),
        "jumlah": waiting(rows, hari).count(),
        "paling_banyak": SHOWN,
    }
    return render(request, "inovasi/komitmen/selamatkan.html", context)


def windows(request, kode):
    """When plans are made in a kabupaten; its Admin may say otherwise than everybody."""
    mine = Wilayah.objects.visible_to(request.user).filter(tingkat=Tingkat.KABUPATEN)
    place = get_object_or_404(mine, pk=kode)
    may = "admin" in request.user.roles_over(place)
    if request.method == "POST" and not may:
        raise NotAllowed("Hanya admin kabupaten yang dapat mengubah jendela perencanaan.")
    form = JendelaForm(posted(request))
    if form.is_valid():
        actions.set_window(by=request.user, kabupaten=place, **form.cleaned_data)
        messages.success(request, "Jendela tersimpan.")
        return redirect("inovasi:windows", kode)
    now = timezone.localdate()
    near = [now.year, now.year + 1]
    kalender = Kalender({kode}, near)
    found = [kalender.window(kode, d, y) for y in near for d in URUTAN]
    context = {
        "tempat": place,
        "form": form if may else None,
        "baris": [(w, w.state(now)) for w in found if w],
    }
    return render(request, "inovasi/komitmen/jendela.html", context)
