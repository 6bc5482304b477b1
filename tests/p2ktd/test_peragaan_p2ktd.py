"""The demonstration goes through the same actions and rules as everybody."""

from django.utils import timezone

from desa.choices import Jabatan, Peran
from p2ktd.choices import (
    StatusKebutuhan,
    StatusPekerjaan,
    StatusPemilihan,
    StatusPengaduan,
    StatusPenyedia,
)
from p2ktd.models import Dana, Kebutuhan, Pekerjaan, Pemilihan, Pengaduan, Penyedia
from p2ktd.saran import suggested
from tests import factories
from tests.factories import dana
from tugas.peragaan import p2ktd
from tugas.peragaan.nama import Names


def test_it_shows_every_state():
    places = {"tik-p2ktd": (Peran.TIK, "35.07", Jabatan.POKJA_P2KTD)}
    places |= {"tpid": (Peran.TPID, "35.07.11", Jabatan.KETUA)}
    places |= {"tpid-bendahara": (Peran.TPID, "35.07.11", Jabatan.BENDAHARA)}
    places |= {"admin": (Peran.ADMIN, "35.07", ""), "pd": (Peran.PD, "35.07.11", "")}
    who = {name: factories.user(*place) for name, place in places.items()}
    factories.wilayah("35.07.26")
    dana.rules()
    for n in range(1, 10):
        factories.wilayah(f"35.07.11.200{n}")

    p2ktd.all_of_them(who, Names(seed=1), timezone.localdate())

    assert len(suggested(factories.wilayah("35.07.11.2001"))[1]) == 4  # four gaps, one full
    assert {p.status for p in Penyedia.objects.all()} == set(StatusPenyedia.values)
    assert {p.status for p in Pemilihan.objects.all()} == {
        StatusPemilihan.DISUSUN, StatusPemilihan.PENILAIAN, StatusPemilihan.DIPILIH,
    }  # fmt: skip
    assert {p.status for p in Pengaduan.objects.all()} == {
        StatusPengaduan.DITERIMA, StatusPengaduan.DITANGANI, StatusPengaduan.SELESAI,
    }  # fmt: skip
    assert {p.status for p in Pekerjaan.objects.all()} == set(StatusPekerjaan.values)
    assert {k.status for k in Kebutuhan.objects.all()} == set(StatusKebutuhan.values) - {
        StatusKebutuhan.BATAL
    }
    kalipare = Dana.objects.get(wilayah="35.07.11")
    rows = list(kalipare.kas.with_balance())
    assert rows[-1].saldo == kalipare.kas.balance() > 0
    assert [r.tanggal for r in rows] == sorted(r.tanggal for r in rows)
    assert [d.jenis for d in kalipare.dokumen] == ["LPD DOK tahap 1"]
