"""Places: the village with its walk, the kecamatan as a matrix, the rest as a drill-down."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.choices import Peran, Tingkat
from desa.kode import NUSANTARA, inside
from desa.models import Jejak, KodeLama, Penugasan, Wilayah
from desa.sebutan import sebutan_of
from musyawarah.models import Musyawarah
from ppid.lib.tabel import table_response
from tugas.choices import Status, Tugas
from tugas.jalan import count_at, counts_below, counts_of, stones_of, villages_at
from tugas.keadaan import Keadaan
from tugas.kesiapan import next_forum, parts_of, steps_of
from tugas.models import Kegiatan

FIRST_YEAR = 2017  # the programme's first
PER_PAGE = 50
FIELD = (Peran.PLD, Peran.PD, Peran.TPID)


def year_of(request):
    """The tahun anggaran asked for, or this one. Anything that is no year is this one."""
    now = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    tahun = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else now
    return tahun if FIRST_YEAR <= tahun <= now + 1 else now


def years():
    return range(timezone.localdate().year, FIRST_YEAR - 1, -1)


def _place(request, kode):
    mine = Wilayah.objects.visible_to(request.user)
    return get_object_or_404(mine, pk=kode)


def _crumbs(request, place):
    """Links to the places above, as far up as this person may look."""
    seen = {t.wilayah_id for t in request.user.tugas}
    above = [k for k in place.above if any(inside(k, atas) for atas in seen)]
    return [(w.nama, address(w)) for w in Wilayah.objects.filter(pk__in=above).order_by("urutan")]


def address(w):
    return reverse("tugas:village" if w.tingkat == Tingkat.DESA else "tugas:territory", args=[w.pk])


@require_GET
def villages(request):
    """The villages in which this person works, each with its walk."""
    tahun = year_of(request)
    mine = request.user.villages_as(*FIELD).select_related("induk").order_by("pk")
    halaman = Paginator(mine, PER_PAGE).get_page(request.GET.get("hal"))
    stones = stones_of([w.pk for w in halaman], tahun)
    baris = [(w, stones[w.pk]) for w in halaman]
    context = {"halaman": halaman, "baris": baris, "tahun": tahun, "years": years()}
    return render(request, "tugas/desa_saya.html", context)


@require_GET
def village(request, kode):
    if to := KodeLama.objects.successor_of(kode):
        return redirect("tugas:village", to)
    desa = _place(request, kode)
    if desa.tingkat != Tingkat.DESA:
        return redirect("tugas:territory", kode)
    tahun, user = year_of(request), request.user
    roles = user.roles_over(desa)
    batu = stones_of([kode], tahun)[kode] if desa.is_village else []
    context = {
        "desa": desa,
        "tahun": tahun,
        "years": years(),
        "remah": _crumbs(request, desa),
        "sebutan": sebutan_of(desa),
        "profil": getattr(desa, "profil", None),
        "dahulu": KodeLama.objects.confirmed().filter(ke=desa).exclude(kode=kode, nama=desa.nama),
        "batu": [replace(b, tautan="") if b.aktif else _for_reader(b, roles) for b in batu],
        "berikutnya": next((_for_reader(b, roles) for b in batu if b.aktif), None),
        "orang": _people_of(desa),
        "forum": _forums_of(user, desa, tahun),
        "kegiatan": _entries_of(user, desa, tahun),
        "jejak": Jejak.objects.filter(wilayah_id=kode)
        .exclude(sesudah__in=[Status.DRAF, Status.DIBUANG])
        .exclude(langkah="edit")
        .select_related("pelaku")[:10],
        "boleh_catat": bool(set(FIELD) & roles),
    }
    return render(request, "tugas/desa.html", context)


def _for_reader(batu, roles):
    """A stone's button leads somewhere only for those whose turn it is."""
    if batu.siapa in roles or (roles & set(FIELD) and batu.siapa == Peran.PLD):
        return batu
    return replace(batu, tautan="")


def _people_of(desa):
    places = [desa.pk, desa.kecamatan]
    held = Penugasan.objects.in_force().filter(wilayah__in=places, peran__in=FIELD)
    order = {peran: n for n, peran in enumerate(FIELD)}
    found = held.select_related("pengguna", "wilayah")
    return sorted(found, key=lambda t: (order[t.peran], t.pengguna.nama))


def _forums_of(user, desa, tahun):
    places = [desa.pk, desa.kecamatan, desa.kabupaten]
    rows = Musyawarah.objects.visible_to(user).filter(wilayah__in=places, tahun=tahun)
    return rows.select_related("wilayah").order_by("-tanggal", "-pk")[:10]


def _entries_of(user, desa, tahun):
    rows = Kegiatan.objects.visible_to(user).inside(desa).filter(tahun=tahun)
    rows = rows.exclude(status=Status.DIBUANG).select_related("desa", "created_by")
    return rows.order_by("-tanggal", "-pk")[:10]


@require_GET
def nation(request):
    """Where this person's territory begins: the country, or the one place, or a choice."""
    held = {t.wilayah_id: t.wilayah for t in request.user.tugas}
    places = sorted(held.values(), key=lambda w: (w.urutan, w.pk))
    if any(w.pk == NUSANTARA for w in places):
        return territory(request, NUSANTARA)
    if len(places) == 1:
        return redirect(address(places[0]))
    baris = [(w, address(w)) for w in places]
    return render(request, "tugas/wilayah_saya.html", {"baris": baris})


@require_GET
def territory(request, kode):
    place = _place(request, kode)
    if place.tingkat == Tingkat.DESA:
        return redirect("tugas:village", kode)
    tahun = year_of(request)
    context = {
        "tempat": place,
        "tahun": tahun,
        "years": years(),
        "tugas": Tugas,
        "remah": _crumbs(request, place),
        "sel": counts_of(place, tahun),
    }
    if place.tingkat == Tingkat.KECAMATAN:
        matrix = _matrix(request.user, place, tahun)
        return render(request, "tugas/wilayah_kecamatan.html", context | matrix)
    baris = [(b, address(b.wilayah)) for b in counts_below(place, tahun)]
    return render(request, "tugas/wilayah_atas.html", context | {"baris": baris})


def _matrix(user, place, tahun):
    desa = list(Wilayah.objects.villages().inside(place).order_by("pk"))
    stones = stones_of([w.pk for w in desa], tahun)
    rows = []
    for w in desa:
        page = f"{address(w)}?tahun={tahun}"
        rows.append((w, page, [replace(b, tautan=page) for b in stones[w.pk]]))
    steps = steps_of([(w, stones[w.pk]) for w in desa])
    mine = [replace(s, batu=_for_reader(s.batu, user.roles_over(s.desa))) for s in steps]
    return {"baris": rows, "berikut": mine}


@require_GET
def readiness(request, kode):
    """Before a forum: what a kecamatan still lacks, and what to do about it today."""
    place, tahun = _place(request, kode), year_of(request)
    if place.tingkat != Tingkat.KECAMATAN:
        raise Http404
    parts = parts_of(place, tahun)
    context = {
        "tempat": place,
        "tahun": tahun,
        "years": years(),
        "remah": [*_crumbs(request, place), (place.nama, address(place))],
        "forum": next_forum(place, tahun, request.user),
        "bagian": parts,
        "siap": sum(b.lengkap for b in parts),
    }
    return render(request, "tugas/kesiapan.html", context)


HEADER = ["Kode", "Desa", "Kecamatan", "Kabupaten/Kota", "Tugas", "Keadaan", "Tahun"]


@require_GET
def behind(request, kode):
    """The list behind a number: the villages of a place in one state of one duty."""
    place, tahun = _place(request, kode), year_of(request)
    if place.tingkat == Tingkat.DESA:
        raise Http404
    nomor, keadaan = _cell(request)
    rows = villages_at(place, tahun, nomor, keadaan).select_related("induk__induk").order_by("pk")
    if bentuk := request.GET.get("bentuk"):
        name = f"desa-{place.pk}-tugas-{nomor}-{keadaan}-{tahun}"
        return table_response(name, bentuk, HEADER, _export(rows, nomor, keadaan, tahun))
    after = request.GET.get("sesudah", "")
    found = list(rows.filter(pk__gt=after)[: PER_PAGE + 1])
    context = {
        "tempat": place,
        "tahun": tahun,
        "nomor": nomor,
        "nama": Tugas(nomor).label,
        "keadaan": keadaan,
        "remah": [*_crumbs(request, place), (place.nama, address(place))],
        "jumlah": count_at(place, tahun, nomor, keadaan),
        "baris": [(w, address(w)) for w in found[:PER_PAGE]],
        "sesudah": found[PER_PAGE - 1].pk if len(found) > PER_PAGE else "",
        "mulai": bool(after),
    }
    return render(request, "tugas/wilayah_desa.html", context)


def _cell(request):
    nomor, keadaan = request.GET.get("tugas", ""), request.GET.get("keadaan", "")
    if nomor not in map(str, Tugas.values) or keadaan not in Keadaan.values:
        raise Http404
    return int(nomor), Keadaan(keadaan)


def _export(rows, nomor, keadaan, tahun):
    for w in rows.iterator(chunk_size=500):
        kecamatan = w.induk
        yield [
            w.pk, w.nama, kecamatan.nama, kecamatan.induk.nama, Tugas(nomor).label,
            keadaan.label, tahun,
        ]  # fmt: skip
