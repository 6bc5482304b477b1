"""What a PDF that somebody hands us really holds. Nothing in it is run or fetched."""

from io import BytesIO

import pikepdf
import zxingcpp
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from PIL import Image

PALING_BESAR = 15 * 1024 * 1024  # bytes
DATA_TERBESAR = 20 * 1024 * 1024  # bytes of the data inside, unpacked
HALAMAN = 300
TITIK = 60_000_000
BROKEN = (
    pikepdf.PdfError, OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError,
    IndexError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


def read_upload(file, what="PDF"):
    """The bytes, or ValidationError with the sentence to show."""
    if file.size > PALING_BESAR:
        raise ValidationError(
            f"Berkas ini berukuran {filesizeformat(file.size)}; paling besar 15 MB."
        )
    content = file.read()
    if not content:
        raise ValidationError(f"Berkas ini kosong. Pilih berkas {what}.")
    return content


def is_pdf(content):
    return b"%PDF-" in content[:1024]


def embedded_json(content):
    """(text of the JSON that the PDF carries or "", its file identifier or "")."""
    try:
        with pikepdf.open(BytesIO(content)) as paper:
            return _first_json(paper), _identifier(paper)
    except BROKEN:
        raise ValidationError("Berkas ini bukan PDF yang utuh. Pilih PDF yang lain.") from None


def _first_json(paper):
    for name, attached in paper.attachments.items():
        if name.endswith(".json"):
            data = attached.get_file().read_bytes()
            return data.decode("utf-8", "replace") if len(data) <= DATA_TERBESAR else ""
    return ""


def _identifier(paper):
    if "/ID" not in paper.trailer:
        return ""
    return bytes(paper.trailer.ID[0]).decode("latin-1")


def pages_of(content):
    """How many pages; 1 for a picture."""
    if not is_pdf(content):
        return 1
    try:
        with pikepdf.open(BytesIO(content)) as paper:
            count = len(paper.pages)
    except BROKEN:
        raise ValidationError("Berkas ini bukan PDF yang utuh. Pindai sekali lagi.") from None
    if not 1 <= count <= HALAMAN:
        raise ValidationError(f"Pindaian ini {count} halaman; paling banyak {HALAMAN}.")
    return count


def codes_in(content):
    """The texts of all QR codes in a scan: a picture, or the pictures on the pages of a PDF."""
    found = set()
    for image in _images(content):
        found |= {code.text for code in zxingcpp.read_barcodes(image)}
    return found


def _images(content):
    if not is_pdf(content):
        yield _picture(Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP"]))
        return
    with pikepdf.open(BytesIO(content)) as paper:
        for page in list(paper.pages)[:HALAMAN]:
            for raw in page.get_images().values():
                try:
                    yield _picture(pikepdf.PdfImage(raw).as_pil_image())
                except BROKEN:  # a picture that cannot be read hides no more than its own code
                    continue


def _picture(image):
    if image.width * image.height > TITIK:
        raise ValueError("too many points")
    return image.convert("L")
