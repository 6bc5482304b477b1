"""Thin: fetch by id, do one thing, return. A task that runs twice must do no harm."""

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from desa.actions.dokumen import print_once
from desa.segel import sealed_pdf
from inovasi.models import Pengingat
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


@shared_task
def send_reminder(pengingat_id):
    """One letter to one person. Whoever has no address reads it in the inbox."""
    row = Pengingat.objects.select_related("pengguna").get(pk=pengingat_id)
    if row.pengguna.email:
        where = f"{settings.PPID_ADDRESS}{reverse('inovasi:commitments')}?status=ditandatangani"
        subject = f"{row.sisa_hari} hari lagi: komitmen desa belum dianggarkan"
        send_mail(subject, f"{row.isi}\n\n{where}\n", None, [row.pengguna.email])
