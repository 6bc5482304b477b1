"""The people of the demonstration, their roles, and the teams of two kecamatan."""

from datetime import date

from desa.actions import orang as orang_actions
from desa.actions import tim as tim_actions
from desa.choices import Jabatan, JenisTim, Peran
from desa.kode import NUSANTARA
from desa.models import Wilayah
from tugas.peragaan.waktu import at

SANDI = "salam-inovasi"
KALIPARE, PUJON, KRIAN = "35.07.11", "35.07.26", "35.15.11"
MALANG, SIDOARJO = "35.07", "35.15"
# those with a password
MASUK = (
    "pld", "pd", "tpid", "tpid-bendahara", "tpid-verifikator", "tik", "tik-p2ktd", "admin",
    "pemantau",
)  # fmt: skip
SEJAK = date(2018, 1, 2)

# account, L/P, role, office, where; a PLD's villages are counted from the first of the kecamatan
ORANG = [
    ("admin", "P", Peran.ADMIN, "", MALANG),
    ("admin-sidoarjo", "L", Peran.ADMIN, "", SIDOARJO),
    ("tik", "L", Peran.TIK, Jabatan.POKJA_PPID, MALANG),
    ("tik-p2ktd", "P", Peran.TIK, Jabatan.POKJA_P2KTD, MALANG),
    ("pemantau", "P", Peran.PEMANTAU, "", NUSANTARA),
    ("camat-kalipare", "L", Peran.PEMANTAU, "", KALIPARE),
    ("pd", "L", Peran.PD, "", KALIPARE),
    ("tpid", "P", Peran.TPID, Jabatan.KETUA, KALIPARE),
    ("tpid-verifikator", "L", Peran.TPID, Jabatan.VERIFIKATOR, KALIPARE),
    ("tpid-bendahara", "P", Peran.TPID, Jabatan.BENDAHARA, KALIPARE),
    ("pld", "P", Peran.PLD, "", (KALIPARE, 0, 4)),
    ("pld-kalipare", "L", Peran.PLD, "", (KALIPARE, 4, 9)),
    ("pd-pujon", "P", Peran.PD, "", PUJON),
    ("tpid-pujon", "L", Peran.TPID, Jabatan.KETUA, PUJON),
    ("pld-pujon", "L", Peran.PLD, "", (PUJON, 0, 4)),
    ("pd-krian", "L", Peran.PD, "", KRIAN),
    ("tpid-krian", "P", Peran.TPID, Jabatan.KETUA, KRIAN),
    ("pld-krian", "P", Peran.PLD, "", (KRIAN, 0, 3)),
]


def villages_of(kecamatan):
    return list(Wilayah.objects.villages().filter(induk=kecamatan).order_by("pk"))


def _places(where):
    if isinstance(where, str):
        return [Wilayah.objects.get(pk=where)]
    kecamatan, first, last = where
    return villages_of(kecamatan)[first:last]


def people(names):
    """{account: Pengguna} of everybody in the demonstration."""
    found = {}
    for n, (username, jenis_kelamin, peran, jabatan, where) in enumerate(ORANG):
        with at(SEJAK):
            orang, _ = orang_actions.create_person(
                by=None,
                username=username,
                nama=names.next(jenis_kelamin),
                telepon=f"+62812000000{n:02}",
                penugasan={
                    "peran": peran,
                    "jabatan": jabatan,
                    "wilayah": _places(where),
                    "mulai": SEJAK,
                },
            )
        if username in MASUK:
            orang = orang_actions.set_password(orang, SANDI)
        found[username] = orang
    return found


SUSUNAN = [
    Jabatan.KETUA, Jabatan.SEKRETARIS, Jabatan.BENDAHARA, Jabatan.BIDANG_PPID,
    Jabatan.BIDANG_P2KTD, Jabatan.VERIFIKATOR, Jabatan.ANGGOTA,
]  # fmt: skip


def team(who, names, kecamatan, tahun, no_sk, tanggal_sk):
    """A TPID of seven ([S41]), four of them women."""
    admin = who["admin"]
    tim = tim_actions.create_team(
        by=admin,
        jenis=JenisTim.TPID,
        wilayah=Wilayah.objects.get(pk=kecamatan),
        tahun=tahun,
        no_sk=no_sk,
        tanggal_sk=tanggal_sk,
        berlaku_sampai=date(tahun, 12, 31),
    )
    desa = villages_of(kecamatan)
    accounts = {
        Jabatan.KETUA: who["tpid"],
        Jabatan.VERIFIKATOR: who["tpid-verifikator"],
        Jabatan.BENDAHARA: who["tpid-bendahara"],
    }
    tim_actions.set_members(
        tim,
        by=admin,
        anggota=[_member(n, j, names, desa, accounts) for n, j in enumerate(SUSUNAN)],
    )
    return tim


def _member(n, jabatan, names, desa, accounts):
    jenis_kelamin = "P" if n % 2 == 0 else "L"
    account = accounts.get(jabatan)
    return {
        "nama": account.nama if account else names.next(jenis_kelamin),
        "jenis_kelamin": jenis_kelamin,
        "jabatan": jabatan,
        "desa": desa[n % len(desa)],
        "pengguna": account,
    }
