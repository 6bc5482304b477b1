"""What can be imported. Each floor registers its kinds when it starts; this one knows none of them
by name."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from django.db import transaction
from django.http import Http404

from desa.choices import Tingkat
from desa.choices_impor import Hasil
from desa.kode import KELURAHAN, kind_of
from desa.workflow import PENGIMPOR
from ppid.lib.teks import squeeze
from ppid.lib.workflow import NotAllowed

SEMUA = {}


def register(jenis):
    SEMUA[jenis.kode] = jenis


def offered_to(user):
    """The kinds that this person may import somewhere."""
    held = {t.peran for t in user.tugas}
    return [jenis for jenis in SEMUA.values() if jenis.oleh & held]


@dataclass(frozen=True)
class Kolom:
    """One thing that a row says. `sebutan` are the titles it goes by, squeezed; `tahunan`: there
    may be one for each year ("IKS 2021"); `banyak`: it may stand in several columns, one of which
    is filled; `bawaan`: may be said once for the whole sheet."""

    nama: str
    label: str
    sebutan: tuple = ()
    perlu: bool = False
    tahunan: bool = False
    banyak: bool = False
    bawaan: bool = False
    contoh: str = ""
    pilihan: tuple = ()  # of a default: pairs (value, label)

    def answers_to(self, judul):
        """The year (or "") that this title means for us; None where it is not ours."""
        words = squeeze(judul)
        if words in {squeeze(self.label), *self.sebutan}:
            return ""
        found = self.tahunan and re.fullmatch(r"(.+?)(20\d\d)", words)
        if found and found[1] in {squeeze(self.label), *self.sebutan}:
            return found[2]
        return None


KODE = Kolom(
    "kode", "Kode desa",
    ("kodedesa", "kode", "desaid", "iddesa", "kodewilayah", "kodekemendagri", "kdesa", "kddesa",
     "kodekemendagri2025", "kodepum", "kodedesakelurahan"),
    contoh="35.07.11.2001",
)  # fmt: skip
NAMA = Kolom(
    "nama", "Desa", ("desa", "namadesa", "desakelurahan", "namadesakelurahan", "kelurahandesa"),
    contoh="Sumber Petung",
)  # fmt: skip
KECAMATAN = Kolom("kecamatan", "Kecamatan", ("namakecamatan", "kec"), contoh="Kalipare")
KABUPATEN = Kolom(
    "kabupaten", "Kabupaten", ("namakabupaten", "kabupatenkota", "kabkota", "kab"),
    contoh="Kabupaten Malang",
)  # fmt: skip
TEMPAT = (KODE, NAMA, KECAMATAN, KABUPATEN)


@dataclass
class Bacaan:
    """What a row says apart from its place. `galat` refuses it, `catatan` go along with it."""

    isi: dict = field(default_factory=dict)
    galat: list = field(default_factory=list)
    catatan: list = field(default_factory=list)


class Jenis(ABC):
    """One kind. Rows are BarisImpor; `by` is who imports."""

    kode = judul = uraian = ""
    kolom = TEMPAT
    oleh = PENGIMPOR
    tingkat = Tingkat.DESA
    kelurahan = False  # do kelurahan have it too?
    tahun_dari = ()  # columns of which one must tell the year of a row; () where none need

    def begin(self, impor, rows):
        """Look at the whole sheet once, before its rows are judged: anything, handed to `place`."""
        return None

    def level(self, sel):
        return self.tingkat

    def place(self, sel, peta, awal):
        """The Padanan of a row: `sel` are its cells by name of column."""
        return peta.match(*(sel.get(k, "") for k in ("kode", "nama", "kecamatan", "kabupaten")))

    @abstractmethod
    def read(self, sel):
        """The Bacaan of one row, from its cells `sel` by name of column."""

    def objection(self, kode, isi):
        """Why this place cannot have it, as a sentence; ""."""
        if not self.kelurahan and kind_of(kode) == KELURAHAN:
            return "Kelurahan tidak ikut Program Inovasi Desa."
        return ""

    def key(self, kode, isi):
        """The same for two rows that speak of the same thing."""
        return kode

    def lacks(self, kolom, bawaan):
        """Pairs (column, sentence): what neither the columns nor the defaults say, so that every
        single row would be refused."""
        if KODE in self.kolom and NAMA in self.kolom and not {"kode", "nama"} & set(kolom):
            yield "kode", "Pilih kolom kode atau nama desa; tanpa itu tempatnya tidak diketahui."
        yearly = any(":" in name for name in kolom)  # "skor:2021"
        if self.tahun_dari and not yearly and not {*kolom, *bawaan} & set(self.tahun_dari):
            yield "tahun", "Berkas ini tidak menyebut tahunnya. Isi di sini, atau pilih kolomnya."

    def remembered(self, bawaan):
        """The defaults that hold for the next file with the same titles too: what was chosen from a
        list. A year, a village, a decree belong to their own file."""
        return {k.nama: bawaan[k.nama] for k in self.kolom if k.pilihan and k.nama in bawaan}

    def known(self, rows, impor):
        """{key: (same, sentence)} of what the database holds already under the keys of these rows;
        `same(isi)` says whether nothing would change."""
        return {}

    @abstractmethod
    def commit(self, rows, *, by, impor):
        """Write these rows through the floor's own actions, and say in each what became of it:
        hasil, objek, objek_id, sebelum. Runs inside a transaction."""

    @abstractmethod
    def undo(self, rows, *, by, impor):
        """Take these rows back, last one first; what was changed since stays (TERTAHAN)."""

    def export(self, user, place):
        """Rows of what is there, for the template; () for an empty one."""
        return ()

    def column(self, nama):
        return next(k for k in self.kolom if k.nama == nama)

    def one_by_one(self, rows, write):
        """For kinds whose action writes one thing: what it refuses is said in the row, and the
        others go on. `write(row)` gives the object, or None where nothing had to change."""
        for row in rows:
            try:
                with transaction.atomic():
                    made = write(row)
            except (NotAllowed, Http404) as refusal:
                row.hasil = Hasil.GAGAL
                row.alasan = f"{row.alasan} {refusal}".strip()
                continue
            row.hasil = Hasil.MASUK if made else Hasil.TETAP
            if made:
                row.objek, row.objek_id = made._meta.label, str(made.pk)

    @property
    def judul_kolom(self):
        return [k.label for k in self.kolom]

    @property
    def contoh(self):
        return [k.contoh for k in self.kolom]
