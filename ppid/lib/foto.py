"""Reads what was sent as a photo: by its content, never by its name."""

import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from PIL import ExifTags, Image, ImageFile, ImageOps

PALING_BESAR = 15 * 1024 * 1024  # bytes of one file
SISI = 1600  # longest side of what is kept
TITIK_JPEG = 120_000_000  # a JPEG is shrunk while it is read, anything else is not
TITIK_LAIN = 40_000_000
FORMATS = ["JPEG", "PNG", "WEBP"]
BROKEN = (
    OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, EOFError,
    SyntaxError, struct.error, zlib.error,
)  # fmt: skip
TOO_MANY_POINTS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Foto:
    """A photo as read: upright, in RGB, not larger than we keep, with what the camera noted."""

    nama: str
    sha256_asli: str
    gambar: Image.Image
    waktu: datetime | None = None
    lintang: float | None = None
    bujur: float | None = None


def read_photo(file):
    """The Foto in an uploaded file, or ValidationError with the sentence to show."""
    nama = file.name[-100:]
    if file.size > PALING_BESAR:
        raise ValidationError(
            f"Foto {nama} berukuran {filesizeformat(file.size)}; paling besar 15 MB. "
            "Kirim foto yang lebih kecil, isian lain tetap tersimpan."
        )
    content = file.read()
    try:
        image = _decode(content)
        noted = _noted(image)
        upright = _flat(ImageOps.exif_transpose(image))
    except TOO_MANY_POINTS:
        raise ValidationError(
            f"Gambar {nama} terlalu rapat (terlalu banyak titik). Kirim foto yang lebih kecil."
        ) from None
    except BROKEN:
        raise ValidationError(f"{nama} bukan foto. Pilih berkas JPG atau PNG.") from None
    return Foto(nama, sha256(content).hexdigest(), upright, **noted)


def _decode(content):
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        _refuse_too_many_points(image)
        image.verify()
    image = Image.open(BytesIO(content), formats=FORMATS)  # verify() leaves it unusable
    image.draft("RGB", (SISI, SISI))
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on for the whole process
    image.load()
    return image


def _refuse_too_many_points(image):
    limit = TITIK_JPEG if image.format in {"JPEG", "MPO"} else TITIK_LAIN
    if image.width * image.height > limit:
        raise Image.DecompressionBombError


def _flat(image):
    """RGB, on white where it was transparent, and no larger than we keep."""
    image.thumbnail((SISI, SISI))
    if image.mode == "RGB":
        return image
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _noted(image):
    """Time and place from EXIF. Cameras write all sorts of things: what cannot be read is left."""
    noted = {}
    with suppress(*BROKEN):
        exif = image.getexif()
        with suppress(*BROKEN):
            noted["waktu"] = _time(exif.get_ifd(ExifTags.IFD.Exif))
        with suppress(*BROKEN):
            noted |= _point(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return noted


def _time(ifd):
    text, zone = ifd[ExifTags.Base.DateTimeOriginal], ifd.get(ExifTags.Base.OffsetTimeOriginal, "")
    if zone:
        return datetime.strptime(f"{text}{zone}", "%Y:%m:%d %H:%M:%S%z")
    return timezone.make_aware(datetime.strptime(text, "%Y:%m:%d %H:%M:%S"))


def _point(ifd):
    lintang = _degrees(ifd[ExifTags.GPS.GPSLatitude], ifd[ExifTags.GPS.GPSLatitudeRef], "S")
    bujur = _degrees(ifd[ExifTags.GPS.GPSLongitude], ifd[ExifTags.GPS.GPSLongitudeRef], "W")
    if not (abs(lintang) <= 90 and abs(bujur) <= 180):
        return {}
    return {"lintang": lintang, "bujur": bujur}


def _degrees(parts, ref, negative):
    d, m, s = (float(part) for part in parts)
    return round((d + m / 60 + s / 3600) * (-1 if ref == negative else 1), 6)


def photo_response(stored, name):
    """A kept JPEG, to whoever was found to be allowed to see it."""
    with stored.open("rb") as file:
        content = file.read()
    headers = {
        "Content-Disposition": f'inline; filename="{name}.jpg"',
        "Cache-Control": "private, max-age=86400, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
