"""What a reviewer does with an entry."""

from django.db import transaction
from django.utils import timezone

from desa.trail import taking
from ppid.lib.workflow import NotAllowed
from tugas.actions.capaian import together
from tugas.actions.kabar import tell_returned
from tugas.actions.tinjau_ulang import draw
from tugas.choices import Alasan, Bidang
from tugas.models import Kegiatan, Koreksi

AT_ONCE = 100  # entries accepted together


def accept(kegiatan, *, by, catatan=""):
    with taking("accept", kegiatan, by=by, catatan=catatan) as kegiatan:
        kegiatan.peninjau = by
        kegiatan.diterima_at = timezone.now()
        draw(kegiatan, by=by)


@transaction.atomic
def accept_many(entries, *, by):
    """Accept what carries no flag; (what was accepted, what is left for a closer look)."""
    if len(entries) > AT_ONCE:
        raise NotAllowed(f"Paling banyak {AT_ONCE} kegiatan sekali terima.")
    # All are locked first, in one order for everybody: nobody waits in a ring, also not with
    # somebody who accepts one of them alone and then counts the same kabupaten.
    rows = Kegiatan.objects.select_for_update(of=["self"]).select_related("desa")
    entries = list(rows.filter(pk__in=[k.pk for k in entries]).order_by("pk"))
    flagged = [k for k in entries if k.tanda]
    plain = [k for k in entries if not k.tanda]
    with together():
        for kegiatan in plain:
            accept(kegiatan, by=by, catatan="Diterima bersama.")
    return plain, flagged


def unaccept(kegiatan, *, by, catatan=""):
    """Takes back one's own acceptance of a moment ago; what the lot drew stays drawn."""
    with taking("unaccept", kegiatan, by=by, catatan=catatan) as kegiatan:
        if kegiatan.peninjau_id != by.pk:
            raise NotAllowed("Hanya yang menerimanya yang dapat mengurungkan.")
        kegiatan.diterima_at = None


@transaction.atomic
def unaccept_many(keys, *, by):
    rows = Kegiatan.objects.select_for_update(of=["self"]).select_related("desa")
    with together():
        for kegiatan in rows.filter(pk__in=keys).order_by("pk"):
            unaccept(kegiatan, by=by)


def send_back(kegiatan, *, by, catatan="", points=()):
    catatan = catatan or in_words(points)
    with taking("send_back", kegiatan, by=by, catatan=catatan) as kegiatan:
        _return(kegiatan, points, by)
        tell_returned(kegiatan, catatan)


def reopen(kegiatan, *, by, catatan="", points=()):
    """An accepted entry is frozen; whoever judges it may open it again, and says why."""
    catatan = catatan or in_words(points)
    with taking("reopen", kegiatan, by=by, catatan=catatan) as kegiatan:
        kegiatan.diterima_at = None
        _return(kegiatan, points, by)
        tell_returned(kegiatan, catatan)


def _return(kegiatan, points, by):
    kegiatan.peninjau = by
    kegiatan.putaran += 1
    Koreksi.objects.bulk_create(
        Koreksi(
            kegiatan=kegiatan,
            putaran=kegiatan.putaran,
            created_by=by,
            nilai_lama=kegiatan.value_of(point["bidang"]),
            **point,
        )
        for point in points
    )


def in_words(points):
    """ "Uraian: tidak lengkap, sebutkan siapa yang hadir. Foto: tidak benar." """
    return " ".join(
        f"{Bidang(p['bidang']).label}: {_sentence(_reason(p), p['catatan'])}" for p in points
    )


def _sentence(reason, note):
    text = f"{reason}, {note}" if note else reason
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _reason(point):
    return Alasan(point["alasan"]).label.lower()
