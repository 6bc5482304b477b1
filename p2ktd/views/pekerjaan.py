"""Works: the list, one file with everything in it, its KAK, rows, choice and contract."""

from copy import copy

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from desa.choices import Jabatan
from desa.models import Dokumen
from desa.pindaian import with_scans
from desa.trail import trail_of
from p2ktd import exports_kerja
from p2ktd.actions import laporan as laporan_actions
from p2ktd.actions import pekerjaan as actions
from p2ktd.actions.naskah import pdf_bytes
from p2ktd.actions.pelajaran import may_teach
from p2ktd.choices import Putusan
from p2ktd.filters_kerja import WorkFilter
from p2ktd.forms.kebutuhan import StepForm
from p2ktd.forms.pekerjaan import ROW_FORMS, AgreeForm, AmendForm, ChooseForm, KakForm
from p2ktd.ketentuan_dana import fund_lacks, work_over_cap
from p2ktd.ketentuan_kerja import interests_in
from p2ktd.models import Pekerjaan, Pembayaran
from p2ktd.models.pekerjaan import BEBAS
from p2ktd.naskah import KAK, Naskah, data_of_kak, officer
from p2ktd.views.isian import answer, confirm
from ppid.lib.forms import posted
from ppid.lib.keyset import page
from ppid.lib.pdf import pdf_lack, pdf_response, render_pdf
from ppid.lib.tabel import table_response

OWN_PAGE = {
    "edit": "work_edit", "choose": "work_choose", "agree": "work_agree", "amend": "work_amend",
    "log": "work_log", "report": "work_report", "hand_over": "work_handover",
    "account": "work_account", "rate": "work_rate",
}  # fmt: skip
# The verdicts share one page, money settles by itself, a scan is taken from the line of its paper.
HIDDEN = {"account_noted", "refuse", "settle", "scan"}
# These are about one row: the first that still asks for it.
ROW_PAGE = {"close_note": "work_note", "tax": "work_tax", "pay": "work_pay"}
LATER = {
    "edit",
    "agree",
    "amend",
    "unchoose",
    "dispute",
    "cancel",
    "send_back",
    "unaccount",
    "rate",
}
PARTS = ("rab", "keluaran", "termin__pembayaran", "adendum", "pelaksanaan__foto", "laporan",
         "bast", "catatan_musdes")  # fmt: skip
ONE = ("desa", "kebutuhan", "penyedia", "tenaga_ahli", "created_by", "pemilihan")
JEJAK = 30


def one(request, pk):
    mine = Pekerjaan.objects.visible_to(request.user).select_related(*ONE)
    return get_object_or_404(mine, pk=pk)


def one_for(request, pk, step):
    """The file, for a person who may take this step now; else the sentence why not."""
    pekerjaan = one(request, pk)
    request.user.check(step, pekerjaan)
    return pekerjaan


def _filtered(request):
    return WorkFilter(request.GET, Pekerjaan.objects.visible_to(request.user).for_list())


@require_GET
def works(request):
    saringan = _filtered(request)
    context = {"saringan": saringan, "halaman": page(saringan.qs, request, "created_at")}
    return render(request, "p2ktd/pekerjaan/index.html", context)


@require_GET
def works_export(request):
    rows = exports_kerja.works(_filtered(request).qs)
    return table_response("pekerjaan", request.GET.get("bentuk"), exports_kerja.WORKS, rows)


@require_GET
def work(request, pk):
    pekerjaan = one(request, pk)
    prefetch_related_objects([pekerjaan], *PARTS)
    offers = request.user.offers(pekerjaan)
    boleh = {o.step.name for o in offers}
    bayar = next((o for o in offers if o.step.name == "pay"), None)
    if bayar:
        bayar.reasons.extend(fund_lacks(pekerjaan))
    context = {
        "pekerjaan": pekerjaan,
        "langkah": _steps(pekerjaan, offers),
        "boleh": boleh,
        "kak": [(Pekerjaan._meta.get_field(n).verbose_name, getattr(pekerjaan, n)) for n in KAK],
        "batas": work_over_cap(pekerjaan),
        "tertahan": bayar and bayar.reasons,
        "kepentingan": interests_in(pekerjaan),
        "penolakan": _refusal(pekerjaan),
        "dokumen": with_scans(papers(pekerjaan)),
        "umum": pekerjaan.status not in BEBAS,
        "boleh_ajar": may_teach(pekerjaan, request.user),
        "jejak": trail_of(pekerjaan)[:JEJAK],
    }
    return render(request, "p2ktd/pekerjaan/detail.html", context)


def _refusal(pekerjaan):
    """What the Musdes said when it refused, as long as that is its last word; "" else."""
    if pekerjaan.putusan != Putusan.DITOLAK:
        return ""
    said = trail_of(pekerjaan).filter(langkah="refuse").first()
    return said.catatan if said else ""


def _steps(pekerjaan, offers):
    rows = _waiting(pekerjaan)
    shown = [o for o in offers if o.step.name not in HIDDEN and rows.get(o.step.name, True)]
    ordered = sorted(shown, key=lambda o: o.step.name in LATER)
    return [(o, _address(pekerjaan, o.step.name, rows)) for o in ordered]


def _waiting(pekerjaan):
    """The first row that waits for a step of its own; None where none does."""
    termin = [t for t in pekerjaan.termin.all() if not hasattr(t, "pembayaran")]
    return {
        "close_note": pekerjaan.open_notes().first(),
        "tax": next((t for t in termin if t.pph is None), None),
        "pay": next(iter(termin), None),
    }


def _address(pekerjaan, name, rows):
    if name in ROW_PAGE:
        return reverse(f"p2ktd:{ROW_PAGE[name]}", args=[pekerjaan.pk, rows[name].pk])
    if name in OWN_PAGE:
        return reverse(f"p2ktd:{OWN_PAGE[name]}", args=[pekerjaan.pk])
    return reverse("p2ktd:work_step", args=[pekerjaan.pk, name])


def papers(pekerjaan):
    """Everything issued for this work and its payments, newest first."""
    paid = Pembayaran.objects.filter(termin__pekerjaan=pekerjaan).values_list("pk", flat=True)
    label = Pembayaran._meta.label
    own = pekerjaan.dokumen
    receipts = Dokumen.objects.filter(objek=label, objek_id__in=[str(pk) for pk in paid])
    return (own | receipts).defer("data").order_by("-created_at", "-pk")


def work_edit(request, pk):
    pekerjaan = one_for(request, pk, "edit")
    form = KakForm(posted(request), instance=copy(pekerjaan))
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.edit(pekerjaan, by=request.user, **data), "Ubah KAK",
    )  # fmt: skip


# Rows


def _list(daftar):
    if daftar not in ROW_FORMS:
        raise Http404
    return ROW_FORMS[daftar], actions.LISTS[daftar][1]


def work_row_add(request, pk, daftar):
    form_class, step = _list(daftar)
    pekerjaan = one_for(request, pk, step)
    form = form_class(posted(request))
    judul = f"Tambah {form.instance._meta.verbose_name}"
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.add_row(pekerjaan, daftar, by=request.user, **data), judul,
    )  # fmt: skip


def work_row_edit(request, pk, daftar, row):
    form_class, step = _list(daftar)
    pekerjaan = one_for(request, pk, step)
    row = get_object_or_404(getattr(pekerjaan, daftar), pk=row)
    form = form_class(posted(request), instance=row)
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.change_row(pekerjaan, daftar, row.pk, by=request.user, **data),
        f"Ubah {row._meta.verbose_name}",
        hapus=reverse("p2ktd:work_row_remove", args=[pk, daftar, row.pk]),
    )  # fmt: skip


def work_row_remove(request, pk, daftar, row):
    _, step = _list(daftar)
    pekerjaan = one_for(request, pk, step)
    row = get_object_or_404(getattr(pekerjaan, daftar), pk=row)
    return confirm(
        request, pekerjaan, f"Hapus {row._meta.verbose_name}", f"“{row}” akan dihapus.",
        lambda: actions.remove_row(pekerjaan, daftar, row.pk, by=request.user), bahaya=True,
    )  # fmt: skip


# The choice and the contract


def work_choose(request, pk):
    pekerjaan = one_for(request, pk, "choose")
    form = ChooseForm(posted(request), pekerjaan=pekerjaan)
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.choose(pekerjaan, by=request.user, **data), "Pilih penyedia",
    )  # fmt: skip


def _parties(pekerjaan):
    """Who signs as a rule, where nobody has been named yet."""
    ketua = officer(pekerjaan.kecamatan, pekerjaan.tahun, Jabatan.KETUA)
    wanted = {
        "pihak1_nama": ketua,
        "pihak1_jabatan": "Ketua TPID" if ketua else "",
        "pihak2_nama": pekerjaan.penyedia.pimpinan,
        "pihak2_jabatan": "Pimpinan",
    }
    named = pekerjaan.pihak1_nama or pekerjaan.pihak2_nama
    return {} if named else wanted


def work_agree(request, pk):
    pekerjaan = one_for(request, pk, "agree")
    form = AgreeForm(posted(request), instance=copy(pekerjaan), initial=_parties(pekerjaan))
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.agree(pekerjaan, by=request.user, **data), "Susun SPK",
    )  # fmt: skip


def work_amend(request, pk):
    pekerjaan = one_for(request, pk, "amend")
    form = AmendForm(posted(request), pekerjaan=pekerjaan)
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.amend(pekerjaan, by=request.user, **data), "Ubah kontrak (adendum)",
    )  # fmt: skip


BUTTONS = actions.BUTTONS | {"unaccount": laporan_actions.withdraw_account}


def work_step(request, pk, name):
    pekerjaan = one(request, pk)
    if name not in BUTTONS:
        raise Http404
    step = request.user.check(name, pekerjaan)
    form = StepForm(posted(request), needs_note=step.needs_note)
    return answer(
        request, pekerjaan, form,
        lambda **data: BUTTONS[name](pekerjaan, by=request.user, **data),
        step.label, tombol=step.label,
    )  # fmt: skip


# Papers


@require_GET
def work_kak(request, pk):
    """The KAK with its RAB as they stand: a working paper; from the contract on a copy of the
    annex of its SPK."""
    pekerjaan = one(request, pk)
    data = data_of_kak(pekerjaan) | {"spk_nomor": pekerjaan.spk_nomor}
    naskah = Naskah("KAK P2KTD", data)
    if pdf_lack():
        return render(request, naskah.template, {"n": naskah, "layar": True})
    return pdf_response(f"kak-{pk}.pdf", render_pdf(naskah.template, {"n": naskah}))


@require_GET
def work_paper(request, pk, kode):
    dokumen = get_object_or_404(papers(one(request, pk)), kode=kode)
    if not dokumen.berkas and pdf_lack():
        naskah = Naskah.of(dokumen)
        return render(request, naskah.template, {"n": naskah, "layar": True})
    return pdf_response(f"{dokumen.kode}.pdf", pdf_bytes(dokumen))
