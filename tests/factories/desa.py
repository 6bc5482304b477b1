"""Teams, labels, profiles. `from tests.factories import desa`."""

from desa.choices import AlasanKabar, Jabatan, JenisKelamin, JenisTim, Peran
from desa.models import (
    AnggotaTim,
    BarisImpor,
    Idm,
    Impor,
    KodeLama,
    Pemberitahuan,
    Perangkat,
    ProfilDesa,
    Sebutan,
    Tim,
)
from tests import factories

TAHUN = 2026


def tim(kode=factories.KECAMATAN, jenis=JenisTim.TPID, tahun=TAHUN, **fields):
    by = fields.pop("created_by", None) or factories.user()
    return Tim.objects.create(
        wilayah=factories.wilayah(kode), jenis=jenis, tahun=tahun, created_by=by, **fields
    )


def anggota(of, jabatan=Jabatan.ANGGOTA, jenis_kelamin=JenisKelamin.P, **fields):
    nama = fields.pop("nama", None) or f"Anggota {next(factories.number)}"
    return AnggotaTim.objects.create(
        tim=of, nama=nama, jabatan=jabatan, jenis_kelamin=jenis_kelamin, **fields
    )


def sebutan(kode=factories.KABUPATEN, **fields):
    return Sebutan.objects.create(kabupaten=factories.wilayah(kode), **fields)


def profil(kode=factories.DESA, **fields):
    return ProfilDesa.objects.create(desa=factories.wilayah(kode), **fields)


def kabar(orang, alasan=AlasanKabar.TENGGAT, **fields):
    fields = {"kalimat": "Lengkapi tanda tangan kartu.", "tautan": "/desa/"} | fields
    fields.setdefault("kunci", str(next(factories.number)))
    return Pemberitahuan.objects.create(pengguna=orang, alasan=alasan, **fields)


def indikator(kode="ike09", skor=1, **fields):
    """One row of `Idm.indikator`."""
    said = {
        "nama": "Lembaga Ekonomi",
        "keterangan": "Jumlah koperasi aktif dan BUMDESA = 0",
        "kegiatan": "Pembentukan BUMDESA",
        "tambahan": 0.0222,
        "oleh_desa": True,
    }
    return {"kode": kode, "dimensi": kode[:3], "skor": skor} | said | fields


def idm(kode=factories.DESA, tahun=2025, skor="0.6500", **fields):
    by = fields.pop("created_by", None) or factories.user()
    desa = factories.wilayah(kode)
    return Idm.objects.create(desa=desa, tahun=tahun, skor=skor, created_by=by, **fields)


def impor(status="diperiksa", kode=factories.KABUPATEN, jenis="idm", **fields):
    """A spreadsheet without its file, with one row that waits for a person."""
    given = {"nama": "berkas.xlsx", "judul": ["Kode", "Nilai IDM"], "kolom": {"kode": 0, "skor": 1}}
    made = Impor.objects.create(
        wilayah=factories.wilayah(kode),
        jenis=jenis,
        status=status,
        created_by=fields.pop("created_by", None) or factories.user(),
        **(given | fields),
    )
    desa = factories.wilayah().pk
    BarisImpor.objects.create(
        impor=made, nomor=2, sel=[desa, 0.7], putusan="tanya", alasan="Yang mana?", calon=[desa]
    )
    return made


def kode_lama(kode="33.05.99.2001", ke=factories.DESA, **fields):
    """A code of the edition of 2017, and what it may have become."""
    place = factories.wilayah(ke)
    given = {"nama": "Desa Dahulu", "edisi": 2017, "perubahan": "pindah", "pasti": True}
    given |= {"ke": place, "wilayah": place, "calon": [ke], "created_by": factories.user()}
    return KodeLama.objects.create(kode=kode, **(given | fields))


def url_kwargs(page):
    """What stands in the URLs of this floor: one person, one team, one place."""
    if page.startswith("import"):
        more = {"import_row": {"nomor": 2}, "import_step": {"name": "commit"}}
        status = "selesai" if page == "import_undo" else "diperiksa"  # else it only says no
        return {"pk": impor(status).pk} | more.get(page, {})
    if page == "old_code":
        return {"pk": kode_lama().pk}
    if page == "check":
        return {"kode": "TIDAKADA"}
    if page == "labels":
        return {"kode": factories.wilayah(factories.KABUPATEN).pk}
    if page in ("profile", "idm"):
        return {"kode": factories.wilayah().pk}
    if page == "notice":
        return {"pk": kabar(factories.user(Peran.PLD)).pk}
    if page.startswith("team"):
        return {"pk": tim().pk}
    if page == "invitation":
        return {"uidb64": "MQ", "token": "tidak-ada"}
    pld = factories.user(Peran.PLD)
    if page == "end_device":
        return {"pk": Perangkat.objects.create(pengguna=pld, kunci="x", alat="Chrome").pk}
    return {"pk": pld.penugasan.get().pk if page == "end_assignment" else pld.pk}
