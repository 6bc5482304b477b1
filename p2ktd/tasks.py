"""Thin: fetch by id, do one thing, return. A task that runs twice must do no harm."""

import logging

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.core.signing import dumps
from django.urls import reverse

from desa.actions.dokumen import print_once
from desa.segel import sealed_pdf
from p2ktd.models import Penyedia
from p2ktd.seleksi import Seleksi

log = logging.getLogger(__name__)
GARAM = "p2ktd.konfirmasi"
SURAT = """{nama} mendaftar sebagai penyedia P2KTD di {tempat} dengan nomor {nomor}.

Buka tautan ini untuk mengonfirmasi pendaftaran (berlaku 14 hari):
{konfirmasi}

Halaman pendaftaran Anda, untuk melengkapi berkas dan melihat hasilnya:
{halaman}

Tautan itu rahasia: siapa pun yang memegangnya dapat mengubah isian.
Bila Anda tidak mendaftar, abaikan surat ini.
"""


@shared_task
def mail_link(penyedia_id, kode):
    """The link that confirms, to the address that was given."""
    penyedia = Penyedia.objects.select_related("wilayah").get(pk=penyedia_id)
    if penyedia.dikonfirmasi_at:
        return
    token = dumps(penyedia.pk, salt=GARAM)
    text = SURAT.format(
        nama=penyedia.nama,
        tempat=penyedia.wilayah,
        nomor=penyedia.nomor,
        konfirmasi=f"{settings.PPID_ADDRESS}{reverse('p2ktd:confirm', args=[token])}",
        halaman=f"{settings.PPID_ADDRESS}{reverse('p2ktd:application', args=[kode])}",
    )
    try:
        send_mail(f"Konfirmasi pendaftaran {penyedia.nomor}", text, None, [penyedia.surel])
    except OSError as failure:  # the pokja can confirm by telephone
        log.warning("mail of %s: %s", penyedia.nomor, failure)


def pdf_of(dokumen):
    """The bytes of a sealed record of selection; the same every time."""
    return sealed_pdf(
        dokumen,
        "p2ktd/pdf/seleksi.html",
        Seleksi.of(dokumen),
        data=("seleksi.json", "Data berita acara seleksi ini"),
    )


@shared_task
def print_selection(dokumen_id):
    print_once(dokumen_id, pdf_of)
