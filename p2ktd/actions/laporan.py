"""Delivery, reports, handing over, what the Musdes said, what the village thinks."""

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desa.actions.foto import kept_paper, stored_fields
from desa.trail import taking
from p2ktd.actions.kabar import tell_verdict
from p2ktd.actions.naskah import issue, number
from p2ktd.choices import Putusan
from p2ktd.ketentuan_kerja import KURANG, not_received
from p2ktd.models import (
    Bast,
    CatatanMusdes,
    FotoPelaksanaan,
    Laporan,
    NilaiWarga,
    Pekerjaan,
    Pelaksanaan,
)
from p2ktd.naskah import data_of_bast
from ppid.lib.clash import clash_says
from ppid.lib.tanggal import tgl
from ppid.lib.workflow import NotAllowed


@transaction.atomic
def log(pekerjaan, *, by, id, foto=(), berkas=None, **isi):  # noqa: A002
    """One day of delivery. The same entry sent again is the same entry. `berkas`: what was
    taught, or the signed attendance."""
    Pekerjaan.objects.select_for_update(of=["self"]).get(pk=pekerjaan.pk)
    if sent := Pelaksanaan.objects.filter(pk=id).first():
        if sent.created_by_id != by.pk or sent.pekerjaan_id != pekerjaan.pk:
            raise Http404
        return sent
    nilai = {"pelaksanaan": [None, f"{isi['tanggal']:%Y-%m-%d} {isi['materi']}"[:100]]}
    with taking("log", pekerjaan, by=by, nilai=nilai) as pekerjaan:
        _refuse_before_start(pekerjaan, isi["tanggal"])
        made = Pelaksanaan.objects.create(
            pk=id, pekerjaan=pekerjaan, created_by=by, berkas=kept_paper(berkas), **isi
        )
        FotoPelaksanaan.objects.bulk_create([_stored(made, f) for f in _once(foto)])
    return made


def _refuse_before_start(pekerjaan, tanggal):
    if tanggal < pekerjaan.mulai:
        raise NotAllowed(f"Kontrak baru mulai {tgl(pekerjaan.mulai)}.")
    if tanggal > timezone.localdate():
        raise NotAllowed("Tanggalnya belum tiba.")


def _once(foto):
    return {f.sha256_asli: f for f in foto}.values()


def _stored(pelaksanaan, foto):
    kept = stored_fields(foto)
    asked = ("berkas", "kecil", "sha256_asli", "nama_asli")
    return FotoPelaksanaan(pelaksanaan=pelaksanaan, **{name: kept[name] for name in asked})


def progress(pekerjaan, pk, *, by, persen, kondisi=""):
    """How far one output is."""
    nilai = {}
    with taking("log", pekerjaan, by=by, nilai=nilai) as pekerjaan:
        row = pekerjaan.keluaran.filter(pk=pk).first()
        if row is None:
            raise NotAllowed("Keluaran ini tidak ada lagi.")
        nilai[f"keluaran {row}"[:60]] = [row.persen, persen]
        row.persen, row.kondisi = persen, kondisi
        row.save()
    return row


def write_report(pekerjaan, *, by, berkas=None, **isi):
    with (
        clash_says("Laporan jenis ini sudah dicatat."),
        taking("report", pekerjaan, by=by, catatan=str(isi["jenis"])) as pekerjaan,
    ):
        return Laporan.objects.create(
            pekerjaan=pekerjaan,
            putaran=pekerjaan.putaran,
            created_by=by,
            berkas=kept_paper(berkas),
            **isi,
        )


def hand_over(pekerjaan, *, by, periksa, **isi):
    """The BAST: both sides sign for the outputs, each of them ticked as received. `periksa` is
    {pk of the output: (received, note)}."""
    with taking("hand_over", pekerjaan, by=by) as pekerjaan:
        if lacks := [text for _, text in not_received(pekerjaan.keluaran.all(), periksa)]:
            raise NotAllowed(" ".join([*lacks, KURANG]))
        nomor = number(pekerjaan, "BAST P2KTD", "BAST", isi["tanggal"])
        bast = Bast.objects.create(
            pekerjaan=pekerjaan, putaran=pekerjaan.putaran, nomor=nomor, **isi
        )
        issue(pekerjaan, "BAST P2KTD", nomor, isi["tanggal"], data_of_bast(bast, periksa), by=by)
    return bast


def rate(pekerjaan, *, by, **isi):
    with taking("rate", pekerjaan, by=by) as pekerjaan:
        NilaiWarga.objects.update_or_create(pekerjaan=pekerjaan, defaults=isi | {"created_by": by})


# The Musdes. Called by the deliberation that is sealed, in its transaction.

STEPS = {
    Putusan.DITERIMA: "account",
    Putusan.DENGAN_CATATAN: "account_noted",
    Putusan.DITOLAK: "refuse",
}


def account_for(pekerjaan, *, by, putusan, nomor, tanggal, catatan=""):
    """What the sealed Musdes `nomor` decided. Each line of a note is a point to be closed before
    the money goes out; a refusal sends the work back for another round."""
    with taking(STEPS[Putusan(putusan)], pekerjaan, by=by, catatan=catatan) as pekerjaan:
        _refuse_musdes_before_bast(pekerjaan, tanggal)
        pekerjaan.putusan = putusan
        pekerjaan.musdes_nomor, pekerjaan.musdes_tanggal = nomor, tanggal
        tell_verdict(pekerjaan, catatan)
        if putusan == Putusan.DITOLAK:
            pekerjaan.putaran += 1
        elif putusan == Putusan.DENGAN_CATATAN:
            lines = [line.strip(" -•\t") for line in catatan.splitlines()]
            CatatanMusdes.objects.bulk_create(
                CatatanMusdes(pekerjaan=pekerjaan, putaran=pekerjaan.putaran, uraian=line)
                for line in lines
                if line
            )


def _refuse_musdes_before_bast(pekerjaan, tanggal):
    bast = pekerjaan.handed_over().first()
    if bast and tanggal < bast.tanggal:
        raise NotAllowed(f"Musdes {tgl(tanggal)} mendahului serah terima {tgl(bast.tanggal)}.")


def withdraw_account(pekerjaan, *, by, catatan):
    """The minutes were opened again: its decision no longer holds. Refused once money has left."""
    with taking("unaccount", pekerjaan, by=by, catatan=catatan) as pekerjaan:
        pekerjaan.putusan, pekerjaan.musdes_nomor, pekerjaan.musdes_tanggal = "", "", None
        pekerjaan.catatan_musdes.filter(putaran=pekerjaan.putaran).delete()


def close_note(pekerjaan, pk, *, by, tindakan):
    nilai = {}
    with taking("close_note", pekerjaan, by=by, catatan=tindakan, nilai=nilai) as pekerjaan:
        note = pekerjaan.open_notes().filter(pk=pk).first()
        if note is None:
            raise NotAllowed("Catatan ini sudah ditutup.")
        note.tindakan, note.ditutup_at, note.ditutup_oleh = tindakan, timezone.now(), by
        note.save()
        nilai["catatan Musdes"] = [note.uraian[:100], "ditutup"]
    return note
