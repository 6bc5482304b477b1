"""What an author does with an entry: one function per verb, each all or nothing."""

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils import timezone

from desa.trail import record_new, take, taking
from ppid.lib.workflow import NotAllowed
from tugas.actions import bukti
from tugas.actions.capaian import together
from tugas.actions.kabar import tell_mended
from tugas.choices import Status
from tugas.models import Kegiatan
from tugas.resi import digest, new_receipt
from tugas.tanda import flags_of
from tugas.workflow import AUTHORS

WORDS = 9  # of the text that make a title


@transaction.atomic
@together()  # written and sent at once is counted once
def log(*, by, id, desa, desa_lain=(), lepas=(), kirim=True, salinan_dari=None, **isi):  # noqa: A002
    """One entry, or one for each of several villages, sent at once unless kept as a draft. The
    same form sent again is the same entry."""
    villages = [desa, *(d for d in desa_lain if d != desa)]
    rombongan = id if len(villages) > 1 else None
    first, made = _write(id, desa, by=by, rombongan=rombongan, salinan_dari=salinan_dari, isi=isi)
    if not made:
        return _once_more(first, by=by, kirim=kirim, isi=isi | {"desa": desa, "lepas": lepas})
    sisters = [
        _write(first.key_for(d), d, by=by, rombongan=rombongan, salinan_dari=None, isi=isi)[0]
        for d in villages[1:]
    ]
    bukti.release(lepas, isian=id, by=by)
    bukti.attach([first, *sisters], isian=id, by=by)
    if kirim:
        first, *sisters = [submit(kegiatan, by=by) for kegiatan in [first, *sisters]]
    return first


def _once_more(kegiatan, *, by, kirim, isi):
    """The form of an entry that is there already: a draft takes what was written since; anything
    else was sent, and a second thumb on the button changes nothing."""
    if kegiatan.status == Status.DIBUANG:
        raise NotAllowed("Draf ini sudah dibuang. Buka formulir baru untuk mencatat lagi.")
    if kegiatan.status == Status.DRAF:
        return edit(kegiatan, by=by, kirim=kirim, **isi)
    bukti.release_repeats(kegiatan, isian=kegiatan.pk, by=by)
    return kegiatan


def _write(key, desa, *, by, rombongan, salinan_dari, isi):
    peran = role_over(desa, by)
    kegiatan, made = Kegiatan.objects.get_or_create(
        pk=key,
        defaults={
            "desa": desa,
            "created_by": by,
            "peran": peran,
            "rombongan": rombongan,
            "salinan_dari": salinan_dari,
            "tahun": isi["tanggal"].year,
            **isi,
            "judul": isi.get("judul") or title_of(isi["uraian"]),
        },
    )
    if made:
        record_new(kegiatan, "Catat", by=by)
    elif kegiatan.created_by_id != by.pk:
        raise Http404  # somebody else's key tells nothing, not even that it is taken
    return kegiatan, made


def role_over(desa, by):
    """The role in which a person writes about a village."""
    held = by.roles_over(desa)
    peran = next((p for p in AUTHORS if p in held), None)
    if peran is None or not desa.is_village:
        raise NotAllowed("Anda tidak bertugas di desa ini, jadi tidak dapat mencatat kegiatannya.")
    return peran


def title_of(uraian):
    words = uraian.split()
    title = " ".join(words[:WORDS])[:147].rstrip(".,;:")
    return title + ("…" if len(words) > WORDS else "")


def edit(kegiatan, *, by, lepas=(), jawaban=None, kirim=False, **isi):
    """Change an entry, answer the reviewer's points and, if asked, send it (again)."""
    with transaction.atomic():
        photos = kegiatan.value_of("foto")
        nilai = {}
        with taking("edit", kegiatan, by=by, nilai=nilai) as fresh:
            bukti.release(lepas, isian=fresh.pk, by=by)
            bukti.release_repeats(fresh, isian=fresh.pk, by=by)
            bukti.attach([fresh], isian=fresh.pk, by=by)
            _fill(fresh, isi, by)
            if fresh.value_of("foto") != photos:
                nilai["foto"] = [photos, fresh.value_of("foto")]
            _settle(fresh, jawaban or {})
        if kirim:
            again = fresh.status == Status.DIKEMBALIKAN
            fresh = (resubmit if again else submit)(fresh, by=by)
    return fresh


def _fill(kegiatan, isi, by):
    made_up = kegiatan.judul == title_of(kegiatan.uraian)
    for name, value in isi.items():
        setattr(kegiatan, name, value)
    if not kegiatan.judul or (made_up and "judul" not in isi):
        kegiatan.judul = title_of(kegiatan.uraian)
    kegiatan.tahun = kegiatan.tanggal.year
    kegiatan.peran = role_over(kegiatan.desa, by)


def _settle(kegiatan, jawaban):
    """Tick off each point whose field has changed or that has been answered."""
    for koreksi in kegiatan.koreksi.filter(putaran=kegiatan.putaran):
        koreksi.jawaban = jawaban.get(koreksi.pk, koreksi.jawaban)
        done = koreksi.is_mended or koreksi.jawaban
        koreksi.selesai_at = (koreksi.selesai_at or timezone.now()) if done else None
        koreksi.save()


def submit(kegiatan, *, by, catatan=""):
    with taking("submit", kegiatan, by=by, catatan=catatan) as kegiatan:
        kegiatan.resi = kegiatan.resi or new_receipt()  # sent before and taken back: one number
        kegiatan.terkirim_at = timezone.now()
        seal(kegiatan)
    return kegiatan


def resubmit(kegiatan, *, by, catatan=""):
    """The number and the time of the first sending stay: it did arrive then."""
    with taking("resubmit", kegiatan, by=by, catatan=catatan) as kegiatan:
        seal(kegiatan)
        tell_mended(kegiatan)
    return kegiatan


def seal(kegiatan):
    prefetch_related_objects([kegiatan], "bukti")
    kegiatan.sidik = digest(kegiatan)
    kegiatan.tanda = flags_of(kegiatan)


def withdraw(kegiatan, *, by, catatan=""):
    """Sent a moment ago, and not yet judged: a draft again. Its number stays with it."""
    take("withdraw", kegiatan, by=by, catatan=catatan)


def discard(kegiatan, *, by, catatan=""):
    take("discard", kegiatan, by=by, catatan=catatan)


def restore(kegiatan, *, by, catatan=""):
    take("restore", kegiatan, by=by, catatan=catatan)
