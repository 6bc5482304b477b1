"""The contract file: KAK and RAB, the choice, the SPK, its changes."""

from django.db import transaction
from django.db.models import Max

from desa.trail import changes, record_new, take, taking, values_of
from p2ktd.actions.naskah import issue, number
from p2ktd.kak import kak_of
from p2ktd.ketentuan_dana import (
    must_compare,
    over_offer,
    overlap,
    provider_lacks,
    self_dealing,
    work_over_cap,
)
from p2ktd.models import Adendum, BarisRab, Keluaran, Pekerjaan, TenagaAhli, Termin
from p2ktd.naskah import data_of_spk
from ppid.lib.tags import rupiah
from ppid.lib.workflow import NotAllowed

# The lists of a work, and the step that allows to write in each.
LISTS = {"rab": (BarisRab, "edit"), "keluaran": (Keluaran, "edit"), "termin": (Termin, "agree")}

TANPA_PERNYATAAN = (
    "Nyatakan dahulu bahwa tidak ada anggota TPID yang berkepentingan pada penyedia ini."
)


@transaction.atomic
def create(kebutuhan, *, by):
    """The file of a need that a forum put on its list; the KAK begins with the usual words."""
    take("handle", kebutuhan, by=by)
    kebutuhan.refresh_from_db()
    pekerjaan = Pekerjaan.objects.create(
        desa=kebutuhan.desa,
        kebutuhan=kebutuhan,
        tahun=kebutuhan.tahun,
        judul=kebutuhan.judul,
        sumber=kebutuhan.sumber,
        alasan_batas=kebutuhan.alasan_batas,
        created_by=by,
        **kak_of(kebutuhan),
    )
    record_new(pekerjaan, "Susun pekerjaan", by=by)
    return pekerjaan


def edit(pekerjaan, *, by, **fields):
    with taking("edit", pekerjaan, by=by) as pekerjaan:
        for name, value in fields.items():
            setattr(pekerjaan, name, value)
    return pekerjaan


# Rows, one at a time, under the lock of their file


def _row(pekerjaan, daftar, pk):
    row = getattr(pekerjaan, daftar).filter(pk=pk).first()
    if row is None:
        raise NotAllowed("Baris ini sudah dihapus orang lain. Muat ulang halamannya.")
    return row


def _nilai(daftar, row, before, after):
    return {f"{daftar} {row.pk} {k}": pair for k, pair in changes(before, after).items()}


def add_row(pekerjaan, daftar, *, by, **fields):
    model, step = LISTS[daftar]
    row, nilai = model(**fields), {}
    catatan = f"{model._meta.verbose_name.capitalize()} ditambah: {row}"
    with taking(step, pekerjaan, by=by, catatan=catatan, nilai=nilai) as pekerjaan:
        row.pekerjaan = pekerjaan
        row.save()
        nilai |= _nilai(daftar, row, {}, values_of(row))
    return row


def change_row(pekerjaan, daftar, pk, *, by, **fields):
    model, step = LISTS[daftar]
    nilai, catatan = {}, f"{model._meta.verbose_name.capitalize()} diubah"
    with taking(step, pekerjaan, by=by, catatan=catatan, nilai=nilai) as pekerjaan:
        row = _row(pekerjaan, daftar, pk)
        before = values_of(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        nilai |= _nilai(daftar, row, before, values_of(row))
    return row


def remove_row(pekerjaan, daftar, pk, *, by):
    model, step = LISTS[daftar]
    nilai, catatan = {}, f"{model._meta.verbose_name.capitalize()} dihapus"
    with taking(step, pekerjaan, by=by, catatan=catatan, nilai=nilai) as pekerjaan:
        row = _row(pekerjaan, daftar, pk)
        nilai |= {f"{daftar} {pk} {k}": [v, None] for k, v in values_of(row).items()}
        row.delete()


# The choice and the contract


def choose(pekerjaan, *, by, penyedia, catatan, pemilihan=None, bebas=False):
    """Give the work to this provider, with the reason. `pemilihan` is the comparison that led
    to it; without one only where there is nobody to compare with, and then whoever chooses
    declares that nobody of the TPID has an interest in it (`bebas`)."""
    said = {} if pemilihan else {"kepentingan": [None, "tidak ada"]}
    with taking("choose", pekerjaan, by=by, catatan=catatan, nilai=said) as pekerjaan:
        _refuse_uncompared(pekerjaan, penyedia, pemilihan, bebas)
        _refuse_provider(pekerjaan, penyedia)
        if (sentence := work_over_cap(pekerjaan)) and not pekerjaan.alasan_batas:
            raise NotAllowed(sentence)
        pekerjaan.penyedia, pekerjaan.pemilihan = penyedia, pemilihan
        pekerjaan.alasan_pilih = catatan


def _refuse_uncompared(pekerjaan, penyedia, pemilihan, bebas):
    if pemilihan is None:
        if sentence := must_compare(pekerjaan):
            raise NotAllowed(sentence)
        if not bebas:
            raise NotAllowed(TANPA_PERNYATAAN)
    elif not _is_about(pemilihan, pekerjaan) or pemilihan.penyedia_id != penyedia.pk:
        raise NotAllowed(f"Pemilihan “{pemilihan}” bukan untuk pekerjaan dan penyedia ini.")


def _is_about(pemilihan, pekerjaan):
    """A search that names its need serves that need alone."""
    need = pemilihan.kebutuhan_id
    return pemilihan.desa_id == pekerjaan.desa_id and need in {None, pekerjaan.kebutuhan_id}


def _refuse_provider(pekerjaan, penyedia):
    reasons = [*provider_lacks(penyedia), *self_dealing(penyedia, pekerjaan.desa)]
    if reasons:
        raise NotAllowed(" ".join(reasons))


def unchoose(pekerjaan, *, by, catatan):
    with taking("unchoose", pekerjaan, by=by, catatan=catatan) as pekerjaan:
        _let_go(pekerjaan)


def _let_go(pekerjaan):
    pekerjaan.penyedia = pekerjaan.pemilihan = pekerjaan.tenaga_ahli = pekerjaan.harga = None
    pekerjaan.alasan_pilih = ""


def agree(pekerjaan, *, by, **fields):
    """What the SPK will say: price, dates, who signs, which expert."""
    with taking("agree", pekerjaan, by=by) as pekerjaan:
        for name, value in fields.items():
            setattr(pekerjaan, name, value)
        if pekerjaan.tenaga_ahli and pekerjaan.tenaga_ahli.penyedia_id != pekerjaan.penyedia_id:
            raise NotAllowed("Tenaga ahli ini bukan milik penyedia yang dipilih.")
        _refuse_over_rab(pekerjaan, pekerjaan.harga)
        if sentence := over_offer(pekerjaan, pekerjaan.harga):
            raise NotAllowed(sentence)
        _refuse_overlap(pekerjaan)
    return pekerjaan


def _refuse_over_rab(pekerjaan, harga):
    rab = pekerjaan.jumlah_rab.total
    if harga and harga > rab:
        raise NotAllowed(f"Harga {rupiah(harga)} melebihi jumlah RAB {rupiah(rab)}.")


def _refuse_overlap(pekerjaan):
    """Two contracts of one expert signed at once wait for each other here."""
    if pekerjaan.tenaga_ahli_id:
        TenagaAhli.objects.select_for_update(no_key=True).get(pk=pekerjaan.tenaga_ahli_id)
    if sentence := overlap(pekerjaan, pekerjaan.mulai, pekerjaan.selesai):
        raise NotAllowed(sentence)


def sign(pekerjaan, *, by, catatan=""):
    """Both have signed: numbered, sealed, printed."""
    with taking("sign", pekerjaan, by=by, catatan=catatan) as pekerjaan:
        _refuse_provider(pekerjaan, pekerjaan.penyedia)
        _refuse_overlap(pekerjaan)
        pekerjaan.spk_nomor = number(pekerjaan, "SPK P2KTD", "SPK", pekerjaan.spk_tanggal)
        return issue(pekerjaan, "SPK P2KTD", pekerjaan.spk_nomor, pekerjaan.spk_tanggal,
                     data_of_spk(pekerjaan), by=by)  # fmt: skip


def amend(pekerjaan, *, by, alasan, tanggal, selesai, harga):
    """A change of contract: a later end, another price. The last term carries the difference."""
    with taking("amend", pekerjaan, by=by, catatan=alasan) as pekerjaan:
        _refuse_over_rab(pekerjaan, harga)
        last = pekerjaan.adendum.aggregate(n=Max("nomor"))["n"] or 0
        Adendum.objects.create(
            pekerjaan=pekerjaan,
            nomor=last + 1,
            tanggal=tanggal,
            alasan=alasan,
            selesai_lama=pekerjaan.selesai,
            selesai=selesai,
            harga_lama=pekerjaan.harga,
            harga=harga,
        )
        _carry(pekerjaan, harga - pekerjaan.harga)
        pekerjaan.harga, pekerjaan.selesai = harga, selesai
        _refuse_overlap(pekerjaan)
        nomor = f"{pekerjaan.spk_nomor}/ADD-{last + 1}"
        return issue(pekerjaan, "SPK P2KTD", nomor, tanggal, data_of_spk(pekerjaan), by=by)


def _carry(pekerjaan, difference):
    last = pekerjaan.termin.order_by("pk").last()
    if difference and last.jumlah + difference <= 0:
        raise NotAllowed(f"Termin terakhir {rupiah(last.jumlah)} tidak cukup untuk pengurangan.")
    if difference:
        last.jumlah += difference
        last.ppn = last.pph = None  # computed on the old amount
        last.save()


def start(pekerjaan, *, by, catatan=""):
    take("start", pekerjaan, by=by, catatan=catatan)


def submit(pekerjaan, *, by, catatan=""):
    take("submit", pekerjaan, by=by, catatan=catatan)


def send_back(pekerjaan, *, by, catatan):
    take("send_back", pekerjaan, by=by, catatan=catatan)


def dispute(pekerjaan, *, by, catatan):
    take("dispute", pekerjaan, by=by, catatan=catatan)


def resolve(pekerjaan, *, by, catatan):
    take("resolve", pekerjaan, by=by, catatan=catatan)


@transaction.atomic
def cancel(pekerjaan, *, by, catatan):
    """The need goes back to the list; the file stays, with its reason."""
    with taking("cancel", pekerjaan, by=by, catatan=catatan) as pekerjaan:
        pekerjaan.pemilihan = None
    take("release", pekerjaan.kebutuhan, by=by, catatan=catatan)


@transaction.atomic
def close(pekerjaan, *, by, catatan=""):
    """Everything is done and paid: from here on nobody changes anything."""
    take("close", pekerjaan, by=by, catatan=catatan)
    take("finish", pekerjaan.kebutuhan, by=by, catatan=catatan)


# The steps that one button and one note can take; views look them up here.
BUTTONS = {
    f.__name__: f
    for f in (unchoose, sign, start, submit, send_back, dispute, resolve, cancel, close)
}
