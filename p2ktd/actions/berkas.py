"""Papers made ready to be kept: a PDF as it came, a picture encoded anew."""

from django.utils import timezone

from desa.actions.foto import encode
from p2ktd.models import Berkas
from ppid.lib.berkas import named


def store_paper(penyedia, syarat, paper, *, by, berlaku_sampai):
    """One current file for each requirement; the one before stays, marked as replaced. The caller
    holds the lock on the provider and writes the trail."""
    content = encode(paper.foto.gambar, quality=80) if paper.foto else paper.isi
    before = penyedia.berkas.current().filter(syarat=syarat)
    before.update(diganti_at=timezone.now())
    return Berkas.objects.create(
        penyedia=penyedia,
        syarat=syarat,
        berkas=named(content, paper.tipe, paper.sha256),
        nama_asli=paper.nama,
        tipe=paper.tipe,
        ukuran=len(content),
        sha256=paper.sha256,
        berlaku_sampai=berlaku_sampai,
        created_by=by,
    )
