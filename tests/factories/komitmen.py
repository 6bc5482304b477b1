"""Promises and what follows, through the product's own actions. `from tests.factories import
komitmen as make`."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from uuid6 import uuid7

from desa.choices import Jabatan, Peran
from inovasi.actions import bursa as bursa_actions
from inovasi.actions import komitmen as actions
from inovasi.actions import perencanaan, realisasi
from inovasi.choices import AlasanBerhenti, Bidang, DokumenDesa, StatusBursa, StatusKomitmen
from inovasi.models import Bursa, ButirPerencanaan, Komitmen, MenuInovasi
from ppid.lib.berkas import read_paper
from ppid.lib.foto import read_photo
from tests import factories
from tests.factories.tugas import photo_bytes

TAHUN = 2018
HARI = date(2018, 10, 15)
S = StatusKomitmen


def pd(kode=factories.KECAMATAN):
    return factories.user(Peran.PD, kode)


def tpid(kode=factories.KECAMATAN):
    return factories.user(Peran.TPID, kode)


def verifikator(kode=factories.KECAMATAN):
    return factories.user(Peran.TPID, kode, jabatan=Jabatan.VERIFIKATOR)


def menu(judul="", bidang=Bidang.PEL, kode=factories.KABUPATEN, **fields):
    n = next(factories.number)
    judul = judul or f"Menu {n}"
    return MenuInovasi.objects.create(
        kode=f"MI-UJI-{n:04}",
        judul=judul,
        bidang=bidang,
        wilayah=factories.wilayah(kode),
        tahun=2017,
        ringkasan="Contoh yang sudah berhasil.",
        created_by=factories.user(),
        **fields,
    )


def bursa(status=StatusBursa.BERLANGSUNG, kode=factories.KECAMATAN, by=None, **fields):
    factories.wilayah()
    isi = {"nama": "Bursa Inovasi Desa", "tahun": TAHUN, "tanggal": HARI, "tingkat": "kecamatan"}
    by = by or factories.user(Peran.TIK if len(kode) == 5 else Peran.TPID, kode)
    made = bursa_actions.create(by=by, wilayah=factories.wilayah(kode), **(isi | fields))
    ways = {
        StatusBursa.RENCANA: [],
        StatusBursa.BERLANGSUNG: ["open"],
        StatusBursa.SELESAI: ["open", "close"],
        StatusBursa.BATAL: ["cancel"],
    }
    for name in ways[status]:
        given = {"catatan": "Karena begitu."}
        getattr(bursa_actions, name)(made, by=by, **given)
    return Bursa.objects.get(pk=made.pk)


def card(**fields):
    """What stands on a card, signed by both unless told otherwise."""
    return {
        "tahun": TAHUN,
        "tahun_anggaran": TAHUN + 1,
        "bidang": Bidang.PEL,
        "nama_kegiatan": "Bank sampah dusun",
        "perkiraan_biaya": 40_000_000,
        "sumber": "dd",
        "kades_nama": "Sutrisno",
        "kades_ttd": HARI,
        "bpd_nama": "Wahyuni",
        "bpd_ttd": HARI,
    } | fields


UNSIGNED = {"kades_nama": "", "kades_ttd": None, "bpd_nama": "", "bpd_ttd": None}


def komitmen(status=S.DITANDATANGANI, kode=factories.DESA, by=None, **fields):
    """A commitment in a status, brought there step by step by those who may."""
    desa = factories.wilayah(kode)
    by = by or pd(kode[:8])
    given = card(**(UNSIGNED if status == S.DRAF else {})) | fields
    made = actions.enter(by=by, id=fields.pop("id", uuid7()), desa=desa, **given)
    if status in {S.MASUK_RKPDES, S.MASUK_APBDES, S.DILAKSANAKAN, S.SELESAI}:
        line(made, DokumenDesa.RKPDES, by=by)
    if status in {S.MASUK_APBDES, S.DILAKSANAKAN, S.SELESAI}:
        perencanaan.verify(line(made, by=by), by=verifikator(kode[:8]))
    if status in {S.DILAKSANAKAN, S.SELESAI}:
        report(made, by=by, persen=100 if status == S.SELESAI else 50)
    if status == S.BATAL:
        actions.cancel(made, by=by, alasan=AlasanBerhenti.DANA, catatan="Dana dipakai jalan.")
    if status == S.DIALIHKAN:
        actions.divert(made, by=by, alasan=AlasanBerhenti.DANA, catatan="Tahun depan.")
    return Komitmen.objects.get(pk=made.pk)


def line(of=None, dokumen=DokumenDesa.APBDES, *, by=None, kode=factories.DESA, **fields):
    """A line, tied to this commitment if one is given."""
    desa = of.desa if of else factories.wilayah(kode)
    tahun = of.tahun_anggaran if of else TAHUN + 1
    isi = {
        "tahun": tahun,
        "dokumen": dokumen,
        "nomor": f"{next(factories.number)} Tahun {tahun}",
        "tanggal": date(tahun - 1, 12, 20),
        "kode_kegiatan": "2.3.14",
        "uraian": str(of) if of else "Pengadaan bank sampah dusun",
        "anggaran": 35_000_000,
    } | fields
    made = perencanaan.add_line(by=by or pd(desa.pk[:8]), id=uuid7(), desa=desa, komitmen=of, **isi)
    return ButirPerencanaan.objects.get(pk=made.pk)


def report(of, *, by=None, persen=50, **fields):
    of = Komitmen.objects.get(pk=of.pk)
    isi = {
        "tanggal": date(of.tahun_anggaran, 6, 1),
        "persen": persen,
        "realisasi": 20_000_000,
        "uraian": "Bangunan berdiri, warga mulai menabung sampah.",
        "hasil": "Sesuai janji: 40 rumah ikut menabung." if persen == 100 else "",
        "pelajaran": "Mulai dari satu dusun.",
    } | fields
    by = by or pd(of.desa_id[:8])
    return realisasi.report(of, by=by, id=uuid7(), **isi)


def pindaian(content=b"%PDF-1.4 halaman APBDes %%EOF"):
    return read_paper(SimpleUploadedFile("apbdes.pdf", content, "application/pdf"))


def foto(color="green"):
    return read_photo(SimpleUploadedFile("kartu.jpg", photo_bytes(color=color), "image/jpeg"))


def foto_kartu(of=None, kode=factories.DESA, by=None, gambar=None):
    of = of or bursa()
    by, desa = by or pd(kode[:8]), factories.wilayah(kode)
    return bursa_actions.file_photos(of, [(gambar or foto(), desa)], by=by)[0]


def minat(kode=factories.DESA, by=None, **fields):
    given = {"menu": fields.pop("menu", None) or menu(), "tahun": TAHUN} | fields
    desa = factories.wilayah(kode)
    return actions.take_interest(by=by or pd(kode[:8]), desa=desa, **given)


def url_kwargs(page):
    """What stands in the URLs of bursa, komitmen, perencanaan, rantai and corong."""
    if page.startswith("funnel"):
        return {"kode": factories.wilayah(factories.KECAMATAN).pk}
    if page == "windows":
        return {"kode": factories.wilayah(factories.KABUPATEN).pk}
    if page.startswith("fair"):
        return {"pk": bursa().pk} | ({"name": "close"} if page == "fair_step" else {})
    if page == "line_scan":
        return {"pk": line(pindaian=pindaian()).pk}
    if page.startswith("line"):
        return {"pk": line().pk} | ({"name": "verify"} if page == "line_step" else {})
    if page.startswith("card_photo"):
        return {"pk": foto_kartu().pk}
    if page == "interest":
        return {"pk": minat().pk}
    if page == "execution_photo":
        made = report(komitmen(S.MASUK_APBDES), foto=[foto()])
        return {"pk": made.foto.get().pk}
    if page in {"commitment_photo", "commitment_paper"}:
        return {"pk": komitmen(foto=foto()).pk}
    return {"pk": komitmen().pk} | ({"name": "cancel"} if page == "commitment_step" else {})
