"""The village index in the demonstration: what three villages of Kalipare still lack, so that
their needs and their menu have something to suggest."""

from decimal import Decimal

from desa.actions import idm
from tugas.peragaan.orang import KALIPARE, villages_of

# indicator, its name, score, why, what the ministry advises, what a full score would add
INDIKATOR = [
    ("ike09", "Lembaga ekonomi", 1, "Satu koperasi, BUMDes belum berjalan",
     "Pelatihan pengelolaan BUMDes", 0.0222),
    ("iks34", "Akses air bersih", 2, "Dua dusun mengambil air dari sumur tadah hujan",
     "Pembangunan sarana air bersih dusun", 0.0171),
    ("ike01", "Keragaman produksi", 2, "Dua jenis kegiatan ekonomi",
     "Pelatihan pengolahan hasil pertanian", 0.0133),
    ("iks12", "Pendidikan luar sekolah", 3, "Kejar Paket C belum ada", "", 0.0057),
    ("iks01", "Layanan kesehatan", 5, "Polindes dalam tiga puluh menit", "", 0.0),
]  # fmt: skip
NILAI = [("0.6411", "0.7600", "0.5000", "0.6633"), ("0.6702", "0.7886", "0.5333", "0.6886"),
         ("0.6020", "0.7314", "0.4667", "0.6080")]  # fmt: skip


def all_of_them(who, today):
    rows = [
        {
            "kode": kode, "dimensi": kode[:3], "nama": nama, "skor": skor, "keterangan": sebab,
            "kegiatan": kegiatan, "tambahan": tambahan, "oleh_desa": True,
        }
        for kode, nama, skor, sebab, kegiatan, tambahan in INDIKATOR
    ]  # fmt: skip
    for desa, nilai in zip(villages_of(KALIPARE), NILAI, strict=False):
        skor, iks, ike, ikl = map(Decimal, nilai)
        idm.keep(
            by=who["admin"], desa=desa, tahun=today.year - 1, skor=skor, iks=iks, ike=ike, ikl=ikl,
            indikator=rows,
        )  # fmt: skip
