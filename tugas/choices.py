"""Enumerations of the floor of the seven duties."""

from django.db.models import IntegerChoices, TextChoices


class Tugas(IntegerChoices):
    """The seven duties of a companion; the short names are the same everywhere (domain.md 2.4)."""

    SOSIALISASI = 1, "Sosialisasi"
    MAD = 2, "MAD dan komitmen"
    PERENCANAAN = 3, "Perencanaan desa"
    IDENTIFIKASI = 4, "Identifikasi inovasi"
    DOKUMENTASI = 5, "Dokumentasi"
    KEBUTUHAN = 6, "Kebutuhan P2KTD"
    MUSDES = 7, "Musdes P2KTD"


PENJELASAN_TUGAS = {
    Tugas.SOSIALISASI: "Mengenalkan PPID dan P2KTD kepada warga dan pemerintah desa.",
    Tugas.MAD: "Menyiapkan MAD dan bursa, sampai desa berkomitmen meniru inovasi.",
    Tugas.PERENCANAAN: "Mengawal komitmen masuk RPJMDes, RKPDes, dan APBDes.",
    Tugas.IDENTIFIKASI: "Mencari kegiatan desa yang inovatif bersama PD dan TPID.",
    Tugas.DOKUMENTASI: "Mendokumentasikan inovasi: data awal, foto, dan pelajarannya.",
    Tugas.KEBUTUHAN: "Mendata kebutuhan P2KTD dan mendampingi pelaksanaannya.",
    Tugas.MUSDES: "Menyiapkan Musdes pertanggungjawaban hasil kerja P2KTD.",
}


class Tema(TextChoices):
    """What a socialisation was about. Duty 1 is done when both have been told."""

    PPID = "ppid", "PPID"
    P2KTD = "p2ktd", "P2KTD"
    KEDUANYA = "keduanya", "PPID dan P2KTD"


class Jenis(TextChoices):
    PERTEMUAN = "pertemuan", "Pertemuan"
    KUNJUNGAN = "kunjungan", "Kunjungan"
    PENDAMPINGAN = "pendampingan", "Pendampingan"
    PELATIHAN = "pelatihan", "Pelatihan"
    RAPAT = "rapat", "Rapat"
    PENYUSUNAN = "penyusunan", "Penyusunan dokumen"
    LAIN = "lain", "Lain-lain"


class Status(TextChoices):
    DRAF = "draf", "Draf"
    TERKIRIM = "terkirim", "Terkirim"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DITERIMA = "diterima", "Diterima"
    DIBUANG = "dibuang", "Dibuang"


SENT = (Status.TERKIRIM, Status.DITERIMA)  # what makes a village one that reported
MASUK = ("masuk", "Terkirim atau diterima")  # … as one choice of a list


class StatusUlang(TextChoices):
    """The second review of a drawn entry."""

    MENUNGGU = "menunggu", "Menunggu tinjauan kedua"
    SEPAKAT = "sepakat", "Sepakat"
    BERBEDA = "berbeda", "Berbeda pendapat"


class Bidang(TextChoices):
    """What a reviewer can point at: a field of the form, or a few that belong together."""

    DESA = "desa", "Desa"
    TANGGAL = "tanggal", "Tanggal"
    TUGAS = "tugas", "Tugas"
    TEMA = "tema", "Tema"
    JENIS = "jenis", "Jenis kegiatan"
    JUDUL = "judul", "Judul"
    URAIAN = "uraian", "Uraian"
    HASIL = "hasil", "Hasil"
    WAKTU = "waktu", "Jam mulai dan selesai"
    PESERTA = "peserta", "Peserta"
    PIHAK = "pihak_ditemui", "Pihak yang ditemui"
    MASALAH = "masalah", "Masalah"
    SOLUSI = "solusi", "Solusi"
    TINDAK_LANJUT = "tindak_lanjut", "Tindak lanjut"
    FOTO = "foto", "Foto"


class Alasan(TextChoices):
    TIDAK_BENAR = "tidak_benar", "Tidak benar"
    TIDAK_LENGKAP = "tidak_lengkap", "Tidak lengkap"
    USANG = "usang", "Sudah usang"


# The month of a companion (laporan bulanan).


class StatusLaporan(TextChoices):
    TERBUKA = "terbuka", "Belum diajukan"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DISETUJUI = "disetujui", "Disetujui"
    TERKUNCI = "terkunci", "Terkunci"


class Rekomendasi(TextChoices):
    """What a supervisor says about the honorarium of the month."""

    LAYAK = "layak", "Layak dibayar"
    TUNDA = "tunda", "Ditunda"


class AlasanHari(TextChoices):
    """Why a working day has no entry."""

    CUTI = "cuti", "Cuti atau izin"
    SAKIT = "sakit", "Sakit"
    TAK_TERJANGKAU = "tak_terjangkau", "Tidak dapat dijangkau"


# How each status of a report is coloured; always beside its word.
WARNA_LAPORAN = {
    StatusLaporan.TERBUKA: "netral",
    StatusLaporan.DIAJUKAN: "proses",
    StatusLaporan.DIKEMBALIKAN: "perlu",
    StatusLaporan.DISETUJUI: "baik",
    StatusLaporan.TERKUNCI: "baik",
}
