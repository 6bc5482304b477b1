"""Teams, labels, profiles. `from tests.factories import desa`."""

from desa.choices import Jabatan, JenisKelamin, JenisTim, Peran
from desa.models import AnggotaTim, ProfilDesa, Sebutan, Tim
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


def url_kwargs(page):
    """What stands in the URLs of this floor: one person, one team, one place."""
    if page == "check":
        return {"kode": "TIDAKADA"}
    if page == "labels":
        return {"kode": factories.wilayah(factories.KABUPATEN).pk}
    if page == "profile":
        return {"kode": factories.wilayah().pk}
    if page.startswith("team"):
        return {"pk": tim().pk}
    pld = factories.user(Peran.PLD)
    return {"pk": pld.penugasan.get().pk if page == "end_assignment" else pld.pk}
