"""Deliberations, made through the product's own actions."""

from datetime import date, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from uuid6 import uuid7

from desa.actions import paket as paket_actions
from desa.actions.foto import stored_fields
from desa.choices import Peran
from musyawarah import actions
from musyawarah.choices import Cara, JenisMusyawarah, Status, Unsur
from musyawarah.models import FotoMusyawarah, Musyawarah
from ppid.lib.foto import read_photo
from tests import factories
from tests.factories import tugas

TANGGAL = date(2018, 8, 27)
# The shortest way to each status, by button.
WAYS = {
    Status.RENCANA: [],
    Status.DIUNDANG: ["invite"],
    Status.BERLANGSUNG: ["start"],
    Status.NOTULEN: ["start", "minute"],
    Status.FINAL: ["start", "minute", "finalise"],
    Status.DITUNDA: ["postpone"],
    Status.BATAL: ["cancel"],
}


def admin(kode=factories.KABUPATEN):
    return factories.user(Peran.ADMIN, kode)


def musyawarah(status=Status.RENCANA, jenis=JenisMusyawarah.MAD_1, kode=None, by=None, **fields):
    """One with the facts that every status needs; with people and a decision where it is final."""
    by = by or admin(factories.KABUPATEN if not kode else kode[:5])
    kode = kode or (factories.DESA if jenis.startswith("musdes") else factories.KECAMATAN)
    facts = {
        "tahun": 2018,
        "tanggal": TANGGAL,
        "mulai": time(9, 0),
        "selesai": time(11, 30),
        "lokasi": "Pendopo Kecamatan",
        "diundang": 9,
        "pimpinan": "Sutrisno Hadi",
        "notulis": "Wahyuni",
    } | fields
    made = actions.create(by=by, jenis=jenis, wilayah=factories.wilayah(kode), **facts)
    if status in {Status.NOTULEN, Status.FINAL}:
        fill(made, by)
    for name in WAYS[status]:
        actions.BUTTONS[name](made, by=by, catatan="Karena begitu.")
    return Musyawarah.objects.get(pk=made.pk)


def fill(made, by, *, decided=True):
    """What the minutes still lack to be sealed."""
    person(made, by=by, nama="Siti Aminah", jenis_kelamin="P")
    person(made, by=by, nama="Sutrisno Hadi", unsur=Unsur.KEPALA_DESA)
    if decided:
        decision(made, by=by)
    for row in made.penandatangan.filter(nama=""):
        actions.change_row(made, "penandatangan", row.pk, by=by, nama=f"Penanda {row.urutan}")


def person(made, *, by=None, **fields):
    fields = {
        "id": uuid7(),
        "nama": f"Peserta {next(factories.number)}",
        "jenis_kelamin": "L",
        "unsur": Unsur.TOKOH_MASYARAKAT,
        "desa": factories.wilayah(factories.DESA),
    } | fields
    return actions.add_person(made, by=by or made.created_by, **fields)


def decision(made, *, by=None, **fields):
    fields = {"teks": "Menyepakati pembentukan TPID.", "cara": Cara.MUFAKAT} | fields
    return actions.add_row(made, "keputusan", by=by or made.created_by, **fields)


def follow_up(made, *, by=None, **fields):
    fields = {"kegiatan": "Mengusulkan SK Camat", "penanggung_jawab": "Kasi PMD"} | fields
    return actions.add_row(made, "tindak_lanjut", by=by or made.created_by, **fields)


def photo(made, *, by=None, keterangan="Suasana musyawarah"):
    """A photo put in place as it is, also where the minutes are sealed already."""
    foto = read_photo(SimpleUploadedFile("a.jpg", tugas.photo_bytes()))
    return FotoMusyawarah.objects.get_or_create(
        musyawarah=made,
        sha256_asli=foto.sha256_asli,
        defaults={"keterangan": keterangan, **kept(foto)},
    )[0]


def sheet_photo(made, *, by=None, mulai=1):
    foto = read_photo(SimpleUploadedFile("lembar.jpg", tugas.photo_bytes()))
    (kept,) = actions.keep_sheets(made, by=by or made.created_by, photos=[(foto, mulai)])
    return kept


def kept(foto):
    return {k: v for k, v in stored_fields(foto).items() if k in {"berkas", "kecil", "sha256"}}


def holiday(kode=factories.KABUPATEN, tanggal=date(2018, 9, 11), nama="Tahun Baru Islam"):
    place = factories.wilayah(kode)
    return actions.add_holiday(by=admin(), wilayah=place, tanggal=tanggal, nama=nama)


def bundle_of(made):
    by = admin()
    return paket_actions.begin(by=by, wilayah=made.wilayah, judul="Paket", daftar=[made.pk])


def url_kwargs(page):
    """What the arguments of this floor's URLs stand for: a Musdes in DESA with one of each."""
    if page.startswith("template"):
        place = factories.wilayah(factories.KABUPATEN)
        return {"wilayah": place.kode, "jenis": JenisMusyawarah.MAD_1}
    made = musyawarah(Status.RENCANA, JenisMusyawarah.MUSDES_SOSIALISASI)
    for name in ("invite", "start", "minute"):
        actions.BUTTONS[name](made, by=made.created_by)
    fill(made, made.created_by)
    before = musyawarah(
        Status.NOTULEN, JenisMusyawarah.MUSDES_SOSIALISASI, tanggal=TANGGAL - timedelta(days=7)
    )
    follow_up(before)
    actions.finalise(before, by=before.created_by)
    if page.startswith(("minutes", "scan", "revoke")):
        actions.answer(made, before.tindak_lanjut.get(), by=made.created_by, hasil="selesai")
        actions.finalise(made, by=admin())
    if page.startswith("bundle"):
        return {"paket": bundle_of(made).pk}
    if page == "holiday_remove":
        return {"libur": holiday(factories.DESA).pk}  # a kabupaten's is seen by its neighbours
    if page.startswith("sheet_photo"):
        return {"pk": made.pk, "foto": sheet_photo(made).pk}
    return {"pk": made.pk} | _rows_of(made, before).get(page, {})


def _rows_of(made, before):
    """What follows the key of the meeting, where something does."""
    return {
        "step": {"name": "reopen"},
        "edit": {"bagian": "pokok"},
        "person_edit": {"row": made.kehadiran.first().pk},
        "person_present": {"row": made.kehadiran.first().pk},
        "person_remove": {"row": made.kehadiran.first().pk},
        "row_add": {"daftar": "keputusan"},
        "row_edit": {"daftar": "keputusan", "row": made.keputusan.get().pk},
        "row_remove": {"daftar": "keputusan", "row": made.keputusan.get().pk},
        "minutes_version": {"versi": 1},
        "scan_add": {"versi": 1},
        "scan": {"versi": 1},
        "revoke": {"versi": 1},
        "answer": {"row": before.tindak_lanjut.get().pk},
        "photo": {"foto": photo(made).pk},
        "photo_remove": {"foto": photo(made).pk},
    }
