"""Rows that an import made, taken back while nobody has touched them."""

from django.db import transaction
from django.db.models import ProtectedError

from desa.choices_impor import Hasil
from desa.trail import record, trail_of


def take_back(model, rows, *, by):
    """What has moved on since, or is named by something else, stays and says so."""
    for row in rows:
        made = model.objects.filter(pk=row.objek_id).first()
        if made is None or _gone(made, row, by):
            row.hasil = Hasil.DICABUT
        else:
            row.hasil = Hasil.TERTAHAN
            row.alasan = f"{row.alasan} Sudah dikerjakan orang sesudah impor.".strip()


def _gone(made, row, by):
    if trail_of(made).exclude(langkah__in=["create", "sign"]).exists():
        return False
    try:
        with transaction.atomic():
            type(made).objects.filter(pk=made.pk).delete()
            record(made, "undo_import", "Cabut", by=by, catatan=f"Impor {row.impor_id} dibatalkan.")
    except ProtectedError:
        return False
    return True
