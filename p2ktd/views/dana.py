"""The money of a TPID: funds, one fund with its RKA and cash book, its accountability."""

import json
from copy import copy

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from desa.pindaian import with_scans
from desa.trail import trail_of
from p2ktd import exports_kerja
from p2ktd.actions import dok as actions
from p2ktd.actions import kas
from p2ktd.actions.naskah import pdf_bytes
from p2ktd.filters_kerja import FundFilter
from p2ktd.forms.dana import (
    ApproveForm,
    AttachForm,
    BookForm,
    FormatForm,
    FundForm,
    PaguForm,
    ReceiveForm,
    ReportStageForm,
    RkaForm,
    StagesForm,
    kecamatan_of,
)
from p2ktd.forms.kebutuhan import StepForm
from p2ktd.ketentuan_dana import stage_lacks
from p2ktd.lpj import sheets_of
from p2ktd.models import BarisKas, Dana
from p2ktd.naskah import Naskah
from p2ktd.views.isian import answer, confirm
from ppid.lib.forms import posted, uploaded
from ppid.lib.keyset import page
from ppid.lib.pdf import pdf_lack, pdf_response
from ppid.lib.tabel import book_response, table_response

OWN_PAGE = {
    "edit": "fund_edit", "book": "fund_book", "approve": "fund_approve",
    "reformat": "fund_reformat", "report_stage": "fund_report",
}  # fmt: skip
LATER = {"edit", "report_stage", "reopen_rka", "reformat", "send_back", "claim"}
LPJ = ("file", "send_back", "claim", "reformat", "approve")  # the way of an accountability
BARIS = 100  # lines of the cash book on the page; the file has them all
JEJAK = 20


def one(request, pk):
    mine = Dana.objects.visible_to(request.user)
    return get_object_or_404(mine.select_related("wilayah", "created_by"), pk=pk)


def one_for(request, pk, step):
    dana = one(request, pk)
    request.user.check(step, dana)
    return dana


@require_GET
def funds(request):
    saringan = FundFilter(request.GET, Dana.objects.visible_to(request.user).for_list())
    context = {
        "saringan": saringan,
        "halaman": page(saringan.qs, request, "created_at"),
        "boleh": kecamatan_of(request.user).exists(),
    }
    return render(request, "p2ktd/dana/index.html", context)


def fund_create(request):
    form = PaguForm(posted(request), user=request.user)
    if form.is_valid():
        made = actions.create(by=request.user, **form.cleaned_data)
        messages.success(request, f"{made} tercatat.")
        return redirect(made)
    context = {"form": form, "judul": "Catat pagu", "kembali": reverse("p2ktd:funds")}
    return render(request, "p2ktd/isian.html", context)


@require_GET
def fund(request, pk):
    dana = one(request, pk)
    offers = request.user.offers(dana)
    lines = list(dana.kas.with_balance().select_related("pos", "pembayaran", "pembalik"))
    rka = list(dana.rka.select_related("pos"))
    stages = dana.pencairan.select_related("dana")
    context = {
        "dana": dana,
        "langkah": [(o, _address(dana, o.step.name)) for o in _ordered(offers)],
        "boleh": {o.step.name for o in offers},
        "pos": list(actions.shares(dana)),
        "rka": rka,
        "jumlah_rka": sum(b.jumlah for b in rka),
        "pencairan": [(p, [] if p.diterima else list(stage_lacks(p))) for p in stages],
        "kas": lines[-BARIS:],
        "lebih": len(lines) > BARIS,
        "saldo": lines[-1].saldo if lines else 0,
        "dokumen": with_scans(dana.dokumen),
        "riwayat": trail_of(dana).filter(langkah__in=LPJ),
        "jejak": trail_of(dana)[:JEJAK],
    }
    return render(request, "p2ktd/dana/detail.html", context)


def _ordered(offers):
    shown = [o for o in offers if o.step.name != "scan"]  # taken from the line of its paper
    return sorted(shown, key=lambda o: o.step.name in LATER)


def _address(dana, name):
    if name in OWN_PAGE:
        return reverse(f"p2ktd:{OWN_PAGE[name]}", args=[dana.pk])
    return reverse("p2ktd:fund_step", args=[dana.pk, name])


@require_GET
def fund_export(request, pk):
    dana = one(request, pk)
    rows = exports_kerja.cash(dana)
    name = f"buku-kas-{dana.wilayah_id}-{dana.tahun}-v{dana.format_lpj}"
    return table_response(name, request.GET.get("bentuk"), exports_kerja.CASH, rows)


@require_GET
def fund_paper(request, pk, kode):
    dokumen = get_object_or_404(one(request, pk).dokumen, kode=kode)
    if not dokumen.berkas and pdf_lack():
        naskah = Naskah.of(dokumen)
        return render(request, naskah.template, {"n": naskah, "layar": True})
    return pdf_response(f"{dokumen.kode}.pdf", pdf_bytes(dokumen))


@require_GET
def fund_sheet(request, pk, kode):
    """The same paper as a workbook, from its sealed data."""
    dokumen = get_object_or_404(one(request, pk).dokumen, kode=kode)
    return book_response(f"lpj-{kode}.xlsx", sheets_of(json.loads(dokumen.data)))


def fund_reformat(request, pk):
    dana = one_for(request, pk, "reformat")
    form = FormatForm(posted(request), initial={"format_lpj": dana.format_lpj})
    return answer(
        request, dana, form, lambda **data: actions.reformat(dana, by=request.user, **data),
        "Ganti format LPJ",
    )  # fmt: skip


def fund_edit(request, pk):
    dana = one_for(request, pk, "edit")
    form = FundForm(posted(request), instance=copy(dana))
    return answer(
        request, dana, form,
        lambda **data: actions.edit(dana, by=request.user, **data), "Ubah pagu dan MoU",
    )  # fmt: skip


def fund_row_add(request, pk):
    dana = one_for(request, pk, "edit")
    form = RkaForm(posted(request), dana=dana)
    return answer(
        request, dana, form, lambda **data: actions.add_row(dana, by=request.user, **data),
        "Tambah baris RKA",
    )  # fmt: skip


def fund_row_edit(request, pk, row):
    dana = one_for(request, pk, "edit")
    row = get_object_or_404(dana.rka, pk=row)
    form = RkaForm(posted(request), instance=row, dana=dana)
    return answer(
        request, dana, form,
        lambda **data: actions.change_row(dana, row.pk, by=request.user, **data),
        "Ubah baris RKA", hapus=reverse("p2ktd:fund_row_remove", args=[pk, row.pk]),
    )  # fmt: skip


def fund_row_remove(request, pk, row):
    dana = one_for(request, pk, "edit")
    row = get_object_or_404(dana.rka, pk=row)
    return confirm(
        request, dana, "Hapus baris RKA", f"“{row}” akan dihapus.",
        lambda: actions.remove_row(dana, row.pk, by=request.user), bahaya=True,
    )  # fmt: skip


def fund_stages(request, pk):
    dana = one_for(request, pk, "edit")
    form = StagesForm(posted(request))
    return answer(
        request, dana, form, lambda **data: actions.set_stages(dana, by=request.user, **data),
        "Atur tahap pencairan",
    )  # fmt: skip


def fund_receive(request, pk, row):
    dana = one_for(request, pk, "book")
    stage = get_object_or_404(dana.pencairan, pk=row)
    form = ReceiveForm(posted(request))
    lacks = " ".join(stage_lacks(stage))
    return answer(
        request, dana, form,
        lambda **data: actions.receive(dana, stage.pk, by=request.user, **data),
        f"Terima pencairan {str(stage).lower()}", teks=lacks,
    )  # fmt: skip


def fund_book(request, pk):
    dana = one_for(request, pk, "book")
    form = BookForm(posted(request), uploaded(request), dana=dana)
    return answer(
        request, dana, form, lambda **data: kas.book(dana, by=request.user, **data), "Catat kas"
    )


def fund_report(request, pk):
    dana = one_for(request, pk, "report_stage")
    form = ReportStageForm(posted(request), dana=dana)
    return answer(
        request, dana, form, lambda tahap: actions.report_stage(dana, tahap, by=request.user),
        "Terbitkan LPD tahap", tombol="Terbitkan",
        teks="LPD memuat baris kas sejak tahap itu diterima sampai tahap berikutnya. Terbit lagi "
        "sebagai versi berikutnya bila bukunya bertambah.",
    )  # fmt: skip


def fund_approve(request, pk):
    dana = one_for(request, pk, "approve")
    form = ApproveForm(posted(request), dana=dana)
    return answer(
        request, dana, form, lambda **data: actions.approve(dana, by=request.user, **data),
        "Setujui LPJ", tombol="Setujui",
    )  # fmt: skip


def fund_step(request, pk, name):
    dana = one(request, pk)
    if name not in actions.BUTTONS:
        raise Http404
    step = request.user.check(name, dana)
    form = StepForm(posted(request), needs_note=step.needs_note)
    return answer(
        request, dana, form, lambda **data: actions.BUTTONS[name](dana, by=request.user, **data),
        step.label, tombol=step.label,
    )  # fmt: skip


# Lines of the cash book


def _line(request, pk):
    mine = BarisKas.objects.visible_to(request.user)
    return get_object_or_404(mine.select_related("dana__wilayah", "dana__created_by"), pk=pk)


@require_GET
def cash_evidence(request, pk):
    line = _line(request, pk)
    if not line.berkas:
        raise Http404
    return FileResponse(line.berkas.open("rb"))


def cash_reverse(request, pk):
    line = _line(request, pk)
    request.user.check("book", line.dana)
    form = StepForm(posted(request), needs_note=True)
    return answer(
        request, line.dana, form, lambda **data: kas.reverse(line, by=request.user, **data),
        f"Koreksi baris {line.urut}", teks=str(line),
    )  # fmt: skip


def cash_attach(request, pk):
    line = _line(request, pk)
    request.user.check("book", line.dana)
    form = AttachForm(posted(request), uploaded(request))
    return answer(
        request, line.dana, form, lambda **data: kas.attach(line, by=request.user, **data),
        f"Unggah bukti baris {line.urut}", teks=str(line),
    )  # fmt: skip
