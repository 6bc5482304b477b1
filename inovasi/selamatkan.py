"""What can still be saved: promises without a budget, by the window that is still open."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from inovasi.ketentuan import Kalender
from inovasi.models import Komitmen
from inovasi.workflow import FIELD

SHOWN = 200  # of one place; a kecamatan has some dozens
FRONT = 3  # on the front page


def front_of_rescue(user):
    """For the front page of those who can act: the nearest deadline, its sentence, a few promises
    that can still make it, and how many there are; nothing where nothing is open."""
    own = {t.wilayah_id for t in user.tugas if t.peran in FIELD}
    found = rescues(Komitmen.objects.in_places(own), timezone.localdate()) if own else []
    still = [group for group in found if group[0]]
    if not still:
        return {}
    rows = [k for _, _, promises in still for k in promises]
    return {
        "selamatkan": rows[:FRONT],
        "selamatkan_kalimat": still[0][1],
        "selamatkan_jumlah": len(rows),
    }


def waiting(commitments, today):
    """Promised for this year or a later one, and in no APBDes yet."""
    return commitments.unfunded().filter(tahun_anggaran__gte=today.year)


def rescues(commitments, today):
    """[(Batas or None, [commitments])], the nearest deadline first; those for whom every window
    has closed come last, under None."""
    rows = waiting(commitments, today).for_row()
    rows = list(rows.order_by("tahun_anggaran", "desa", "pk")[:SHOWN])
    kalender = Kalender({k.desa_id[:5] for k in rows}, {k.tahun_anggaran for k in rows})
    found = defaultdict(list)
    for k in rows:
        window = kalender.next(k.desa_id[:5], k.tahun_anggaran, today, in_rkpdes=bool(k.rkpdes_at))
        found[window].append(k)
    order = sorted(found, key=lambda w: w.selesai if w else date.max)
    return [(w, w.sentence(today) if w else "", found[w]) for w in order]
