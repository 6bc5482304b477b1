"""The rule of the month: until when it is mended and handed in; an Admin sets it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from desa.choices import Peran
from desa.kode import NUSANTARA, ancestors
from ppid.lib.forms import posted
from ppid.lib.workflow import NotAllowed
from tugas.actions import laporan as actions
from tugas.bulan import Periode
from tugas.forms.laporan import RuleForm
from tugas.models import AturanLaporan


def rules(request):
    user = request.user
    if not user.holds(Peran.ADMIN):
        raise NotAllowed("Batas laporan diatur oleh Admin kabupaten dan Admin nasional.")
    now = Periode.of(timezone.localdate())
    first = {"berlaku": now.next.kunci, "hari_koreksi": 3, "hari_batas": 4}
    form = RuleForm(posted(request), user=user, initial=first)
    if form.is_valid():
        aturan = actions.set_rule(by=user, **form.cleaned_data)
        messages.success(request, f"{aturan}: batas akhir tanggal {aturan.hari_batas}.")
        return redirect("tugas:report_rules")
    places = user.places_as(Peran.ADMIN).values_list("kode", flat=True)
    seen = {NUSANTARA, *places}.union(*map(ancestors, places))
    rows = AturanLaporan.objects.filter(wilayah__in=seen).select_related("wilayah")
    context = {"form": form, "aturan": rows, "boleh": form.fields["wilayah"].queryset.exists()}
    return render(request, "tugas/laporan_aturan.html", context)
