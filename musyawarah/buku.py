"""The books that a village keeps [S84]: minutes, decisions, attendance, of sealed meetings."""

from dataclasses import dataclass

from musyawarah.models import Kehadiran, Keputusan

PALING = 3_000  # lines of a book on paper


@dataclass(frozen=True)
class Buku:
    kode: str
    judul: str
    header: tuple[str, ...]
    lebar: tuple[str, ...]  # classes of cetak.css, of the columns on paper; "" takes the rest
    huruf: tuple[int, ...]  # characters, of the columns of a spreadsheet
    rows: object  # function of the meetings


def _minutes(meetings):
    found = meetings.select_related("wilayah").prefetch_related("keputusan", "mata_acara")
    for n, m in enumerate(found.order_by("tanggal", "pk"), start=1):
        points = "; ".join(a.judul for a in m.mata_acara.all())
        decided = "; ".join(k.teks for k in m.keputusan.all())
        yield (n, m.tanggal, m.nomor, m.judul, m.wilayah.nama, m.pimpinan, points, decided)


def _decisions(meetings):
    found = Keputusan.objects.filter(musyawarah__in=meetings)
    found = found.select_related("musyawarah__wilayah")
    order = ("musyawarah__tanggal", "musyawarah", "urutan", "pk")
    for n, k in enumerate(found.order_by(*order), start=1):
        m = k.musyawarah
        how = k.get_cara_display()
        yield (n, m.tanggal, m.nomor, m.wilayah.nama, k.teks, how, k.setuju, k.menolak, k.abstain)


def _attendance(meetings):
    found = Kehadiran.objects.filter(musyawarah__in=meetings, hadir=True)
    found = found.select_related("musyawarah", "desa")
    for n, k in enumerate(found.order_by("musyawarah__tanggal", "musyawarah", "nomor"), start=1):
        desa = k.desa.nama if k.desa else ""
        m = k.musyawarah
        yield (n, m.tanggal, m.judul, k.nama, k.jenis_kelamin, k.sebagai, desa)


def foldable(cell):
    """A number such as 001/BA/MAD-I may break after a stroke; nothing else is touched."""
    return cell.replace("/", "/\u200b") if isinstance(cell, str) else cell


SEMUA_BUKU = {
    b.kode: b
    for b in (
        Buku(
            "notulen", "Buku Notulen",
            ("No", "Tanggal", "Nomor", "Musyawarah", "Tempat", "Pimpinan", "Agenda", "Keputusan"),
            ("w1", "w2", "w3", "w4", "w3", "w4", "", ""),
            (6, 12, 36, 40, 24, 28, 60, 80),
            _minutes,
        ),
        Buku(
            "keputusan", "Buku Keputusan",
            ("No", "Tanggal", "Nomor", "Tempat", "Keputusan", "Cara", "Setuju", "Menolak",
             "Abstain"),
            ("w1", "w3", "w3", "w3", "", "w3", "w2", "w2", "w2"),
            (6, 12, 36, 24, 80, 20, 9, 9, 9),
            _decisions,
        ),
        Buku(
            "hadir", "Buku Daftar Hadir",
            ("No", "Tanggal", "Musyawarah", "Nama", "L/P", "Unsur/jabatan", "Desa"),
            ("w1", "w3", "", "", "w1", "w5", "w4"),
            (6, 12, 44, 36, 6, 30, 24),
            _attendance,
        ),
    )
}  # fmt: skip
