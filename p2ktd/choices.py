"""Enumerations of the floor of providers, spelt as the programme spells them."""

from django.db.models import TextChoices

# Direktori: announcements, providers, their papers


class StatusPengumuman(TextChoices):
    DRAF = "draf", "Draf"
    TERBIT = "terbit", "Terbit"
    SELEKSI = "seleksi", "Seleksi"
    SELESAI = "selesai", "Selesai"
    BATAL = "batal", "Batal"


class StatusPenyedia(TextChoices):
    MENDAFTAR = "mendaftar", "Mendaftar"
    LOLOS = "lolos_verifikasi", "Lolos verifikasi"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    NONAKTIF = "nonaktif", "Nonaktif"
    DAFTAR_HITAM = "daftar_hitam", "Daftar hitam"
    DITOLAK = "ditolak", "Ditolak"


class JenisPenyedia(TextChoices):
    """Whether individuals may be registered is unverified (domain.md 3.8), so both are possible."""

    LEMBAGA = "lembaga", "Lembaga"
    PERORANGAN = "perorangan", "Perorangan"


class BentukLembaga(TextChoices):
    UNIVERSITAS = "universitas", "Perguruan tinggi"
    LSM = "lsm", "Lembaga swadaya masyarakat (LSM)"
    ASOSIASI = "asosiasi", "Asosiasi profesi"
    PERUSAHAAN = "perusahaan", "Perusahaan"
    LAINNYA = "lainnya", "Lainnya"


class KelompokSyarat(TextChoices):
    UMUM = "umum", "Syarat umum"
    KHUSUS = "khusus", "Syarat khusus (berkas)"


class KelompokLayanan(TextChoices):
    BIDANG = "bidang", "Bidang"
    LAYANAN = "layanan", "Jenis layanan"
    BENTUK = "bentuk", "Bentuk layanan"


class JenisLayanan(TextChoices):
    KONSULTASI = "konsultasi", "Jasa konsultasi"
    BIMTEK = "bimtek", "Bimbingan teknis"
    MENTORING = "mentoring", "Mentoring"
    STUDI = "studi", "Kegiatan studi"
    PELATIHAN = "pelatihan", "Pelatihan"
    PENDAMPINGAN = "pendampingan", "Pendampingan"


class BentukLayanan(TextChoices):
    """As the guidance lists them, for the local economy and for infrastructure."""

    SUMBER_DAYA = "sumber_daya", "Analisis dan identifikasi sumber daya lokal"
    KEBERLANJUTAN = "keberlanjutan", "Analisis keberlanjutan usaha"
    KELEMBAGAAN = "kelembagaan", "Pengembangan SDM dan kelembagaan"
    PRODUKSI = "produksi", "Pengembangan produksi"
    MATA_RANTAI = "mata_rantai", "Pengembangan mata rantai usaha"
    KEUANGAN_MIKRO = "keuangan_mikro", "Pengelolaan keuangan mikro"
    SARANA = "sarana", "Pengembangan dan pemeliharaan sarana prasarana"
    EMBUNG = "embung", "Embung desa (air rumah tangga, irigasi)"


class CaraKonfirmasi(TextChoices):
    SUREL = "surel", "Lewat surel"
    TELEPON = "telepon", "Lewat telepon"
    LANGSUNG = "langsung", "Berkas diserahkan langsung"


class Nilai(TextChoices):
    """How far one requirement is met."""

    TIDAK = "tidak", "Tidak terpenuhi"
    SEBAGIAN = "sebagian", "Terpenuhi sebagian"
    PENUH = "penuh", "Terpenuhi"


BOBOT_NILAI = {Nilai.TIDAK: 0, Nilai.SEBAGIAN: 1, Nilai.PENUH: 2}

# Choosing a provider


class StatusPemilihan(TextChoices):
    DISUSUN = "disusun", "Disusun"
    PENAWARAN = "penawaran", "Menunggu penawaran"
    PENILAIAN = "penilaian", "Penilaian"
    DIPILIH = "dipilih", "Penyedia dipilih"
    BATAL = "batal", "Batal"


class Kepentingan(TextChoices):
    TIDAK_ADA = "tidak_ada", "Tidak ada benturan kepentingan"
    PENGURUS = "pengurus", "Pengurus atau tenaga ahli penyedia"
    KERABAT = "kerabat", "Berkerabat dengan pengurus atau tenaga ahli penyedia"
    USAHA = "usaha", "Punya hubungan usaha dengan penyedia"


class KriteriaPenawaran(TextChoices):
    """What each offer is judged by. The price is counted, the rest is scored by people."""

    METODE = "metode", "Metode dan rencana kerja"
    TENAGA = "tenaga", "Tenaga ahli yang ditugaskan"
    PENGALAMAN = "pengalaman", "Pengalaman sejenis"
    HARGA = "harga", "Harga"


KRITERIA_SINGKAT = {
    KriteriaPenawaran.METODE: "Metode",
    KriteriaPenawaran.TENAGA: "Tenaga",
    KriteriaPenawaran.PENGALAMAN: "Pengalaman",
    KriteriaPenawaran.HARGA: "Harga",
}
BOBOT_KRITERIA = {
    KriteriaPenawaran.METODE: 35,
    KriteriaPenawaran.TENAGA: 25,
    KriteriaPenawaran.PENGALAMAN: 15,
    KriteriaPenawaran.HARGA: 25,
}

# Complaints


class StatusPengaduan(TextChoices):
    DITERIMA = "diterima", "Diterima"
    DITANGANI = "ditangani", "Ditangani"
    SELESAI = "selesai", "Selesai"
    TIDAK_DIPROSES = "tidak_diproses", "Tidak dapat diproses"


class KategoriPengaduan(TextChoices):
    MUTU = "mutu", "Mutu layanan"
    UANG = "uang", "Uang atau pungutan"
    KEPENTINGAN = "kepentingan", "Benturan kepentingan"
    PERILAKU = "perilaku", "Perilaku tidak pantas"
    LAINNYA = "lainnya", "Lainnya"


# Kebutuhan, pekerjaan, laporan, dana: below this line.


class SumberBiaya(TextChoices):
    DOK = "dok", "DOK P2KTD"
    APBDES = "apbdes", "APBDes"


class StatusKebutuhan(TextChoices):
    DRAF = "draf", "Draf"
    DIUSULKAN = "diusulkan", "Diusulkan"
    DIPRIORITASKAN = "diprioritaskan", "Diprioritaskan"
    DITANGANI = "ditangani", "Ditangani"
    SELESAI = "selesai", "Selesai"
    NIHIL = "nihil", "Tidak membutuhkan"
    BATAL = "batal", "Batal"


class StatusPekerjaan(TextChoices):
    DISUSUN = "disusun", "Disusun"
    PENYEDIA_DIPILIH = "penyedia_dipilih", "Penyedia dipilih"
    KONTRAK = "kontrak", "Kontrak"
    BERJALAN = "berjalan", "Berjalan"
    LAPORAN_DISERAHKAN = "laporan_diserahkan", "Laporan diserahkan"
    DISERAHTERIMAKAN = "diserahterimakan", "Diserahterimakan"
    DIPERTANGGUNGJAWABKAN = "dipertanggungjawabkan", "Dipertanggungjawabkan"
    DIBAYAR = "dibayar", "Dibayar"
    SELESAI = "selesai", "Selesai"
    SENGKETA = "sengketa", "Sengketa"
    BATAL = "batal", "Batal"


class Putusan(TextChoices):
    """What the Musdes said of the work."""

    DITERIMA = "diterima", "Diterima"
    DENGAN_CATATAN = "diterima_dengan_catatan", "Diterima dengan catatan"
    DITOLAK = "ditolak", "Ditolak"


class JenisLaporan(TextChoices):
    PENDAHULUAN = "pendahuluan", "Pendahuluan"
    KEMAJUAN = "kemajuan", "Kemajuan"
    AKHIR = "akhir", "Akhir"


class StatusDana(TextChoices):
    RKA = "rka", "Penyusunan RKA"
    BERJALAN = "berjalan", "Berjalan"
    DIAJUKAN = "diajukan", "LPJ diajukan"
    DIKEMBALIKAN = "dikembalikan", "LPJ dikembalikan"
    WAJIB_SETOR = "wajib_setor", "Wajib setor kembali"
    DISETUJUI = "disetujui", "LPJ disetujui"


class SyaratCair(TextChoices):
    """What a year may ask before a stage is disbursed."""

    SK = "sk", "SK Camat tentang TPID tahun itu sudah dicatat"
    RKA = "rka", "RKA sudah ditetapkan"
    MOU = "mou", "Nomor dan tanggal MoU sudah diisi"
    LPD = "lpd", "Laporan penggunaan dana (LPD) tahap sebelumnya sudah terbit"
    BUKTI = "bukti", "Bukti semua pengeluaran sudah diunggah"


class JenisKas(TextChoices):
    PENCAIRAN = "pencairan", "Pencairan DOK"
    BELANJA = "belanja", "Belanja"
    PENYEDIA = "penyedia", "Pembayaran penyedia P2KTD"
    PUNGUT_PAJAK = "pungut_pajak", "Pajak dipungut"
    SETOR_PAJAK = "setor_pajak", "Pajak disetor"
    BUNGA = "bunga", "Bunga bank"
    SETOR_SISA = "setor_sisa", "Setor sisa dana"
    KOREKSI = "koreksi", "Koreksi"
