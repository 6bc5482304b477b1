"""The learning document: started, written block by block, packaged, validated, sealed."""

import json

from django.db.models import Max
from django.utils import timezone

from desa.actions.dokumen import canonical, digest, issue_document
from desa.trail import take, taking
from inovasi import tasks
from inovasi.actions import media as media_actions
from inovasi.models import (
    DokumenPembelajaran,
    HasilUkur,
    InformanDokumen,
    Langkah,
    Media,
    Pembiayaan,
    VersiDokumen,
)
from inovasi.naskah import JENIS, data_of

# The lists of a document, by the name that the page uses.
BARIS = {
    "langkah": Langkah,
    "pembiayaan": Pembiayaan,
    "hasil": HasilUkur,
    "informan": InformanDokumen,
}


def start_capture(inovasi, *, by, catatan=""):
    """Begin the document with what the identification already knows."""
    with taking("start_capture", inovasi, by=by, catatan=catatan) as inovasi:
        dokumen, made = DokumenPembelajaran.objects.get_or_create(
            inovasi=inovasi,
            defaults={
                "tanggal_capturing": timezone.localdate(),
                "penyusun": f"TPID Kecamatan {inovasi.desa.induk}",
                "ringkasan": inovasi.ringkasan,
                "latar_belakang": inovasi.masalah,
                "gagasan": inovasi.kebaruan,
                "manfaat": inovasi.hasil,
                "keberlanjutan": inovasi.keberlanjutan,
                "kontak_nama": inovasi.pelaku[:100],
                "kontak_hp": inovasi.pelaku_hp,
            },
        )
        if made:
            _carry_numbers(dokumen, inovasi)
    return dokumen


def _carry_numbers(dokumen, inovasi):
    if inovasi.biaya:
        Pembiayaan.objects.create(
            dokumen=dokumen,
            sumber=inovasi.sumber_dana or "lain",
            jumlah=inovasi.biaya,
            kode_apbdes=inovasi.kode_apbdes[:50],
        )
    if None not in (inovasi.hasil_sebelum, inovasi.hasil_sesudah):
        HasilUkur.objects.create(
            dokumen=dokumen,
            ukuran="Hasil utama",
            satuan=inovasi.hasil_satuan,
            sebelum=inovasi.hasil_sebelum,
            sesudah=inovasi.hasil_sesudah,
        )


def write(dokumen, *, by, **fields):
    """Change some blocks of text; those not named stay as somebody else may have left them."""
    nilai = {
        name: [str(getattr(dokumen, name)), str(value)]
        for name, value in fields.items()
        if getattr(dokumen, name) != value
    }
    with taking("write", dokumen.inovasi, by=by, nilai=nilai):
        fresh = DokumenPembelajaran.objects.select_for_update(of=["self"]).get(pk=dokumen.pk)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save()
    return fresh


def write_rows(dokumen, name, *, by, rows):
    """Replace one list of the document by these rows, in this order."""
    model = BARIS[name]
    before = [str(row) for row in getattr(dokumen, name).all()]
    if model is Langkah:
        rows = [row | {"urutan": n} for n, row in enumerate(rows, start=1)]
    new = [model(dokumen=dokumen, **row) for row in rows]
    nilai = {name: [before, [str(row) for row in new]]}
    with taking("write", dokumen.inovasi, by=by, nilai=nilai):
        model.objects.filter(dokumen=dokumen).delete()
        model.objects.bulk_create(new)


def add_photo(inovasi, foto, *, by, **told):
    """A photo, while the innovation or its document is being written."""
    name = "edit" if inovasi.is_open else "write"
    with taking(name, inovasi, by=by, nilai={"foto": [None, told.get("keterangan") or foto.nama]}):
        return media_actions.add(inovasi, foto, by=by, **told)


def release_photo(media, *, by):
    name = "edit" if media.inovasi.is_open else "write"
    with taking(name, media.inovasi, by=by, nilai={"foto": [str(media), None]}):
        media_actions.release(media)
        media.bukti.all().delete()


def tell_photo(media, *, by, **told):
    """Caption, photographer, consent."""
    name = "edit" if media.inovasi.is_open else "write"
    nilai = {f"foto {key}": [str(getattr(media, key)), str(value)] for key, value in told.items()}
    with taking(name, media.inovasi, by=by, nilai=nilai):
        Media.objects.filter(pk=media.pk).update(**told)


def save_version(dokumen, *, by, nama):
    """Keep the document as it stands now under a name; None where nothing changed since."""
    with taking("write", dokumen.inovasi, by=by, nilai={"versi": [None, nama]}):
        return _seal(dokumen, by, nama)


def _seal(dokumen, by, nama):
    fresh = DokumenPembelajaran.objects.select_related("inovasi__desa").get(pk=dokumen.pk)
    data = data_of(fresh)
    text = canonical(data)
    last = fresh.versi.first()
    if last and last.sha256 == digest(text):
        return last
    nomor = (fresh.versi.aggregate(n=Max("nomor"))["n"] or 0) + 1
    return VersiDokumen.objects.create(
        dokumen=fresh, nomor=nomor, nama=nama, data=text, sha256=digest(text), created_by=by
    )


def package(inovasi, *, by, catatan=""):
    with taking("package", inovasi, by=by, catatan=catatan) as inovasi:
        _seal(inovasi.dokumen, by, "Dikemas")


def unpack(inovasi, *, by, catatan):
    take("unpack", inovasi, by=by, catatan=catatan)


def reopen(inovasi, *, by, catatan):
    take("reopen", inovasi, by=by, catatan=catatan)


def validate(inovasi, *, by, catatan=""):
    """Number it and seal its data; the PDF is made once that is certain."""
    nilai = {}
    with taking("validate", inovasi, by=by, catatan=catatan, nilai=nilai) as inovasi:
        versi = _seal(inovasi.dokumen, by, "Tervalidasi")
        dokumen = issue_document(
            inovasi,
            by=by,
            jenis=JENIS,
            judul=inovasi.judul,
            nomor=f"DP/{inovasi.desa_id}/{inovasi.tahun}/{str(inovasi.pk)[-6:].upper()}",
            tanggal=timezone.localdate(),
            data=json.loads(versi.data),
        )
        nilai["dokumen"] = [None, f"{dokumen.kode} versi {dokumen.versi}"]
        tasks.print_document.delay_on_commit(dokumen.pk)
    return dokumen


# The steps that one button and one note can take; the view looks them up here.
BUTTONS = {f.__name__: f for f in (start_capture, package, validate, unpack, reopen)}
