"""Thin: fetch by id, do one thing, return. A task that runs twice must do no harm."""

from celery import shared_task

from desa.actions.dokumen import print_once
from desa.segel import sealed_pdf
from inovasi.naskah import Naskah


def pdf_of(dokumen):
    """The bytes of an issued learning document."""
    return sealed_pdf(
        dokumen,
        "inovasi/pdf/dokumen.html",
        Naskah.of_text(dokumen.data, dokumen),
        data=("dokumen-pembelajaran.json", "Data dokumen ini"),
        stylesheet="pembelajaran.css",
    )


@shared_task
def print_document(dokumen_id):
    print_once(dokumen_id, pdf_of)
