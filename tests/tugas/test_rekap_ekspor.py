"""The export of a place: every row that its Admin may see, with names, the trail, the files and a
dictionary of every column."""

from io import BytesIO
from zipfile import ZipFile

from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook
from uuid6 import uuid7

from desa.choices import AlasanKabar, Peran
from desa.models import Paket, Pemberitahuan
from tests import factories
from tests.factories import tugas as log
from tugas.actions import kegiatan as actions
from tugas.choices import Status
from tugas.rekap import ekspor


def export(login, admin, kode=factories.KABUPATEN):
    return login(admin).post(reverse("tugas:export_place", args=[kode]))


def test_an_export_holds_every_row_its_files_and_their_meaning(
    login, django_capture_on_commit_callbacks
):
    entry = log.kegiatan(Status.DITERIMA, uraian="=1+1")
    photo = log.bukti(entry)
    log.kegiatan(Status.DRAF, judul="Rahasia dulu")
    log.kegiatan(Status.DITERIMA, "33.06.01.2001", judul="Milik kabupaten lain")
    admin = factories.user(Peran.ADMIN)

    with django_capture_on_commit_callbacks(execute=True):
        response = export(login, admin)

    paket = Paket.objects.get()
    assert response["Location"] == paket.get_absolute_url()
    assert (paket.gagal, bool(paket.selesai_at)) == ([], True)
    with ZipFile(paket.berkas.open("rb")) as book:
        assert f"berkas/{photo.berkas.name}" in book.namelist()
        data = CalamineWorkbook.from_filelike(BytesIO(book.read("data.xlsx")))
        rows = data.get_sheet_by_name("tugas.Kegiatan").to_python()
        assert [row[rows[0].index("id")] for row in rows[1:]] == [str(entry.pk)]
        assert rows[1][rows[0].index("uraian")] == "=1+1"
        assert set(data.sheet_names) == {
            "Kamus",
            *map(ekspor.sheet_name, ekspor.exported().values()),
        }
        explained = {tuple(r[:2]) for r in data.get_sheet_by_name("Kamus").to_python()}
        for model in ekspor.exported().values():
            for name in ekspor.header_of(model):
                assert (ekspor.sheet_name(model), name) in explained
    told = Pemberitahuan.objects.get(pengguna=admin, alasan=AlasanKabar.BERKAS)
    assert told.tautan == paket.get_absolute_url()


def sheet(label, place, user):
    """The rows of one sheet of an export, as {column: cell}."""
    model = ekspor.exported()[label]
    rows = ekspor.rows_of(model, place, user)
    cells = ekspor.cells_of(model, rows, lambda *_: None, lambda *_: None)
    return [dict(zip(ekspor.header_of(model), row, strict=True)) for row in cells]


def written(by, *, kirim, judul):
    return actions.log(
        by=by, id=uuid7(), desa=factories.wilayah(), tugas=4, judul=judul, kirim=kirim,
        uraian="Bertemu pengurus bank sampah.", tanggal=timezone.localdate(),
    )  # fmt: skip


def test_beside_every_code_of_a_person_or_place_stands_the_name():
    admin = factories.user(Peran.ADMIN)
    pld = factories.user(Peran.PLD, nama="Siti Aminah")
    entry = written(pld, kirim=True, judul="Sampah")
    (row,) = sheet("tugas.Kegiatan", factories.wilayah(factories.KABUPATEN), admin)
    assert (row["created_by_id"], row["created_by_nama"]) == (pld.pk, "Siti Aminah")
    assert (row["desa_id"], row["desa_nama"]) == (factories.DESA, str(entry.desa))
    for model in ekspor.exported().values():
        header = ekspor.header_of(model)
        assert len(header) == len(set(header)), model
        for f in model._meta.concrete_fields:
            if f.related_model in ekspor.NAMED:
                assert f"{f.name}_nama" in header


def test_an_export_holds_the_trail_of_its_rows_without_drafts_of_others():
    admin = factories.user(Peran.ADMIN)
    pld = factories.user(Peran.PLD, nama="Siti Aminah")
    entry = written(pld, kirim=True, judul="Sampah")
    written(pld, kirim=False, judul="Rahasia dulu")
    actions.discard(written(pld, kirim=False, judul="Rahasia yang dibuang"), by=pld)
    elsewhere = factories.user(Peran.PLD, "33.05.13.2001")
    log.kegiatan(Status.TERKIRIM, "33.05.13.2001", created_by=elsewhere)

    lines = sheet("desa.Jejak", factories.wilayah(factories.KECAMATAN), admin)

    mine = [line for line in lines if line["objek"] == "tugas.Kegiatan"]
    assert {line["objek_id"] for line in mine} == {str(entry.pk)}
    assert {line["pelaku_nama"] for line in mine} == {"Siti Aminah"}
    assert "desa.Pengguna" not in {line["objek"] for line in lines}
    assert "Rahasia" not in str(lines)
    (kept,) = sheet("tugas.Kegiatan", factories.wilayah(factories.KECAMATAN), admin)
    assert kept["judul"] == "Sampah"


def test_secrets_are_in_no_export():
    labels = set(ekspor.exported())
    assert {"tugas.Kegiatan", "musyawarah.Kehadiran", "inovasi.Komitmen"} <= labels
    assert not labels & {"desa.Pengguna", "p2ktd.Pelapor", "desa.Pemberitahuan"}
    columns = {f"{m.__name__}.{n}" for m in ekspor.exported().values() for n in ekspor.header_of(m)}
    assert "Pengaduan.kunci" not in columns
    assert not [c for c in columns if "password" in c or "sandi" in c]


def test_the_export_is_its_admins_alone(login):
    factories.wilayah(factories.DESA)
    assert export(login, factories.user(Peran.TIK)).status_code == 403
    assert export(login, factories.user(Peran.ADMIN, "33"), "33").status_code == 403
    assert export(login, factories.user(Peran.ADMIN, "33.06")).status_code == 404
    assert login(factories.user(Peran.PD)).get(reverse("tugas:exports")).status_code == 403
