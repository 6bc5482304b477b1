"""A village that cannot be reached: reported with a photo, ended when the way is open again."""

from django.db import transaction

from desa.actions.foto import stored_fields
from desa.models import Wilayah
from desa.trail import changing, record_new
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed
from tugas.models import Hambatan
from tugas.workflow import AUTHORS

SUDAH_ADA = "Desa ini sudah tercatat tidak terjangkau. Akhiri dulu catatan yang masih berlaku."


def check_worker(desa, by):
    if not set(AUTHORS) & by.roles_over(desa):
        raise NotAllowed("Hanya PLD, PD, dan TPID desa ini yang dapat mencatat hambatan.")


@transaction.atomic
def block(*, by, desa, mulai, alasan, foto):
    check_worker(desa, by)
    Wilayah.objects.select_for_update(of=["self"], no_key=True).get(pk=desa.pk)
    kept = stored_fields(foto)
    with clash_says(SUDAH_ADA):
        made = Hambatan.objects.create(
            desa=desa,
            mulai=mulai,
            alasan=alasan,
            **{name: kept[name] for name in ("berkas", "kecil", "sha256_asli")},
            created_by=by,
        )
    record_new(made, "Catat tidak terjangkau", by=by)
    return made


def unblock(hambatan, *, by, selesai):
    check_worker(hambatan.desa, by)
    if selesai < hambatan.mulai:
        raise NotAllowed("Tanggal berakhirnya tidak boleh sebelum tanggal mulainya.")
    with changing(hambatan, "unblock", "Akhiri hambatan", by=by) as fresh:
        fresh.selesai = selesai
    return fresh
