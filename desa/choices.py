"""Enumerations of the ground floor, spelt as the regulation spells them."""

from django.db.models import TextChoices


class Tingkat(TextChoices):
    NASIONAL = "nasional", "Nasional"
    PROVINSI = "provinsi", "Provinsi"
    KABUPATEN = "kabupaten", "Kabupaten/Kota"
    KECAMATAN = "kecamatan", "Kecamatan"
    DESA = "desa", "Desa"


class Peran(TextChoices):
    PLD = "pld", "Pendamping Lokal Desa"
    PD = "pd", "Pendamping Desa"
    TPID = "tpid", "Tim Pelaksana Inovasi Desa"
    TIK = "tik", "Tim Inovasi Kabupaten"
    ADMIN = "admin", "Admin"
    PEMANTAU = "pemantau", "Pemantau"


class Jabatan(TextChoices):
    """What somebody does inside a TPID or a TIK (domain.md 1.2)."""

    KETUA = "ketua", "Ketua"
    SEKRETARIS = "sekretaris", "Sekretaris"
    BENDAHARA = "bendahara", "Bendahara"
    BIDANG_PPID = "bidang_ppid", "Bidang PPID"
    BIDANG_P2KTD = "bidang_p2ktd", "Bidang P2KTD"
    VERIFIKATOR = "verifikator", "Verifikator"
    ANGGOTA = "anggota", "Anggota"
    POKJA_PPID = "pokja_ppid", "Pokja PPID"
    POKJA_P2KTD = "pokja_p2ktd", "Pokja P2KTD"
    SEKRETARIAT = "sekretariat", "Sekretariat"


class JenisKelamin(TextChoices):
    L = "L", "Laki-laki"
    P = "P", "Perempuan"


class JenisTim(TextChoices):
    TPID = "tpid", "Tim Pelaksana Inovasi Desa (TPID)"
    TIK = "tik", "Tim Inovasi Kabupaten (TIK)"


# The level of place in which each role is held.
TINGKAT_PERAN = {
    Peran.PLD: {Tingkat.DESA},
    Peran.PD: {Tingkat.KECAMATAN},
    Peran.TPID: {Tingkat.KECAMATAN},
    Peran.TIK: {Tingkat.KABUPATEN},
    Peran.ADMIN: {Tingkat.KECAMATAN, Tingkat.KABUPATEN, Tingkat.PROVINSI, Tingkat.NASIONAL},
    Peran.PEMANTAU: {Tingkat.KECAMATAN, Tingkat.KABUPATEN, Tingkat.PROVINSI, Tingkat.NASIONAL},
}

# The offices inside a team; the other roles have none.
JABATAN_PERAN = {
    Peran.TPID: [
        Jabatan.KETUA,
        Jabatan.SEKRETARIS,
        Jabatan.BENDAHARA,
        Jabatan.BIDANG_PPID,
        Jabatan.BIDANG_P2KTD,
        Jabatan.VERIFIKATOR,
        Jabatan.ANGGOTA,
    ],
    Peran.TIK: [
        Jabatan.KETUA,
        Jabatan.SEKRETARIS,
        Jabatan.POKJA_PPID,
        Jabatan.POKJA_P2KTD,
        Jabatan.SEKRETARIAT,
        Jabatan.ANGGOTA,
    ],
}

# Where each kind of team stands.
TINGKAT_TIM = {JenisTim.TPID: Tingkat.KECAMATAN, JenisTim.TIK: Tingkat.KABUPATEN}
