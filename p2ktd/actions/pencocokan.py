"""Choosing a provider: declare, invite, take down offers, judge, choose."""

from django.db import transaction

from desa.choices import Peran
from desa.trail import record_new, take, taking
from p2ktd.calon import candidates, matches, need_of
from p2ktd.choices import Kepentingan, KriteriaPenawaran
from p2ktd.models import (
    NilaiPenawaran,
    Pemilihan,
    Penawaran,
    PernyataanKepentingan,
    Undangan,
)
from p2ktd.pencocokan import excluded
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

DINILAI = [k for k in KriteriaPenawaran if k != KriteriaPenawaran.HARGA]
SUDAH = "Penawaran penyedia ini sudah dicatat."
PARTIAL = "Anda menyatakan kepentingan pada {}, jadi tidak ikut menilai dan memilih."


@transaction.atomic
def create(*, by, desa, kebutuhan=None, **fields):
    if Peran.TPID not in by.roles_over(desa):
        raise NotAllowed("Pemilihan penyedia disusun oleh TPID di kecamatannya.")
    if kebutuhan and kebutuhan.desa_id != desa.pk:
        raise NotAllowed(f"Kebutuhan ini milik {kebutuhan.desa.berjenis}.")
    pemilihan = Pemilihan.objects.create(desa=desa, kebutuhan=kebutuhan, created_by=by, **fields)
    record_new(pemilihan, "Susun pemilihan", by=by)
    return pemilihan


def edit(pemilihan, *, by, **fields):
    with taking("edit", pemilihan, by=by) as pemilihan:
        for name, value in fields.items():
            setattr(pemilihan, name, value)
    return pemilihan


def declare(pemilihan, *, by, kepentingan, penyedia=None, penjelasan=""):
    """One's own declaration; it may be made anew, and the trail keeps the one before."""
    none = kepentingan == Kepentingan.TIDAK_ADA
    if none != (penyedia is None):
        raise NotAllowed("Sebutkan penyedia yang bersangkutan.")
    nilai = {f"kepentingan {by.nama}": [None, f"{Kepentingan(kepentingan).label} {penyedia or ''}"]}
    with taking("declare", pemilihan, by=by, nilai=nilai) as pemilihan:
        PernyataanKepentingan.objects.update_or_create(
            pemilihan=pemilihan,
            pengguna=by,
            defaults={
                "kepentingan": kepentingan,
                "penyedia": penyedia,
                "penjelasan": penjelasan,
            },
        )


def invite(pemilihan, *, by, penyedia, batas=None):
    """Ask several providers for an offer; what speaks for each is kept as of today."""
    keys = {p.pk for p in penyedia}
    nilai = {"undangan": [None, ", ".join(sorted(p.nama for p in penyedia))]}
    with taking("invite", pemilihan, by=by, nilai=nilai) as pemilihan:
        _refuse_none(keys)
        hasil = matches(pemilihan)
        for out in hasil.tersisih:
            if out.calon.kunci in keys:
                raise NotAllowed(f"{out.calon.nama} tidak dapat diundang: {' '.join(out.sebab)}")
        asked = set(pemilihan.undangan.values_list("penyedia", flat=True))
        Undangan.objects.bulk_create(
            Undangan(
                pemilihan=pemilihan,
                penyedia_id=m.calon.kunci,
                poin=m.poin,
                alasan=[list(pair) for pair in m.alasan],
                created_by=by,
            )
            for m in hasil.cocok
            if m.calon.kunci in keys - asked
        )
        pemilihan.batas = batas or pemilihan.batas


def _refuse_none(keys):
    if not keys:
        raise NotAllowed("Pilih paling sedikit satu penyedia.")


def offer(pemilihan, undangan, *, by, **fields):
    """Take down the letter of an invited provider, once."""
    nilai = {"penawaran": [None, undangan.penyedia.nama]}
    with taking("offer", pemilihan, by=by, nilai=nilai), clash_says(SUDAH):
        return Penawaran.objects.create(undangan=undangan, created_by=by, **fields)


def compare(pemilihan, *, by, catatan=""):
    take("compare", pemilihan, by=by, catatan=catatan)


def score(pemilihan, penawaran, *, by, nilai):
    """What one member gives one offer, {criterion: 1 to 5}. Whoever declared an interest does
    not judge, nor does anybody who declared nothing."""
    kept = {f"nilai {penawaran.pk} {by.nama}": [None, str(dict(nilai))]}
    with taking("score", pemilihan, by=by, nilai=kept) as pemilihan:
        refuse_partial(pemilihan, by)
        penawaran.nilai.filter(created_by=by).delete()
        NilaiPenawaran.objects.bulk_create(
            NilaiPenawaran(penawaran=penawaran, kriteria=k, nilai=nilai[k], created_by=by)
            for k in DINILAI
        )


def may_judge(pemilihan, user):
    """Has this member declared that no interest stands in the way?"""
    said = pemilihan.pernyataan.filter(pengguna=user).first()
    return bool(said) and not said.ada


def refuse_partial(pemilihan, by):
    """Raises the sentence for whoever may not judge."""
    said = pemilihan.pernyataan.filter(pengguna=by).first()
    if said is None:
        raise NotAllowed("Isi pernyataan kepentingan Anda lebih dahulu.")
    if said.ada:
        raise NotAllowed(PARTIAL.format(said.penyedia))


def choose(pemilihan, *, by, penyedia, catatan):
    """The provider, with the reason. What would exclude it today excludes it now."""
    with taking("choose", pemilihan, by=by, catatan=catatan) as pemilihan:
        refuse_partial(pemilihan, by)
        if not pemilihan.penawaran_masuk.filter(undangan__penyedia=penyedia).exists():
            raise NotAllowed(f"{penyedia} tidak memasukkan penawaran.")
        for c in candidates(pemilihan, only=penyedia.pk):
            if sebab := list(excluded(need_of(pemilihan), c)):
                raise NotAllowed(f"{penyedia} tidak dapat dipilih: {' '.join(sebab)}")
        pemilihan.penyedia, pemilihan.alasan = penyedia, catatan


def cancel(pemilihan, *, by, catatan):
    take("cancel", pemilihan, by=by, catatan=catatan)


# The steps that one button and one note can take; views.step looks them up here.
BUTTONS = {f.__name__: f for f in (compare, cancel)}
