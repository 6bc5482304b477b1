"""The recaps of a place and year: progress line, parts, years; as page, paper and workbook."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.choices import Tingkat
from desa.kode import inside
from desa.models import Wilayah
from ppid.lib.grafik import bar, columns
from ppid.lib.pdf import pdf_response, render_pdf
from ppid.lib.tabel import book_response
from tugas import exports_rekap as exports
from tugas.rekap.baris import by_bidang, items_of, line_of, lines_below, targets_of, years_of
from tugas.rekap.daftar import elsewhere, list_of
from tugas.rekap.terbitan import published
from tugas.views.wilayah import address, year_of, years

PER_PAGE = 50
KOLOM = [
    ("tik", "TIK"), ("tpid", "TPID"), ("tpid_mou", "MoU TPID"), ("bursa", "BID"),
    ("kab_bursa", "Kab. ber-BID"), ("desa_bursa", "Desa di BID"), ("kartu", "Kartu komitmen"),
    ("ide", "Kartu ide"), ("apbdes", "Masuk APBDes"),
]  # fmt: skip
TAHUNAN = [pair for pair in KOLOM if pair[0] not in {"tpid_mou", "kab_bursa"}]
TAHUNAN += [("diterima", "Kegiatan diterima")]
CETAK = "tugas/pdf/kemajuan.html"
TABS = [
    ("recap", "Kemajuan"),
    ("recap_missing", "Siapa yang belum"),
    ("recap_waiting", "Siapa menunggu siapa"),
    ("recap_years", "Antartahun"),
]


def place_of(request, kode):
    """A place above the village that this person sees."""
    place = get_object_or_404(Wilayah.objects.visible_to(request.user), pk=kode)
    if place.tingkat == Tingkat.DESA:
        raise Http404
    return place


def frame(request, place, page, tahun):
    """What stands around every recap: where we are, and the other recaps of the same place."""
    seen = {t.wilayah_id for t in request.user.tugas}
    above = [k for k in place.above if any(inside(k, atas) for atas in seen)]
    rows = Wilayah.objects.filter(pk__in=above).order_by("urutan")
    tabs = [(kata, _url(name, place, tahun), name == page) for name, kata in TABS]
    corong = f"{reverse('inovasi:funnel', args=[place.pk])}?tahun={tahun}"
    return {
        "tempat": place,
        "tahun": tahun,
        "remah": [(w.nama, _url(page, w, tahun)) for w in rows],
        "tab": [*tabs, ("Corong komitmen", corong, False)],
        "alamat_tempat": address(place),
    }


def _url(name, place, tahun):
    return f"{reverse(f'tugas:{name}', args=[place.pk])}?tahun={tahun}"


@require_GET
def mine(request):
    """Where this person's territory begins."""
    kodes = {t.wilayah_id for t in request.user.tugas}
    places = Wilayah.objects.filter(pk__in=kodes).exclude(tingkat=Tingkat.DESA)
    place = places.order_by("urutan", "pk").first()
    return redirect("tugas:recap", place.pk) if place else redirect("tugas:villages")


def _content(place, tahun):
    baris = line_of(place, tahun)
    items = items_of(baris, targets_of(place))
    terbitan = published(place, tahun)
    return {
        "baris": baris,
        "butir": [(b, terbitan.of(b.kunci) if terbitan else None) for b in items],
        "terbitan": terbitan,
        "perempuan": [
            (kata, men, women, both, bar(women, both), name)
            for kata, men, women, both, name in baris.perempuan
        ],
    }


@require_GET
def recap(request, kode):
    place, tahun = place_of(request, kode), year_of(request)
    below = lines_below(place, tahun)
    content = _content(place, tahun)
    bidang, kolom = by_bidang(place, tahun, content["baris"]), _columns(place)
    if request.GET.get("bentuk") == "xlsx":
        sheets = exports.line_sheets(content, below, bidang)
        return book_response(f"rekap-{kode}-{tahun}.xlsx", sheets)
    most = max((a.kartu for _, _, a in bidang), default=0)
    context = {
        "bawah": below,
        "kepala": [word for _, word in kolom],
        "sel": [(b, _cells(b, kolom, tahun)) for b in below],
        "jumlah": _cells(content["baris"], kolom, tahun),
        "bidang": [(kata, a, bar(a.kartu, most), _of_bidang(a, ide)) for kata, ide, a in bidang],
        "years": years(),
    }
    around = frame(request, place, "recap", tahun)
    return render(request, "tugas/rekap/kemajuan.html", content | context | around)


def _of_bidang(angka, ide):
    """[(name of the list, word, number)] of one bidang."""
    return [
        (f"ide_{angka.bidang}", "Kartu ide", ide),
        (f"kartu_{angka.bidang}", "Kartu komitmen", angka.kartu),
        (f"apbdes_{angka.bidang}", "Masuk APBDes", angka.apbdes),
    ]


def _columns(place):
    wide = place.tingkat in {Tingkat.NASIONAL, Tingkat.PROVINSI}
    return [(name, word) for name, word in KOLOM if wide or name != "kab_bursa"]


def _cells(baris, kolom, tahun):
    """[(number, address of its list)] of one row; nought has none."""
    query = f"?tahun={tahun}{'&sendiri=1' if baris.sendiri else ''}"
    numbers = [(getattr(baris, name), name) for name, _ in kolom]
    return [
        (n, reverse("tugas:recap_list", args=[baris.wilayah.pk, name]) + query if n else "")
        for n, name in numbers
    ]


@require_GET
def behind(request, kode, kunci):
    """The list behind a number of the progress line."""
    place, tahun = place_of(request, kode), year_of(request)
    if to := elsewhere(kunci, place, tahun):
        return redirect(to)
    here = bool(request.GET.get("sendiri"))
    daftar = list_of(kunci, place, tahun, request.user, sendiri=here)
    if daftar is None:
        raise Http404
    rows = daftar.rows if daftar.desa else daftar.rows.order_by("pk")
    halaman = Paginator(rows, PER_PAGE).get_page(request.GET.get("hal"))
    context = {"daftar": daftar, "halaman": halaman, "baris": _listed(daftar, halaman)}
    around = frame(request, place, "recap", tahun)
    return render(request, "tugas/rekap/daftar.html", context | around)


def _listed(daftar, rows):
    """[(what, address, where, men, women)] of one page."""
    if daftar.desa:
        places = Wilayah.objects.select_related("induk").in_bulk([row["desa"] for row in rows])
        found = [(places[row["desa"]], row) for row in rows]
        return [(w, address(w), w.induk, row["laki"], row["perempuan"]) for w, row in found]
    return [
        (row, address(row), "", 0, 0)
        if isinstance(row, Wilayah)
        else (row, row.get_absolute_url(), row.wilayah, *_counted(row))
        for row in rows
    ]


def _counted(row):
    return getattr(row, "jumlah_l", 0), getattr(row, "jumlah_p", 0)


@require_GET
def paper(request, kode):
    """The progress line on one page, of the moment it is printed."""
    place, tahun = place_of(request, kode), year_of(request)
    content = _content(place, tahun)
    context = content | {
        "tempat": place,
        "tahun": tahun,
        "bidang": by_bidang(place, tahun, content["baris"]),
        "pencetak": request.user,
        "dicetak": timezone.now(),
    }
    return pdf_response(f"kemajuan-{kode}-{tahun}.pdf", render_pdf(CETAK, context))


def _named(baris, tahun):
    """[(word, number, address of its list)] of one year."""
    cells = _cells(baris, TAHUNAN, tahun)
    return [(word, *cell) for (_, word), cell in zip(TAHUNAN, cells, strict=True)]


@require_GET
def compare_years(request, kode):
    place, tahun = place_of(request, kode), year_of(request)
    found = years_of(place)
    if request.GET.get("bentuk") == "xlsx":
        return book_response(f"tahun-{kode}.xlsx", exports.year_sheets(found))
    old_first = sorted(found.items())
    context = {
        "baris": list(found.items()),
        "kepala": [word for _, word in TAHUNAN],
        "sel": [(t, b, _named(b, t)) for t, b in found.items()],
        "grafik_kartu": columns(
            [str(t) for t, _ in old_first],
            [
                ("Kartu komitmen", [b.kartu for _, b in old_first]),
                ("Masuk APBDes", [b.apbdes for _, b in old_first]),
            ],
        ),
    }
    around = frame(request, place, "recap_years", tahun)
    return render(request, "tugas/rekap/tahun.html", context | around)
