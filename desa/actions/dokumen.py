"""Issuing papers: data sealed by its digest, a check code, later the file itself."""

import logging
import secrets
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from desa.choices import Peran
from desa.models import Dokumen, HasilPeriksa, PemeriksaanDokumen, Pindaian
from desa.trail import record
from ppid.lib.pdf import PdfUnavailable
from ppid.lib.teks import canonical
from ppid.lib.workflow import NotAllowed

log = logging.getLogger(__name__)
HURUF = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another: no I L O U 0 1
PANJANG = 10


def digest(text):
    return sha256(text.encode()).hexdigest()


def _new_code():
    while True:
        kode = "".join(secrets.choice(HURUF) for _ in range(PANJANG))
        if not Dokumen.objects.filter(kode=kode).exists():
            return kode


@transaction.atomic
def issue_document(obj, *, by, jenis, judul, nomor, tanggal, data):
    """Seal `data` (plain values) as the next version of this kind of paper about `obj`. The caller
    holds the lock on `obj`, asked who may, and writes the trail."""
    mine = {"objek": obj._meta.label, "objek_id": str(obj.pk), "jenis": jenis}
    last = Dokumen.objects.filter(**mine).aggregate(n=Max("versi"))["n"] or 0
    text = canonical(data)
    return Dokumen.objects.create(
        **mine,
        judul=judul,
        nomor=nomor,
        versi=last + 1,
        kode=_new_code(),
        wilayah=obj.place,
        tanggal=tanggal,
        data=text,
        sha256_data=digest(text),
        created_by=by,
    )


@transaction.atomic
def store_file(dokumen, content):
    """Keep the bytes of the PDF, once: whoever comes second finds the first one's file."""
    fresh = Dokumen.objects.select_for_update(of=["self"]).get(pk=dokumen.pk)
    if not fresh.berkas:
        fresh.sha256_berkas = sha256(content).hexdigest()
        fresh.berkas.save(f"{fresh.kode}.pdf", ContentFile(content), save=False)
        fresh.save(update_fields=["berkas", "sha256_berkas", "updated_at"])
    return fresh


def print_once(dokumen_id, pdf_of):
    """Make and keep the file of a sealed paper unless it is there; `pdf_of(dokumen)` gives the
    bytes. Without the system library the paper stands; its file is made when it is asked for."""
    dokumen = Dokumen.objects.get(pk=dokumen_id)
    if dokumen.berkas:
        return
    try:
        store_file(dokumen, pdf_of(dokumen))
    except PdfUnavailable as lack:
        log.warning("%s: %s", dokumen.kode, lack)


def verdict(dokumen, sidik=""):
    """What to tell about an issued paper: its digest is computed anew from the sealed data."""
    if dokumen.dicabut_at:
        return HasilPeriksa.DICABUT
    now = digest(dokumen.data)
    whole = now == dokumen.sha256_data and now.startswith(sidik)
    return HasilPeriksa.COCOK if whole else HasilPeriksa.BERUBAH


def log_check(hasil, dokumen=None, *, lewat_berkas=False):
    """That somebody looked; never who."""
    return PemeriksaanDokumen.objects.create(
        dokumen=dokumen, hasil=hasil, lewat_berkas=lewat_berkas
    )


def check_file(content, text, identifier):
    """(paper or None, verdict, whether only the file differs) for an uploaded PDF: `text` is the
    JSON it carries, `identifier` names the paper it says it is. Both data and bytes must be ours:
    true data inside a page that was redrawn proves nothing about what is printed."""
    kode = identifier.partition("-")[0]
    kode = kode if kode.isalnum() else ""  # a foreign paper's is any bytes, even what no text holds
    known = Dokumen.objects.select_related("wilayah")
    dokumen = known.filter(kode=kode).first() if kode else None
    dokumen = dokumen or (known.filter(sha256_data=digest(text)).first() if text else None)
    if dokumen is None:
        log_check(HasilPeriksa.TIDAK_DIKENAL, lewat_berkas=True)
        return None, HasilPeriksa.TIDAK_DIKENAL, False
    hasil, resaved = verdict(dokumen), False
    if hasil == HasilPeriksa.COCOK:
        same = digest(text) == dokumen.sha256_data
        bytes_same = sha256(content).hexdigest() == dokumen.sha256_berkas
        resaved = same and not bytes_same
        hasil = HasilPeriksa.COCOK if same and bytes_same else HasilPeriksa.BERUBAH
    log_check(hasil, dokumen, lewat_berkas=True)
    return dokumen, hasil, resaved


@transaction.atomic
def revoke_document(dokumen, *, by, alasan):
    """It no longer holds; whoever checks it is told so. It stays retrievable."""
    if Peran.ADMIN not in by.roles_over(dokumen.wilayah):
        raise NotAllowed(f"Hanya Admin {dokumen.wilayah} yang dapat mencabut naskah ini.")
    if not alasan.strip():
        raise NotAllowed("Tulis alasan pencabutannya.")
    fresh = Dokumen.objects.select_for_update(of=["self"]).get(pk=dokumen.pk)
    if fresh.dicabut_at:
        raise NotAllowed("Naskah ini sudah dicabut.")
    fresh.dicabut_at, fresh.alasan_cabut = timezone.now(), alasan.strip()
    fresh.save(update_fields=["dicabut_at", "alasan_cabut", "updated_at"])
    record(fresh, "revoke", "Cabut naskah", by=by, catatan=alasan)
    return fresh


@transaction.atomic
def store_scan(dokumen, content, *, by, halaman, akhiran, lewat_qr):
    """The signed paper, beside the issued one; the same scan again is the same row."""
    sidik = sha256(content).hexdigest()
    found = Pindaian.objects.filter(dokumen=dokumen, sha256=sidik).first()
    if found:
        return found
    made = Pindaian(
        dokumen=dokumen, sha256=sidik, halaman=halaman, lewat_qr=lewat_qr, created_by=by
    )
    made.berkas.save(f"{dokumen.kode}-{sidik[:8]}.{akhiran}", ContentFile(content), save=False)
    made.save()
    how = "dikenali dari QR" if lewat_qr else "kode diketik"
    record(dokumen, "scan", "Unggah pindaian", by=by, catatan=f"{halaman} halaman, {how}")
    return made
