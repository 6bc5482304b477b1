"""Reads what was sent as a paper: PDF, JPG or PNG by its content, never by its name."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat

from ppid.lib.foto import read_photo

PALING_BESAR = 8 * 1024 * 1024  # bytes
PDF, JPEG = "application/pdf", "image/jpeg"
AKHIRAN = {PDF: "pdf", JPEG: "jpg"}


@dataclass(frozen=True)
class Isi:
    """A paper as read. A picture comes as the picture itself, to be encoded anew."""

    nama: str
    tipe: str
    sha256: str
    isi: bytes = b""
    foto: object = None


def read_paper(file):
    """The Isi of an uploaded file, or ValidationError with the sentence to show."""
    nama = file.name[-100:]
    if file.size > PALING_BESAR:
        raise ValidationError(
            f"{nama} berukuran {filesizeformat(file.size)}; paling besar 8 MB. "
            "Pindai dengan mutu lebih rendah, lalu kirim lagi."
        )
    content = file.read()
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise ValidationError(f"{nama} terpotong. Kirim ulang berkas PDF yang utuh.")
        return Isi(nama, PDF, sha256(content).hexdigest(), isi=content)
    file.seek(0)
    try:
        foto = read_photo(file)
    except ValidationError:
        raise ValidationError(f"{nama} bukan PDF, JPG atau PNG. Pilih berkas lain.") from None
    return Isi(nama, JPEG, foto.sha256_asli, foto=foto)


def named(content, tipe, sha):
    """What a file field keeps: a name that tells nothing about anybody."""
    return ContentFile(content, f"{sha[:16]}.{AKHIRAN[tipe]}")
