"""From one companion to the next, all villages or none."""

from datetime import timedelta

from django.db import transaction

from desa.actions.orang import assign, end_assignment
from desa.choices import Peran
from ppid.lib.workflow import NotAllowed


@transaction.atomic
def hand_over(penugasan, kepada, *, by, hari_terakhir, no_sk=""):
    """The roles end with their last day; the successor's begin on the next. Whoever looks after a
    village already keeps it as it is."""
    if not penugasan:
        raise NotAllowed("Tidak ada desa yang dapat diserahkan.")
    orang, mulai = penugasan[0].pengguna, hari_terakhir + timedelta(days=1)
    if kepada == orang:
        raise NotAllowed("Penggantinya harus orang lain.")
    for t in penugasan:
        end_assignment(t, by=by, selesai=hari_terakhir, catatan=f"Serah terima kepada {kepada}.")
    desa = [t.wilayah for t in penugasan]
    held = kepada.penugasan.filter(peran=Peran.PLD, wilayah__in=desa).not_ended(mulai)
    has = set(held.values_list("wilayah_id", flat=True))
    new = [w for w in desa if w.pk not in has]
    return assign(kepada, by=by, peran=Peran.PLD, wilayah=new, mulai=mulai, no_sk=no_sk)
