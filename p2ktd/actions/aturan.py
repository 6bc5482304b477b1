"""The rules of a year: the cap per village and the posts of the DOK, for the whole country."""

from django.db import transaction

from desa.choices import Peran
from desa.kode import NUSANTARA
from desa.trail import record
from p2ktd.models import AturanTahun, PosDok
from ppid.lib.workflow import NotAllowed


def may_rule(user):
    """The guideline is national, so an Admin of the whole country keeps it."""
    return any(t.peran == Peran.ADMIN and t.wilayah_id == NUSANTARA for t in user.tugas)


@transaction.atomic
def set_year(*, by, tahun, batas_desa, dasar, seperti=None, syarat_tahap=None):
    """The cap of a year, what each stage of disbursement asks (None leaves that as it is, []
    asks nothing) and, where the year knows no posts yet, those of the year `seperti`. `by` is
    None only for what the house does by itself."""
    if by and not may_rule(by):
        raise NotAllowed("Aturan tahun berlaku bagi semua daerah; Admin nasional yang mencatatnya.")
    kept = AturanTahun.objects.filter(tahun=tahun).values_list("batas_desa", "syarat_tahap")
    before, asked = kept.first() or (None, None)
    fields = {"batas_desa": batas_desa, "dasar": dasar}
    if syarat_tahap is not None:
        fields["syarat_tahap"] = syarat_tahap
    aturan, _ = AturanTahun.objects.update_or_create(tahun=tahun, defaults=fields)
    copied = _copy_posts(seperti, tahun) if seperti else 0
    nilai = {"batas_desa": [before, batas_desa], "pos": [None, copied]}
    nilai |= {} if syarat_tahap is None else {"syarat_tahap": [asked, syarat_tahap]}
    record(aturan, "set_year", "Catat aturan tahun", by=by, catatan=dasar, nilai=nilai)
    return aturan


def _copy_posts(seperti, tahun):
    """How many posts were copied; none where the year has its own."""
    if PosDok.objects.filter(tahun=tahun).exists():
        return 0
    made = {}
    for pos in PosDok.objects.filter(tahun=seperti).select_related("induk"):
        made[pos.kode] = PosDok.objects.create(
            tahun=tahun,
            kode=pos.kode,
            nama=pos.nama,
            persen=pos.persen,
            induk=made.get(pos.induk.kode) if pos.induk else None,
            urutan=pos.urutan,
        )
    return len(made)
