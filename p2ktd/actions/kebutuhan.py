"""Needs of villages: written, proposed, put in order by a forum, handled."""

from django.db import transaction

from desa.models import Wilayah
from desa.trail import record_new, take, taking
from p2ktd.choices import StatusKebutuhan
from p2ktd.ketentuan_dana import left_for_needs, need_over_cap, over_cap
from p2ktd.models import Kebutuhan
from p2ktd.workflow import PELAPOR
from ppid.lib.clash import clash_says
from ppid.lib.tags import rupiah
from ppid.lib.workflow import NotAllowed


def may_write(by, desa):
    if not PELAPOR & by.roles_over(desa):
        raise NotAllowed("Anda tidak berwenang mencatat kebutuhan di desa ini.")


@transaction.atomic
def create(*, by, desa, tahun, **fields):
    may_write(by, desa)
    if not desa.is_village:
        raise NotAllowed(f"{desa} bukan desa.")
    kebutuhan = Kebutuhan(desa=desa, tahun=tahun, created_by=by, **fields)
    _check(kebutuhan)
    kebutuhan.save()
    record_new(kebutuhan, "Catat kebutuhan", by=by)
    return kebutuhan


def _check(kebutuhan):
    """Of the village whose promise it is, and over the cap only with a reason."""
    k = kebutuhan
    if k.komitmen and k.komitmen.desa_id != k.desa_id:
        raise NotAllowed("Komitmen ini milik desa lain.")
    sentence = need_over_cap(k.desa, k.tahun, k.perkiraan_biaya, sumber=k.sumber, apart_from=k.pk)
    if sentence and not k.alasan_batas:
        raise NotAllowed(sentence)


def edit(kebutuhan, *, by, **fields):
    with taking("edit", kebutuhan, by=by) as kebutuhan:
        for name, value in fields.items():
            setattr(kebutuhan, name, value)
        _check(kebutuhan)
    return kebutuhan


def propose(kebutuhan, *, by, catatan=""):
    with taking("propose", kebutuhan, by=by, catatan=catatan) as kebutuhan:
        _refuse_nil(kebutuhan)
        _check(kebutuhan)


def _refuse_nil(kebutuhan):
    k = kebutuhan
    if Kebutuhan.objects.filter(desa=k.desa_id, tahun=k.tahun, status=StatusKebutuhan.NIHIL):
        raise NotAllowed(
            f"{k.desa.berjenis} sudah menyatakan tidak membutuhkan P2KTD tahun {k.tahun}. "
            "Batalkan pernyataan itu lebih dahulu."
        )


@transaction.atomic
def declare_nil(*, by, desa, tahun, alasan):
    """The village needs nobody's help this year: a valid outcome."""
    if found := Kebutuhan.objects.living().filter(desa=desa, tahun=tahun).first():
        raise NotAllowed(f"Sudah ada kebutuhan tahun {tahun} di {desa.berjenis}: {found}.")
    kebutuhan = create(
        by=by, desa=desa, tahun=tahun, judul="Tidak membutuhkan P2KTD", masalah=alasan
    )
    with clash_says(f"{desa.berjenis} sudah menyatakan tidak membutuhkan tahun {tahun}."):
        take("declare_nil", kebutuhan, by=by, catatan=alasan)
    return Kebutuhan.objects.get(pk=kebutuhan.pk)


def prioritise(kebutuhan, *, by, prioritas, berita_acara, alokasi=None, catatan=""):
    """A forum's decision: place in the list and rupiah. Callable from the meeting that decided;
    `berita_acara` names its minutes."""
    alokasi = kebutuhan.perkiraan_biaya if alokasi is None else alokasi
    with taking("prioritise", kebutuhan, by=by, catatan=catatan) as kebutuhan:
        Wilayah.objects.select_for_update(no_key=True).get(pk=kebutuhan.desa_id[:8])
        _refuse_over_pagu(kebutuhan, alokasi)
        _refuse_over_cap(kebutuhan, alokasi)
        kebutuhan.prioritas, kebutuhan.alokasi = prioritas, alokasi or 0
        kebutuhan.berita_acara = berita_acara


def _refuse_over_pagu(k, alokasi):
    found = left_for_needs(k.desa_id[:8], k.tahun) if k.sumber == "dok" else None
    if found and alokasi > found[1]:
        raise NotAllowed(
            f"Alokasi {rupiah(alokasi)} melebihi sisa pagu P2KTD {rupiah(found[1])} "
            f"dari {rupiah(found[0])}."
        )


def _refuse_over_cap(k, alokasi):
    rows = Kebutuhan.objects.allocated().filter(desa=k.desa_id, tahun=k.tahun, sumber="dok")
    sentence = over_cap(k.desa, k.tahun, alokasi, sumber=k.sumber, others=rows.money("alokasi"))
    if sentence and not k.alasan_batas:
        raise NotAllowed(sentence)


def demote(kebutuhan, *, by, catatan):
    with taking("demote", kebutuhan, by=by, catatan=catatan) as kebutuhan:
        kebutuhan.prioritas, kebutuhan.alokasi, kebutuhan.berita_acara = None, 0, ""


def cancel(kebutuhan, *, by, catatan):
    take("cancel", kebutuhan, by=by, catatan=catatan)


# The steps that one button and one note can take; views look them up here.
BUTTONS = {f.__name__: f for f in (propose, demote, cancel)}
