"""Thin: fetch by id, do one thing, return. A task that runs twice must do no harm."""

import logging
from tempfile import TemporaryFile
from zipfile import ZIP_STORED, ZipFile

from celery import shared_task
from django.utils.text import slugify

from desa.actions.dokumen import print_once, store_file
from desa.actions.paket import count_on, finish
from desa.models import Dokumen, Paket
from desa.segel import sealed_pdf
from musyawarah.models import Musyawarah
from musyawarah.naskah import BERITA, UNDANGAN, Naskah

LAPOR = 10  # papers between two reports
log = logging.getLogger(__name__)


def pdf_of(dokumen):
    """The bytes of a sealed paper; the same every time."""
    letter = dokumen.jenis.startswith("Undangan")
    name = "undangan.json" if letter else "berita-acara.json"
    return sealed_pdf(
        dokumen,
        UNDANGAN if letter else BERITA,
        Naskah.of(dokumen),
        data=(name, f"Data {dokumen.jenis} ini"),
    )


@shared_task
def print_minutes(dokumen_id):
    print_once(dokumen_id, pdf_of)


@shared_task
def gather_minutes(paket_id):
    """One after the other; what cannot be made is named and never stops the rest."""
    paket = Paket.objects.get(pk=paket_id)
    if paket.selesai_at:
        return
    gagal = []
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_STORED) as book:
            for n, pk in enumerate(paket.daftar, start=1):
                try:
                    _add(book, Musyawarah.objects.get(pk=pk))
                except Exception:
                    log.exception("Paper of meeting %s", pk)
                    gagal.append(f"Musyawarah {pk}")
                if n % LAPOR == 0 or n == paket.jumlah:
                    count_on(paket, dibuat=n, gagal=gagal)
        file.seek(0)
        finish(paket, file, gagal=gagal)


def _add(book, musyawarah):
    dokumen = Dokumen.objects.get(pk=musyawarah.dokumen[0].pk)
    if not dokumen.berkas:
        dokumen = store_file(dokumen, pdf_of(dokumen))
    name = slugify(f"{musyawarah.tanggal} {dokumen.nomor} {dokumen.kode}")
    with dokumen.berkas.open("rb") as paper:
        book.writestr(f"{name}.pdf", paper.read())
