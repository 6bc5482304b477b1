"""Which provider suits a need, and why: plain facts in, an order with its reasons out. Pure: no
database, no request. There is no rank without reasons, and nobody is left out without one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from p2ktd.choices import BOBOT_KRITERIA, KriteriaPenawaran

# The most that each ground can give; together 100.
POIN = {
    "bidang": 25,
    "layanan": 20,
    "wilayah": 15,
    "pengalaman": 15,
    "kinerja": 15,
    "beban": 10,
}
TAHUN_PENUH = 10  # years of experience that give all points
NILAI_PENUH = 5  # the best rating a village can give


@dataclass(frozen=True)
class Perlu:
    """What a village needs. `wilayah` is its code; the work lasts from `mulai` to `selesai`."""

    bidang: str
    layanan: str
    wilayah: str
    mulai: date
    selesai: date
    biaya: int = 0


@dataclass(frozen=True)
class Calon:
    """What is known of one provider on the day of the search."""

    kunci: int
    nama: str
    kabupaten: str  # code
    bidang: frozenset[str] = frozenset()
    layanan: frozenset[str] = frozenset()
    wilayah: frozenset[str] = frozenset()  # codes it named; none means the whole kabupaten
    tahun: int = 0  # years of experience
    selesai: int = 0  # works finished here
    kinerja: float | None = None  # average rating of villages, 1 to 5
    beban: int = 0  # works under contract in these days
    kapasitas: int = 1
    status: str = "ditetapkan"
    sampai: date | None = None  # end of its decree
    kedaluwarsa: tuple[str, ...] = ()  # papers out of date by the end of the work
    benturan: tuple[str, ...] = ()  # sentences on conflicts that keep it out


@dataclass(frozen=True)
class Cocok:
    """A provider that may be invited: its points, and each ground in words."""

    calon: Calon
    alasan: tuple[tuple[str, int], ...]

    @property
    def poin(self):
        return sum(n for _, n in self.alasan)


@dataclass(frozen=True)
class Tersisih:
    """A provider that may not be invited, and every reason."""

    calon: Calon
    sebab: tuple[str, ...]


@dataclass(frozen=True)
class Hasil:
    cocok: list[Cocok] = field(default_factory=list)
    tersisih: list[Tersisih] = field(default_factory=list)


def rank(perlu: Perlu, calon: Iterable[Calon]) -> Hasil:
    """Best first; equal points by name and key, so that the order never depends on chance."""
    hasil = Hasil()
    for c in calon:
        if sebab := tuple(excluded(perlu, c)):
            hasil.tersisih.append(Tersisih(c, sebab))
        else:
            hasil.cocok.append(Cocok(c, tuple(grounds(perlu, c))))
    hasil.cocok.sort(key=lambda m: (-m.poin, m.calon.nama, m.calon.kunci))
    hasil.tersisih.sort(key=lambda t: (t.calon.nama, t.calon.kunci))
    return hasil


def excluded(perlu, c):
    """Every reason that keeps a provider out, one sentence each."""
    if c.status == "daftar_hitam":
        yield "Masuk daftar hitam."
    elif c.status != "ditetapkan":
        yield "Tidak sedang ditetapkan dengan SK Bupati."
    elif c.sampai is None or c.sampai < perlu.selesai:
        yield "SK Bupati berakhir sebelum pekerjaan selesai."
    if not perlu.wilayah.startswith(c.kabupaten):
        yield "Terdaftar di kabupaten lain."
    for berkas in c.kedaluwarsa:
        yield f"Berkas {berkas} berakhir sebelum pekerjaan selesai."
    if c.beban >= c.kapasitas:
        yield f"Kapasitasnya penuh: {c.beban} dari {c.kapasitas} pekerjaan pada waktu itu."
    yield from c.benturan


def grounds(perlu, c):
    """Pairs (sentence, points), each ground once, also where it gives nothing."""
    yield _fits("Bidangnya sesuai.", "Bidangnya lain.", perlu.bidang in c.bidang, "bidang")
    yield _fits(
        "Jenis layanannya sesuai.", "Jenis layanannya lain.", perlu.layanan in c.layanan, "layanan"
    )
    yield _area(perlu, c)
    years = POIN["pengalaman"] * min(c.tahun, TAHUN_PENUH) // TAHUN_PENUH
    done = f", {c.selesai} pekerjaan selesai di sini" if c.selesai else ""
    yield f"Pengalaman {c.tahun} tahun{done}.", years
    yield _rating(c)
    free = c.kapasitas - c.beban
    yield (
        f"Mengerjakan {c.beban} dari {c.kapasitas} pekerjaan pada waktu itu.",
        POIN["beban"] * free // c.kapasitas,
    )


def _fits(yes, no, fits, ground):
    return (yes, POIN[ground]) if fits else (no, 0)


def _area(perlu, c):
    if not c.wilayah:
        return "Melayani seluruh kabupaten.", POIN["wilayah"] * 2 // 3
    if any(perlu.wilayah.startswith(kode) for kode in c.wilayah):
        return "Kecamatan ini disebut dalam wilayah layanannya.", POIN["wilayah"]
    return "Kecamatan ini tidak disebut dalam wilayah layanannya.", 0


def _rating(c):
    """Who has not been rated yet stands in the middle: neither praised nor punished."""
    if c.kinerja is None:
        return "Belum pernah dinilai desa.", POIN["kinerja"] // 2
    words = f"{c.kinerja:.1f}".replace(".", ",")
    return (
        f"Rata-rata nilai dari desa {words} dari {NILAI_PENUH}.",
        int(POIN["kinerja"] * min(c.kinerja, NILAI_PENUH) / NILAI_PENUH),
    )


# Offers, compared on the same criteria


@dataclass(frozen=True)
class Tawaran:
    """One offer: its price, and what each judge gave for each criterion, 1 to 5."""

    kunci: int
    harga: int
    nilai: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Banding:
    kunci: int
    poin: dict[str, float | None]  # by criterion; None where nobody judged
    jumlah: float


def compare(tawaran: Iterable[Tawaran]) -> list[Banding]:
    """Points for each criterion by the weight of all, best total first. The lowest price gets all
    points for the price, twice the price half of them."""
    tawaran = list(tawaran)
    lowest = min((t.harga for t in tawaran), default=0)
    rows = [_compared(t, lowest) for t in tawaran]
    return sorted(rows, key=lambda row: (-row.jumlah, row.kunci))


def _compared(t, lowest):
    poin = {}
    for kriteria, bobot in BOBOT_KRITERIA.items():
        if kriteria == KriteriaPenawaran.HARGA:
            poin[kriteria] = round(bobot * lowest / t.harga, 1)
        else:
            given = [n for k, n in t.nilai if k == kriteria]
            poin[kriteria] = round(bobot * sum(given) / len(given) / 5, 1) if given else None
    return Banding(t.kunci, poin, round(sum(n or 0 for n in poin.values()), 1))
