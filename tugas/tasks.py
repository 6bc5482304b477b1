"""Thin: fetch by id, do one thing, return. A task that runs twice must do no harm."""

from celery import shared_task

from desa.actions.dokumen import print_once
from tugas.naskah import pdf_of


@shared_task
def print_report(dokumen_id):
    print_once(dokumen_id, pdf_of)
