"""What a monthly report says: its rows as plain data, and that data made ready to print. It is
printed from the sealed data; photos are fetched by their key and must still be the same."""

import json
from base64 import b64encode
from datetime import date
from io import BytesIO

from PIL import Image

from desa.actions.foto import encode
from desa.segel import Bersegel, sealed_pdf
from tugas.bulan import Periode, hours
from tugas.choices import Status, Tugas
from tugas.models import Bukti
from tugas.models.laporan import month_of, plan_of

LAPORAN = "tugas/pdf/laporan.html"
BESAR = 4_000_000  # bytes that no report may reach
TEKS = 600_000  # of them set aside for fonts and text
# (longest side, quality): tried one after the other; the first keeps the small photos as they are
UKURAN = [(320, 0), (240, 60), (180, 50), (120, 45), (80, 40)]


def data_of(laporan):
    """The whole report as plain values: text, whole numbers, ISO dates."""
    person, periode = laporan.created_by, laporan.periode
    bulan = month_of(person, laporan.peran, periode)
    return {
        "bentuk": 1,
        "nama": person.nama,
        "peran": laporan.get_peran_display(),
        "wilayah": laporan.wilayah.lengkap,
        "bulan": laporan.bulan.isoformat(),
        "batas": laporan.batas.isoformat(),
        "catatan": laporan.catatan,
        "menit": bulan.menit,
        "hari_kerja": bulan.hari_kerja,
        "rencana": [
            {"tanggal": r.tanggal.isoformat(), "desa": r.desa.nama, "tugas": r.tugas,
             "kegiatan": r.kegiatan}
            for r in plan_of(person, periode)
        ],
        "realisasi": [_entry(k) for k in bulan.entri],
        "hari": [
            {"tanggal": h.tanggal.isoformat(), "menit": h.menit, "desa": h.desa,
             "jumlah": len(h.entri), "keterangan": h.keterangan}
            for h in bulan.hari
        ],
    }  # fmt: skip


def _entry(k):
    return {
        "tanggal": k.tanggal.isoformat(),
        "waktu": k.value_of("waktu"),
        "desa": k.desa.nama,
        "tugas": k.tugas,
        "judul": k.judul,
        "uraian": k.uraian,
        "hasil": k.hasil,
        "masalah": k.masalah,
        "solusi": k.solusi,
        "peserta": k.value_of("peserta"),
        "resi": k.resi,
        "status": k.status,
        "foto": [{"id": str(b.pk), "sha256": b.sha256} for b in k.photos()],
    }


class NaskahLaporan(Bersegel):
    """A report ready to print."""

    def __init__(self, dokumen, foto=None, ukuran=UKURAN[0]):
        self.dokumen, self.foto, self.ukuran = dokumen, foto or {}, ukuran
        self.data = json.loads(dokumen.data)
        self.periode = Periode.of(date.fromisoformat(self.data["bulan"]))
        self.jam = hours(self.data["menit"])

    @property
    def rencana(self):
        return [self._with_day(r) | {"tugas": Tugas(r["tugas"])} for r in self.data["rencana"]]

    @property
    def realisasi(self):
        return [
            self._with_day(r)
            | {"tugas": Tugas(r["tugas"]), "status": Status(r["status"]).label}
            | {"gambar": [self.foto[f["id"]] for f in r["foto"] if f["id"] in self.foto]}
            for r in self.data["realisasi"]
        ]

    @property
    def hari(self):
        return [
            self._with_day(h) | {"jam": hours(h["menit"]) if h["menit"] else ""}
            for h in self.data["hari"]
        ]

    def _with_day(self, row):
        return row | {"tanggal": date.fromisoformat(row["tanggal"])}

    @property
    def kalimat_foto(self):
        """What was done to the photos; "" where there are none."""
        if not self.foto:
            return ""
        return (
            f"{len(self.foto)} foto, diperkecil menjadi paling panjang {self.ukuran[0]} piksel "
            "agar berkas ini di bawah 4 MB. Foto aslinya tersimpan di aplikasi pada resi yang sama."
        )


def pdf_of(dokumen):
    """The bytes of a sealed report, always below 4 MB."""
    return fitted(dokumen, _photos_of(json.loads(dokumen.data)))


def fitted(dokumen, small):
    """Photos {key: JPEG} shrink until the paper fits; in the end it goes without them."""
    content = b""
    for ukuran in UKURAN:
        shrunk = {key: _shrunk(jpeg, *ukuran) for key, jpeg in small.items()}
        if sum(map(len, shrunk.values())) > BESAR - TEKS:
            continue
        content = _printed(dokumen, shrunk, ukuran)
        if len(content) < BESAR:
            return content
    return _printed(dokumen, {}, UKURAN[-1])


def _printed(dokumen, photos, ukuran):
    return sealed_pdf(dokumen, LAPORAN, NaskahLaporan(dokumen, inline(photos), ukuran))


def inline(photos):
    """{key: JPEG} as addresses that carry the picture itself."""
    return {k: f"data:image/jpeg;base64,{b64encode(v).decode()}" for k, v in photos.items()}


def _photos_of(data):
    """{key: bytes of the small one}, of the photos that are still those of the report."""
    sealed = {f["id"]: f["sha256"] for r in data["realisasi"] for f in r["foto"]}
    found = {}
    for b in Bukti.objects.filter(pk__in=sealed):
        if b.sha256 == sealed[str(b.pk)]:
            with b.kecil.open("rb") as file:
                found[str(b.pk)] = file.read()
    return found


def _shrunk(jpeg, side, quality):
    if not quality:
        return jpeg
    with Image.open(BytesIO(jpeg)) as image:
        image.thumbnail((side, side))
        return encode(image, quality=quality)
