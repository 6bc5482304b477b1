"""Recaps, the second look, villages out of reach. `from tests.factories import rekap`."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from desa.choices import Peran
from ppid.lib.foto import read_photo
from tests import factories
from tests.factories import tugas as log
from tugas.actions import terjangkau
from tugas.choices import Status, StatusUlang
from tugas.models import Hambatan, TinjauUlang

PLACES = {"recap", "recap_paper", "recap_years", "recap_missing", "recap_waiting"}
PAGES = PLACES | {
    "second", "second_step", "blocked", "blocked_photo", "sheet", "public", "open_file",
    "export_place", "waiting_list", "recap_list",
}  # fmt: skip


def ulang(status=StatusUlang.MENUNGGU, kode=factories.DESA, **fields):
    """A drawn entry, accepted by somebody and perhaps looked at again."""
    entry = log.kegiatan(Status.DITERIMA, kode, **fields)
    said = {}
    if status != StatusUlang.MENUNGGU:
        said = {"kedua": factories.user(), "diputus_at": timezone.now(), "catatan": "Beda."}
    return TinjauUlang.objects.create(
        kegiatan=entry, desa=entry.desa, tahun=entry.tahun, peran=entry.peran, status=status,
        created_by=entry.peninjau, **said,
    )  # fmt: skip


def hambatan(kode=factories.DESA, *, by=None, mulai=None):
    foto = read_photo(SimpleUploadedFile("jembatan.jpg", log.photo_bytes(), "image/jpeg"))
    return terjangkau.block(
        by=by or factories.user(Peran.PLD, kode), desa=factories.wilayah(kode),
        mulai=mulai or timezone.localdate(), alasan="Jembatan putus.", foto=foto,
    )  # fmt: skip


def url_kwargs(page):
    if page in PLACES:
        return {"kode": factories.wilayah(factories.KECAMATAN).pk}
    if page == "waiting_list":
        return {"kode": factories.wilayah(factories.KECAMATAN).pk, "kunci": "kegiatan"}
    if page == "recap_list":
        return {"kode": factories.wilayah(factories.KECAMATAN).pk, "kunci": "tpid"}
    if page in {"blocked", "sheet", "public"}:
        return {"kode": factories.wilayah().pk}
    if page == "export_place":
        return {"kode": factories.wilayah(factories.KABUPATEN).pk}
    if page == "blocked_photo":
        return {"pk": (Hambatan.objects.first() or hambatan()).pk}
    if page == "open_file":
        return {"tahun": 2018}
    return {"pk": ulang().pk} | ({"name": "agree"} if page == "second_step" else {})
