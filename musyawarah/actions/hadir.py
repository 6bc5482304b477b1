"""The attendance list. A row's key comes from whoever enters it, so sending twice adds once."""

from django.db import transaction

from desa.trail import changes, taking, values_of
from musyawarah.models import Kehadiran, Musyawarah
from ppid.lib.workflow import NotAllowed


def add_person(musyawarah, *, by, **fields):
    """One row, its key among the fields. The same key again answers with the row that is there."""
    add_people(musyawarah, by=by, people=[fields])
    return musyawarah.kehadiran.get(pk=fields["id"])


@transaction.atomic
def add_people(musyawarah, *, by, people):
    """Rows {"id", "nama", "jenis_kelamin", "unsur", "jabatan", "desa", "hadir"}; those added."""
    Musyawarah.objects.select_for_update(of=["self"]).get(pk=musyawarah.pk)
    new = _unknown(musyawarah, people)
    if not new:
        return []
    nilai = {f"hadir {p['id']}": [None, p["nama"]] for p in new}
    catatan = _said(new)
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        return _store(musyawarah, new)


def _store(musyawarah, new):
    """Rows at the end, or with the number that the paper already gave them."""
    taken = set(musyawarah.kehadiran.values_list("nomor", flat=True))
    rows = []
    for fields in new:
        wanted = fields.pop("nomor", None)
        nomor = wanted if wanted and wanted not in taken else musyawarah.baris_terakhir + 1
        taken.add(nomor)
        musyawarah.baris_terakhir = max(musyawarah.baris_terakhir, nomor)
        rows.append(Kehadiran(musyawarah=musyawarah, nomor=nomor, **fields))
    return Kehadiran.objects.bulk_create(rows)


@transaction.atomic
def record_sheet(musyawarah, *, by, ticks, people):
    """What the signed sheet says: {key: present or not} for the named, and who was added."""
    Musyawarah.objects.select_for_update(of=["self"]).get(pk=musyawarah.pk)
    new = _unknown(musyawarah, people)
    if not (new or ticks):
        return []
    nilai = {f"hadir {p['id']}": [None, p["nama"]] for p in new}
    catatan = f"Lembar daftar hadir: {len(ticks)} dicentang, {len(new)} ditambah"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        rows = list(musyawarah.kehadiran.filter(pk__in=ticks))
        nilai |= {f"hadir {k.pk} hadir": [k.hadir, ticks[k.pk]] for k in rows}
        for row in rows:
            row.hadir = ticks[row.pk]
        Kehadiran.objects.bulk_update(rows, ["hadir"])
        return _store(musyawarah, new)


def _unknown(musyawarah, people):
    """Those whose key is not there yet, each once."""
    people = list(people)
    keys = [p["id"] for p in people]
    there = dict(Kehadiran.objects.filter(pk__in=keys).values_list("pk", "musyawarah"))
    if any(owner != musyawarah.pk for owner in there.values()):
        raise NotAllowed("Baris ini sudah tercatat pada musyawarah lain.")
    return list({p["id"]: dict(p) for p in people if p["id"] not in there}.values())


def _said(new):
    if len(new) == 1:
        return f"Daftar hadir ditambah: {new[0]['nama']}"
    return f"Daftar hadir ditambah: {len(new)} nama"


def _person(musyawarah, pk):
    row = musyawarah.kehadiran.filter(pk=pk).first()
    if row is None:
        raise NotAllowed("Nama ini sudah dihapus orang lain. Muat ulang halamannya.")
    return row


def change_person(musyawarah, pk, *, by, **fields):
    nilai = {}
    catatan = f"Daftar hadir diubah: {_person(musyawarah, pk)}"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        row = _person(musyawarah, pk)
        before = values_of(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        moved = changes(before, values_of(row))
        nilai |= {f"hadir {pk} {name}": pair for name, pair in moved.items()}
    return row


def mark_present(musyawarah, pk, *, by):
    """Somebody invited by name has come; told twice, it is the same."""
    row, nilai = _person(musyawarah, pk), {}
    with taking("edit", musyawarah, by=by, catatan=f"Hadir: {row}", nilai=nilai) as musyawarah:
        if musyawarah.kehadiran.filter(pk=pk, hadir=False).update(hadir=True):
            nilai |= {f"hadir {pk} hadir": [False, True]}
    return row


def remove_person(musyawarah, pk, *, by):
    nilai = {}
    catatan = f"Daftar hadir dihapus: {_person(musyawarah, pk)}"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        row = _person(musyawarah, pk)
        nilai |= {f"hadir {pk} {name}": [v, None] for name, v in values_of(row).items()}
        row.delete()
