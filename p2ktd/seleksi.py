"""What the record of selection says: rows as plain data, and that data made ready to print.

A paper is always printed from its sealed data, so that an old version comes out as it was."""

import json
from datetime import date

from django.utils import timezone

from desa.choices import Jabatan, Peran
from desa.models import Penugasan
from desa.segel import Bersegel
from p2ktd.choices import StatusPenyedia
from ppid.lib.terbilang import tanggal_kata

BENTUK = 1  # version of this shape of data


def data_of(pengumuman):
    """The whole selection as plain values."""
    return {
        "bentuk": BENTUK,
        "id": pengumuman.pk,
        "nomor": number_of(pengumuman),
        "judul": pengumuman.judul,
        "pengumuman": pengumuman.nomor,
        "tanggal_pengumuman": pengumuman.tanggal.isoformat(),
        "mulai": pengumuman.mulai.isoformat(),
        "selesai": pengumuman.selesai.isoformat(),
        "tempat_daftar": pengumuman.tempat_daftar,
        "tahun": pengumuman.tahun,
        "kabupaten": pengumuman.wilayah.nama,
        "nilai_lulus": pengumuman.nilai_lulus,
        "tanggal": timezone.localdate().isoformat(),
        "syarat": list(pengumuman.syarat.values("teks", "kelompok", "bobot", "wajib")),
        "pendaftar": [_row(p) for p in pengumuman.penyedia.order_by("nama_rapat", "pk")],
        "pokja": _pokja(pengumuman.wilayah_id),
    }


def number_of(pengumuman):
    """ "BA-SELEKSI/35.07/2026/12": the key of the announcement makes it the only one."""
    return f"BA-SELEKSI/{pengumuman.wilayah_id}/{pengumuman.tahun}/{pengumuman.pk}"


def _row(penyedia):
    judged = penyedia.status != StatusPenyedia.MENDAFTAR
    return {
        "nomor": penyedia.nomor,
        "nama": penyedia.nama,
        "jenis": penyedia.get_jenis_display(),
        "skor": penyedia.skor,
        "hasil": penyedia.get_status_display() if judged else "Tidak dikonfirmasi",
        "lolos": penyedia.status in {StatusPenyedia.LOLOS, StatusPenyedia.DITETAPKAN},
    }


def _pokja(kode):
    held = Penugasan.objects.in_force().filter(
        peran=Peran.TIK, jabatan=Jabatan.POKJA_P2KTD, wilayah_id=kode
    )
    return sorted(held.values_list("pengguna__nama", flat=True))


class Seleksi(Bersegel):
    """The record ready to print. `dokumen` is None for a preview."""

    def __init__(self, data, dokumen=None):
        self.data = data
        self.dokumen = dokumen

    @classmethod
    def of(cls, dokumen):
        return cls(json.loads(dokumen.data), dokumen)

    def _date(self, name):
        return date.fromisoformat(self.data[name])

    @property
    def tanggal(self):
        return self._date("tanggal")

    @property
    def tanggal_kata(self):
        return tanggal_kata(self.tanggal)

    @property
    def tanggal_pengumuman(self):
        return self._date("tanggal_pengumuman")

    @property
    def mulai(self):
        return self._date("mulai")

    @property
    def selesai(self):
        return self._date("selesai")

    @property
    def lolos(self):
        return [row for row in self.data["pendaftar"] if row["lolos"]]

    @property
    def kota(self):
        return self.data["kabupaten"].removeprefix("Kabupaten ").removeprefix("Kota ")
