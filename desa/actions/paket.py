"""A batch of papers: begun, counted on, finished."""

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from desa.models import Paket
from desa.trail import record_new


@transaction.atomic
def begin(*, by, wilayah, judul, daftar):
    made = Paket.objects.create(wilayah=wilayah, judul=judul, daftar=daftar, created_by=by)
    record_new(made, "Buat paket", by=by)
    return made


def count_on(paket, *, dibuat, gagal):
    """How far it is, seen by whoever reloads the page."""
    paket.dibuat, paket.gagal = dibuat, gagal
    paket.save(update_fields=["dibuat", "gagal", "updated_at"])


def finish(paket, file, *, gagal):
    paket.gagal, paket.selesai_at = gagal, timezone.now()
    paket.berkas.save(f"paket-{paket.pk}.zip", File(file), save=False)
    paket.save()
