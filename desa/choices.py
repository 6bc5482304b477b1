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


class AlasanKabar(TextChoices):
    """Why somebody is told something: the heading in the inbox."""

    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DIPUTUSKAN = "diputuskan", "Sudah diputuskan"
    MENUNGGU = "menunggu", "Menunggu Anda"
    TERLAMBAT = "terlambat", "Terlambat"
    TENGGAT = "tenggat", "Tenggat mendekat"
    JENDELA = "jendela", "Jendela perencanaan"
    LAPORAN = "laporan", "Laporan bulanan"
    UNDANGAN = "undangan", "Undangan musyawarah"
    TINDAK_LANJUT = "tindak_lanjut", "Tindak lanjut musyawarah"
    PEKERJAAN = "pekerjaan", "Pekerjaan P2KTD"
    PENGADUAN = "pengaduan", "Pengaduan"
    BERKAS = "berkas", "Berkas siap diunduh"
    AKUN = "akun", "Akun dan peran"
    SELISIH = "selisih", "Angka tidak cocok"


class Ringkasan(TextChoices):
    """How often what is unread is sent by e-mail as one letter."""

    HARIAN = "harian", "Setiap pagi"
    MINGGUAN = "mingguan", "Setiap Senin"
    TIDAK = "tidak", "Jangan kirim surel"


class JenisTim(TextChoices):
    TPID = "tpid", "Tim Pelaksana Inovasi Desa (TPID)"
    TIK = "tik", "Tim Inovasi Kabupaten (TIK)"


class DimensiIdm(TextChoices):
    """The three parts of the IDM."""

    IKS = "iks", "Ketahanan sosial"
    IKE = "ike", "Ketahanan ekonomi"
    IKL = "ikl", "Ketahanan lingkungan"


class StatusIdm(TextChoices):
    SANGAT_TERTINGGAL = "sangat_tertinggal", "Sangat tertinggal"
    TERTINGGAL = "tertinggal", "Tertinggal"
    BERKEMBANG = "berkembang", "Berkembang"
    MAJU = "maju", "Maju"
    MANDIRI = "mandiri", "Mandiri"


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
