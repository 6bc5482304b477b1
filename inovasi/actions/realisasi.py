"""Reports on execution; the promise follows them."""

from uuid import uuid5

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desa.actions.foto import stored_fields
from desa.trail import record_new, taking
from inovasi.actions import ide as ide_actions
from inovasi.choices import JabatanPengusul, StatusKomitmen
from inovasi.models import FotoRealisasi, Realisasi
from inovasi.workflow import FIELD
from ppid.lib.workflow import NotAllowed

S = StatusKomitmen
FULL = 100


@transaction.atomic
def report(komitmen, *, by, id, foto=(), catatan="", **isi):  # noqa: A002
    """Progress and rupiah up to a day. The first report starts the execution, a full one with its
    result ends it. The same report sent again is the same report."""
    if sent := Realisasi.objects.filter(pk=id).first():
        if sent.created_by_id != by.pk or sent.komitmen_id != komitmen.pk:
            raise Http404
        return sent
    _check(komitmen, by, isi)
    made = Realisasi.objects.create(
        pk=id, komitmen=komitmen, desa=komitmen.desa, created_by=by, **isi
    )
    FotoRealisasi.objects.bulk_create([_stored(made, f) for f in _once(foto)])
    record_new(made, "Laporkan pelaksanaan", by=by)
    _move(komitmen, made, by, catatan)
    return made


def _check(komitmen, by, isi):
    if not FIELD & by.roles_over(komitmen.desa):
        raise NotAllowed("Anda tidak berwenang melaporkan pelaksanaan di desa ini.")
    if komitmen.status not in {S.DITANDATANGANI, S.MASUK_RKPDES, S.MASUK_APBDES, S.DILAKSANAKAN}:
        raise NotAllowed(f"Komitmen ini {komitmen.get_status_display().lower()}.")
    if isi["persen"] < komitmen.persen:
        raise NotAllowed(f"Kemajuan tidak dapat turun dari {komitmen.persen}%.")
    if isi["realisasi"] < komitmen.direalisasi:
        raise NotAllowed("Dana terpakai tidak dapat berkurang dari laporan sebelumnya.")
    if isi["persen"] == FULL and not isi.get("hasil"):
        raise NotAllowed("Tulis hasilnya dibandingkan dengan janji sebelum melaporkan 100%.")


def _once(foto):
    return {f.sha256_asli: f for f in foto}.values()


def _stored(realisasi, foto):
    kept = stored_fields(foto)
    asked = ("berkas", "kecil", "sha256_asli", "nama_asli")
    return FotoRealisasi(realisasi=realisasi, **{name: kept[name] for name in asked})


def _move(komitmen, made, by, catatan):
    steps = {S.MASUK_APBDES: "execute", S.DILAKSANAKAN: "report"}
    step = steps.get(komitmen.status, "execute_at_once")
    with taking(step, komitmen, by=by, catatan=catatan) as komitmen:
        komitmen.dilaksanakan_at = komitmen.dilaksanakan_at or made.tanggal
        komitmen.persen, komitmen.direalisasi = made.persen, made.realisasi
    if made.persen == FULL:
        with taking("finish", komitmen, by=by) as komitmen:
            komitmen.selesai_at = made.tanggal


def write_up(komitmen, *, by):
    """A replication that worked becomes a Kartu IDE, which names it: the copy may be copied."""
    if not komitmen.selesai_at:
        raise NotAllowed("Hanya komitmen yang sudah selesai yang dapat menjadi kartu ide.")
    last = komitmen.realisasi.exclude(hasil="").last()
    return ide_actions.create(
        by=by,
        id=uuid5(komitmen.pk, "kartu-ide"),
        desa=komitmen.desa,
        tahun=komitmen.selesai_at.year,
        tanggal=timezone.localdate(),
        judul=komitmen.nama_kegiatan,
        pengusul=by.nama,
        jabatan=JabatanPengusul.PENDAMPING,
        bidang=komitmen.bidang,
        uraian=komitmen.adaptasi,
        manfaat=last.hasil if last else "",
        sudah_berjalan=True,
        sejak_tahun=komitmen.dilaksanakan_at.year,
        replikasi=komitmen,
    )
