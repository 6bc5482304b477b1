"""The fund of a TPID: pagu, RKA, MoU, stages, accountability."""

from datetime import date

from django.db import transaction

from desa.trail import changes, record_new, take, taking, values_of
from p2ktd.actions.kabar import tell_lpj_back, tell_lpj_filed
from p2ktd.actions.kas import write_line
from p2ktd.actions.naskah import issue, number
from p2ktd.choices import JenisKas, StatusDana
from p2ktd.hitung import split
from p2ktd.ketentuan_dana import stage_lacks
from p2ktd.models import AturanTahun, BarisRka, Dana, Pencairan
from p2ktd.naskah import LAYOUTS, LPJ, data_of_lpd, data_of_lpj, lpd_of
from ppid.lib.clash import clash_says
from ppid.lib.tags import rupiah
from ppid.lib.tanggal import tgl
from ppid.lib.workflow import NotAllowed

PEMBUAT = {"tpid:ketua", "tpid:bendahara", "tik", "admin"}


@transaction.atomic
def create(*, by, wilayah, tahun, pagu):
    if not PEMBUAT & by.roles_over(wilayah):
        raise NotAllowed("Anda tidak berwenang mencatat pagu TPID di kecamatan ini.")
    with clash_says(f"Pagu {wilayah} tahun {tahun} sudah dicatat."):
        dana = Dana.objects.create(wilayah=wilayah, tahun=tahun, pagu=pagu, created_by=by)
    record_new(dana, "Catat pagu", by=by)
    return dana


def edit(dana, *, by, **fields):
    with taking("edit", dana, by=by) as dana:
        for name, value in fields.items():
            setattr(dana, name, value)
        _refuse_unknown(dana.format_lpj)
    return dana


def _refuse_unknown(format_lpj):
    if (LPJ, format_lpj) not in LAYOUTS:
        raise NotAllowed(f"Format LPJ versi {format_lpj} belum dikenal.")


def reformat(dana, *, by, format_lpj):
    """The province changed its format: what was handed in comes out anew as its next version,
    from the same rows, with nothing typed twice."""
    with taking("reformat", dana, by=by, catatan=f"Format LPJ versi {format_lpj}") as dana:
        _refuse_unknown(format_lpj)
        if dana.format_lpj == format_lpj:
            raise NotAllowed(f"LPJ ini sudah memakai format versi {format_lpj}.")
        dana.format_lpj = format_lpj
        if dana.status == StatusDana.DIAJUKAN:
            _issue(dana, by)


def add_row(dana, *, by, **fields):
    row, nilai = BarisRka(**fields), {}
    with taking("edit", dana, by=by, catatan=f"RKA ditambah: {row}", nilai=nilai) as dana:
        _check_pos(dana, row)
        row.dana = dana
        row.save()
        nilai |= _nilai(row, {}, values_of(row))
    return row


def change_row(dana, pk, *, by, **fields):
    nilai = {}
    with taking("edit", dana, by=by, catatan="RKA diubah", nilai=nilai) as dana:
        row = _row(dana, pk)
        before = values_of(row)
        for name, value in fields.items():
            setattr(row, name, value)
        _check_pos(dana, row)
        row.save()
        nilai |= _nilai(row, before, values_of(row))
    return row


def remove_row(dana, pk, *, by):
    nilai = {}
    with taking("edit", dana, by=by, catatan="RKA dihapus", nilai=nilai) as dana:
        row = _row(dana, pk)
        nilai |= {f"rka {pk} {k}": [v, None] for k, v in values_of(row).items()}
        row.delete()


def _row(dana, pk):
    row = dana.rka.filter(pk=pk).first()
    if row is None:
        raise NotAllowed("Baris ini sudah dihapus orang lain. Muat ulang halamannya.")
    return row


def _check_pos(dana, row):
    if row.pos.tahun != dana.tahun or row.pos.anak.exists():
        raise NotAllowed(f"Pos {row.pos} tidak dapat dipakai untuk tahun {dana.tahun}.")


def _nilai(row, before, after):
    return {f"rka {row.pk} {k}": pair for k, pair in changes(before, after).items()}


def set_stages(dana, *, by, persen):
    """The stages of disbursement by share; together the pagu, to the rupiah. Each asks what the
    rules of the year ask of it now."""
    if sum(persen) != 100 or min(persen) <= 0:
        raise NotAllowed("Bagian tahap pencairan harus berjumlah 100%.")
    nilai = {"tahap": [None, [str(p) for p in persen]]}
    with taking("edit", dana, by=by, catatan="Tahap pencairan", nilai=nilai) as dana:
        if dana.pencairan.filter(diterima__isnull=False).exists():
            raise NotAllowed("Sudah ada tahap yang cair.")
        dana.pencairan.all().delete()
        aturan = AturanTahun.objects.filter(tahun=dana.tahun).first()
        Pencairan.objects.bulk_create(
            Pencairan(
                dana=dana,
                tahap=n,
                jumlah=jumlah,
                syarat=",".join(aturan.terms_of(n)) if aturan else "",
            )
            for n, jumlah in enumerate(split(dana.pagu, persen), start=1)
        )


def settle_rka(dana, *, by, catatan=""):
    take("settle_rka", dana, by=by, catatan=catatan)


def reopen_rka(dana, *, by, catatan):
    take("reopen_rka", dana, by=by, catatan=catatan)


def receive(dana, pk, *, by, tanggal, bukti_nomor):
    """A stage has arrived: received once, and in the cash book at the same moment."""
    with taking("book", dana, by=by, catatan="Terima pencairan") as dana:
        stage = dana.pencairan.filter(pk=pk).first()
        if stage is None:
            raise NotAllowed("Tahap ini tidak ada.")
        if stage.diterima:
            raise NotAllowed(f"{stage} sudah diterima {tgl(stage.diterima)}.")
        if lacks := list(stage_lacks(stage)):
            raise NotAllowed(" ".join(lacks))
        stage.diterima = tanggal
        stage.save()
        return write_line(
            dana,
            by=by,
            jenis=JenisKas.PENCAIRAN,
            tanggal=tanggal,
            bukti_nomor=bukti_nomor,
            uraian=f"Pencairan DOK tahap {stage.tahap}",
            debit=stage.jumlah,
            pencairan=stage,
        )


def file(dana, *, by, catatan=""):
    """Hand in the accountability: sealed as it stands; after a return, as its next version."""
    with taking("file", dana, by=by, catatan=catatan) as dana:
        tell_lpj_filed(dana)
        return _issue(dana, by)


def _issue(dana, by):
    """Dated by the last line of the book; a next version keeps the number of the first."""
    last = dana.kas.order_by("-tanggal").values_list("tanggal", flat=True).first()
    if last is None:
        raise NotAllowed("Buku kas masih kosong.")
    before = dana.dokumen.filter(jenis=LPJ).first()
    nomor = before.nomor if before else number(dana, LPJ, "LPJ", last)
    return issue(dana, LPJ, nomor, last, data_of_lpj(dana), by=by)


def report_stage(dana, tahap, *, by):
    """The LPD of a stage: what moved from its disbursement to the next, sealed as it stands; done
    again it is the next version."""
    jenis = lpd_of(tahap)
    with taking("report_stage", dana, by=by, catatan=f"Tahap {tahap}") as dana:
        stage = dana.pencairan.filter(tahap=tahap, kas__isnull=False).first()
        if stage is None:
            raise NotAllowed(f"Tahap {tahap} belum diterima, jadi belum ada yang dilaporkan.")
        data = data_of_lpd(dana, stage)
        until = date.fromisoformat(data["sampai"])
        before = dana.dokumen.filter(jenis=jenis).first()
        nomor = before.nomor if before else number(dana, jenis, f"LPD-{tahap}", until)
        return issue(dana, jenis, nomor, until, data, by=by)


def approve(dana, *, by, mad_nomor, catatan=""):
    """Accepted by the MAD II of this number, which the LPJ then carries in its next version."""
    with taking("approve", dana, by=by, catatan=catatan) as dana:
        dana.mad_nomor = mad_nomor
        _issue(dana, by)


def send_back(dana, *, by, catatan):
    _return("send_back", dana, by, catatan)


def claim(dana, *, by, catatan):
    _return("claim", dana, by, catatan)


@transaction.atomic
def _return(name, dana, by, catatan):
    take(name, dana, by=by, catatan=catatan)
    tell_lpj_back(Dana.objects.select_related("wilayah").get(pk=dana.pk), catatan)


def shares(dana):
    """(post, guideline %, rupiah of the guideline, rupiah of the RKA, warning or "")."""
    planned = {}
    for row in dana.rka.select_related("pos"):
        for pos in (row.pos_id, row.pos.induk_id):
            planned[pos] = planned.get(pos, 0) + row.jumlah
    for pos in dana.pos:
        due = split(dana.pagu, [pos.persen, 100 - pos.persen])[0]
        there = planned.get(pos.pk, 0)
        warning = "" if there == due else f"Berbeda {rupiah(abs(there - due))} dari pedoman."
        yield pos, due, there, warning


BUTTONS = {f.__name__: f for f in (settle_rka, reopen_rka, file, send_back, claim)}
