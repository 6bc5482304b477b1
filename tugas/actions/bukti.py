"""Photos: kept as soon as they arrive, so that no mistake elsewhere in a form loses them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from desa.actions.foto import stored_fields
from desa.trail import taking
from ppid.lib.workflow import NotAllowed
from tugas.foto import PALING_BANYAK
from tugas.models import Bukti


def keep(photos, *, isian, by):
    """Store the photos of a form, each once however often the form is sent."""
    if not photos:
        return
    there = set(Bukti.objects.of_form(isian, by).values_list("sha256_asli", flat=True))
    new = [
        Bukti(isian=isian, created_by=by, **stored_fields(foto))
        for foto in photos
        if foto.sha256_asli not in there
    ]
    Bukti.objects.bulk_create(new, ignore_conflicts=True)


def attach(entries, *, isian, by):
    """Give the photos of a form to its entry, and to the sisters in other villages: one file,
    a row for each."""
    first, *sisters = entries
    Bukti.objects.kept_for(isian, by).update(kegiatan=first)
    if sisters:
        photos = list(Bukti.objects.in_use().filter(kegiatan=first))
        copies = [_copy(photo, sister) for sister in sisters for photo in photos]
        Bukti.objects.bulk_create(copies)


def give(foto, *, isian, by, entries):
    """Give one photo that came by itself to its entry and the sisters."""
    first, *sisters = entries
    photo = Bukti.objects.kept_for(isian, by).get(sha256_asli=foto.sha256_asli)
    Bukti.objects.filter(pk=photo.pk).update(kegiatan=first)
    Bukti.objects.bulk_create([_copy(photo, sister) for sister in sisters])


def release_repeats(kegiatan, *, isian, by):
    """Let go of photos that came a second time with the same form."""
    there = Bukti.objects.in_use().filter(kegiatan=kegiatan).values_list("sha256_asli", flat=True)
    again = Bukti.objects.kept_for(isian, by).filter(sha256_asli__in=list(there))
    again.update(dilepas_at=timezone.now())


def _copy(photo, kegiatan):
    same = {
        field.attname: getattr(photo, field.attname)
        for field in Bukti._meta.concrete_fields
        if field.name not in {"id", "kegiatan", "isian", "created_at"}
    }
    return Bukti(kegiatan=kegiatan, isian=kegiatan.pk, **same)


def release(pks, *, isian, by):
    """Take photos off a form; the entry itself allows it or not before this is called."""
    mine = Bukti.objects.of_form(isian, by)
    mine.filter(pk__in=pks).update(dilepas_at=timezone.now())


def take_back(kegiatan, pks, *, by):
    """Photos just taken off an entry are its photos again, while it may still be written."""
    nilai = {}
    with taking("edit", kegiatan, by=by, nilai=nilai) as fresh:
        before, there = fresh.value_of("foto"), fresh.bukti.in_use()
        off = Bukti.objects.filter(pk__in=pks, isian=fresh.pk, created_by=by)
        off = off.filter(dilepas_at__isnull=False)
        off = off.exclude(sha256_asli__in=list(there.values_list("sha256_asli", flat=True)))
        if there.count() + off.count() > PALING_BANYAK:
            raise NotAllowed(f"Paling banyak {PALING_BANYAK} foto. Lepaskan salah satu dahulu.")
        if not off.update(dilepas_at=None, kegiatan=fresh):
            raise NotAllowed("Foto ini sudah kembali. Muat ulang halamannya.")
        nilai["foto"] = [before, fresh.value_of("foto")]


SIMPAN = timedelta(days=30)  # that a photo nobody needs is kept all the same


def sweep():
    """Remove photos that never reached an entry and are needed by nobody: taken off by their
    author, or the same picture stands in an entry of theirs. A photo that a person gave and that
    is nowhere else stays, however long its form lies unfinished; how many were removed."""
    loose = Bukti.objects.filter(kegiatan__isnull=True, created_at__lt=timezone.now() - SIMPAN)
    removed = 0
    for photo in loose.iterator(chunk_size=500):
        used = Bukti.objects.in_use().filter(
            kegiatan__isnull=False, created_by=photo.created_by_id, sha256_asli=photo.sha256_asli
        )
        if photo.dilepas_at or used.exists():
            removed += 1
            _remove(photo)
    return removed


@transaction.atomic
def _remove(photo):
    """The row, and its files where no other row has them."""
    photo.delete()
    for field in ("berkas", "kecil"):
        stored = getattr(photo, field)
        if not Bukti.objects.filter(**{field: stored.name}).exists():
            transaction.on_commit(lambda stored=stored: stored.storage.delete(stored.name))
