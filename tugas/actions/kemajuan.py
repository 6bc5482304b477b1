"""Keeps the progress line true, in the transaction of the step that changed a fact; one part of
one place is counted anew, some dozens of rows."""

from datetime import date

from django.db import transaction

from desa.models import Tim
from inovasi.choices import StatusBursa
from inovasi.models import Bursa, KartuIde
from musyawarah.choices import Status as StatusForum
from musyawarah.models import Musyawarah
from tugas.actions.capaian import lock, postponed
from tugas.choices import Status
from tugas.models import Kegiatan, Kemajuan, Lapor, TinjauUlang
from tugas.rekap.hitung import (
    COLUMNS,
    GROUPS,
    counted,
    counted_month,
    counted_months,
    counted_year,
    home,
    months_with_facts,
    years_with_facts,
)


def tally(kode, tahun, part):
    """Count one part of one place and year anew; of many steps together, once at their end. As
    every count of a kabupaten under its lock: of two steps at once the second counts with the
    first in sight, and nobody waits in a ring."""
    if not postponed(tally, kode, tahun, part):
        with transaction.atomic(savepoint=False):  # goes with the step or not at all
            lock({kode[:5]})
            _tally(kode, tahun, part)


def tally_month(kode, bulan):
    if not postponed(tally_month, kode, bulan):
        with transaction.atomic(savepoint=False):
            lock({kode[:5]})
            _tally_month(kode, bulan)


def _tally(kode, tahun, part):
    fresh = counted(kode, tahun, part)
    Kemajuan.objects.bulk_create(
        [Kemajuan(wilayah_id=kode, tahun=tahun, **fresh)],
        update_conflicts=True,
        unique_fields=["wilayah", "tahun"],
        update_fields=list(fresh),
    )


def _tally_month(kode, bulan):
    fresh = counted_month(kode, bulan)
    Lapor.objects.bulk_create(
        [Lapor(wilayah_id=kode, bulan=bulan, **fresh)],
        update_conflicts=True,
        unique_fields=["wilayah", "bulan"],
        update_fields=list(fresh),
    )


def follow(obj, langkah, nilai):
    """Hears every trail line; counts anew what the step may have changed."""
    for kind, react in REACTIONS.items():
        if isinstance(obj, kind):
            react(obj, langkah, nilai)


def _years(obj, nilai):
    return {obj.tahun, (nilai.get("tahun") or [None])[0] or obj.tahun}


def _places(obj, nilai):
    before = (nilai.get("wilayah_id") or [None])[0]
    return {home(obj.wilayah_id), home(before or obj.wilayah_id)}


def _team(tim, langkah, nilai):
    for kode in _places(tim, nilai):
        for tahun in _years(tim, nilai):
            tally(kode, tahun, "tim")


def _fair(bursa, langkah, nilai):
    """What counts is a bursa that is over; closing, opening again and mending it moves counts."""
    if bursa.status != StatusBursa.SELESAI and langkah != "reopen":
        return
    guests = bursa.undangan.order_by().values_list("kecamatan", flat=True).distinct()
    for kode in {*_places(bursa, nilai), *guests}:
        for tahun in _years(bursa, nilai):
            tally(kode, tahun, "bursa")


def _idea(kartu, langkah, nilai):
    tally(home(kartu.desa_id), kartu.tahun, "ide")


def _forum(musyawarah, langkah, nilai):
    if musyawarah.status == StatusForum.FINAL or langkah == "reopen":
        for kode in _places(musyawarah, nilai):
            for tahun in _years(musyawarah, nilai):
                tally(kode, tahun, "forum")


def _entry(kegiatan, langkah, nilai):
    if kegiatan.status == Status.DITERIMA or langkah in {"reopen", "unaccept"}:
        tally(home(kegiatan.desa_id), kegiatan.tahun, "kegiatan")
    desa = (nilai.get("desa_id") or [None])[0] or kegiatan.desa_id
    tanggal = (nilai.get("tanggal") or [None])[0]
    before = date.fromisoformat(tanggal) if tanggal else kegiatan.tanggal
    where = {(kegiatan.desa_id, kegiatan.tanggal), (desa, before)}
    for kode, bulan in {(home(kode), day.replace(day=1)) for kode, day in where}:
        tally_month(kode, bulan)


def _second(ulang, langkah, nilai):
    tally(home(ulang.desa_id), ulang.tahun, "ulang")


REACTIONS = {
    Tim: _team,
    Bursa: _fair,
    KartuIde: _idea,
    Musyawarah: _forum,
    Kegiatan: _entry,
    TinjauUlang: _second,
}


def wrong_lines(tahun):
    """[(place, column, kept, counted)] where a row of Kemajuan is not what its rows say."""
    kept = {row["wilayah_id"]: row for row in Kemajuan.objects.filter(tahun=tahun).values()}
    return _differences(COLUMNS, kept, counted_year(tahun))


def wrong_months(bulan):
    kept = {row["wilayah_id"]: row for row in Lapor.objects.filter(bulan=bulan).values()}
    return _differences(GROUPS, kept, counted_months(bulan))


def _differences(columns, kept, true):
    none = dict.fromkeys(columns, 0)
    for kode in sorted({*kept, *true}):
        said, counts = kept.get(kode, none), true.get(kode, none)
        for name in columns:
            if said[name] != counts[name]:
                yield kode, name, said[name], counts[name]


def kept_years():
    return sorted(years_with_facts() | set(Kemajuan.objects.values_list("tahun", flat=True)))


def kept_months():
    return sorted(months_with_facts() | set(Lapor.objects.values_list("bulan", flat=True)))


def rebuild():
    """Make every count anew where it is wrong; how many numbers were."""
    wrong = 0
    for tahun in kept_years():
        found = list(wrong_lines(tahun))
        wrong += len(found)
        _write_year(tahun, {kode for kode, *_ in found})
    for bulan in kept_months():
        found = list(wrong_months(bulan))
        wrong += len(found)
        _write_month(bulan, {kode for kode, *_ in found})
    return wrong


def _write_year(tahun, kodes):
    _write(Kemajuan, {"tahun": tahun}, kodes, COLUMNS, lambda: counted_year(tahun))


def _write_month(bulan, kodes):
    _write(Lapor, {"bulan": bulan}, kodes, GROUPS, lambda: counted_months(bulan))


@transaction.atomic
def _write(model, period, kodes, columns, count):
    """Count these places again under the lock of their kabupaten, all in one go."""
    lock({kode[:5] for kode in kodes})
    fresh, none = count(), dict.fromkeys(columns, 0)
    model.objects.bulk_create(
        [model(wilayah_id=k, **period, **fresh.get(k, none)) for k in sorted(kodes)],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["wilayah", *period],
        update_fields=columns,
    )
