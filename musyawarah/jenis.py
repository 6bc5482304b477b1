"""The kinds of deliberation as data: who convenes and chairs, who signs, what is on the agenda.

Where a source gives the point it is named; the rest is a proposal that people may change in each
meeting (domain.md 2.2, 2.3, 3.11). Words in braces are what the kabupaten calls things:
{camat}, {kecamatan}, {kepala_desa}, {bpd}, {desa}, {tpid}; {tempat} is the place itself, {pejabat}
who heads it, {tim} its innovation team, {badan} its council in full."""

from dataclasses import dataclass

from desa.choices import Tingkat
from musyawarah.choices import JenisMusyawarah as J
from musyawarah.choices import Unsur

DELEGASI = 6  # people per village: 54 of 9 [S26], 144 of 24 [S53]
KUORUM = (2, 3)  # of those invited, before it may begin [S82]
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
BATAS_LAPORAN = 7  # working days in which the report is delivered [S52]
WARGA = (Unsur.KEPALA_DESA, Unsur.BPD, Unsur.TOKOH_MASYARAKAT, Unsur.PEREMPUAN)  # [S38][S41]
PEMUKA = (Unsur.KEPALA_DESA, Unsur.BPD, Unsur.TOKOH_MASYARAKAT)  # who goes to a BID [S39]

SAKSI_MAD = (
    ("Pimpinan musyawarah", "pimpinan", ""),
    ("Notulis", "notulis", ""),
    ("Wakil peserta", "", "Wakil {desa}"),
    ("Pendamping", "", "Pendamping Desa"),
    ("Mengetahui", "", "{pejabat}"),
)
SAKSI_MUSDES = (
    ("Pimpinan musyawarah", "pimpinan", "Ketua {bpd}"),
    ("Notulis", "notulis", "Sekretaris {bpd}"),
    ("Wakil masyarakat", "", ""),
    ("Saksi", "", "Pendamping Lokal Desa"),
    ("Mengetahui", "", "{pejabat}"),
)
SAKSI_RAPAT = (("Pimpinan rapat", "pimpinan", ""), ("Notulis", "notulis", ""))


@dataclass(frozen=True)
class Jenis:
    """One kind. `penandatangan` rows: (sebagai, field of the meeting with the name, jabatan)."""

    kode: J
    nama: str  # in full, for the head of the berita acara
    nomor: str  # in the number of the berita acara
    tingkat: frozenset[Tingkat]  # where it may be held
    kop: str  # the body on the last line of the letterhead
    penyelenggara: str
    agenda: tuple[str, ...]
    penandatangan: tuple[tuple[str, str, str], ...]
    unsur: tuple[Unsur, ...] = ()  # who should be there; their absence is said, never forbidden
    kuorum: tuple[int, int] | None = None
    delegasi: int = 0  # per village
    forum: bool = False  # companions of the villages below see it too

    @property
    def jatah(self):
        """{unsur: people per village}: one of each, what remains to the last ones named."""
        if not self.delegasi:
            return {}
        each, rest = divmod(self.delegasi, len(self.unsur))
        first = len(self.unsur) - rest
        return {str(u): each + (n >= first) for n, u in enumerate(self.unsur)}

    @property
    def is_musdes(self):
        return self.tingkat == DESA

    @property
    def label(self):
        return self.kode.label

    @property
    def singkat(self):
        """ "MAD II": the label without what stands in brackets."""
        return self.label.partition(" (")[0]


DESA = frozenset({Tingkat.DESA})
KECAMATAN = frozenset({Tingkat.KECAMATAN})
ATAS = frozenset({Tingkat.KECAMATAN, Tingkat.KABUPATEN})


def _mad(kode, nama, nomor, kop, penyelenggara, *agenda):
    return Jenis(
        kode, nama, nomor, KECAMATAN, kop, penyelenggara, agenda, SAKSI_MAD,
        unsur=WARGA, kuorum=KUORUM, delegasi=DELEGASI, forum=True,
    )  # fmt: skip


def _musdes(kode, nama, nomor, *agenda):
    agenda = ("Pembukaan", "Sambutan {kepala_desa}", *agenda, "Penutup")
    return Jenis(
        kode, nama, nomor, DESA, "{badan}", "{bpd} {tempat}", agenda, SAKSI_MUSDES,
        unsur=WARGA, kuorum=KUORUM,
    )  # fmt: skip


SEMUA = {
    jenis.kode: jenis
    for jenis in (
        _mad(
            J.MAD_1, "Musyawarah Antar Desa I", "MAD-I", "", "{kecamatan} {tempat}",
            # the agenda of Batangan, Kabupaten Pati, 13 April 2019 [S43]
            "Pembukaan", "Sambutan {camat}", "Sosialisasi Program Inovasi Desa",
            "Pembentukan TPID", "Pembentukan panitia Bursa Inovasi Desa", "Penyepakatan",
            "Tanya jawab", "Lain-lain", "Penutup",
        ),
        _mad(
            J.MAD_2, "Musyawarah Antar Desa II (Pertanggungjawaban)", "MAD-II", "{tim}",
            "TPID {tempat}",
            # accountability, DOK and the video shown [S34][S20]
            "Pembukaan", "Sambutan {camat}", "Laporan pelaksanaan kegiatan TPID",
            "Laporan penggunaan Dana Operasional Kegiatan", "Pemutaran video inovasi desa",
            "Tanggapan dan tanya jawab", "Penyepakatan", "Penutup",
        ),
        _mad(
            J.MAD_KHUSUS, "Musyawarah Antar Desa Khusus", "MAD-KHUSUS", "{tim}", "TPID {tempat}",
            "Pembukaan", "Sambutan {camat}", "Pembahasan", "Tanya jawab", "Penyepakatan",
            "Penutup",
        ),
        Jenis(
            J.BID, "Bursa Inovasi Desa", "BID", ATAS, "{tim}", "Panitia Bursa Inovasi Desa",
            # the three rooms [S67]
            ("Pembukaan", "Sambutan", "Ruang pleno: pemaparan menu inovasi",
             "Ruang bursa: pemilihan menu oleh {desa}",
             "Ruang komitmen: penandatanganan Kartu Komitmen", "Rekapitulasi kartu", "Penutup"),
            (("Ketua panitia", "pimpinan", "Panitia Bursa Inovasi Desa"),
             ("Notulis", "notulis", ""), ("Mengetahui", "", "{pejabat}")),
            unsur=PEMUKA, delegasi=len(PEMUKA), forum=True,
        ),
        _musdes(
            J.MUSDES_SOSIALISASI, "Musyawarah Desa Sosialisasi PPID dan P2KTD", "MUSDES-SOS",
            "Sosialisasi PPID", "Sosialisasi P2KTD", "Tanya jawab", "Penyepakatan",
        ),
        _musdes(
            J.MUSDES_RKPDES, "Musyawarah Desa Penyusunan RKPDes", "MUSDES-RKPDES",
            "Pencermatan RPJMDes", "Pembahasan komitmen hasil Bursa Inovasi Desa",
            "Pembahasan usulan kegiatan", "Penyepakatan",
        ),
        _musdes(
            J.MUSDES_APBDES, "Musyawarah Desa Penetapan APBDes", "MUSDES-APBDES",
            "Pemaparan rancangan APBDes", "Pembahasan anggaran komitmen hasil Bursa Inovasi Desa",
            "Penyepakatan",
        ),
        _musdes(
            J.MUSDES_P2KTD, "Musyawarah Desa Pertanggungjawaban P2KTD", "MUSDES-P2KTD",
            "Laporan hasil kerja penyedia P2KTD", "Tanggapan dan tanya jawab", "Penyepakatan",
        ),
        Jenis(
            J.RAKOR, "Rapat Koordinasi", "RAKOR", ATAS, "{tim}", "{tim}",
            ("Pembukaan", "Perkembangan kegiatan", "Pembahasan", "Rencana tindak lanjut",
             "Penutup"),
            SAKSI_RAPAT,
        ),
        Jenis(
            J.PELATIHAN_TPID, "Pelatihan TPID", "PELATIHAN-TPID", ATAS,
            "Tim Inovasi Kabupaten", "Tim Inovasi Kabupaten",
            ("Pembukaan", "Pokok kebijakan Program Inovasi Desa",
             "Identifikasi dan dokumentasi inovasi", "Administrasi dan keuangan TPID",
             "Rencana kerja", "Penutup"),
            SAKSI_RAPAT, unsur=(Unsur.TPID,),
        ),
    )
}  # fmt: skip
FORUM = [kode for kode, jenis in SEMUA.items() if jenis.forum]
