"""The search for a provider, from the need to the choice with its reason."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from desa.choices import Peran
from desa.jejak_baca import readable
from desa.trail import trail_of
from p2ktd import exports
from p2ktd.actions import pencocokan as actions
from p2ktd.banding import table_of
from p2ktd.calon import matches
from p2ktd.filters import SelectionFilter
from p2ktd.forms.pencocokan import (
    ChooseForm,
    DeclareForm,
    InviteForm,
    OfferForm,
    OfferScoreForm,
    SelectionForm,
    need_for,
)
from p2ktd.forms.penyedia import StepForm
from p2ktd.models import Pelajaran, Pemilihan
from ppid.lib.forms import posted
from ppid.lib.keyset import page
from ppid.lib.tabel import table_response
from ppid.lib.workflow import NotAllowed

PAGES = {"declare": "selection_declare", "invite": "selection_invite", "edit": "selection_edit"}
DALAM = ("offer", "score")  # their buttons stand beside each offer
LATER = ("edit", "cancel")


def one(request, pk):
    mine = Pemilihan.objects.visible_to(request.user).for_list()
    return get_object_or_404(mine, pk=pk)


def _filtered(request):
    return SelectionFilter(request.GET, Pemilihan.objects.visible_to(request.user).for_list())


@require_GET
def selections(request):
    saringan = _filtered(request)
    context = {
        "saringan": saringan,
        "halaman": page(saringan.qs, request, "created_at"),
        "boleh": request.user.holds(Peran.TPID),
    }
    return render(request, "p2ktd/pemilihan_semua.html", context)


@require_GET
def selections_export(request):
    rows = exports.selections(_filtered(request).qs.order_by("-created_at", "-pk"))
    return table_response("pemilihan", request.GET.get("bentuk"), exports.SELECTIONS, rows)


def selection_create(request):
    if not request.user.holds(Peran.TPID):
        raise NotAllowed("Pemilihan penyedia disusun oleh TPID di kecamatannya.")
    kebutuhan = need_for(request.user, request.GET.get("kebutuhan"))
    form = SelectionForm(posted(request), user=request.user, kebutuhan=kebutuhan)
    if form.is_valid():
        made = actions.create(by=request.user, kebutuhan=kebutuhan, **form.cleaned_data)
        messages.success(request, "Pemilihan disusun. Isi pernyataan kepentingan lebih dahulu.")
        return redirect(made)
    return _form(request, form, "Cari penyedia", reverse("p2ktd:selections"))


def _form(request, form, judul, kembali, nama=""):
    context = {"form": form, "judul": judul, "kembali": kembali, "nama": nama}
    return render(request, "p2ktd/form.html", context)


def _form_of(request, pemilihan, form, judul):
    return _form(request, form, judul, pemilihan.get_absolute_url(), str(pemilihan))


@require_GET
def selection(request, pk):
    pemilihan = one(request, pk)
    offers = request.user.offers(pemilihan)
    names = {offer.step.name for offer in offers}
    context = {
        "pemilihan": pemilihan,
        "langkah": _steps(pemilihan, offers, request.user),
        "pernyataan": pemilihan.pernyataan.select_related("pengguna", "penyedia"),
        "undangan": pemilihan.undangan.select_related("penyedia", "penawaran"),
        "banding": table_of(pemilihan, request.user),
        "boleh_catat": "offer" in names,
        "boleh_nilai": "score" in names and actions.may_judge(pemilihan, request.user),
        "jejak": readable(trail_of(pemilihan)[:20]),
    }
    return render(request, "p2ktd/pemilihan.html", context)


def _steps(pemilihan, offers, user):
    """Pairs (offer, address), the step that leads on first: one's own declaration until it is
    made. Whoever declared an interest is told why the choice is not theirs."""
    useful = {o.step.name: o for o in offers if o.step.name not in DALAM}
    said = pemilihan.pernyataan.filter(pengguna=user).select_related("penyedia").first()
    if said and said.ada and "choose" in useful:
        useful["choose"].reasons.append(actions.PARTIAL.format(said.penyedia))
    later = {*LATER, "declare"} if said else LATER
    ordered = sorted(useful.values(), key=lambda offer: offer.step.name in later)
    return [(offer, _address(pemilihan, offer.step.name)) for offer in ordered]


def _address(pemilihan, name):
    if name in PAGES:
        return reverse(f"p2ktd:{PAGES[name]}", args=[pemilihan.pk])
    return reverse("p2ktd:selection_step", args=[pemilihan.pk, name])


def selection_edit(request, pk):
    pemilihan = one(request, pk)
    request.user.check("edit", pemilihan)
    form = SelectionForm(posted(request), instance=pemilihan, user=request.user)
    if form.is_valid():
        actions.edit(pemilihan, by=request.user, **form.cleaned_data)
        messages.success(request, "Kebutuhan disimpan.")
        return redirect(pemilihan)
    return _form_of(request, pemilihan, form, "Ubah kebutuhan")


def selection_declare(request, pk):
    pemilihan = one(request, pk)
    request.user.check("declare", pemilihan)
    mine = pemilihan.pernyataan.filter(pengguna=request.user).first()
    form = DeclareForm(posted(request), instance=mine, pemilihan=pemilihan)
    if form.is_valid():
        actions.declare(pemilihan, by=request.user, **form.cleaned_data)
        messages.success(request, "Pernyataan kepentingan disimpan.")
        return redirect(pemilihan)
    return _form_of(request, pemilihan, form, "Pernyataan kepentingan")


def selection_invite(request, pk):
    pemilihan = one(request, pk)
    request.user.check("invite", pemilihan)
    hasil = matches(pemilihan)
    diundang = set(pemilihan.undangan.values_list("penyedia", flat=True))
    form = InviteForm(posted(request), hasil=hasil, diundang=diundang)
    if form.is_valid():
        actions.invite(pemilihan, by=request.user, **form.cleaned_data)
        messages.success(request, "Undangan penawaran dicatat.")
        return redirect(pemilihan)
    context = {
        "pemilihan": pemilihan,
        "hasil": hasil,
        "diundang": diundang,
        "dipilih": request.POST.getlist("penyedia"),
        "form": form,
        "pelajaran": Pelajaran.objects.about([m.calon.kunci for m in hasil.cocok]),
    }
    return render(request, "p2ktd/undang.html", context)


def selection_offer(request, pk, row):
    pemilihan = one(request, pk)
    request.user.check("offer", pemilihan)
    undangan = get_object_or_404(pemilihan.undangan.select_related("penyedia"), pk=row)
    form = OfferForm(posted(request))
    if form.is_valid():
        actions.offer(pemilihan, undangan, by=request.user, **form.cleaned_data)
        messages.success(request, f"Penawaran {undangan.penyedia} dicatat.")
        return redirect(pemilihan)
    return _form_of(request, pemilihan, form, f"Penawaran {undangan.penyedia}")


def selection_score(request, pk, row):
    pemilihan = one(request, pk)
    request.user.check("score", pemilihan)
    actions.refuse_partial(pemilihan, request.user)
    rows = pemilihan.penawaran_masuk.select_related("undangan__penyedia")
    penawaran = get_object_or_404(rows, pk=row)
    mine = penawaran.nilai.filter(created_by=request.user)
    given = dict(mine.values_list("kriteria", "nilai"))
    form = OfferScoreForm(posted(request), given=given)
    if form.is_valid():
        actions.score(pemilihan, penawaran, by=request.user, nilai=form.hasil)
        messages.success(request, f"Nilai untuk {penawaran.undangan.penyedia} disimpan.")
        return redirect(pemilihan)
    return _form_of(request, pemilihan, form, f"Nilai penawaran {penawaran.undangan.penyedia}")


def selection_step(request, pk, name):
    pemilihan = one(request, pk)
    act = (actions.BUTTONS | {"choose": actions.choose}).get(name)
    if act is None:
        raise Http404
    step = request.user.check(name, pemilihan)
    data = posted(request)
    if name == "choose":
        form = ChooseForm(data, pemilihan=pemilihan)
    else:
        form = StepForm(data, needs_note=step.needs_note)
    if form.is_valid():
        act(pemilihan, by=request.user, **form.cleaned_data)
        messages.success(request, f"{step.label}: {pemilihan}.")
        return redirect(pemilihan)
    return _form_of(request, pemilihan, form, step.label)
