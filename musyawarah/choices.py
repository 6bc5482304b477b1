"""Enumerations of the deliberations, spelt as the regulation spells them."""

from django.db.models import TextChoices


class Status(TextChoices):
    RENCANA = "rencana", "Rencana"
    DIUNDANG = "diundang", "Diundang"
    BERLANGSUNG = "berlangsung", "Berlangsung"
    NOTULEN = "notulen", "Penyusunan notulen"
    FINAL = "final", "Final"
    DITUNDA = "ditunda", "Ditunda"
    BATAL = "batal", "Batal"


class JenisMusyawarah(TextChoices):
    """What kind of forum; its defaults stand in musyawarah/jenis.py."""

    MAD_1 = "mad_1", "MAD I"
    MAD_2 = "mad_2", "MAD II (pertanggungjawaban)"
    MAD_KHUSUS = "mad_khusus", "MAD Khusus"
    BID = "bid", "Bursa Inovasi Desa (BID)"
    MUSDES_SOSIALISASI = "musdes_sosialisasi", "Musdes Sosialisasi"
    MUSDES_RKPDES = "musdes_rkpdes", "Musdes RKPDes"
    MUSDES_APBDES = "musdes_apbdes", "Musdes Penetapan APBDes"
    MUSDES_P2KTD = "musdes_p2ktd", "Musdes P2KTD (pertanggungjawaban)"
    RAKOR = "rakor", "Rapat Koordinasi"
    PELATIHAN_TPID = "pelatihan_tpid", "Pelatihan TPID"


class Unsur(TextChoices):
    """Whom somebody speaks for: Pemdes, BPD and the elements of society of Permendesa 2/2015
    [S83], LPM and women as seen in real MADs [S38][S41], then those who accompany."""

    KEPALA_DESA = "kepala_desa", "Kepala Desa"
    PERANGKAT_DESA = "perangkat_desa", "Perangkat desa"
    BPD = "bpd", "BPD"
    TOKOH_MASYARAKAT = "tokoh_masyarakat", "Tokoh masyarakat"
    TOKOH_AGAMA = "tokoh_agama", "Tokoh agama"
    TOKOH_ADAT = "tokoh_adat", "Tokoh adat"
    TOKOH_PENDIDIK = "tokoh_pendidik", "Tokoh pendidik"
    PEREMPUAN = "perempuan", "Keterwakilan perempuan"
    KELOMPOK_TANI = "kelompok_tani", "Kelompok tani"
    NELAYAN = "nelayan", "Kelompok nelayan"
    PERAJIN = "perajin", "Kelompok perajin"
    PEMERHATI_ANAK = "pemerhati_anak", "Pemerhati dan perlindungan anak"
    MASYARAKAT_MISKIN = "masyarakat_miskin", "Masyarakat miskin"
    LPM = "lpm", "LPM"
    KPMD = "kpmd", "KPMD/KPM"
    BUMDES = "bumdes", "BUMDes"
    TPID = "tpid", "TPID"
    TIK = "tik", "TIK"
    PENDAMPING = "pendamping", "Tenaga pendamping profesional"
    PENYEDIA = "penyedia", "Penyedia P2KTD"
    KECAMATAN = "kecamatan", "Pemerintah kecamatan"
    OPD = "opd", "Dinas/OPD kabupaten"
    LAINNYA = "lainnya", "Lainnya"


class Lama(TextChoices):
    """How long a forum without quorum is put off (Trenggalek art. 107-109 [S51])."""

    JAM = "3_jam", "3 jam"
    HARI = "3_hari", "3 hari"
    LAIN = "lain", "sampai waktu yang ditentukan kemudian"


class HasilTindakLanjut(TextChoices):
    """What became of something that an earlier meeting left to do."""

    SELESAI = "selesai", "Selesai"
    DILANJUTKAN = "dilanjutkan", "Dilanjutkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class Cara(TextChoices):
    """How a decision was reached."""

    MUFAKAT = "mufakat", "Musyawarah mufakat"
    SUARA = "suara", "Suara terbanyak"
