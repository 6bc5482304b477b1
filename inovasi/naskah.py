"""What a learning document says: its rows as plain data, and that data made ready to show.

Pages of the menu, versions and papers are all read from sealed data, never from the rows, so that
an old version comes out again as it was."""

import json
from base64 import b64encode
from functools import cached_property
from io import BytesIO

from PIL import Image

from desa.actions.foto import encode
from desa.models import Wilayah
from desa.sebutan import sebutan_of
from desa.segel import Bersegel
from inovasi.choices import Bidang, Metode, SubBidang, SumberDana, Tipologi, UnsurInforman
from inovasi.models import Media

BENTUK = 1  # version of this shape of data
JENIS = "Dokumen Pembelajaran"
TEKS = (
    "ringkasan", "latar_belakang", "gagasan", "peran_perempuan", "manfaat", "tantangan",
    "pembelajaran", "syarat_replikasi", "keberlanjutan",
)  # fmt: skip
JUDUL = {
    "ringkasan": "Ringkasan",
    "latar_belakang": "Latar belakang",
    "gagasan": "Gagasan dan pelaku",
    "peran_perempuan": "Peran perempuan",
    "manfaat": "Hasil dan manfaat",
    "tantangan": "Tantangan dan solusi",
    "pembelajaran": "Pembelajaran",
    "syarat_replikasi": "Syarat replikasi",
    "keberlanjutan": "Keberlanjutan",
}
FOTO_CETAK = 900  # longest side of a printed photo, in points
FOTO_PALING_BANYAK = 8


def data_of(dokumen):
    """The whole document as plain values. A contact stands in it only by consent, a photo only
    where those in it agreed; names of informants and photographers never do."""
    inovasi = dokumen.inovasi
    return {
        "bentuk": BENTUK,
        "id": str(inovasi.pk),
        "judul": inovasi.judul,
        "bidang": inovasi.bidang,
        "sub_bidang": inovasi.sub_bidang,
        "tipologi": inovasi.tipologi,
        "tahun": inovasi.tahun,
        "tahun_mulai": inovasi.tahun_mulai,
        "wilayah": _place(inovasi.desa),
        "penyusun": dokumen.penyusun,
        "tanggal": dokumen.tanggal_capturing and dokumen.tanggal_capturing.isoformat(),
        **{name: getattr(dokumen, name) for name in TEKS},
        "langkah": _rows(dokumen.langkah, "langkah", "waktu", "pelaku", "biaya"),
        "pembiayaan": _rows(dokumen.pembiayaan, "sumber", "jumlah", "kode_apbdes"),
        "hasil": [
            row | {"sebelum": _number(row["sebelum"]), "sesudah": _number(row["sesudah"])}
            for row in _rows(dokumen.hasil, "ukuran", "satuan", "sebelum", "sesudah")
        ],
        "informan": _rows(dokumen.informan, "unsur", "metode"),
        "penerima": {
            "L": inovasi.penerima_l,
            "P": inovasi.penerima_p,
            "rentan": inovasi.penerima_rentan,
        },
        "foto": [
            {"id": str(m.pk), "sha256": m.sha256, "keterangan": m.keterangan}
            for m in [m for m in inovasi.photos() if m.persetujuan][:FOTO_PALING_BANYAK]
        ],
        "video": dokumen.video,
        "kontak": (
            {"nama": dokumen.kontak_nama, "hp": dokumen.kontak_hp} if dokumen.kontak_setuju else {}
        ),
    }


def _rows(related, *names):
    return [{name: getattr(row, name) for name in names} for row in related.all()]


def _number(value):
    """A decimal as text, without noughts that say nothing: "12", "12.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _place(desa):
    found = Wilayah.objects.with_path().get(pk=desa.pk)
    words = sebutan_of(desa)
    return {
        "kode": desa.kode,
        "nama": found.berjenis if words.desa == "Desa" else f"{words.desa} {found.nama}",
        "kecamatan": f"{words.kecamatan} {found.nama_kecamatan}",
        "kabupaten": found.nama_kabupaten,
        "provinsi": found.nama_provinsi or "",
    }


class Naskah(Bersegel):
    """A document ready to be shown. `dokumen` (desa.Dokumen) is None for what is not issued."""

    def __init__(self, data, dokumen=None):
        self.data, self.dokumen = data, dokumen

    @classmethod
    def of_text(cls, text, dokumen=None):
        return cls(json.loads(text), dokumen)

    @property
    def tempat(self):
        w = self.data["wilayah"]
        return ", ".join(filter(None, (w["nama"], w["kecamatan"], w["kabupaten"], w["provinsi"])))

    @property
    def bidang(self):
        return Bidang(self.data["bidang"]).label

    @property
    def sub_bidang(self):
        sub = self.data["sub_bidang"]
        return SubBidang(sub).label if sub else ""

    @property
    def tipologi(self):
        return Tipologi(self.data["tipologi"]).label

    @property
    def bagian(self):
        """(heading, text) of the blocks that were written, after the summary."""
        return [(JUDUL[name], self.data[name]) for name in TEKS[1:] if self.data[name]]

    def _some(self, *names):
        return [(JUDUL[name], self.data[name]) for name in names if self.data[name]]

    @property
    def awal(self):
        return self._some("latar_belakang", "gagasan", "peran_perempuan")

    @property
    def akhir(self):
        return self._some("tantangan", "pembelajaran", "syarat_replikasi", "keberlanjutan")

    @property
    def langkah(self):
        return self.data["langkah"]

    @property
    def pembiayaan(self):
        return [p | {"nama": SumberDana(p["sumber"]).label} for p in self.data["pembiayaan"]]

    @property
    def biaya(self):
        return sum(p["jumlah"] for p in self.data["pembiayaan"])

    @property
    def hasil(self):
        return [
            row | {name: row[name].replace(".", ",") for name in ("sebelum", "sesudah")}
            for row in self.data["hasil"]
        ]

    @property
    def penerima(self):
        """ "40 laki-laki, 55 perempuan, 12 di antaranya warga rentan"; "" where nobody counted."""
        words = {"L": "laki-laki", "P": "perempuan", "rentan": "di antaranya warga rentan"}
        counted = self.data["penerima"]
        return ", ".join(f"{counted[k]} {w}" for k, w in words.items() if counted[k] is not None)

    @property
    def informan(self):
        """ "2 penerima manfaat (wawancara)": how many of each kind, nobody by name."""
        kinds = [(i["unsur"], i["metode"]) for i in self.data["informan"]]
        return [
            f"{kinds.count(kind)} {UnsurInforman(kind[0]).label} ({Metode(kind[1]).label.lower()})"
            for kind in dict.fromkeys(kinds)
        ]

    @property
    def kontak(self):
        return self.data["kontak"]

    @cached_property
    def foto(self):
        """The photos that are still in use, with their captions, in the order of the document."""
        told = {f["id"]: f for f in self.data["foto"]}
        found = {str(m.pk): m for m in Media.objects.in_use().filter(pk__in=told, persetujuan=True)}
        return [(found[pk], f) for pk, f in told.items() if pk in found]

    @property
    def foto_cetak(self):
        """The same as data addresses: a paper fetches nothing."""
        return [(_data_address(media), told) for media, told in self.foto]


def _data_address(media):
    with media.berkas.open("rb") as file:
        image = Image.open(BytesIO(file.read()))
    image.thumbnail((FOTO_CETAK, FOTO_CETAK))
    return f"data:image/jpeg;base64,{b64encode(encode(image, quality=75)).decode()}"
