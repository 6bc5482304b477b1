"""Desk study of a village, and saying that nothing was found."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desa.jejak_baca import readable
from desa.models import Wilayah
from desa.trail import trail_of
from inovasi.actions import telaah as actions
from inovasi.forms.dasar import StepForm, writable_villages
from inovasi.forms.dokumen import kept_rows
from inovasi.forms.telaah import InformanFormSet, NilForm, StudyForm
from inovasi.models import Inovasi, NihilInovasi, Telaah
from inovasi.telaah_baca import Bacaan, unheard
from inovasi.views.dasar import ways
from inovasi.workflow import PENULIS
from ppid.lib.forms import posted

KEPT = ["nama", "unsur", "metode", "tanggal", "pokok"]


@require_GET
def studies(request):
    """My villages, each with its desk study of this year."""
    tahun = timezone.localdate().year
    desa = writable_villages(request.user)
    mine = Telaah.objects.visible_to(request.user).filter(tahun=tahun)
    written = set(mine.values_list("desa_id", flat=True))
    nihil = NihilInovasi.objects.visible_to(request.user).select_related("desa")
    context = {
        "desa": [(w, w.pk in written) for w in list(desa.values())[:100]],
        "tahun": tahun,
        "nihil": nihil.order_by("-pk")[:50],
    }
    return render(request, "inovasi/telaah/index.html", context)


def study(request, kode, tahun):
    desa = get_object_or_404(
        Wilayah.objects.visible_to(request.user).villages().with_path(), pk=kode
    )
    if not 2015 <= tahun <= timezone.localdate().year + 1:
        raise Http404
    telaah = Telaah.objects.visible_to(request.user).filter(desa=desa, tahun=tahun).first()
    people = list(telaah.informan.values(*KEPT)) if telaah else []
    form = StudyForm(posted(request), initial={"catatan": telaah.catatan if telaah else ""})
    formset = InformanFormSet(posted(request), initial=people, prefix="informan")
    if form.is_valid() and formset.is_valid():
        actions.write_study(
            by=request.user, desa=desa, tahun=tahun, informan=kept_rows(formset),
            **form.cleaned_data,
        )  # fmt: skip
        messages.success(request, "Telaah tersimpan.")
        return redirect("inovasi:desk_study", kode, tahun)
    context = {
        "desa": desa, "tahun": tahun, "form": form, "formset": formset, "telaah": telaah,
        "bacaan": Bacaan(request.user, desa, tahun),
        "belum_ditanya": unheard(people) if telaah else [],
        "inovasi": Inovasi.objects.visible_to(request.user).filter(desa=desa, tahun=tahun),
        "boleh_tulis": bool(PENULIS & request.user.roles_over(desa)),
    }  # fmt: skip
    return render(request, "inovasi/telaah/detail.html", context)


def _nil(request, pk):
    return get_object_or_404(
        NihilInovasi.objects.visible_to(request.user).select_related("desa__induk", "created_by"),
        pk=pk,
    )


def nil_create(request):
    asked = {name: request.GET[name] for name in ("desa", "tahun") if name in request.GET}
    form = NilForm(posted(request), user=request.user, initial=asked)
    if form.is_valid():
        return redirect(actions.declare_nil(by=request.user, **form.cleaned_data))
    return render(request, "inovasi/nihil/form.html", {"form": form})


@require_GET
def nil(request, pk):
    nihil = _nil(request, pk)
    pages = {"edit": "inovasi:nil_edit"}
    context = {
        "nihil": nihil,
        "langkah": ways(request.user, nihil, pages, "inovasi:nil_step"),
        "jejak": readable(trail_of(nihil)),
    }
    return render(request, "inovasi/nihil/detail.html", context)


def nil_edit(request, pk):
    nihil = _nil(request, pk)
    request.user.check("edit", nihil)
    form = NilForm(posted(request), user=request.user, nihil=nihil)
    if form.is_valid():
        return redirect(actions.edit_nil(nihil, by=request.user, **form.cleaned_data))
    return render(request, "inovasi/nihil/form.html", {"form": form, "nihil": nihil})


def nil_step(request, pk, name):
    nihil = _nil(request, pk)
    if name not in actions.BUTTONS:
        raise Http404
    langkah = request.user.check(name, nihil)
    form = StepForm(posted(request), needs_note=langkah.needs_note)
    if form.is_valid():
        actions.BUTTONS[name](nihil, by=request.user, **form.cleaned_data)
        return redirect(nihil)
    return render(request, "inovasi/langkah.html", {"obj": nihil, "step": langkah, "form": form})
