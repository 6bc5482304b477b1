"""Photos made ready to be kept; every floor that keeps some does it like this."""

from hashlib import sha256
from io import BytesIO

from django.core.files.base import ContentFile

from ppid.lib.berkas import named

KECIL = 320  # longest side of the small one, for lists


def encode(image, *, quality):
    """JPEG from the points alone: nothing the camera wrote is carried over."""
    buffer = BytesIO()
    bare = image.copy()
    bare.info = {}
    bare.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def kept_paper(paper):
    """What a file field keeps of a ppid.lib.berkas.Isi: a PDF as it came, a picture encoded anew;
    a path that is kept already stays as it is; "" for none."""
    if not paper or isinstance(paper, str):
        return paper or ""
    content = encode(paper.foto.gambar, quality=80) if paper.foto else paper.isi
    return named(content, paper.tipe, paper.sha256)


def stored_fields(foto):
    """The columns of a row that keeps this ppid.lib.foto.Foto: files, digests, what was noted."""
    content = encode(foto.gambar, quality=78)
    small = foto.gambar.copy()
    small.thumbnail((KECIL, KECIL))
    name = foto.sha256_asli[:16]
    return {
        "berkas": ContentFile(content, f"{name}.jpg"),
        "kecil": ContentFile(encode(small, quality=70), f"{name}-kecil.jpg"),
        "nama_asli": foto.nama,
        "sha256": sha256(content).hexdigest(),
        "sha256_asli": foto.sha256_asli,
        "ukuran": len(content),
        "lebar": foto.gambar.width,
        "tinggi": foto.gambar.height,
        "waktu_foto": foto.waktu,
        "lintang": foto.lintang,
        "bujur": foto.bujur,
    }
