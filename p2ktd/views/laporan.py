"""Delivery, reports, handing over, notes of the Musdes, tax and payment: pages of one work."""

from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from p2ktd.actions import kas
from p2ktd.actions import laporan as actions
from p2ktd.actions import pelajaran as pelajaran_actions
from p2ktd.forms.laporan import (
    AccountForm,
    BastForm,
    LogForm,
    NoteForm,
    PayForm,
    ProgressForm,
    RatingForm,
    ReportForm,
    TaxForm,
)
from p2ktd.forms.pelajaran import LessonForm
from p2ktd.models import FotoPelaksanaan
from p2ktd.views.isian import FORM, answer
from p2ktd.views.pekerjaan import one, one_for
from ppid.lib.forms import posted, uploaded
from ppid.lib.tags import rupiah
from ppid.lib.workflow import NotAllowed

KUNCI = {"pelaksanaan": UUID, "laporan": int}  # lists whose rows keep a file


def work_log(request, pk):
    pekerjaan = one_for(request, pk, "log")
    form = LogForm(posted(request), uploaded(request), pekerjaan=pekerjaan)
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.log(pekerjaan, by=request.user, **data), "Catat pelaksanaan",
    )  # fmt: skip


def work_progress(request, pk, row):
    pekerjaan = one_for(request, pk, "log")
    keluaran = get_object_or_404(pekerjaan.keluaran, pk=row)
    initial = {"persen": keluaran.persen, "kondisi": keluaran.kondisi}
    form = ProgressForm(posted(request), initial=initial)
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.progress(pekerjaan, row, by=request.user, **data),
        "Catat kemajuan", teks=keluaran.uraian,
    )  # fmt: skip


def work_report(request, pk):
    pekerjaan = one_for(request, pk, "report")
    form = ReportForm(posted(request), uploaded(request))
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.write_report(pekerjaan, by=request.user, **data), "Catat laporan",
    )  # fmt: skip


def work_handover(request, pk):
    pekerjaan = one_for(request, pk, "hand_over")
    wanted = {"menyerahkan": pekerjaan.pihak2_nama, "menerima": pekerjaan.pihak1_nama}
    form = BastForm(posted(request), initial=wanted, pekerjaan=pekerjaan)
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.hand_over(pekerjaan, by=request.user, **data),
        "Tanda tangani BAST", tombol="Tanda tangani BAST",
    )  # fmt: skip


def work_rate(request, pk):
    pekerjaan = one_for(request, pk, "rate")
    form = RatingForm(posted(request), instance=getattr(pekerjaan, "nilai_warga", None))
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.rate(pekerjaan, by=request.user, **data), "Penilaian warga",
    )  # fmt: skip


def work_account(request, pk):
    """The Musdes' verdict, from its sealed berita acara."""
    pekerjaan = one_for(request, pk, "account")
    form = AccountForm(posted(request), pekerjaan=pekerjaan)
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.account_for(pekerjaan, by=request.user, **data),
        "Catat putusan Musdes", tombol="Simpan putusan",
        teks="Hanya berita acara Musdes P2KTD desa ini yang sudah final dan tidak mendahului BAST.",
    )  # fmt: skip


def work_note(request, pk, row):
    pekerjaan = one_for(request, pk, "close_note")
    note = get_object_or_404(pekerjaan.open_notes(), pk=row)
    form = NoteForm(posted(request))
    return answer(
        request, pekerjaan, form,
        lambda **data: actions.close_note(pekerjaan, row, by=request.user, **data),
        "Tutup catatan Musdes", teks=note.uraian,
    )  # fmt: skip


def work_tax(request, pk, row):
    pekerjaan = one_for(request, pk, "tax")
    termin = get_object_or_404(pekerjaan.termin, pk=row)
    initial = {"ppn": termin.ppn, "pph": termin.pph}
    form = TaxForm(posted(request), termin=termin, initial=initial)
    return answer(
        request, pekerjaan, form,
        lambda **data: kas.set_tax(pekerjaan, row, by=request.user, **data),
        "Isi pajak", teks=f"{termin}, {rupiah(termin.jumlah)}.",
    )  # fmt: skip


def work_pay(request, pk, row):
    """A second press after the last term finds the work paid already: the action tells."""
    pekerjaan = one_for(request, pk, "pay")
    termin = get_object_or_404(pekerjaan.termin, pk=row)
    form = PayForm(posted(request), initial={"penerima": pekerjaan.pihak2_nama})
    teks = f"{termin}: {rupiah(termin.jumlah)}, pajak dipungut {rupiah(termin.pajak)}."
    return answer(
        request, pekerjaan, form,
        lambda **data: kas.pay(pekerjaan, termin, by=request.user, **data),
        "Bayar", tombol="Bayar", teks=teks,
    )  # fmt: skip


def work_lesson(request, pk):
    """Offered once the file is closed; the file itself stays as it is."""
    pekerjaan = one(request, pk)
    if not pelajaran_actions.may_teach(pekerjaan, request.user):
        raise NotAllowed("Pelajaran ditulis sekali, sesudah berkas pekerjaan ditutup.")
    form = LessonForm(posted(request))
    if form.is_valid():
        made = pelajaran_actions.write_lesson(pekerjaan, by=request.user, **form.cleaned_data)
        return redirect(made.inovasi or pekerjaan)
    context = {"form": form, "judul": "Pelajaran dari pekerjaan ini", "nama": pekerjaan}
    return render(request, FORM, context | {"kembali": pekerjaan.get_absolute_url()})


@require_GET
def work_photo(request, pk):
    foto = get_object_or_404(FotoPelaksanaan.objects.visible_to(request.user), pk=pk)
    file = foto.kecil if request.GET.get("kecil") else foto.berkas
    return FileResponse(file.open("rb"), content_type="image/jpeg")


@require_GET
def work_file(request, pk, daftar, row):
    """What came with a day of delivery or with a report."""
    pekerjaan = one(request, pk)
    try:
        key = KUNCI[daftar](row)
    except (KeyError, ValueError):  # an address that no page of ours has
        raise Http404 from None
    rows = getattr(pekerjaan, daftar).exclude(berkas="")
    found = get_object_or_404(rows, pk=key)
    return FileResponse(found.berkas.open("rb"))
