"""The file of sealed minutes, the scan of the signed paper, and taking a paper back."""

from desa.actions.dokumen import revoke_document, store_file, store_scan
from musyawarah.tasks import pdf_of
from musyawarah.workflow import PENULIS
from ppid.lib.workflow import NotAllowed


def pdf_bytes(dokumen):
    """The stored PDF; made and stored now if that has not happened yet."""
    if not dokumen.berkas:
        dokumen = store_file(dokumen, pdf_of(dokumen))
    with dokumen.berkas.open("rb") as file:
        return file.read()


def keep_scan(musyawarah, dokumen, *, by, **scan):
    if not PENULIS & by.roles_over(musyawarah.wilayah):
        raise NotAllowed("Anda tidak berwenang mengunggah pindaian musyawarah ini.")
    return store_scan(dokumen, scan.pop("content"), by=by, **scan)


def revoke(dokumen, *, by, alasan):
    return revoke_document(dokumen, by=by, alasan=alasan)
