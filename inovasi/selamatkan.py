"""What can still be saved: promises without a budget, by the window that is still open."""

from collections import defaultdict
from datetime import date

from inovasi.ketentuan import Kalender

SHOWN = 200  # of one place; a kecamatan has some dozens


def rescues(commitments, today):
    """[(Batas or None, [commitments])], the nearest deadline first; those for whom every window
    has closed come last, under None."""
    rows = commitments.unfunded().filter(tahun_anggaran__gte=today.year).for_list()
    rows = list(rows.order_by("tahun_anggaran", "desa", "pk")[:SHOWN])
    kalender = Kalender({k.desa_id[:5] for k in rows}, {k.tahun_anggaran for k in rows})
    found = defaultdict(list)
    for k in rows:
        window = kalender.next(k.desa_id[:5], k.tahun_anggaran, today, in_rkpdes=bool(k.rkpdes_at))
        found[window].append(k)
    order = sorted(found, key=lambda w: w.selesai if w else date.max)
    return [(w, w.sentence(today) if w else "", found[w]) for w in order]
