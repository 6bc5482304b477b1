"""Rows of the minutes: agenda, speakers, decisions, follow-ups, signatories. One row at a time,
under the lock of their meeting, so that nobody's row is overwritten by another's."""

from django.db.models import Max

from desa.trail import changes, taking, values_of
from musyawarah.models import (
    HasilPemilihan,
    Keputusan,
    MataAcara,
    Narasumber,
    Penandatangan,
    Tanya,
    TindakLanjut,
)
from ppid.lib.workflow import NotAllowed

LISTS = {
    "mata_acara": MataAcara,
    "narasumber": Narasumber,
    "tanya": Tanya,
    "keputusan": Keputusan,
    "pemilihan": HasilPemilihan,
    "tindak_lanjut": TindakLanjut,
    "penandatangan": Penandatangan,
}


def _label(daftar):
    return LISTS[daftar]._meta.verbose_name.capitalize()


def _short(text):
    return text if len(text) <= 80 else f"{text[:79]}…"


def _nilai(daftar, row, before, after):
    """Changes of a row for the trail of its meeting: {"keputusan 12 teks": [before, after]}."""
    moved = changes(before, after)
    return {f"{daftar} {row.pk} {name}": pair for name, pair in moved.items()}


def _row(musyawarah, daftar, pk):
    row = getattr(musyawarah, daftar).filter(pk=pk).first()
    if row is None:
        raise NotAllowed("Baris ini sudah dihapus orang lain. Muat ulang halamannya.")
    return row


def add_row(musyawarah, daftar, *, by, **fields):
    """A new row, at the end unless `urutan` says otherwise."""
    row, nilai = LISTS[daftar](**fields), {}
    catatan = f"{_label(daftar)} ditambah: {_short(str(row))}"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        row.musyawarah = musyawarah
        if hasattr(row, "urutan") and not row.urutan:
            last = getattr(musyawarah, daftar).aggregate(n=Max("urutan"))["n"] or 0
            row.urutan = last + 1
        row.save()
        nilai |= _nilai(daftar, row, {}, values_of(row))
    return row


def change_row(musyawarah, daftar, pk, *, by, **fields):
    nilai = {}
    catatan = f"{_label(daftar)} diubah: {_short(str(_row(musyawarah, daftar, pk)))}"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        row = _row(musyawarah, daftar, pk)
        before = values_of(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        nilai |= _nilai(daftar, row, before, values_of(row))
    return row


def remove_row(musyawarah, daftar, pk, *, by):
    nilai = {}
    catatan = f"{_label(daftar)} dihapus: {_short(str(_row(musyawarah, daftar, pk)))}"
    with taking("edit", musyawarah, by=by, catatan=catatan, nilai=nilai) as musyawarah:
        row = _row(musyawarah, daftar, pk)
        nilai |= {f"{daftar} {pk} {k}": [v, None] for k, v in values_of(row).items()}
        row.delete()
