"""The signed paper against the issued one: whether a page was left on the scanner."""

from django.db.models import Count, OuterRef, Subquery
from django.http import FileResponse
from django.shortcuts import get_object_or_404

from desa.models import Pindaian
from ppid.lib.pdf_baca import pages_of


def with_scans(dokumen):
    """Issued papers with `jumlah_pindaian` and `halaman_pindaian`, the pages of the newest scan."""
    newest = Pindaian.objects.filter(dokumen=OuterRef("pk")).order_by("-pk").values("halaman")[:1]
    return dokumen.annotate(jumlah_pindaian=Count("pindaian"), halaman_pindaian=Subquery(newest))


def page_warning(dokumen, halaman):
    """A sentence when the scan has other pages than the paper; "" if it is whole or unknown. A
    photo holds one page however many were signed, so it is told apart from a scan."""
    if not (halaman and dokumen.berkas):
        return ""
    with dokumen.berkas.open("rb") as file:
        asked = pages_of(file.read())
    if halaman == asked:
        return ""
    missing = "Periksa apakah ada halaman yang tertinggal, lalu unggah lagi bila perlu."
    return f"Pindaian {halaman} halaman, naskahnya {asked} halaman. {missing}"


def scan_response(dokumen):
    """The newest scan, as a download: it is somebody else's file."""
    pindaian = get_object_or_404(dokumen.pindaian.all()[:1])
    kind = "application/pdf" if pindaian.akhiran == "pdf" else f"image/{pindaian.akhiran}"
    return FileResponse(
        pindaian.berkas.open("rb"),
        as_attachment=True,
        filename=f"pindaian-{dokumen.kode}.{pindaian.akhiran}",
        content_type=kind.replace("jpg", "jpeg"),
    )
