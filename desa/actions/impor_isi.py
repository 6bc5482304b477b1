"""Writes of the imports of this floor, many rows at a time. The line in the trail is the import's;
each of its rows keeps what stood there before."""

from decimal import Decimal

from django.utils import timezone

from desa.choices_impor import Hasil
from desa.models import Idm, KodeLama, ProfilDesa

SKOR = ("skor", "iks", "ike", "ikl")


def _number(text):
    return Decimal(text) if text else None


# The village index


def store_idm(rows, there, *, by):
    """`there` maps (code, year) to what is kept: [year, skor, iks, ike, ikl] as text."""
    fresh = {}
    for row in rows:
        old = [there.get((row.wilayah_id, scores[0])) for scores in row.isi["tahun"]]
        if old == row.isi["tahun"]:
            row.hasil = Hasil.TETAP
            continue
        row.hasil = Hasil.MASUK
        if any(old):
            row.sebelum = {"tahun": [o for o in old if o]}
        for scores in row.isi["tahun"]:
            there[row.wilayah_id, scores[0]] = scores
            fresh[row.wilayah_id, scores[0]] = _idm(row.wilayah_id, scores, by)
    _upsert_idm(fresh.values())


def _idm(kode, scores, by):
    numbers = dict(zip(SKOR, map(_number, scores[1:]), strict=True))
    return Idm(desa_id=kode, tahun=scores[0], created_by=by, updated_at=timezone.now(), **numbers)


def _upsert_idm(rows):
    Idm.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["desa", "tahun"],
        update_fields=[*SKOR, "updated_at"],
    )


def restore_idm(rows, there):
    """What was made goes, what was changed comes back; a value changed since stays."""
    back = []
    for row in rows:
        now = [there.get((row.wilayah_id, scores[0])) for scores in row.isi["tahun"]]
        if now != row.isi["tahun"]:
            row.hasil, row.alasan = Hasil.TERTAHAN, f"{row.alasan} Diubah lagi sesudah impor."
            continue
        row.hasil = Hasil.DICABUT
        before = {scores[0]: scores for scores in (row.sebelum or {}).get("tahun", [])}
        for scores in row.isi["tahun"]:
            key = row.wilayah_id, scores[0]
            if scores[0] in before:
                there[key] = before[scores[0]]
                back.append((key, before[scores[0]]))
            else:
                there.pop(key)
                Idm.objects.filter(desa=key[0], tahun=key[1]).delete()
    for (kode, tahun), scores in back:
        numbers = dict(zip(SKOR, map(_number, scores[1:]), strict=True))
        Idm.objects.filter(desa=kode, tahun=tahun).update(**numbers)


# Points


def store_points(rows, there):
    fresh = {}
    for row in rows:
        old = there.get(row.wilayah_id)
        if old == row.isi["titik"]:
            row.hasil = Hasil.TETAP
            continue
        row.hasil = Hasil.MASUK
        row.sebelum = {"titik": old} if old and old[0] is not None else None
        there[row.wilayah_id] = row.isi["titik"]
        fresh[row.wilayah_id] = row.isi["titik"]
    _upsert_points(fresh)


def _upsert_points(points):
    ProfilDesa.objects.bulk_create(
        [
            ProfilDesa(desa_id=kode, lintang=_number(lintang), bujur=_number(bujur))
            for kode, (lintang, bujur) in points.items()
        ],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["desa"],
        update_fields=["lintang", "bujur"],
    )


def restore_points(rows, there):
    fresh = {}
    for row in rows:
        if there.get(row.wilayah_id) != row.isi["titik"]:
            row.hasil, row.alasan = Hasil.TERTAHAN, f"{row.alasan} Diubah lagi sesudah impor."
            continue
        row.hasil = Hasil.DICABUT
        fresh[row.wilayah_id] = there[row.wilayah_id] = (row.sebelum or {}).get("titik") or [
            None,
            None,
        ]
    _upsert_points(fresh)


# Old codes


def store_codes(rows, *, by):
    """Proposals, for a person to confirm; one that was judged already is left alone."""
    judged = set(
        KodeLama.objects.filter(kode__in=[r.isi["kode"] for r in rows if r.isi.get("usul")])
        .exclude(status="diusulkan")
        .values_list("edisi", "kode")
    )
    fresh = []
    for row in rows:
        isi = row.isi
        if not isi.get("usul") or (isi["edisi"], isi["kode"]) in judged:
            row.hasil = Hasil.TETAP
            continue
        row.hasil = Hasil.MASUK
        fresh.append(
            KodeLama(
                edisi=isi["edisi"],
                kode=isi["kode"],
                nama=isi["nama"],
                di=isi["di"],
                perubahan=isi["usul"],
                pasti=isi["pasti"],
                ke_id=isi["ke"] or None,
                calon=isi["calon"],
                wilayah_id=isi["wilayah"],
                created_by=by,
                updated_at=timezone.now(),
            )
        )
    KodeLama.objects.bulk_create(
        fresh,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["edisi", "kode"],
        update_fields=["nama", "di", "perubahan", "pasti", "ke", "calon", "wilayah", "updated_at"],
    )


def remove_codes(rows):
    """Those that nobody has judged yet."""
    for row in rows:
        mine = KodeLama.objects.filter(edisi=row.isi["edisi"], kode=row.isi["kode"])
        gone, _ = mine.filter(status="diusulkan").delete()
        row.hasil = Hasil.DICABUT if gone else Hasil.TERTAHAN
        if not gone:
            row.alasan = f"{row.alasan} Sudah dikonfirmasi."
