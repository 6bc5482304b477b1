"""People brought by a spreadsheet, and taken back before they have done anything."""

from django.db.models import ProtectedError
from django.utils.text import slugify

from desa.actions import orang as actions
from desa.models import Jejak, Pengguna, Penugasan
from desa.trail import record
from ppid.lib.teks import squeeze
from ppid.lib.workflow import NotAllowed


def bring(row, orang, *, by):
    """The role of one row, with an account where there is none; None where it is held already."""
    isi = row.isi
    role = {
        "peran": isi["peran"],
        "wilayah": [row.wilayah],
        "jabatan": isi["jabatan"],
        "mulai": isi["mulai"],
        "selesai": isi["selesai"] or None,
        "no_sk": isi["no_sk"],
    }
    if orang and squeeze(orang.nama) != squeeze(isi["nama"]):
        raise NotAllowed("Nomor HP atau nama pengguna ini milik akun lain.")
    if orang is None:
        return _create(isi, role, by)
    same = orang.penugasan.filter(peran=isi["peran"], wilayah=row.wilayah)
    if same.overlapping(isi["mulai"], role["selesai"]).exists():
        return None
    return actions.assign(orang, by=by, **role)[0]


def _create(isi, role, by):
    fields = {"nama": isi["nama"], "telepon": isi["telepon"], "email": isi["email"]}
    name = isi["username"] or free_name(isi["nama"])
    orang, _sandi = actions.create_person(by=by, penugasan=role, username=name, **fields)
    return orang.penugasan.get()


def free_name(nama):
    """ "Siti Aminah" -> "siti.aminah", or "siti.aminah2" where that is taken."""
    name = slugify(nama).replace("-", ".")[:26].strip(".") or "orang"
    name = name if len(name) >= 3 and name[0].isalpha() else f"orang.{name}"
    taken = set(
        Pengguna.objects.filter(username__istartswith=name).values_list("username", flat=True)
    )
    return next(n for n in (name, *(f"{name}{i}" for i in range(2, 10_000))) if n not in taken)


def take_back(row, *, by):
    """The role goes, and the account with it if the import made it and nobody has used it."""
    held = Penugasan.objects.filter(pk=row.objek_id).select_related("pengguna", "wilayah").first()
    if held is None:
        return True
    orang = held.pengguna
    if orang.last_login or Jejak.objects.filter(pelaku=orang).exists():
        return False
    record(held, "undo_import", "Cabut peran", by=by, catatan=f"Impor {row.impor_id} dibatalkan.")
    held.delete()
    if orang.penugasan.exists() or orang.date_joined < row.impor.created_at:
        return True
    try:
        record(orang, "undo_import", "Hapus akun", by=by, catatan=f"Impor {row.impor_id} batal.")
        orang.delete()
    except ProtectedError:
        return False
    return True
