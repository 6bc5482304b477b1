"""The hand-over of a companion's villages."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from desa.actions.orang import check_account
from desa.models import Pengguna, Penugasan
from ppid.lib.forms import posted
from tugas.actions.serah import hand_over
from tugas.forms.serah import HandoverForm
from tugas.serah import held_by, pack_of


def handover(request, pk):
    orang = get_object_or_404(Pengguna.objects.looked_after_by(request.user), pk=pk)
    check_account(orang, request.user)
    penugasan = held_by(orang, Penugasan.objects.looked_after_by(request.user))
    form = HandoverForm(posted(request), user=request.user, orang=orang, penugasan=penugasan)
    if form.is_valid():
        kepada = form.cleaned_data.pop("kepada")
        hand_over(penugasan, kepada, by=request.user, **form.cleaned_data)
        messages.success(request, f"{len(penugasan)} desa diserahkan kepada {kepada}.")
        return redirect(kepada)
    bekal = pack_of(orang, penugasan)
    return render(request, "tugas/serah.html", {"form": form, "orang": orang, "b": bekal})
