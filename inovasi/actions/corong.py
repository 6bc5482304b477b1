"""Keeps the funnel's counts true, in the transaction of the step that changed a commitment."""

from django.db import transaction
from django.db.models import Count, Q, Sum

from desa.models import Wilayah
from inovasi.choices import AlasanBerhenti, Bidang, Tahap
from inovasi.models import Komitmen, RekapKomitmen
from inovasi.models.komitmen import SAMPAI

RUPIAH = ("dianggarkan", "direalisasi")
COUNTS = {str(t): Count("pk", filter=SAMPAI[t]) for t in Tahap if t != Tahap.KARTU}
COUNTS |= {"kartu": Count("pk")}
COUNTS |= {str(a): Count("pk", filter=Q(alasan=a)) for a in AlasanBerhenti}
SUMS = {name: Sum(name, default=0) for name in RUPIAH}
SUMS |= {"dijanjikan": Sum("perkiraan_biaya", filter=SAMPAI[Tahap.DITANDATANGANI], default=0)}
VILLAGES = {
    "desa_kartu": Count("desa", distinct=True),
    "desa_apbdes": Count("desa", filter=SAMPAI[Tahap.APBDES], distinct=True),
}
COLUMNS = [*COUNTS, *SUMS, *VILLAGES]


@transaction.atomic
def tally(kecamatan, tahun):
    """Count one kecamatan and year anew: some dozens of rows. Its kabupaten is locked first, so
    that of two steps at once the second counts with the first in sight."""
    rows = Wilayah.objects.select_for_update(no_key=True).filter(pk=kecamatan[:5])
    list(rows.values_list("pk"))
    fresh = [
        RekapKomitmen(wilayah_id=kecamatan, tahun=tahun, bidang=bidang, **counts)
        for bidang, counts in counted(kecamatan, tahun).items()
    ]
    RekapKomitmen.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["wilayah", "tahun", "bidang"],
        update_fields=COLUMNS,
    )


def counted(kecamatan, tahun):
    return counted_rows(Komitmen.objects.filter(kecamatan=kecamatan, tahun=tahun))


def counted_rows(commitments):
    """{bidang or "": {column: number}}, straight from the commitments."""
    rows = commitments.order_by()
    found = {str(b): dict.fromkeys([*COUNTS, *SUMS], 0) for b in Bidang}
    for row in rows.values("bidang").annotate(**COUNTS, **SUMS):
        found[row.pop("bidang")] = row
    everything = {name: sum(row[name] for row in found.values()) for name in [*COUNTS, *SUMS]}
    return {"": everything | rows.aggregate(**VILLAGES), **found}


def follow(obj, langkah, nilai):
    """Hears every trail line; counts anew where a commitment was made or moved."""
    if isinstance(obj, Komitmen):
        year = (nilai.get("tahun") or [None])[0]
        for tahun in {obj.tahun, year or obj.tahun}:
            tally(obj.desa_id[:8], tahun)


def rebuild():
    """Make every count anew; how many rows were wrong."""
    wrong = 0
    places = Komitmen.objects.order_by().values_list("kecamatan", "tahun").distinct()
    known = RekapKomitmen.objects.order_by().values_list("wilayah", "tahun").distinct()
    for kecamatan, tahun in sorted({*places, *known}):
        before = _said(kecamatan, tahun)
        tally(kecamatan, tahun)
        wrong += sum(before.get(key) != now for key, now in _said(kecamatan, tahun).items())
    return wrong


def _said(kecamatan, tahun):
    rows = RekapKomitmen.objects.filter(wilayah=kecamatan, tahun=tahun)
    return {row.pop("bidang"): row for row in rows.values("bidang", *COLUMNS)}
