"""The second look at one accepted entry in twenty: the draw, and what the second reviewer says."""

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from desa.trail import record_new, taking
from ppid.lib.workflow import NotAllowed
from tugas.choices import Status
from tugas.models import TinjauUlang

PENUH = 10_000  # the draw goes by hundredths of a percent


def is_drawn(kegiatan):
    """Decided by the key of the entry and the secret of this site, once and for good: whoever
    writes does not know it, and accepting anew draws nothing anew."""
    lot = salted_hmac("tugas.tinjau_ulang", str(kegiatan.pk), algorithm="sha256").digest()
    return int.from_bytes(lot[:8]) % PENUH < settings.PPID_SECOND_REVIEW * 100


def draw(kegiatan, *, by):
    """Belongs into the transaction of the acceptance."""
    if not is_drawn(kegiatan) or TinjauUlang.objects.filter(kegiatan=kegiatan).exists():
        return
    made = TinjauUlang.objects.create(
        kegiatan=kegiatan,
        desa=kegiatan.desa,
        tahun=kegiatan.tahun,
        peran=kegiatan.peran,
        created_by=by,
    )
    record_new(made, "Tarik untuk tinjauan kedua", by=None, langkah="draw")


def agree(ulang, *, by, catatan=""):
    _judge("agree", ulang, by=by, catatan=catatan)


def differ(ulang, *, by, catatan):
    _judge("differ", ulang, by=by, catatan=catatan)


def _judge(name, ulang, *, by, catatan):
    kegiatan = ulang.kegiatan
    if kegiatan.status != Status.DITERIMA:
        raise NotAllowed("Catatan ini sedang dibuka kembali. Tunggu sampai diterima lagi.")
    if by.pk in {kegiatan.created_by_id, kegiatan.peninjau_id}:
        raise NotAllowed("Tinjauan kedua dilakukan orang lain: bukan penulis, bukan peninjaunya.")
    with taking(name, ulang, by=by, catatan=catatan) as fresh:
        fresh.kedua, fresh.catatan = by, catatan.strip()
        fresh.diputus_at = timezone.now()
