"""Holding a bursa: plan it, invite villages, say who came, open and close it."""

from django.db import transaction

from desa.actions.foto import stored_fields
from desa.models import Wilayah
from desa.trail import record, record_new, take, taking
from inovasi.actions.komitmen import may_write
from inovasi.models import Bursa, FotoKartu, UndanganDesa
from inovasi.workflow import PENYELENGGARA
from ppid.lib.workflow import NotAllowed

PRESENCE = ["hadir", "laki", "perempuan"]


@transaction.atomic
def create(*, by, wilayah, kecamatan=(), **isi):
    """A bursa and the villages invited to it: those of its place, or of these kecamatan."""
    if not PENYELENGGARA & by.roles_over(wilayah):
        raise NotAllowed("Bursa diselenggarakan oleh TPID di kecamatannya, atau TIK di kabupaten.")
    bursa = Bursa.objects.create(wilayah=wilayah, created_by=by, **isi)
    record_new(bursa, "Rencanakan", by=by)
    kodes = [w.pk for w in kecamatan] or [wilayah.pk]
    _invite(bursa, Wilayah.objects.villages().in_places(kodes))
    return bursa


def _invite(bursa, villages):
    rows = [UndanganDesa(bursa=bursa, desa=w) for w in villages.order_by("pk")]
    UndanganDesa.objects.bulk_create(rows, ignore_conflicts=True)


def edit(bursa, *, by, kecamatan=(), **isi):
    with taking("edit", bursa, by=by) as bursa:
        for name, value in isi.items():
            setattr(bursa, name, value)
        if kecamatan:
            _invite(bursa, Wilayah.objects.villages().in_places([w.pk for w in kecamatan]))
    return bursa


@transaction.atomic
def attend(bursa, *, by, rows):
    """Who came: {key of the invitation: {hadir, laki, perempuan}}."""
    step = by.check("edit", bursa)
    found = UndanganDesa.objects.select_for_update(of=["self"]).filter(bursa=bursa, pk__in=rows)
    changed = []
    for undangan in found.select_related("desa"):
        before = [getattr(undangan, name) for name in PRESENCE]
        for name, value in rows[undangan.pk].items():
            setattr(undangan, name, value)
        if before != [getattr(undangan, name) for name in PRESENCE]:
            changed.append(undangan)
    UndanganDesa.objects.bulk_update(changed, PRESENCE, batch_size=200)
    if changed:
        nilai = {f"hadir {u.desa_id}": [None, u.hadir] for u in changed}
        record(bursa, "attend", "Catat kehadiran desa", by=by, sebelum=bursa.status, nilai=nilai)
    return step


@transaction.atomic
def file_photos(bursa, photos, *, by):
    """Keep photos of cards, each under its village as its QR says: [(Foto, village)] -> the new
    ones; a photo that is there already is not kept twice."""
    if not bursa.is_open:
        raise NotAllowed(f"{bursa} sudah ditutup. Buka kembali untuk menerima foto susulan.")
    fresh = {foto.sha256_asli: (foto, desa) for foto, desa in photos}
    for sha in bursa.foto_kartu.filter(sha256_asli__in=fresh).values_list("sha256_asli", flat=True):
        del fresh[sha]
    return [_filed(bursa, foto, desa, by) for foto, desa in fresh.values()]


def _filed(bursa, foto, desa, by):
    may_write(by, desa)
    names = ("berkas", "kecil", "sha256", "sha256_asli", "nama_asli")
    kept = stored_fields(foto)
    row = FotoKartu.objects.create(
        bursa=bursa, desa=desa, created_by=by, **{name: kept[name] for name in names}
    )
    came(bursa, desa)
    record_new(row, "Simpan foto kartu", by=by)
    return row


def came(bursa, desa):
    """A card on the table means that the village is there."""
    rows = UndanganDesa.objects.filter(bursa=bursa, desa=desa, hadir=False)
    rows.update(hadir=True)


def open(bursa, *, by, catatan=""):  # noqa: A001
    take("open", bursa, by=by, catatan=catatan)


def close(bursa, *, by, catatan=""):
    take("close", bursa, by=by, catatan=catatan)


def reopen(bursa, *, by, catatan):
    take("reopen", bursa, by=by, catatan=catatan)


def cancel(bursa, *, by, catatan):
    take("cancel", bursa, by=by, catatan=catatan)
