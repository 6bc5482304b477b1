"""The bursa: plan it, say who came, type its cards on the day, print and recap."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from desa.trail import trail_of
from inovasi import exports_komitmen as exports
from inovasi.actions import bursa as actions
from inovasi.actions import komitmen as cards
from inovasi.ejaan import tertulis
from inovasi.forms.bursa import BursaForm, HadirForm
from inovasi.forms.komitmen import BarisForm, StepForm, villages_for
from inovasi.hari_h import Hitungan, blank_cards
from inovasi.models import Bursa, Komitmen
from inovasi.pilih_menu import PilihanMenu
from inovasi.workflow import PENULIS_KARTU, PENYELENGGARA
from ppid.lib.forms import parse_uuid, posted
from ppid.lib.keyset import page
from ppid.lib.pdf import pdf_response, render_pdf
from ppid.lib.tabel import table_response
from ppid.lib.workflow import NotAllowed

ROWS = 10  # of the grid without a script
OPEN = 3  # of them in sight; the others are folded away
PRINTED = 400  # cards in one file
VILLAGES = 50  # on one page of the invited
BUTTONS = {name: getattr(actions, name) for name in ("open", "close", "reopen", "cancel")}


def one(request, pk):
    mine = Bursa.objects.visible_to(request.user).select_related("wilayah__induk")
    return get_object_or_404(mine, pk=pk)


def _cards(request, bursa):
    return Komitmen.objects.visible_to(request.user).filter(bursa=bursa)


@require_GET
def index(request):
    rows = Bursa.objects.visible_to(request.user).for_list()
    context = {
        "halaman": page(rows, request, "tanggal"),
        "boleh": request.user.holds(*PENYELENGGARA),
    }
    return render(request, "inovasi/bursa/index.html", context)


@require_GET
def detail(request, pk):
    bursa = one(request, pk)
    offers = [(offer, _way(bursa, offer.step.name)) for offer in request.user.offers(bursa)]
    context = {
        "bursa": bursa,
        "langkah": sorted(offers, key=lambda pair: pair[0].step.target is None),
        "hitungan": Hitungan(_cards(request, bursa), bursa),
        "hadir": bursa.undangan.filter(hadir=True).count(),
        "diundang": bursa.undangan.count(),
        "alamat_kartu": f"{reverse('inovasi:commitments')}?bursa={pk}",
        "alamat_desa": _way_to_villages(offers, pk),
        "alamat_hadir": reverse("inovasi:fair_attendance", args=[pk]),
        "boleh_isi": bursa.is_open and request.user.holds(*PENULIS_KARTU),
        "jejak": trail_of(bursa),
    }
    return render(request, "inovasi/bursa/detail.html", context)


def _way_to_villages(offers, pk):
    """Where attendance is written, for those who may."""
    may = any(offer.step.name == "edit" for offer, _ in offers)
    return reverse("inovasi:fair_villages", args=[pk]) if may else ""


def _way(bursa, name):
    if name == "edit":
        return reverse("inovasi:fair_edit", args=[bursa.pk])
    return reverse("inovasi:fair_step", args=[bursa.pk, name])


def create(request):
    form = BursaForm(posted(request), user=request.user)
    if form.is_valid():
        bursa = actions.create(by=request.user, **form.cleaned_data)
        if form.anjuran:
            messages.warning(request, form.anjuran)
        return redirect(bursa)
    return render(request, "inovasi/bursa/form.html", {"form": form})


def edit(request, pk):
    bursa = one(request, pk)
    request.user.check("edit", bursa)
    form = BursaForm(posted(request), instance=bursa, user=request.user)
    if form.is_valid():
        return redirect(actions.edit(one(request, pk), by=request.user, **form.cleaned_data))
    return render(request, "inovasi/bursa/form.html", {"form": form, "bursa": bursa})


def step(request, pk, name):
    bursa = one(request, pk)
    if name not in BUTTONS:
        raise Http404
    langkah = request.user.check(name, bursa)
    form = StepForm(posted(request), needs_note=langkah.needs_note)
    if form.is_valid():
        BUTTONS[name](bursa, by=request.user, **form.isi)
        messages.success(request, f"{langkah.label}: {bursa}.")
        return redirect(bursa)
    context = {"objek": bursa, "step": langkah, "form": form}
    return render(request, "inovasi/komitmen/langkah.html", context)


def villages(request, pk):
    """Which of the invited villages came, on one page."""
    bursa = one(request, pk)
    request.user.check("edit", bursa)
    invited = list(bursa.undangan.select_related("desa__induk").order_by("desa"))
    form = HadirForm(posted(request), undangan=invited)
    if form.is_valid():
        actions.attend(bursa, by=request.user, rows=form.isi)
        messages.success(request, "Kehadiran desa tersimpan.")
        return redirect(bursa)
    return render(request, "inovasi/bursa/desa.html", {"bursa": bursa, "form": form})


HADIR = {"ya": "Desa yang hadir", "tidak": "Desa yang tidak hadir", "": "Desa yang diundang"}


@require_GET
def attendance(request, pk):
    """Who was invited and who came: for everybody who sees the bursa, also when it is over."""
    bursa, asked = one(request, pk), request.GET.get("hadir")
    asked = asked if asked in HADIR else ""
    rows = bursa.undangan.select_related("desa__induk").order_by("desa")
    rows = rows.filter(hadir=asked == "ya") if asked else rows
    halaman = Paginator(rows, VILLAGES).get_page(request.GET.get("hal"))
    context = {
        "bursa": bursa,
        "judul": HADIR[asked],
        "saringan": asked,
        "halaman": halaman,
        "jumlah": halaman.paginator.count,
    }
    return render(request, "inovasi/bursa/hadir.html", context)


# The day itself


def _desk(request, bursa):
    """What the grid offers; whoever may write no card here is told so."""
    villages = villages_for(request.user, bursa)
    if not bursa.is_open:
        raise NotAllowed(f"{bursa} sudah ditutup. Buka kembali untuk mengisi kartu susulan.")
    if not villages:
        raise NotAllowed("Tidak ada desa Anda yang diundang ke bursa ini.")
    return {
        "user": request.user,
        "bursa": bursa,
        "villages": villages,
        "menus": PilihanMenu(request.user),
    }


def _row(request, desk, prefix):
    """One row as posted, or None if it is left empty."""
    key = parse_uuid(request.POST.get(f"{prefix}-id"))
    form = BarisForm(request.POST, request.FILES, prefix=prefix, kunci=key, **desk)
    return None if form.kosong else form


def _enter(request, form):
    """A card on the table also means that its village is there."""
    made = cards.enter(by=request.user, **form.isi)
    actions.came(made.bursa, made.desa)
    return made


def day(request, pk):
    """The grid without a script: ten rows, the good ones are kept, the others stay to be mended."""
    bursa = one(request, pk)
    desk, kept, wrong = _desk(request, bursa), [], []
    if request.method == "POST":
        forms = [_row(request, desk, f"b{n}") for n in range(ROWS)]
        for form in filter(None, forms):
            if form.is_valid():
                kept.append(_enter(request, form))
            else:
                wrong.append(form)
        if not wrong:
            messages.success(request, f"{len(kept)} kartu tersimpan.")
            return redirect("inovasi:fair_day", pk)
    free = {f"b{n}" for n in range(ROWS)} - {form.prefix for form in wrong}
    empty = [BarisForm(prefix=prefix, **desk) for prefix in sorted(free)]
    rows = [*wrong, *empty]
    seen = max(OPEN, len(wrong))
    context = desk | {
        "baris": rows[:seen],
        "lagi": rows[seen:],
        "galat": bool(wrong),
        "tersimpan": kept or _latest(request, bursa),
        "hitungan": Hitungan(_cards(request, bursa), bursa),
        "desa": [tertulis(w) for w in desk["villages"]],
    }
    return render(request, "inovasi/bursa/hari_h.html", context)


def _latest(request, bursa):
    mine = _cards(request, bursa).filter(created_by=request.user).select_related("desa", "menu")
    return mine.order_by("-created_at", "-pk")[:ROWS]


@require_POST
def row(request, pk):
    """One row by itself, for the script: the receipt, or what is wrong with which field."""
    bursa = one(request, pk)
    desk = _desk(request, bursa)
    form = _row(request, desk, request.POST.get("prefix", "b0"))
    if form is None:
        return JsonResponse({"galat": {"desa": ["Baris ini kosong."]}}, status=400)
    if not form.is_valid():
        return JsonResponse({"galat": form.errors, "kunci": str(form.isian)}, status=400)
    alike = _alike(request, bursa, form)
    made = _enter(request, form)
    hitungan = Hitungan(_cards(request, bursa), bursa)
    return JsonResponse(
        {
            "resi": made.resi,
            "perhatian": alike,
            "baris": render_to_string("inovasi/bursa/_tersimpan.html", {"k": made}),
            "hitungan": render_to_string("inovasi/bursa/_hitungan.html", {"hitungan": hitungan}),
        }
    )


def _alike(request, bursa, form):
    """Another card of this village for the same thing: said, not refused."""
    data = form.cleaned_data
    rows = _cards(request, bursa).filter(desa=data["desa"]).exclude(pk=form.isian)
    same = rows.filter(nama_kegiatan__iexact=data["nama_kegiatan"]).first()
    if not same and data["menu"]:
        same = rows.filter(menu=data["menu"]).first()
    return f"Mirip dengan kartu {same.resi} desa ini: {same}." if same else ""


# Papers


@require_GET
def print_cards(request, pk):
    """Blank cards, one for each invited village of this person, with a QR that opens its form."""
    bursa = one(request, pk)
    invited = bursa.undangan.select_related("desa__induk").order_by("desa")
    mine = [u.desa for u in invited.in_places({t.wilayah_id for t in request.user.tugas})]
    if not mine:
        raise NotAllowed("Tidak ada desa Anda yang diundang ke bursa ini.")
    if len(mine) > PRINTED:
        raise NotAllowed(f"Paling banyak {PRINTED} kartu dalam satu berkas.")
    context = {"bursa": bursa, "kartu": blank_cards(bursa, mine)}
    content = render_pdf("inovasi/pdf/kartu_komitmen.html", context, stylesheet="kartu.css")
    return pdf_response(f"kartu-bursa-{pk}.pdf", content)


@require_GET
def recap(request, pk):
    bursa = one(request, pk)
    rows = _cards(request, bursa).for_list().order_by("desa", "created_at", "pk")
    if bentuk := request.GET.get("bentuk"):
        return table_response(
            f"rekap-bursa-{pk}", bentuk, exports.KOMITMEN, exports.commitments(rows)
        )
    context = {
        "bursa": bursa,
        "komitmen": rows,
        "hitungan": Hitungan(_cards(request, bursa), bursa),
        "diundang": bursa.undangan.count(),
        "hadir": bursa.undangan.filter(hadir=True).count(),
        "dicetak": timezone.now(),
        "pencetak": request.user,
    }
    content = render_pdf("inovasi/pdf/rekap_bursa.html", context)
    return pdf_response(f"rekap-bursa-{pk}.pdf", content)
