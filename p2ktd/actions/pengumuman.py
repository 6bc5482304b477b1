"""Announcements: written with the usual requirements, published, closed, sealed."""

from django.db import transaction

from desa.actions.dokumen import issue_document, store_file
from desa.trail import record_new, take, taking
from p2ktd import tasks
from p2ktd.models import Pengumuman, Syarat
from p2ktd.seleksi import data_of
from p2ktd.syarat_bawaan import SYARAT
from p2ktd.workflow import POKJA
from ppid.lib.clash import clash_says
from ppid.lib.workflow import NotAllowed

KEMBAR = "Nomor pengumuman ini sudah dipakai di kabupaten ini."


@transaction.atomic
def create(*, by, wilayah, **fields):
    if not POKJA & by.roles_over(wilayah):
        raise NotAllowed("Pengumuman ditulis oleh pokja P2KTD di kabupatennya.")
    with clash_says(KEMBAR):
        pengumuman = Pengumuman.objects.create(wilayah=wilayah, created_by=by, **fields)
    Syarat.objects.bulk_create(
        Syarat(pengumuman=pengumuman, urutan=n, kelompok=kelompok, teks=teks, bobot=bobot)
        for n, (kelompok, teks, bobot) in enumerate(SYARAT, start=1)
    )
    record_new(pengumuman, "Tulis pengumuman", by=by)
    return pengumuman


def edit(pengumuman, *, by, **fields):
    with clash_says(KEMBAR), taking("edit", pengumuman, by=by) as pengumuman:
        for name, value in fields.items():
            setattr(pengumuman, name, value)
    return pengumuman


def add_requirement(pengumuman, *, by, **fields):
    with taking("edit", pengumuman, by=by, nilai={"syarat": [None, fields["teks"]]}) as pengumuman:
        last = pengumuman.syarat.order_by("-urutan").first()
        urutan = last.urutan + 1 if last else 1
        return Syarat.objects.create(pengumuman=pengumuman, urutan=urutan, **fields)


def remove_requirement(pengumuman, syarat, *, by):
    with taking("edit", pengumuman, by=by, nilai={"syarat": [syarat.teks, None]}):
        syarat.delete()


def extend(pengumuman, *, by, selesai, catatan=""):
    with taking("extend", pengumuman, by=by, catatan=catatan) as pengumuman:
        if selesai <= pengumuman.selesai:
            raise NotAllowed("Tanggal tutup yang baru harus sesudah tanggal yang lama.")
        pengumuman.selesai = selesai


def publish(pengumuman, *, by, catatan=""):
    take("publish", pengumuman, by=by, catatan=catatan)


def close(pengumuman, *, by, catatan=""):
    take("close", pengumuman, by=by, catatan=catatan)


def cancel(pengumuman, *, by, catatan):
    take("cancel", pengumuman, by=by, catatan=catatan)


def seal(pengumuman, *, by, catatan=""):
    """Issue the record of selection; from then on those who passed can be appointed."""
    nilai = {}
    with taking("seal", pengumuman, by=by, catatan=catatan, nilai=nilai) as pengumuman:
        data = data_of(pengumuman)
        dokumen = issue_document(
            pengumuman,
            by=by,
            jenis="Berita Acara Seleksi P2KTD",
            judul=pengumuman.judul,
            nomor=data["nomor"],
            tanggal=pengumuman.tanggal,
            data=data,
        )
        nilai["dokumen"] = [None, dokumen.kode]
        tasks.print_selection.delay_on_commit(dokumen.pk)
    return dokumen


def pdf_bytes(dokumen):
    """The stored PDF; made and stored now if that has not happened yet."""
    if not dokumen.berkas:
        dokumen = store_file(dokumen, tasks.pdf_of(dokumen))
    with dokumen.berkas.open("rb") as file:
        return file.read()


# The steps that one button and one note can take; views.step looks them up here.
BUTTONS = {f.__name__: f for f in (publish, close, seal, cancel)}
