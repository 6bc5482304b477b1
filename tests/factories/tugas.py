"""Entries of the log, photos and what a reviewer asked. `from tests.factories import tugas`."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import ExifTags, Image
from uuid6 import uuid7

from desa.actions.foto import encode
from desa.choices import Peran
from tests import factories
from tests.factories import laporan, rekap
from tugas.choices import Alasan, Bidang, Status
from tugas.models import Bukti, Kegiatan, Koreksi
from tugas.resi import new_receipt

WORDS = "Pertemuan dengan warga dusun Krajan tentang sumur resapan dan bank sampah desa."


def kegiatan(status=Status.DRAF, kode=factories.DESA, *, peran=Peran.PLD, **fields):
    """An entry in a status, with all that the status needs; `peran` is its author's."""
    author = fields.pop("created_by", None) or factories.user(peran, kode=_where(peran, kode))
    tanggal = fields.get("tanggal") or timezone.localdate()
    defaults = {
        "tugas": 2,
        "uraian": f"{WORDS} ({next(factories.number)})",
        "judul": "Pertemuan dusun",
        "tanggal": tanggal,
        "tahun": tanggal.year,
        **_sealed(status),
    }
    if status == Status.DITERIMA:
        defaults |= {"diterima_at": timezone.now(), "peninjau": factories.user()}
    if status == Status.DIKEMBALIKAN:
        defaults |= {"putaran": 1, "peninjau": factories.user()}
    return Kegiatan.objects.create(
        desa=factories.wilayah(kode),
        status=status,
        peran=peran,
        created_by=author,
        **(defaults | fields),
    )


def _where(peran, kode):
    return kode if peran == Peran.PLD else kode[:8]


def _sealed(status):
    if status in {Status.DRAF, Status.DIBUANG}:
        return {}
    return {"resi": new_receipt(), "terkirim_at": timezone.now(), "sidik": "0" * 64}


def koreksi(entry, bidang=Bidang.URAIAN, alasan=Alasan.TIDAK_LENGKAP, **fields):
    defaults = {"putaran": entry.putaran, "nilai_lama": entry.value_of(bidang)}
    by = fields.pop("created_by", None) or entry.peninjau
    return Koreksi.objects.create(
        kegiatan=entry, bidang=bidang, alasan=alasan, created_by=by, **(defaults | fields)
    )


def image(size=(64, 48), color="green", mode="RGB"):
    return Image.new(mode, size, color)


def photo_bytes(size=(64, 48), color="green", *, mode="RGB", form="JPEG", gps=None, taken=""):
    """A picture as a phone sends it; `gps` is (lat, lon) in degrees south and east."""
    exif = Image.Exif()
    if gps:
        exif[ExifTags.IFD.GPSInfo] = {
            ExifTags.GPS.GPSLatitudeRef: "S",
            ExifTags.GPS.GPSLatitude: (gps[0], 0.0, 0.0),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: (gps[1], 0.0, 0.0),
        }
    if taken:
        exif[ExifTags.IFD.Exif] = {ExifTags.Base.DateTimeOriginal: taken}
    buffer = BytesIO()
    options = {"exif": exif} if len(exif) else {}
    image(size, color, mode).save(buffer, form, **options)
    return buffer.getvalue()


def bukti(entry=None, **fields):
    """A stored photo, of an entry or still of a form."""
    content = encode(image(), quality=70)
    n = next(factories.number)
    defaults = {
        "isian": entry.pk if entry else uuid7(),
        "berkas": ContentFile(content, f"{n}.jpg"),
        "kecil": ContentFile(content, f"{n}-kecil.jpg"),
        "nama_asli": f"foto{n}.jpg",
        "sha256": f"{n:064x}",
        "sha256_asli": f"{n:064x}",
        "ukuran": len(content),
        "lebar": 64,
        "tinggi": 48,
    }
    if entry:
        defaults["created_by"] = entry.created_by
    return Bukti.objects.create(kegiatan=entry, **(defaults | fields))


def url_kwargs(page):
    """What stands in the URLs of this floor: a sent entry, its photo, a place."""
    if page == "handover":
        return {"pk": factories.user(Peran.PLD).pk}
    if page in {"territory", "behind", "readiness"}:
        return {"kode": factories.wilayah(factories.KECAMATAN).pk}
    if page in laporan.PAGES:
        return laporan.url_kwargs(page)
    if page in rekap.PAGES:
        return rekap.url_kwargs(page)
    if page == "send_piece":
        return {"sidik": "0" * 64}
    if page == "village":
        return {"kode": factories.wilayah().pk}
    entry = kegiatan(Status.TERKIRIM)
    if page == "photo":
        return {"pk": bukti(entry).pk}
    return {"pk": entry.pk} | ({"name": "accept"} if page == "step" else {})
