"""Everything that writes places, what they are called, and who leads them."""

from django.db import connection, transaction

from desa.choices import Peran
from desa.kode import NUSANTARA
from desa.models import ProfilDesa, Sebutan, Wilayah
from desa.trail import changing, record, record_new, trail_of
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

FIELDS = ["nama", "tingkat", "jenis", "induk_id", "jumlah_desa", "cari", "edisi"]
POINT = {"lintang", "bujur"}


def load_places(found, *, edisi):
    """Bring the place table to the given list; (how many made, how many changed). Places that the
    list no longer holds stay: old records must open under the name of their day."""
    there = {row[0]: row[1:] for row in Wilayah.objects.values_list("pk", *FIELDS)}
    new, changed = [], []
    for p in found:
        row = p.nama, p.tingkat.value, p.jenis, p.induk, p.jumlah_desa, p.cari, edisi
        if p.kode not in there:
            new.append((p.kode, *row))
        elif there[p.kode] != row:
            changed.append(Wilayah(kode=p.kode, **dict(zip(FIELDS, row, strict=True))))
    _insert(sorted(new, key=lambda row: (len(row[0]), row[0])))
    Wilayah.objects.bulk_update(changed, FIELDS, batch_size=500)
    return len(new), len(changed)


def _insert(rows):
    """By hand: bulk_create reads every generated column back and takes four times as long."""
    columns = ["kode", *FIELDS]
    values = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO desa_wilayah ({', '.join(columns)}) VALUES ({values})",  # noqa: S608
            rows,
        )


def places_loaded(stamp):
    """Was the list with this stamp the last one loaded?"""
    loads = trail_of(Wilayah(kode=NUSANTARA)).filter(langkah="load")
    return loads.values_list("catatan", flat=True).first() == stamp


def note_places(stamp):
    nation = Wilayah.objects.get(pk=NUSANTARA)
    record(nation, "load", "Muat daftar wilayah", by=None, catatan=stamp)


def edit_labels(sebutan, *, by, **fields):
    """What things are called in a kabupaten; the row is made with its first change."""
    if Peran.ADMIN not in by.roles_over(sebutan.kabupaten):
        raise NotAllowed(f"Hanya Admin {sebutan.kabupaten} yang dapat mengubah sebutan.")
    return _edit(Sebutan.objects.filter(kabupaten=sebutan.kabupaten), sebutan, by, fields)


def edit_profile(profil, *, by, **fields):
    """Who leads a village is known best to its own PLD; where it lies, the Admin keeps."""
    if not may_edit_profile(by, profil.desa):
        raise NotAllowed("Hanya PLD desa ini dan Admin yang dapat mengubah profilnya.")
    if not POINT.isdisjoint(fields) and Peran.ADMIN not in by.roles_over(profil.desa):
        raise NotAllowed("Titik desa diubah oleh Admin.")
    return _edit(ProfilDesa.objects.filter(desa=profil.desa), profil, by, fields)


def may_edit_profile(user, desa):
    return bool({Peran.ADMIN, Peran.PLD} & user.roles_over(desa))


@transaction.atomic
def _edit(rows, blank, by, fields):
    row = rows.first()
    if row is None:
        for name, value in fields.items():
            setattr(blank, name, value)
        with clash_says("Baru saja diisi orang lain. Muat ulang halaman ini, lalu periksa."):
            blank.save(force_insert=True)
        record_new(blank, "Isi", by=by)
        return blank
    with changing(row, "edit", "Ubah", by=by) as row:
        for name, value in fields.items():
            setattr(row, name, value)
    return row
