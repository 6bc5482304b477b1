"""Photos: kept as soon as they arrive, so that no mistake elsewhere in a form loses them."""

from django.utils import timezone

from desa.actions.foto import stored_fields
from tugas.models import Bukti


def keep(photos, *, isian, by):
    """Store the photos of a form, each once however often the form is sent."""
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
    release_repeats(first, isian=isian, by=by)
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
