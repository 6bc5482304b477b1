"""Plain functions. Each makes one valid thing; say only what the test is about.

Things of a floor stand in the module of its name: `factories.tugas.kegiatan()`."""

from datetime import date
from itertools import count

from desa.choices import Peran, Tingkat
from desa.kode import NUSANTARA, ancestors, kind_of, level_of, parent_of
from desa.models import Pengguna, Penugasan, Wilayah
from ppid.lib.teks import squeeze

DESA, DESA_LAIN = "33.05.12.2001", "33.05.13.2001"
KECAMATAN, KECAMATAN_LAIN = "33.05.12", "33.05.13"
KABUPATEN, KABUPATEN_LAIN = "33.05", "33.06"
PROVINSI = "33"
# The place in which each role is usually held, when a test does not say.
TEMPAT = {
    Peran.PLD: DESA,
    Peran.PD: KECAMATAN,
    Peran.TPID: KECAMATAN,
    Peran.TIK: KABUPATEN,
    Peran.ADMIN: KABUPATEN,
    Peran.PEMANTAU: KABUPATEN,
}
LONG_AGO = date(2018, 12, 31)
number = count(1)


def wilayah(kode=DESA, nama=""):
    found = Wilayah.objects.filter(pk=kode).first()
    if found:
        return found
    above = parent_of(kode)
    if above:
        wilayah(above)
    nama = nama or ("Indonesia" if kode == NUSANTARA else f"Wilayah {kode}")
    made = Wilayah.objects.create(
        kode=kode,
        nama=nama,
        tingkat=level_of(kode),
        jenis=kind_of(kode),
        induk_id=above,
        cari=f"{squeeze(nama)}|",
    )
    if made.tingkat == Tingkat.DESA and made.is_village:
        for atas in Wilayah.objects.filter(pk__in=ancestors(kode)):
            atas.jumlah_desa += 1
            atas.save()
    return made


def user(peran=None, kode=None, jabatan="", **fields):
    n = next(number)
    fields = {"nama": f"Orang {n}", "email": f"orang{n}@contoh.id"} | fields
    made = Pengguna.objects.create(username=f"orang{n}", **fields)
    if peran:
        assign(made, peran, kode or TEMPAT[peran], jabatan)
    return made


def assign(pengguna, peran, kode, jabatan="", mulai=date(2017, 1, 1), selesai=None):
    vars(pengguna).pop("tugas", None)  # read anew: it is remembered for one request
    return Penugasan.objects.create(
        pengguna=pengguna,
        peran=peran,
        jabatan=jabatan,
        wilayah=wilayah(kode),
        mulai=mulai,
        selesai=selesai,
    )
