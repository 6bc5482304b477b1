"""Offers side by side, on the same criteria: what the page and the export of a choice show."""

from dataclasses import dataclass

from p2ktd.choices import BOBOT_KRITERIA, KRITERIA_SINGKAT
from p2ktd.models import Penawaran
from p2ktd.pencocokan import Tawaran, compare


@dataclass(frozen=True)
class Baris:
    penawaran: Penawaran
    poin: list  # pairs (criterion, points or None), in the order of the criteria
    jumlah: float
    penilai: int
    sudah: bool  # the reader has judged it


@dataclass(frozen=True)
class Tabel:
    kriteria: list  # pairs (label, weight)
    baris: list


def table_of(pemilihan, user):
    """Best total first. Points are shown from the day on which judging began."""
    rows = pemilihan.penawaran_masuk.select_related("undangan__penyedia")
    found = {p.pk: p for p in rows.prefetch_related("nilai")}
    compared = compare(
        Tawaran(p.pk, p.harga, tuple((n.kriteria, n.nilai) for n in p.nilai.all()))
        for p in found.values()
    )
    kriteria = [(KRITERIA_SINGKAT[k], bobot) for k, bobot in BOBOT_KRITERIA.items()]
    return Tabel(kriteria, [_row(found[row.kunci], row, user) for row in compared])


def _row(penawaran, row, user):
    judges = {n.created_by_id for n in penawaran.nilai.all()}
    poin = [(KRITERIA_SINGKAT[k], n) for k, n in row.poin.items()]
    return Baris(penawaran, poin, row.jumlah, len(judges), user.pk in judges)
