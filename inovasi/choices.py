"""Enumerations of the floor of innovations, spelt as the programme spells them."""

from django.db.models import IntegerChoices, TextChoices


class Bidang(TextChoices):
    """The three bidang of the programme; no fourth one (domain.md 4.3)."""

    PEL = "pel", "Kewirausahaan dan Pengembangan Ekonomi Lokal"
    SDM = "sdm", "Pengembangan Sumber Daya Manusia"
    INFRASTRUKTUR = "infrastruktur", "Infrastruktur Desa"


# For badges, tables and codes, where the full name would not fit.
BIDANG_SINGKAT = {
    Bidang.PEL: "Ekonomi lokal",
    Bidang.SDM: "SDM",
    Bidang.INFRASTRUKTUR: "Infrastruktur",
}


class SubBidang(TextChoices):
    BUMDES = "bumdes", "BUMDes dan BUMDes Bersama"
    PERTANIAN = "pertanian", "Pertanian dan olahan hasil"
    PETERNAKAN = "peternakan", "Peternakan"
    PERIKANAN = "perikanan", "Perikanan"
    WISATA = "wisata", "Desa wisata"
    KERAJINAN = "kerajinan", "Kerajinan"
    PASAR = "pasar", "Pasar desa dan keuangan mikro"
    PAUD = "paud", "PAUD"
    KESEHATAN = "kesehatan", "Kesehatan, posyandu, stunting"
    KELUARGA = "keluarga", "Kampung KB dan konseling remaja"
    KADER = "kader", "Karang taruna dan kader"
    LITERASI = "literasi", "Literasi"
    PERLINDUNGAN = "perlindungan", "Perlindungan perempuan dan anak"
    DISABILITAS = "disabilitas", "Disabilitas"
    LAYANAN = "layanan", "Layanan pemerintah desa"
    EMBUNG = "embung", "Embung"
    IRIGASI = "irigasi", "Irigasi"
    AIR_BERSIH = "air_bersih", "Air bersih"
    OLAHRAGA = "olahraga", "Sarana olahraga"
    JALAN = "jalan", "Jalan dan jembatan"
    ENERGI = "energi", "Energi"
    SAMPAH = "sampah", "Persampahan dan sanitasi"
    TI_DESA = "ti_desa", "Teknologi informasi desa"
    TTG = "ttg", "Teknologi tepat guna"


# Which sub-bidang belongs to which bidang; in the order in which a form lists them.
SUB_BIDANG = {
    Bidang.PEL: [
        SubBidang.BUMDES,
        SubBidang.PERTANIAN,
        SubBidang.PETERNAKAN,
        SubBidang.PERIKANAN,
        SubBidang.WISATA,
        SubBidang.KERAJINAN,
        SubBidang.PASAR,
    ],
    Bidang.SDM: [
        SubBidang.PAUD,
        SubBidang.KESEHATAN,
        SubBidang.KELUARGA,
        SubBidang.KADER,
        SubBidang.LITERASI,
        SubBidang.PERLINDUNGAN,
        SubBidang.DISABILITAS,
        SubBidang.LAYANAN,
    ],
    Bidang.INFRASTRUKTUR: [
        SubBidang.EMBUNG,
        SubBidang.IRIGASI,
        SubBidang.AIR_BERSIH,
        SubBidang.OLAHRAGA,
        SubBidang.JALAN,
        SubBidang.ENERGI,
        SubBidang.SAMPAH,
        SubBidang.TI_DESA,
        SubBidang.TTG,
    ],
}
BIDANG_DARI = {sub: bidang for bidang, subs in SUB_BIDANG.items() for sub in subs}


class SumberDana(TextChoices):
    DD = "dd", "Dana Desa (DD)"
    ADD = "add", "Alokasi Dana Desa (ADD)"
    PADES = "pades", "Pendapatan asli desa (PADes)"
    SWADAYA = "swadaya", "Swadaya masyarakat"
    BUMDES = "bumdes", "BUMDes"
    KABUPATEN = "kabupaten", "Bantuan kabupaten atau provinsi"
    LAIN = "lain", "Lain-lain"


class Tipologi(TextChoices):
    """The kind of village something suits best."""

    SEMUA = "semua", "Semua desa"
    PERSAWAHAN = "persawahan", "Persawahan"
    LAHAN_KERING = "lahan_kering", "Lahan kering"
    PERKEBUNAN = "perkebunan", "Perkebunan"
    PEGUNUNGAN = "pegunungan", "Pegunungan dan tepi hutan"
    PESISIR = "pesisir", "Pesisir dan pulau kecil"
    PINGGIR_KOTA = "pinggir_kota", "Pinggir kota"


class JabatanPengusul(TextChoices):
    KEPALA_DESA = "kepala_desa", "Kepala desa"
    PERANGKAT = "perangkat", "Perangkat desa"
    BPD = "bpd", "BPD"
    TOKOH = "tokoh", "Tokoh masyarakat"
    PELAKU = "pelaku", "Pelaku kegiatan"
    PENDAMPING = "pendamping", "Pendamping atau TPID"
    LAIN = "lain", "Lainnya"


class UnsurInforman(TextChoices):
    """Whom the method text wants to be asked (domain.md 3.4)."""

    PEMDES = "pemdes", "Pemerintah desa"
    TOKOH = "tokoh", "Tokoh masyarakat"
    PENERIMA = "penerima", "Penerima manfaat"
    PELAKU = "pelaku", "Pelaku kegiatan"
    PEMKAB = "pemkab", "Pemerintah kabupaten"
    PENDAMPING = "pendamping", "PLD atau PD"


class Metode(TextChoices):
    WAWANCARA = "wawancara", "Wawancara"
    OBSERVASI = "observasi", "Observasi"
    DISKUSI = "diskusi", "Diskusi kelompok"
    DOKUMEN = "dokumen", "Telaah dokumen"


class CaraPenilaian(TextChoices):
    DOKUMEN = "dokumen", "Membaca dokumen"
    KUNJUNGAN = "kunjungan", "Kunjungan lapangan"


class Rekomendasi(TextChoices):
    LAYAK = "layak", "Layak"
    PERBAIKI = "perbaiki", "Perlu diperbaiki"
    TIDAK = "tidak", "Tidak layak"


class StatusIde(TextChoices):
    DIISI = "diisi", "Diisi"
    DIREKAP = "direkap", "Direkap"
    INOVATIF = "inovatif", "Inovatif"
    BUKAN = "bukan", "Bukan inovasi"


class StatusInovasi(TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DIVERIFIKASI_TPID = "diverifikasi_tpid", "Diverifikasi TPID"
    DIVERIFIKASI_TIK = "diverifikasi_tik", "Diverifikasi TIK"
    CAPTURING = "capturing", "Capturing"
    DIKEMAS = "dikemas", "Dikemas"
    TERVALIDASI = "tervalidasi", "Tervalidasi"
    MENU_LOKAL = "menu_lokal", "Menu lokal"
    MENU_NASIONAL = "menu_nasional", "Menu nasional"
    DITOLAK = "ditolak", "Ditolak"
    DIGABUNG = "digabung", "Digabung"
    DIBUANG = "dibuang", "Dibuang"


class StatusNihil(TextChoices):
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DIVERIFIKASI_TPID = "diverifikasi_tpid", "Diverifikasi TPID"
    DIVERIFIKASI_TIK = "diverifikasi_tik", "Diverifikasi TIK"
    BATAL = "batal", "Batal"


class JenisMenu(TextChoices):
    LOKAL = "lokal", "Menu lokal"
    NASIONAL = "nasional", "Menu nasional"


class StatusMenu(TextChoices):
    TERBIT = "terbit", "Terbit"
    DITARIK = "ditarik", "Ditarik"


class TahapCapturing(TextChoices):
    """The five stages of capturing [S66]; each follows from the status of the innovation."""

    IDENTIFIKASI = "identifikasi", "Identifikasi"
    VERIFIKASI = "verifikasi", "Verifikasi"
    LENGKAP = "lengkap", "Capturing lengkap"
    KEMAS = "kemas", "Pengemasan"
    VALIDASI = "validasi", "Validasi"


class BidangIsian(TextChoices):
    """What a verifier can point at: a field of the form, or a few that belong together."""

    JUDUL = "judul", "Judul"
    BIDANG = "bidang", "Bidang dan sub-bidang"
    RINGKASAN = "ringkasan", "Ringkasan"
    MASALAH = "masalah", "Masalah awal"
    KEBARUAN = "kebaruan", "Apa yang baru"
    BERJALAN = "berjalan", "Sudah berjalan sejak kapan"
    PELAKU = "pelaku", "Pelaku utama"
    BIAYA = "biaya", "Biaya dan sumber dana"
    HASIL = "hasil", "Hasil terukur"
    PENERIMA = "penerima", "Penerima manfaat"
    KEBERLANJUTAN = "keberlanjutan", "Keberlanjutan"
    BUKTI = "bukti", "Bukti dan foto"
    DOKUMEN = "dokumen", "Dokumen pembelajaran"


# Komitmen, planning, replication: below this line.


class TingkatBursa(TextChoices):
    """Where a bursa is held. Which level a year calls for is data: KetentuanBursa."""

    KABUPATEN = "kabupaten", "Kabupaten"
    KLASTER = "klaster", "Klaster kecamatan"
    KECAMATAN = "kecamatan", "Kecamatan"


class StatusBursa(TextChoices):
    RENCANA = "rencana", "Rencana"
    BERLANGSUNG = "berlangsung", "Berlangsung"
    SELESAI = "selesai", "Selesai"
    BATAL = "batal", "Batal"


class StatusKomitmen(TextChoices):
    DRAF = "draf", "Belum ditandatangani"
    DITANDATANGANI = "ditandatangani", "Ditandatangani"
    MASUK_RKPDES = "masuk_rkpdes", "Masuk RKPDes"
    MASUK_APBDES = "masuk_apbdes", "Masuk APBDes"
    DILAKSANAKAN = "dilaksanakan", "Dilaksanakan"
    SELESAI = "selesai", "Selesai"
    BATAL = "batal", "Batal"
    DIALIHKAN = "dialihkan", "Dialihkan"


class AlasanBerhenti(TextChoices):
    """Why a commitment stopped, or moved to another year: counted in the funnel."""

    DANA = "dana", "Dana tidak cukup"
    PRIORITAS = "prioritas", "Kalah prioritas"
    TANPA_BANTUAN = "tanpa_bantuan_teknis", "Tanpa bantuan teknis"
    TIDAK_DIINGINKAN = "tidak_diinginkan", "Tidak diinginkan lagi"


class DokumenDesa(TextChoices):
    RPJMDES = "rpjmdes", "RPJMDes"
    RKPDES = "rkpdes", "RKPDes"
    APBDES = "apbdes", "APBDes"
    PERUBAHAN = "apbdes_perubahan", "APBDes perubahan"


class StatusButir(TextChoices):
    DICATAT = "dicatat", "Dicatat"
    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    DITOLAK = "ditolak", "Ditolak"


class Progres(IntegerChoices):
    """How far the work is; photographed at each."""

    NOL = 0, "0% (mulai)"
    SETENGAH = 50, "50%"
    PENUH = 100, "100% (selesai)"


class Tahap(TextChoices):
    """The stages of the funnel, in the order of the chain."""

    KARTU = "kartu", "Kartu"
    DITANDATANGANI = "ditandatangani", "Ditandatangani"
    RKPDES = "rkpdes", "Masuk RKPDes"
    APBDES = "apbdes", "Masuk APBDes"
    DILAKSANAKAN = "dilaksanakan", "Dilaksanakan"
    SELESAI = "selesai", "Selesai"
