"""Photos: kept as soon as they arrive, so that no mistake elsewhere in a form loses them."""

from django.utils import timezone

from desa.actions.foto import stored_fields
from inovasi.models import Media


def keep(photos, *, isian, by):
    """Store the photos of a form, each once however often the form is sent."""
    there = set(Media.objects.of_form(isian, by).values_list("sha256_asli", flat=True))
    new = {foto.sha256_asli: foto for foto in photos if foto.sha256_asli not in there}
    rows = [Media(isian=isian, created_by=by, **stored_fields(foto)) for foto in new.values()]
    Media.objects.bulk_create(rows, ignore_conflicts=True)


def attach(*, isian, by, **owner):
    """Give the photos of a form to what the form was about."""
    waiting = Media.objects.of_form(isian, by)
    waiting.filter(kartu_ide__isnull=True, inovasi__isnull=True).update(**owner)


def add(inovasi, foto, *, by, **told):
    """A photo of an innovation, with its caption and consent; the same photo is one photo."""
    found = inovasi.media.in_use().filter(sha256_asli=foto.sha256_asli).first()
    if found:
        return found
    return Media.objects.create(
        inovasi=inovasi, isian=inovasi.pk, created_by=by, **stored_fields(foto), **told
    )


def release(media):
    Media.objects.filter(pk=media.pk).update(dilepas_at=timezone.now())
