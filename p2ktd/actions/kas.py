"""The cash book and the payments. A line is written once; nothing here changes or removes one."""

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desa.actions.foto import kept_paper
from desa.trail import record_new, take, taking
from p2ktd.actions.naskah import issue, number
from p2ktd.choices import JenisKas, SumberBiaya
from p2ktd.ketentuan_dana import fund_lacks
from p2ktd.models import BarisKas, Dana, Pekerjaan, Pembayaran, PosDok
from p2ktd.models.dok import POS_P2KTD
from p2ktd.models.kas import MASUK
from p2ktd.naskah import data_of_receipt
from ppid.lib.tags import rupiah
from ppid.lib.tanggal import tgl
from ppid.lib.workflow import NotAllowed

KWITANSI = "Kwitansi P2KTD"


def write_line(dana, *, by, **fields):
    """The next line of a book whose fund the caller has locked and will save. Cash that is not
    there cannot go out."""
    kredit = fields.get("kredit", 0)
    if kredit and (saldo := dana.kas.balance()) < kredit:
        raise NotAllowed(f"Saldo kas {rupiah(saldo)}, kurang dari {rupiah(kredit)}.")
    if fields["tanggal"] > timezone.localdate():
        raise NotAllowed("Tanggalnya belum tiba.")
    dana.baris_terakhir += 1
    return BarisKas.objects.create(dana=dana, urut=dana.baris_terakhir, created_by=by, **fields)


@transaction.atomic
def book(dana, *, by, id, jenis, jumlah, **fields):  # noqa: A002
    """A line by the treasurer. The same line sent again is the same line."""
    Dana.objects.select_for_update(of=["self"]).get(pk=dana.pk)
    if sent := BarisKas.objects.filter(pk=id).first():
        if sent.created_by_id != by.pk or sent.dana_id != dana.pk:
            raise Http404
        return sent
    if jenis in {JenisKas.PENCAIRAN, JenisKas.PENYEDIA, JenisKas.KOREKSI}:
        raise NotAllowed("Baris ini dibuat dari pencairan, pembayaran atau koreksinya.")
    if (pos := fields.get("pos")) and pos.kode == POS_P2KTD:
        raise NotAllowed("Pos P2KTD hanya dibayarkan lewat pekerjaannya, sesudah Musdes menerima.")
    side = "debit" if jenis in MASUK else "kredit"
    catatan = f"{fields['bukti_nomor']}: {fields['uraian']}"[:200]
    nilai = {"kas": [None, f"{side} {jumlah}"]}
    fields["berkas"] = kept_paper(fields.get("berkas"))
    with taking("book", dana, by=by, catatan=catatan, nilai=nilai) as dana:
        return write_line(dana, by=by, id=id, jenis=jenis, **{side: jumlah}, **fields)


def reverse(baris, *, by, catatan):
    """Balance a mistake with a line on the other side; both stay in the book."""
    if not catatan.strip():
        raise NotAllowed("Catatan wajib diisi.")
    with taking("book", baris.dana, by=by, catatan=f"Koreksi baris {baris.urut}") as dana:
        fresh = BarisKas.objects.get(pk=baris.pk)
        _refuse_reversal(fresh)
        return write_line(
            dana,
            by=by,
            jenis=JenisKas.KOREKSI,
            tanggal=timezone.localdate(),
            bukti_nomor=fresh.bukti_nomor,
            uraian=f"Koreksi baris {fresh.urut}: {catatan}"[:300],
            debit=fresh.kredit,
            kredit=fresh.debit,
            pos=fresh.pos,
            membalik=fresh,
        )


def _refuse_reversal(baris):
    if baris.membalik_id:
        raise NotAllowed("Baris koreksi tidak dapat dikoreksi lagi. Catat baris baru.")
    if BarisKas.objects.filter(membalik=baris).exists():
        raise NotAllowed(f"Baris {baris.urut} sudah dikoreksi.")
    if baris.jenis in {JenisKas.PENCAIRAN, JenisKas.PENYEDIA}:
        raise NotAllowed("Pencairan dan pembayaran penyedia tidak dikoreksi dari buku kas.")


def attach(baris, *, by, berkas):
    """The evidence of a line, once."""
    with taking("book", baris.dana, by=by, catatan=f"Bukti baris {baris.urut}"):
        fresh = BarisKas.objects.select_for_update(of=["self"]).get(pk=baris.pk)
        if fresh.berkas:
            raise NotAllowed("Bukti baris ini sudah diunggah.")
        fresh.berkas = kept_paper(berkas)
        fresh.save(update_fields=["berkas"])
    return fresh


# Payments


def set_tax(pekerjaan, pk, *, by, ppn, pph):
    nilai = {}
    with taking("tax", pekerjaan, by=by, nilai=nilai) as pekerjaan:
        termin = pekerjaan.termin.filter(pk=pk).first()
        if termin is None or hasattr(termin, "pembayaran"):
            raise NotAllowed("Termin ini tidak ada atau sudah dibayar.")
        if ppn + pph > termin.jumlah:
            raise NotAllowed(f"Pajak melebihi {termin} {rupiah(termin.jumlah)}.")
        nilai[f"pajak {termin}"] = [[termin.ppn, termin.pph], [ppn, pph]]
        termin.ppn, termin.pph = ppn, pph
        termin.save()
    return termin


@transaction.atomic
def pay(pekerjaan, termin, *, by, id, tanggal, penerima):  # noqa: A002
    """Pay one term: the payment, its receipt and its lines in the cash book, or none of them.
    A double click finds the payment of the first; another tab is told about it."""
    Pekerjaan.objects.select_for_update(of=["self"]).get(pk=pekerjaan.pk)
    if sent := Pembayaran.objects.filter(termin=termin).first():
        return _paid_already(sent, (id, by.pk, tanggal, penerima))
    nilai = {"pembayaran": [None, termin.jumlah]}
    with taking("pay", pekerjaan, by=by, catatan=str(termin), nilai=nilai) as pekerjaan:
        termin = pekerjaan.termin.get(pk=termin.pk)  # its tax as it is now
        if tanggal < pekerjaan.musdes_tanggal:
            raise NotAllowed(f"Tanggal bayar mendahului Musdes ({tgl(pekerjaan.musdes_tanggal)}).")
        if tanggal > timezone.localdate():
            raise NotAllowed(f"Tanggal bayar {tgl(tanggal)} belum tiba.")
        if lacks := list(fund_lacks(pekerjaan, termin.jumlah)):
            raise NotAllowed(" ".join(lacks))
        made = Pembayaran(
            pk=id, termin=termin, tanggal=tanggal, penerima=penerima, created_by=by,
            bruto=termin.jumlah, ppn=termin.ppn, pph=termin.pph,
            nomor=number(pekerjaan, KWITANSI, "KW", tanggal),
        )  # fmt: skip
        made.kas = _enter(pekerjaan, made, by)
        made.save(force_insert=True)
        pekerjaan.dibayar += made.bruto
        issue(made, KWITANSI, made.nomor, tanggal, data_of_receipt(made), by=by)
        record_new(made, "Bayar penyedia", by=by)
    if pekerjaan.dibayar == pekerjaan.harga:
        take("settle", pekerjaan, by=by)
    return made


def _paid_already(sent, said):
    if said == (sent.pk, sent.created_by_id, sent.tanggal, sent.penerima):
        return sent
    raise NotAllowed(
        f"{sent.termin} sudah dibayar {tgl(sent.tanggal)} dengan kwitansi {sent.nomor}."
    )


def _enter(pekerjaan, made, by):
    """Gross out; the tax withheld stays in the cash until it is handed to the state."""
    if pekerjaan.sumber != SumberBiaya.DOK:
        return None
    dana = Dana.objects.get(wilayah=pekerjaan.kecamatan, tahun=pekerjaan.tahun)
    with taking("book", dana, by=by, catatan=made.nomor) as dana:
        pos = PosDok.objects.filter(tahun=dana.tahun, kode=POS_P2KTD).first()
        text = f"{pekerjaan.penyedia}, {pekerjaan.judul}, {made.termin}"
        line = {"tanggal": made.tanggal, "bukti_nomor": made.nomor}
        out = write_line(
            dana, by=by, jenis=JenisKas.PENYEDIA, uraian=text[:300], kredit=made.bruto, pos=pos,
            **line,
        )  # fmt: skip
        if pajak := made.ppn + made.pph:
            write_line(
                dana, by=by, jenis=JenisKas.PUNGUT_PAJAK, uraian=f"Pajak dipungut: {text}"[:300],
                debit=pajak, **line,
            )  # fmt: skip
    return out
