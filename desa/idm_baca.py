"""Reads the ministry's own answer about one village and year ("rumusan IDM", JSON)."""

import json
from decimal import Decimal, InvalidOperation

from desa.choices import DimensiIdm

BESAR = 2 * 1024 * 1024  # bytes; a real one is 15 KB
EMPAT = Decimal("0.0001")
SKOR_TERTINGGI = 5


class NotRumusan(Exception):
    """The text says what to do."""


def read_rumusan(content):
    """(code of the village with points, {tahun, skor, iks, ike, ikl, indikator}) of a file."""
    try:
        data = json.loads(content)["mapData"]
        rows, tahun = data["ROW"], int(data["SUMMARIES"]["TAHUN"])
        kode = str(data["IDENTITAS"][0]["id_desa"])
        return kode, {"tahun": tahun, **_scores(rows, tahun), "indikator": list(_indicators(rows))}
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, InvalidOperation):
        raise NotRumusan(
            "Berkas ini bukan rumusan IDM. Unduh JSON-nya dari laman IDM Kementerian Desa."
        ) from None


def _scores(rows, tahun):
    said = {row["INDIKATOR"].strip(): row["SKOR"] for row in rows if row["NO"] is None}
    parts = {d.value: _index(said[f"{d.upper()} {tahun}"]) for d in DimensiIdm}
    return {"skor": _index(said[f"IDM {tahun}"]), **parts}


def _index(number):
    return Decimal(str(number)).quantize(EMPAT)


def _indicators(rows):
    """The parts follow one another; a row without a number closes each of them."""
    parts = iter(DimensiIdm.values)
    part = next(parts)
    for row in rows:
        if row["NO"] is None:
            part = next(parts, part)
        else:
            yield _indicator(part, row)


def _indicator(part, row):
    skor = min(max(int(row["SKOR"] or 0), 0), SKOR_TERTINGGI)
    return {
        "kode": f"{part}{int(row['NO']):02}",
        "dimensi": part,
        "nama": row["INDIKATOR"].strip().removeprefix("Skor ")[:100],
        "skor": skor,
        "keterangan": (row["KETERANGAN"] or "").strip()[:300],
        "kegiatan": (row["KEGIATAN"] or "").strip(" -")[:300],
        "tambahan": float(row["NILAI"] or 0),
        "oleh_desa": bool(row["DESA"]),
    }
