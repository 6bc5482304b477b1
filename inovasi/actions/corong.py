"""Keeps the funnel's counts true, in the transaction of the step that changed a commitment."""

from collections import defaultdict

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
NOBODY = dict.fromkeys(VILLAGES, 0)
KEPT = (Komitmen, RekapKomitmen)


@transaction.atomic
def tally(kecamatan, tahun):
    """Count one kecamatan and year anew: some dozens of rows. Its kabupaten is locked first, so
    that of two steps at once the second counts with the first in sight."""
    _lock({kecamatan[:5]})
    _write({kecamatan: counted(kecamatan, tahun)}, tahun)


def _lock(kabupaten):
    rows = Wilayah.objects.select_for_update(no_key=True).filter(pk__in=kabupaten)
    list(rows.order_by("pk").values_list("pk"))


def _write(places, tahun):
    RekapKomitmen.objects.bulk_create(
        [
            RekapKomitmen(wilayah_id=kode, tahun=tahun, bidang=bidang, **counts)
            for kode, found in sorted(places.items())
            for bidang, counts in found.items()
        ],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["wilayah", "tahun", "bidang"],
        update_fields=COLUMNS,
    )


def counted(kecamatan, tahun):
    return counted_rows(Komitmen.objects.filter(kecamatan=kecamatan, tahun=tahun))


def counted_rows(commitments):
    """{bidang or "": {column: number}}, straight from the commitments."""
    rows, found = commitments.order_by(), _nothing()
    for row in rows.values("bidang").annotate(**COUNTS, **SUMS):
        found[row.pop("bidang")] = row
    return _with_sum(found, rows.aggregate(**VILLAGES))


def counted_year(tahun):
    """{kecamatan: the same} of all commitments of a year, in two queries."""
    rows, places = Komitmen.objects.filter(tahun=tahun).order_by(), defaultdict(_nothing)
    for row in rows.values("kecamatan", "bidang").annotate(**COUNTS, **SUMS):
        places[row.pop("kecamatan")][row.pop("bidang")] = row
    villages = rows.values("kecamatan").annotate(**VILLAGES)
    return {
        kode: _with_sum(places[kode], row) for row in villages for kode in [row.pop("kecamatan")]
    }


def _nothing():
    return {str(b): dict.fromkeys([*COUNTS, *SUMS], 0) for b in Bidang}


def _with_sum(found, villages):
    everything = {name: sum(row[name] for row in found.values()) for name in [*COUNTS, *SUMS]}
    return {"": everything | villages, **found}


def follow(obj, langkah, nilai):
    """Hears every trail line; counts anew where a commitment was made or moved."""
    if isinstance(obj, Komitmen):
        year = (nilai.get("tahun") or [None])[0]
        for tahun in {obj.tahun, year or obj.tahun}:
            tally(obj.desa_id[:8], tahun)


def rebuild():
    """Make every count anew where it is wrong; how many rows were."""
    years = [model.objects.order_by().values_list("tahun", flat=True).distinct() for model in KEPT]
    return sum(_rebuild(tahun) for tahun in sorted(set().union(*years)))


@transaction.atomic
def _rebuild(tahun):
    """Only what is wrong is locked, and counted again under its locks."""
    wrong = _wrong(tahun, counted_year(tahun))
    _lock({kode[:5] for kode, _ in wrong})
    fresh = counted_year(tahun) if wrong else {}
    _write({kode: fresh.get(kode) or _with_sum(_nothing(), NOBODY) for kode, _ in wrong}, tahun)
    return len(wrong)


def _wrong(tahun, true):
    """[(kecamatan, bidang)] whose kept row is missing or says something else than the cards."""
    rows = RekapKomitmen.objects.filter(tahun=tahun).values("wilayah", "bidang", *COLUMNS)
    kept = {(row.pop("wilayah"), row.pop("bidang")): row for row in rows}
    said = {(kode, bidang): n for kode, found in true.items() for bidang, n in found.items()}
    none = dict.fromkeys(COLUMNS, 0)
    return sorted(
        key for key in {*kept, *said} if key not in kept or kept[key] != none | said.get(key, none)
    )
