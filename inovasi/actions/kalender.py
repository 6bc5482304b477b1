"""What happens by the calendar: reminders before a window closes, promises carried over after."""

from collections import defaultdict

from django.urls import reverse

from desa.actions.pemberitahuan import notify
from desa.choices import AlasanKabar, Peran
from desa.models import Penugasan
from inovasi.actions.komitmen import divert
from inovasi.choices import AlasanBerhenti
from inovasi.ketentuan import Kalender
from inovasi.models import Komitmen
from ppid.lib.workflow import NotAllowed

SEBELUM = (3, 14, 30)  # days before a window closes
LAPANGAN = [Peran.PLD, Peran.PD, Peran.TPID]
OTOMATIS = "Dialihkan oleh sistem: semua jendela lewat. Alasan disimpulkan; betulkan bila keliru."


def remind(today):
    """Tell each companion and team once, before a window closes on promises of their places; how
    many were told. Running it again tells nobody twice."""
    closing = _closing(today)
    told = 0
    for person, rows in _by_person(closing, today).items():
        told += _tell(person, sorted(rows, key=lambda row: row[1].selesai), today)
    return told


def _closing(today):
    """{kecamatan: [(commitment, window)]} for windows that close within the longest notice."""
    rows = Komitmen.objects.unfunded().filter(tahun_anggaran__gte=today.year)
    rows = list(rows.select_related("desa").order_by("tahun_anggaran", "desa", "pk"))
    kalender = Kalender({k.desa_id[:5] for k in rows}, {k.tahun_anggaran for k in rows})
    found = defaultdict(list)
    for k in rows:
        window = kalender.next(k.desa_id[:5], k.tahun_anggaran, today, bool(k.rkpdes_at))
        if window and (window.selesai - today).days <= SEBELUM[-1]:
            found[k.desa_id[:8]].append((k, window))
    return found


def _by_person(closing, today):
    """{key of a person: [(commitment, window)]}: a PLD hears of their villages alone."""
    places = {kode for rows in closing.values() for k, _ in rows for kode in (k.desa_id,)}
    held = Penugasan.objects.in_force(today).filter(
        peran__in=LAPANGAN, wilayah__in=[*closing, *places]
    )
    found = defaultdict(list)
    for t in held.order_by("pengguna", "pk"):
        for k, window in closing.get(t.wilayah_id[:8], []):
            if k.place.is_inside(t.wilayah_id) and (k, window) not in found[t.pengguna_id]:
                found[t.pengguna_id].append((k, window))
    return found


def _tell(person, rows, today):
    nearest = rows[0][1]
    left = (nearest.selesai - today).days
    notice = next(days for days in SEBELUM if left <= days)
    lines = [f"- {k}, Desa {k.desa}: {window.sentence(today)}" for k, window in rows]
    return notify(
        [person],
        AlasanKabar.JENDELA,
        None,
        f"{notice} hari lagi: {len(rows)} komitmen desa belum dianggarkan dan masih bisa "
        f"diselamatkan. {nearest.sentence(today)}",
        tautan=reverse("inovasi:rescue"),
        tenggat=nearest.selesai,
        kunci=f"{nearest.dokumen} {nearest.selesai:%Y-%m-%d} {notice}",
        rincian="\n".join(lines),
    )


def carry_over(tahun_anggaran, today):
    """Propose again, for the next year, what got no money and has no window left; (carried,
    left: those whose village has promised the same again already)."""
    rows = Komitmen.objects.unfunded().filter(tahun_anggaran=tahun_anggaran)
    rows = list(rows.select_related("desa").order_by("desa", "pk"))
    kalender = Kalender({k.desa_id[:5] for k in rows}, [tahun_anggaran])
    carried = left = 0
    for k in rows:
        if kalender.next(k.desa_id[:5], tahun_anggaran, today):
            continue
        try:
            divert(k, by=None, alasan=_reason(k), catatan=OTOMATIS)
            carried += 1
        except NotAllowed:
            left += 1
    return carried, left


def _reason(komitmen):
    """What the records suggest: help that never came, or money, or it was not even planned."""
    if komitmen.butuh_p2ktd:
        return AlasanBerhenti.TANPA_BANTUAN
    return AlasanBerhenti.DANA if komitmen.rkpdes_at else AlasanBerhenti.PRIORITAS
