"""Which place a row of a spreadsheet means. The one function that every import asks.

Code and name must agree: codes of BPS have ten digits too, and thousands of them are the official
code of another village. Whatever does not agree waits for a person (shared/data/README.md)."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches

from desa.choices import Tingkat
from desa.choices_impor import Putusan, StatusKode
from desa.kode import DESA, DESA_ADAT, dotted, inside, level_of
from desa.models import KodeLama, Wilayah
from ppid.lib.sel import text_of
from ppid.lib.teks import squeeze, tidy

BANYAK = 6  # candidates that a person is offered
SEBUTAN = (
    "desa", "kelurahan", "kel", "ds", "nagari", "pekon", "kampung", "kampong", "kp", "gampong",
    "gp", "lembang", "negeri", "kalurahan", "banua", "kute", "kampuang", "marga", "hukum",
)  # fmt: skip
NOMOR_DEPAN = re.compile(r"^\s*\d{1,3}[.)\s]\s*(?=[^\d\s.])")  # "12   Sumberjaya"
DEPAN = re.compile(rf"^(?:{'|'.join(SEBUTAN)})\.?\s+", re.IGNORECASE)
DEPAN_KABUPATEN = re.compile(
    r"^(?:kabupaten|kab\.?)\s*(?:administrasi|adm\.?)?\s*|^(kota)\s+(?:administrasi|adm\.?)?\s*",
    re.IGNORECASE,
)
DEPAN_KECAMATAN = re.compile(r"^(?:kecamatan|kec\.?|kapanewon|kemantren|distrik)\s+", re.I)


@dataclass
class Padanan:
    """`kode` is "" unless the row may be taken; `calon` are codes to choose from."""

    putusan: Putusan
    alasan: str = ""
    kode: str = ""
    calon: list = field(default_factory=list)


@dataclass(frozen=True)
class Kode:
    """What a cell says as a code: "" for what is none. `bertitik`: written with points, as only
    the official codes are. `pulih`: what it may have been before a program took it for a number."""

    kode: str = ""
    bertitik: bool = False
    pulih: str = ""


def read_code(cell):
    """3604052001.0, "36.04.05.2001", "3604052001,0", 11.1 -> Kode."""
    if isinstance(cell, float) and not cell.is_integer():
        return _from_text(f"{cell}")
    if isinstance(cell, float | int):
        return Kode(dotted(str(int(cell))))
    text = re.sub(r"[\s'’`]", "", text_of(cell))
    if re.fullmatch(r"\d[.,]\d+E\+?\d+", text, re.IGNORECASE):
        text = str(int(float(text.replace(",", "."))))
    text = re.sub(r"^(\d{4,})[.,]0+$", r"\1", text)
    return _from_text(re.sub(r"[-/_]", ".", text).strip("."))


def _from_text(text):
    if re.fullmatch(r"\d{2}\.\d", text, re.ASCII):
        return Kode(pulih=f"{text}0")
    if "." in text:
        shape = re.fullmatch(r"\d{2}(\.\d{2}){0,2}|\d{2}\.\d{2}\.\d{2}\.\d{4}", text, re.ASCII)
        return Kode(text, True) if shape else Kode(dotted(text))
    return Kode(dotted(text) if text else "")


class Peta:
    """The places of one level inside one place, and the old codes that lead to them. Built once
    for a file; asked once for a row."""

    def __init__(self, atas, tingkat=Tingkat.DESA, *, percaya=False):
        """`atas` is a code; `percaya`: somebody has said that bare codes are the ministry's."""
        self.atas, self.tingkat, self.percaya = atas, tingkat, percaya
        rows = Wilayah.objects.in_places([atas])
        self.nama = dict(rows.filter(tingkat=tingkat).values_list("kode", "nama"))
        above = [t for t in (Tingkat.KABUPATEN, Tingkat.KECAMATAN) if t != tingkat]
        self.di = dict(Wilayah.objects.filter(tingkat__in=above).values_list("kode", "nama"))
        self.bernama = defaultdict(list)
        for kode, nama in self.nama.items():
            self.bernama[self._plain(nama)].append(kode)
        self.lama = defaultdict(list)
        for row in KodeLama.objects.in_places([atas]):
            self.lama[row.kode].append(row)

    def _plain(self, nama):
        if self.tingkat == Tingkat.KABUPATEN:
            return _kabupaten(nama)
        return squeeze(nama)

    def match(self, kode="", nama="", kecamatan="", kabupaten=""):
        """Padanan of one row: cells as they stand in the sheet, "" for what it does not say."""
        read, nama = read_code(kode), tidy(text_of(nama))
        where = text_of(kecamatan), text_of(kabupaten)
        if read.pulih:
            return self._repaired(read.pulih, kode, nama, where)
        if read.kode in self.nama:
            return self._known(read, nama, where)
        if read.kode:
            return self._unknown(read.kode, nama, where)
        if nama:
            said = text_of(kode)
            found = self.by_name(nama, *where)
            if said and found.kode:
                return _ask(f"“{said}” bukan kode wilayah.", [found.kode])
            return found
        return Padanan(Putusan.TOLAK, "Kode dan nama tempatnya tidak ada.")

    # A code that stands in the list

    def _known(self, read, nama, where):
        kode = read.kode
        if not nama:
            return self._code_alone(read)
        how = agreement(nama, self.nama[kode], self.tingkat)
        if how == "beda":
            return self._disagrees(kode, nama, where)
        if said := self._elsewhere(kode, where):
            return Padanan(Putusan.CATATAN, said, kode)
        if how == "sama":
            return Padanan(Putusan.AMBIL, "", kode)
        return Padanan(Putusan.CATATAN, f"Ditulis “{nama}”; resminya {self.nama[kode]}.", kode)

    def _code_alone(self, read):
        if read.bertitik or self.percaya:
            return Padanan(Putusan.CATATAN, "Hanya kode; tidak ada nama pembanding.", read.kode)
        return _ask(
            f"Hanya angka {read.kode.replace('.', '')} tanpa nama: bisa kode BPS.", [read.kode]
        )

    def _elsewhere(self, kode, where):
        """Code and name agree; the kecamatan or kabupaten beside them has another name today."""
        kecamatan, kabupaten = where
        own = self.di.get(kode[:8], ""), self.di.get(kode[:5], "")
        if kecamatan and own[0] and not _same_kecamatan(kecamatan, own[0]):
            return f"Kecamatan ditulis “{kecamatan}”; resminya {own[0]}."
        if kabupaten and own[1] and not _same_kabupaten(kabupaten, own[1]):
            return f"Kabupaten ditulis “{kabupaten}”; resminya {own[1]}."
        return ""

    def _disagrees(self, kode, nama, where):
        if old := self._of_old(kode, nama):
            return old
        by_name = self.by_name(nama, *where)
        calon = [kode, *([by_name.kode] if by_name.kode else by_name.calon)]
        return _ask(f"Kode {kode} adalah {self.nama[kode]}, tetapi di berkas “{nama}”.", calon)

    def _of_old(self, kode, nama):
        """The code as it was in a former edition, if the name says so."""
        for row in self.lama.get(kode, ()):
            if nama and agreement(nama, row.nama, self.tingkat) == "beda":
                continue
            to = row.ke_id if row.ke_id in self.nama else ""
            if not to:
                return _ask(f"{kode} kode lama ({row.edisi}) {row.nama}.", row.calon)
            text = f"Kode {row.edisi}: {row.nama}; kini {self.nama[to]} ({to})."
            if row.status == StatusKode.DIKONFIRMASI and nama:
                return Padanan(Putusan.CATATAN, text, to)
            return _ask(f"{text} Perubahan kodenya belum dikonfirmasi.", [to, *row.calon])
        return None

    # A code that does not

    def _unknown(self, kode, nama, where):
        if old := self._of_old(kode, nama):
            return old
        by_name = self.by_name(nama, *where) if nama else Padanan(Putusan.TOLAK)
        calon = [by_name.kode] if by_name.kode else by_name.calon
        if not inside(kode, self.atas):
            if by_name.kode and all(where):
                return _ask(f"Kode {kode} di luar wilayah impor ini, namanya ada.", calon)
            return Padanan(Putusan.TOLAK, f"{kode} berada di luar wilayah impor ini.")
        if level_of(kode) != self.tingkat:
            text = f"{kode} kode {Tingkat(level_of(kode)).label.lower()}, bukan {self._level}."
            return _ask(text, calon) if by_name.kode else Padanan(Putusan.TOLAK, text)
        text = f"Kode {kode} tidak ada dalam daftar resmi."
        return _ask(text, calon) if calon else Padanan(Putusan.TOLAK, text)

    @property
    def _level(self):
        return Tingkat(self.tingkat).label.lower()

    def _repaired(self, kode, cell, nama, where):
        """11.1 was 11.10 before a program took it for a number; only a name can prove it."""
        if kode in self.nama and nama and agreement(nama, self.nama[kode], self.tingkat) != "beda":
            return Padanan(Putusan.CATATAN, f"Kode {cell} dipulihkan menjadi {kode}.", kode)
        if not nama:
            return Padanan(Putusan.TOLAK, f"“{cell}” bukan kode yang utuh.")
        found = self.by_name(nama, *where)
        calon = [found.kode] if found.kode else found.calon
        return _ask(f"“{cell}” bukan kode yang utuh.", calon)

    # A name

    def by_name(self, nama, kecamatan="", kabupaten=""):
        """The exact name first; only then without "Desa" or "Kampung" before it."""
        found = self._named(nama)
        near = [k for k in found if self._lies(k, kecamatan, kabupaten)]
        if len(near) == 1 and (kecamatan or self._only_here(near[0], kabupaten)):
            di = self.di.get(near[0][:8]) or self.di.get(near[0][:5], "")
            return Padanan(Putusan.CATATAN, f"Dikenali dari nama, di {di}.", near[0])
        if near or found:
            text = f"“{nama}” ada {len(near)}" if len(near) > 1 else f"“{nama}” hanya dari namanya"
            if not near:
                text = f"“{nama}” tidak ada di {kecamatan or kabupaten}"
            return _ask(f"{text}.", near or found)
        alike = [k for k in self._alike(nama) if self._lies(k, kecamatan, kabupaten)]
        if alike:
            return _ask(f"“{nama}” tidak ada; ejaannya mirip.", alike)
        return Padanan(Putusan.TOLAK, f"“{nama}” tidak ditemukan di wilayah impor ini.")

    def _named(self, nama):
        for text in (nama, *shorter(nama)):
            if found := self.bernama.get(self._plain(text)):
                return found
        return []

    def _lies(self, kode, kecamatan, kabupaten):
        named = kecamatan if self.tingkat == Tingkat.DESA else ""
        if named and not _same_kecamatan(named, self.di.get(kode[:8], "")):
            return False
        if kabupaten and self.tingkat != Tingkat.KABUPATEN:
            return _same_kabupaten(kabupaten, self.di.get(kode[:5], ""))
        return True

    def _only_here(self, kode, kabupaten):
        """One kabupaten at most was searched, so that its only bearer of a name is meant."""
        return bool(kabupaten) or len(self.atas) >= 5 or self.tingkat == Tingkat.KABUPATEN

    def _alike(self, nama):
        close = get_close_matches(self._plain(nama), self.bernama, BANYAK, 0.85)
        return [kode for name in close for kode in self.bernama[name]]


def is_village(kode):
    """Desa and desa adat have Dana Desa and a part in the programme; kelurahan have neither."""
    return len(kode) == 13 and int(kode[9]) in (DESA, DESA_ADAT)


def agreement(written, official, tingkat=Tingkat.DESA):
    """ "sama", "sebutan" (but for a word before it), or "beda"."""
    if tingkat == Tingkat.KABUPATEN:
        return "sama" if _same_kabupaten(written, official) else "beda"
    if squeeze(written) == squeeze(official):
        return "sama"
    if any(squeeze(text) == squeeze(official) for text in shorter(written)):
        return "sebutan"
    if any(squeeze(text) == squeeze(written) for text in shorter(official)):
        return "sebutan"
    return "beda"


def shorter(nama):
    """Without a number glued to it, then without the word for a village before it."""
    bare = NOMOR_DEPAN.sub("", nama)
    if bare != nama:
        yield bare
    word = DEPAN.sub("", bare)
    if word != bare:
        yield word


def _kabupaten(nama):
    """ "KAB. MALANG", "Kabupaten Malang", "Malang" -> "malang"; a kota keeps its word."""
    bare = NOMOR_DEPAN.sub("", nama)
    kota = re.match(r"^kota\b", bare.strip(), re.IGNORECASE)
    return ("kota" if kota else "") + squeeze(DEPAN_KABUPATEN.sub("", bare.strip()))


def _same_kabupaten(one, other):
    return _kabupaten(one) == _kabupaten(other)


def _same_kecamatan(one, other):
    bare = NOMOR_DEPAN.sub("", one)
    return squeeze(other) in {squeeze(one), squeeze(bare), squeeze(DEPAN_KECAMATAN.sub("", bare))}


def _ask(alasan, calon):
    return Padanan(Putusan.TANYA, alasan, "", list(dict.fromkeys(calon))[:BANYAK])
