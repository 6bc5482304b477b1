"""Thin: fetch by id, do one thing, return. A task that runs twice must do no harm."""

import logging

from celery import shared_task
from django.core.mail import send_mail

from desa.actions.dokumen import print_once
from desa.actions.pemberitahuan import give_back_letter, take_letter
from desa.models import Pengguna
from desa.surat import letter
from tugas.naskah import pdf_of
from tugas.rekap.kumpul import gather

log = logging.getLogger(__name__)


@shared_task
def print_report(dokumen_id):
    print_once(dokumen_id, pdf_of)


@shared_task
def send_letter(pengguna_id):
    """What is unread, once, to the address of one person."""
    orang = Pengguna.objects.get(pk=pengguna_id)
    rows = take_letter(pengguna_id)
    if not rows:
        return
    try:
        send_mail(*letter(orang, rows), None, [orang.email])
    except OSError as failure:
        give_back_letter(rows)
        log.warning("letter to %s: %s", orang.username, failure)


@shared_task
def gather_export(paket_id):
    gather(paket_id)
