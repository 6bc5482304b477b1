"""What a card may say: pure sentences, for forms and actions alike. Also the calendar of plans."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from inovasi.choices import DokumenDesa
from inovasi.models.komitmen import AKTIF, BIAYA, Komitmen
from inovasi.models.perencanaan import Jendela
from ppid.lib.tanggal import tgl

FIRST_YEAR, LAST_YEAR = 2015, 2100
AHEAD = 5  # years that a promise may lie ahead of its card


def amount_fault(rupiah, what="Perkiraan biaya"):
    """Why this amount cannot be; "" if it can."""
    least, most = BIAYA
    if rupiah is not None and rupiah < least:
        return f"{what} harus lebih dari Rp0."
    if rupiah is not None and rupiah > most:
        return f"{what} melebihi Rp1 triliun. Periksa jumlah nolnya."
    return ""


def card_faults(*, desa, tahun, tahun_anggaran, perkiraan_biaya=None, bursa=None, **_):
    """(field, sentence) for whatever a card cannot say."""
    if not desa.is_village:
        yield "desa", f"{desa} bukan desa, jadi tidak dapat berkomitmen."
    if bursa and not bursa.undangan.filter(desa=desa).exists():
        yield "desa", f"Desa {desa} tidak diundang ke {bursa}. Tambahkan dahulu pada daftar desa."
    if bursa and tahun != bursa.tahun:
        yield "tahun", f"Tahun kartu harus sama dengan tahun bursa ({bursa.tahun})."
    if not FIRST_YEAR <= tahun <= LAST_YEAR:
        yield "tahun", f"Tahun {tahun} tidak masuk akal."
    if tahun_anggaran < tahun:
        yield (
            "tahun_anggaran",
            f"Tahun APBDes ({tahun_anggaran}) lebih awal daripada tahun kartu ({tahun}).",
        )
    elif tahun_anggaran > tahun + AHEAD:
        yield "tahun_anggaran", f"Tahun APBDes paling jauh {tahun + AHEAD}."
    if sentence := amount_fault(perkiraan_biaya):
        yield "perkiraan_biaya", sentence


def rival_of(desa, menu, tahun_anggaran, apart_from=None):
    """The active commitment that stands in the way of another one for the same menu and year."""
    if menu is None:
        return None
    rows = Komitmen.objects.filter(
        desa=desa, menu=menu, tahun_anggaran=tahun_anggaran, status__in=AKTIF
    )
    return rows.exclude(pk=apart_from).first()


def rival_sentence(rival):
    return (
        f"Desa {rival.desa} sudah punya komitmen aktif untuk menu ini pada APBDes "
        f"{rival.tahun_anggaran} (resi {rival.resi}). Batalkan atau alihkan yang lama lebih dahulu."
    )


# The calendar of village plans

URUTAN = [DokumenDesa.RKPDES, DokumenDesa.APBDES, DokumenDesa.PERUBAHAN]


@dataclass(frozen=True)
class Batas:
    """A window as a page says it."""

    dokumen: str
    nama: str
    mulai: date
    selesai: date

    def sentence(self, today):
        """ "Jendela APBDes 2027 tutup 31 Desember 2026, 38 hari lagi." """
        if today < self.mulai:
            return f"Jendela {self.nama} dibuka {tgl(self.mulai)}."
        if today > self.selesai:
            return f"Jendela {self.nama} sudah lewat ({tgl(self.selesai)})."
        left = (self.selesai - today).days
        count = "hari ini" if not left else f"{left} hari lagi"
        return f"Jendela {self.nama} tutup {tgl(self.selesai)}, {count}."

    def state(self, today):
        """(colour, words) of a badge, beside its dates."""
        if today < self.mulai:
            return "netral", f"Dibuka {(self.mulai - today).days} hari lagi"
        if today > self.selesai:
            return "takperlu", "Sudah lewat"
        left = (self.selesai - today).days
        return "perlu", f"Tutup {left} hari lagi" if left else "Tutup hari ini"


@dataclass(frozen=True)
class TahunAnggaran:
    """The year in which an APBDes is spent, as a page says it."""

    tahun: int

    @property
    def selesai(self):
        return date(self.tahun, 12, 31)

    def sentence(self, today):
        left = (self.selesai - today).days
        if left < 0:
            return f"Tahun anggaran {self.tahun} sudah lewat ({tgl(self.selesai)})."
        count = "hari ini" if not left else f"{left} hari lagi"
        return f"Tahun anggaran {self.tahun} berakhir {tgl(self.selesai)}, {count}."


class Kalender:
    """The windows of some kabupaten, read at once: their own, else everybody's."""

    def __init__(self, kabupaten, years):
        rows = Jendela.objects.filter(
            Q(kabupaten__in=kabupaten) | Q(kabupaten__isnull=True), tahun__in=years
        )
        self.found = {(r.kabupaten_id, r.dokumen, r.tahun): _batas(r) for r in rows}

    def window(self, kabupaten, dokumen, tahun):
        own = self.found.get((kabupaten, dokumen, tahun))
        return own or self.found.get((None, dokumen, tahun))

    def next(self, kabupaten, tahun, today, in_rkpdes=False):
        """The window through which a promise can still get money: the first that is not over."""
        for dokumen in URUTAN[1:] if in_rkpdes else URUTAN:
            window = self.window(kabupaten, dokumen, tahun)
            if window and today <= window.selesai:
                return window
        return None

    def is_late(self, kabupaten, tahun, today):
        """Has the APBDes been closed without it? A perubahan may still save it."""
        window = self.window(kabupaten, DokumenDesa.APBDES, tahun)
        return bool(window and today > window.selesai)


def _batas(row):
    nama = f"{row.get_dokumen_display()} {row.tahun}"
    return Batas(row.dokumen, nama, row.mulai, row.selesai)
