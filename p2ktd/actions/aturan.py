"""The rules of a year: the cap per village and the posts of the DOK, for the whole country."""

from django.db import transaction

from desa.choices import Peran
from desa.kode import NUSANTARA
from desa.trail import record
from p2ktd.models import AturanTahun, BarisKas, BarisRka, PosDok
from p2ktd.models.dok import POS_P2KTD
from ppid.lib.teks import squeeze
from ppid.lib.workflow import NotAllowed

BUKAN_ANDA = "Aturan tahun berlaku bagi semua daerah; Admin nasional yang mencatatnya."


def may_rule(user):
    """The guideline is national, so an Admin of the whole country keeps it."""
    return any(t.peran == Peran.ADMIN and t.wilayah_id == NUSANTARA for t in user.tugas)


@transaction.atomic
def set_year(*, by, tahun, batas_desa, dasar, seperti=None, syarat_tahap=None):
    """The cap of a year, what each stage of disbursement asks (None leaves that as it is, []
    asks nothing) and, where the year knows no posts yet, those of the year `seperti`. `by` is
    None only for what the house does by itself."""
    if by and not may_rule(by):
        raise NotAllowed(BUKAN_ANDA)
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


@transaction.atomic
def set_posts(*, by, tahun, pos):
    """The posts of the DOK in a year: [(name, share, whether it lies below the one before)].
    Written anew as long as no RKA and no line of a cash book names one of them."""
    if not may_rule(by):
        raise NotAllowed(BUKAN_ANDA)
    aturan, _ = AturanTahun.objects.select_for_update().get_or_create(
        tahun=tahun, defaults={"dasar": ""}
    )
    kept = PosDok.objects.filter(tahun=tahun)
    before = [f"{p.nama} {p.persen.normalize():f}%" for p in kept.select_for_update(of=["self"])]
    _refuse_used(kept, tahun)
    kept.filter(induk__isnull=False).delete()
    kept.delete()
    above = None
    codes = _codes(nama for nama, _, _ in pos)
    for urutan, (kode, (nama, persen, below)) in enumerate(zip(codes, pos, strict=True), start=1):
        made = PosDok.objects.create(
            tahun=tahun, kode=kode, nama=nama, persen=persen, urutan=urutan,
            induk=above if below else None,
        )  # fmt: skip
        above = above if below else made
    after = [f"{nama} {persen:f}%" for nama, persen, _ in pos]
    record(aturan, "set_posts", "Tulis pos DOK", by=by, nilai={"pos": [before, after]})
    return aturan


def _refuse_used(posts, tahun):
    names = {"baris RKA": BarisRka, "baris kas": BarisKas}
    counts = {name: model.objects.filter(pos__in=posts).count() for name, model in names.items()}
    if used := " dan ".join(f"{n} {name}" for name, n in counts.items() if n):
        raise NotAllowed(f"Pos tahun {tahun} sudah dipakai {used}, jadi tidak diganti.")


def _codes(names):
    """The code of each post: what the same name has in another year, else the name itself cut
    short; none twice."""
    known = dict(PosDok.objects.order_by("tahun").values_list("nama", "kode"))
    found = []
    for nama in names:
        word = squeeze(nama)
        kode = first = POS_P2KTD if word == POS_P2KTD else known.get(nama, word[:30])
        n = 1
        while kode in found:
            n += 1
            kode = f"{first[:27]}{n}"
        found.append(kode)
    return found


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
