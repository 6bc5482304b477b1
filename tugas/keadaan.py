"""The states of a stone, and what a judgement of one says. Imports nothing of the database."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices

from desa.choices import Peran


class Keadaan(TextChoices):
    BELUM = "belum", "Belum"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"
    TIDAK_PERLU = "tidak_perlu", "Tidak perlu"
    TERLAMBAT = "terlambat", "Terlambat"


@dataclass(frozen=True)
class Langkah:
    """The one next step: what, whose turn, where the button leads, until when."""

    teks: str
    siapa: str = Peran.PLD
    tautan: str = ""
    batas: date | None = None


@dataclass(frozen=True)
class Penilaian:
    """What the facts say of one duty in one village and year. `ada` of `perlu` are counted in the
    unit of that duty: themes, forums, innovations."""

    keadaan: Keadaan
    ada: int
    perlu: int
    kalimat: str
    langkah: Langkah | None = None


@dataclass(frozen=True)
class Forum:
    """One meeting as a village sees it."""

    jenis: str
    nama: str
    tanggal: date
    final: bool
    hadir: bool  # somebody of the village stands on the attendance list
    alamat: str  # its page
    notulen: bool = False  # held, its minutes wait to be sealed


@dataclass(frozen=True)
class Janji:
    """One signed commitment as the walk sees it."""

    nama: str
    selesai: bool  # in an APBDes by a verified line, or stopped with a reason
    dianggarkan: int  # rupiah in APBDes
    alamat: str  # its chain
    tahun_anggaran: int
    terlambat: bool = False  # its APBDes was closed without it
    jendela: str = ""  # the window that is still open, "APBDes 2027"
    batas: date | None = None  # … and when it closes
    tunggu: str = ""  # address of an APBDes line that waits for the verifier


@dataclass(frozen=True)
class Temuan:
    """One innovation that was sent: how far it is."""

    nama: str
    status: str
    terverifikasi: bool  # by the TIK
    tervalidasi: bool  # its learning document
    alamat: str


@dataclass(frozen=True)
class Bantuan:
    """One technical need of a village (P2KTD), and how far the work for it is."""

    nama: str
    status: str  # of the need
    alamat: str
    kerja: str = ""  # status of its work, "" while there is none
    alamat_kerja: str = ""
    batas: date | None = None  # end of the contract
    terlambat: bool = False


@dataclass
class Fakta:
    """All that is known of one village and year. Floors to come add their fields here, and the
    rule of their duty reads them."""

    desa: str
    tahun: int
    diterima: dict = field(default_factory=dict)  # duty -> accepted entries
    menunggu: dict = field(default_factory=dict)  # duty -> entries under review
    kembali: dict = field(default_factory=dict)  # duty -> address of a returned entry
    tema: dict = field(default_factory=dict)  # "ppid" -> (date, people) of the first socialisation
    forum: list = field(default_factory=list)  # Forum, by date
    musdes: list = field(default_factory=list)  # its own Musdes P2KTD: Forum
    janji: list = field(default_factory=list)  # Janji, the nearest deadline first
    tanpa_tanda: list = field(default_factory=list)  # addresses of cards not yet signed
    menolak: str = ""  # why the village will promise nothing this year
    temuan: list = field(default_factory=list)  # Temuan, the oldest first
    nihil: tuple = ()  # (status, address) of "no innovation found here"
    bantuan: list = field(default_factory=list)  # Bantuan, the oldest first
    tanpa_bantuan: str = ""  # address of the statement that no technical help is needed
