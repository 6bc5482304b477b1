"""Issuing the papers of a work, and the files of those issued."""

from desa.actions.dokumen import issue_document, store_file, store_scan
from desa.models import Dokumen, Wilayah
from desa.segel import sealed_pdf
from desa.trail import taking
from p2ktd.naskah import Naskah

ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def number(obj, jenis, singkat, tanggal):
    """ "002/SPK/P2KTD/35.07.11/VIII/2018": counted by kind, kecamatan and calendar year, with the
    kecamatan locked meanwhile."""
    kecamatan = obj.place.kecamatan
    Wilayah.objects.select_for_update(no_key=True).get(pk=kecamatan)
    same = Dokumen.objects.filter(jenis=jenis, kecamatan=kecamatan, tanggal__year=tanggal.year)
    return (
        f"{same.count() + 1:03}/{singkat}/P2KTD/{kecamatan}"
        f"/{ROMAWI[tanggal.month - 1]}/{tanggal.year}"
    )


def issue(obj, jenis, nomor, tanggal, data, *, by):
    judul = f"{jenis}: {data['judul']}"[:200]
    return issue_document(
        obj, by=by, jenis=jenis, judul=judul, nomor=nomor, tanggal=tanggal, data=data
    )


def keep_scan(obj, dokumen, *, by, **scan):
    """The paper `dokumen` of this work or fund, signed by hand and scanned."""
    with taking("scan", obj, by=by, catatan=str(dokumen)[:200]):
        return store_scan(dokumen, scan.pop("content"), by=by, **scan)


def pdf_bytes(dokumen):
    """The stored PDF; made and stored now if that has not happened yet."""
    if not dokumen.berkas:
        dokumen = store_file(dokumen, _pdf_of(dokumen))
    with dokumen.berkas.open("rb") as file:
        return file.read()


def _pdf_of(dokumen):
    naskah = Naskah.of(dokumen)
    return sealed_pdf(dokumen, naskah.template, naskah, data=("data.json", "Data naskah ini"))
