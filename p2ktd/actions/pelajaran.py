"""What a closed work taught: beside its frozen file, once."""

from django.db import transaction
from uuid6 import uuid7

from desa.trail import record_new
from inovasi.actions import inovasi as inovasi_actions
from p2ktd.choices import StatusPekerjaan
from p2ktd.models import Pekerjaan, Pelajaran
from p2ktd.workflow import PELAPOR
from ppid.lib.workflow import NotAllowed

SATU_BARIS = 200


def may_teach(pekerjaan, user):
    """May this person write the lesson of this work now?"""
    return (
        pekerjaan.status == StatusPekerjaan.SELESAI
        and bool(PELAPOR & user.roles_over(pekerjaan.place))
        and not hasattr(pekerjaan, "pelajaran")
    )


@transaction.atomic
def write_lesson(pekerjaan, *, by, untuk_penyedia, untuk_inovasi, **isi):
    """`untuk_inovasi` begins a draft innovation of whoever writes; nothing in the file moves."""
    fresh = Pekerjaan.objects.select_for_update(of=["self"]).get(pk=pekerjaan.pk)
    if not may_teach(fresh, by):
        raise NotAllowed("Pelajaran ditulis sekali, sesudah berkas pekerjaan ditutup.")
    if not (untuk_penyedia or untuk_inovasi):
        raise NotAllowed("Pilih ke mana pelajaran ini disimpan.")
    inovasi = _draft(fresh, by, isi) if untuk_inovasi else None
    made = Pelajaran.objects.create(
        pekerjaan=fresh, untuk_penyedia=untuk_penyedia, inovasi=inovasi, created_by=by, **isi
    )
    record_new(made, "Tulis pelajaran", by=by)
    return made


def _draft(pekerjaan, by, isi):
    """The form of identification, begun with what the file knows."""
    need = pekerjaan.kebutuhan
    return inovasi_actions.create(
        by=by,
        id=uuid7(),
        desa=pekerjaan.desa,
        tahun=pekerjaan.tahun,
        judul=pekerjaan.judul[:SATU_BARIS],
        bidang=need.bidang,
        masalah=need.masalah,
        hasil=isi["berhasil"],
        keberlanjutan=isi["saran"],
        sudah_berjalan=True,
        tahun_mulai=pekerjaan.mulai.year,
    )
