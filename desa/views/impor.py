"""The wizard: send, name the columns, read the verdicts, settle what is unsure, put it in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desa.actions import impor as actions
from desa.choices_impor import Putusan, StatusImpor
from desa.exports_impor import filled, report, report_header, template
from desa.forms.impor import TOLAK, ColumnsForm, SettleForm, SheetForm, UndoForm, UploadForm
from desa.impor import kerja
from desa.impor.jenis import SEMUA, offered_to
from desa.jejak_baca import readable
from desa.models import Impor, Wilayah
from desa.trail import trail_of
from ppid.lib.forms import posted, uploaded
from ppid.lib.tabel import table_response
from ppid.lib.tabel_baca import Unreadable
from ppid.lib.workflow import NotAllowed

SEHALAMAN = 50
BANYAK_TANYA = 10  # rows


def _kinds(request):
    kinds = offered_to(request.user)
    if not kinds:
        raise NotAllowed("Impor untuk Admin dan TIK. Minta Admin wilayah Anda.")
    return kinds


def _mine(request):
    kinds = [jenis.kode for jenis in offered_to(request.user)]
    return Impor.objects.visible_to(request.user).filter(jenis__in=kinds).select_related("wilayah")


def _one(request, pk):
    return get_object_or_404(_mine(request).select_related("created_by"), pk=pk)


@require_GET
def imports(request):
    kinds = _kinds(request)
    halaman = Paginator(_mine(request).for_list(), 25).get_page(request.GET.get("hal"))
    baris = [(impor, SEMUA[impor.jenis].judul) for impor in halaman]
    context = {"halaman": halaman, "baris": baris, "kinds": kinds}
    return render(request, "desa/impor/index.html", context)


@require_GET
def import_template(request):
    """An empty sheet of one kind, or one filled with what is there."""
    kinds = {jenis.kode for jenis in _kinds(request)}
    jenis = request.GET.get("jenis", "")
    if jenis not in kinds:
        raise Http404
    header, rows = template(jenis)
    if request.GET.get("isi"):
        place = get_object_or_404(
            Wilayah.objects.visible_to(request.user), pk=request.GET.get("isi")
        )
        header, rows = filled(jenis, request.user, place)
    return table_response(f"impor-{jenis}", request.GET.get("bentuk"), header, rows)


def import_create(request):
    kinds = _kinds(request)
    form = UploadForm(posted(request), uploaded(request), user=request.user)
    if form.is_valid():
        return redirect(actions.start(by=request.user, **form.cleaned_data))
    return render(request, "desa/impor/baru.html", {"form": form, "kinds": kinds})


@require_GET
def import_(request, pk):
    impor = _one(request, pk)
    if impor.status == StatusImpor.KOLOM:
        return redirect("desa:import_columns", pk)
    putusan = request.GET.get("putusan")
    rows = impor.baris.select_related("wilayah")
    if putusan in Putusan.values:
        rows = rows.filter(putusan=putusan)
    jumlah = _counts(impor)
    context = {
        "impor": impor,
        "jenis": SEMUA[impor.jenis],
        "jumlah": jumlah,
        "kode_asing": _foreign_codes(impor, jumlah),
        "putusan": putusan,
        "tanya": impor.baris.filter(putusan=Putusan.TANYA).first(),
        "halaman": Paginator(rows, SEHALAMAN).get_page(request.GET.get("hal")),
        "offers": {offer.step.name: offer for offer in request.user.offers(impor)},
        "jejak": readable(trail_of(impor)[:20]),
    }
    return render(request, "desa/impor/detail.html", context)


def _counts(impor):
    """(verdict, label, how many) for the tiles, and what became of the rows."""
    found = dict(impor.baris.values_list("putusan").annotate(n=Count("pk")))
    return [(p, Putusan(p).label, found.get(p, 0)) for p in Putusan.values]


def _foreign_codes(impor, jumlah):
    """Do so many rows have to be asked about that their codes are most likely not the ministry's,
    while their names could do without?"""
    counts = {p: n for p, _, n in jumlah}
    asked = counts[Putusan.TANYA]
    many = asked >= BANYAK_TANYA and asked * 2 > sum(counts.values())
    return many and {"kode", "nama", "kecamatan"} <= set(impor.kolom)


def import_columns(request, pk):
    impor = _one(request, pk)
    request.user.check("check", impor)
    jenis = SEMUA[impor.jenis]
    form = ColumnsForm(posted(request), impor=impor, jenis=jenis)
    if form.is_valid():
        actions.check(impor, by=request.user, kolom=form.kolom, bawaan=form.bawaan)
        return redirect(impor)
    context = {
        "impor": impor,
        "jenis": jenis,
        "form": form,
        "lembar": SheetForm(impor=impor) if len(impor.daftar_lembar) > 1 else None,
    }
    return render(request, "desa/impor/kolom.html", context)


@require_POST
def import_sheet(request, pk):
    """Another sheet of the same file."""
    impor = _one(request, pk)
    request.user.check("check", impor)
    form = SheetForm(request.POST, impor=impor)
    if form.is_valid():
        wanted = form.cleaned_data["lembar"]
        try:
            with impor.berkas.open("rb") as file:
                _, lembar, susunan = kerja.look(file, SEMUA[impor.jenis], wanted)
        except Unreadable as lack:
            messages.error(request, str(lack))
        else:
            actions.turn_to(impor, by=request.user, lembar=lembar, susunan=susunan)
    return redirect("desa:import_columns", pk)


def import_row(request, pk, nomor):
    """What the sheet says, and the places it may mean, side by side."""
    impor = _one(request, pk)
    baris = get_object_or_404(impor.baris.select_related("impor__wilayah"), nomor=nomor)
    request.user.check("settle", impor)
    calon = list(Wilayah.objects.filter(pk__in=baris.calon).with_path().order_by("kode"))
    form = SettleForm(posted(request), baris=baris, calon=calon)
    if form.is_valid():
        _settle(request, baris, form.cleaned_data)
        after = impor.baris.filter(putusan=Putusan.TANYA, nomor__gt=nomor).first()
        if after:
            return redirect("desa:import_row", pk, after.nomor)
        return redirect(impor)
    context = {
        "impor": impor,
        "baris": baris,
        "calon": calon,
        "form": form,
        "isi": list(kerja.shown(SEMUA[impor.jenis], baris, impor)),
        "sisa": impor.baris.filter(putusan=Putusan.TANYA).count(),
    }
    return render(request, "desa/impor/baris.html", context)


def _settle(request, baris, data):
    if data["pilihan"] == TOLAK:
        actions.turn_down(baris, by=request.user)
        return
    wilayah = data["wilayah"]
    read = kerja.choose(baris, wilayah.pk, wilayah.nama)
    actions.settle(baris, by=request.user, wilayah=wilayah, terbaca=read)
    if read.putusan == Putusan.TOLAK:
        messages.error(request, f"Baris {baris.nomor} ditolak: {read.alasan}")


@require_POST
def import_step(request, pk, name):
    impor = _one(request, pk)
    if name not in actions.BUTTONS:
        raise Http404
    actions.BUTTONS[name](impor, by=request.user)
    return redirect("desa:imports" if name == "discard" else impor)


def import_undo(request, pk):
    impor = _one(request, pk)
    request.user.check("undo", impor)
    form = UndoForm(posted(request))
    if form.is_valid():
        actions.undo(impor, by=request.user, **form.cleaned_data)
        return redirect(impor)
    context = {"impor": impor, "form": form, "sudah": impor.baris.done().count()}
    return render(request, "desa/impor/batal.html", context)


@require_GET
def import_report(request, pk):
    impor = _one(request, pk)
    name = f"laporan-impor-{impor.pk}"
    return table_response(name, request.GET.get("bentuk"), report_header(impor), report(impor))
