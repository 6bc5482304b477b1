"""What a phone sends after the text of an entry: its photos, one by one."""

from django.db import transaction

from desa.trail import changing
from ppid.lib.workflow import NotAllowed
from tugas.actions import bukti
from tugas.actions.kegiatan import seal
from tugas.choices import Status
from tugas.foto import PALING_BANYAK
from tugas.models import Bukti, Kegiatan

STILL_TAKES = {Status.TERKIRIM, Status.DIKEMBALIKAN}


@transaction.atomic
def follow_with_photo(kegiatan, foto, *, by):
    """Give a photo to an entry that has arrived, and to its sisters; once, however often it is
    sent. False: it was there already."""
    group = _locked(kegiatan)
    here = Bukti.objects.in_use().filter(kegiatan=kegiatan)
    if here.filter(sha256_asli=foto.sha256_asli).exists():
        return False
    if any(k.status not in STILL_TAKES for k in group):
        raise NotAllowed("Kegiatan ini sudah diterima peninjau, jadi tidak menerima foto lagi.")
    if here.count() >= PALING_BANYAK:
        raise NotAllowed(f"Kegiatan ini sudah mempunyai {PALING_BANYAK} foto.")
    bukti.keep([foto], isian=kegiatan.pk, by=by)
    bukti.give(foto, isian=kegiatan.pk, by=by, entries=[kegiatan, *_sisters(group, kegiatan)])
    for entry in group:
        with changing(entry, "photo", "Foto menyusul", by=by, catatan=foto.nama) as fresh:
            seal(fresh)
    return True


def _locked(kegiatan):
    """The entry and its sisters, always locked in one order."""
    rows = Kegiatan.objects.filter(pk=kegiatan.pk)
    if kegiatan.rombongan:
        rows = Kegiatan.objects.filter(rombongan=kegiatan.rombongan)
    return list(rows.select_for_update().order_by("pk"))


def _sisters(group, kegiatan):
    return [k for k in group if k.pk != kegiatan.pk]
