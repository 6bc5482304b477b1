"""The money of a TPID and who handles it, made through the product's own actions."""

import csv
from datetime import date
from pathlib import Path

from uuid6 import uuid7

from desa.choices import Jabatan, Peran
from p2ktd.actions import dok, kas
from p2ktd.aturan import BATAS_DESA, POS
from p2ktd.choices import JenisKas, StatusDana
from p2ktd.models import AturanTahun, Dana, PosDok
from tests import factories

TAHUN = 2018
HARI = date(2018, 10, 1)
PAGU = 56_998_000
# The 21 kecamatan of Pati in 2019 (domain.md 7.5), as a Dinas would send the table; Gabus is
# missing in the source and follows from the total.
TABEL_PATI = Path(__file__).with_name("pagu_pati_2019.csv")
PATI = {
    row["Kecamatan"]: int(row["Pagu (Rp)"].replace(".", ""))
    for row in csv.DictReader(TABEL_PATI.read_text().splitlines(), delimiter=";")
    if row["Kecamatan"]
}
JUMLAH_PATI = 1_245_511_000
D = StatusDana


def tpid(jabatan="", kode=None):
    return factories.user(Peran.TPID, kode or factories.KECAMATAN, jabatan)


def ketua(kode=None):
    return tpid(Jabatan.KETUA, kode)


def bendahara(kode=None):
    return tpid(Jabatan.BENDAHARA, kode)


def verifikator(kode=None):
    return tpid(Jabatan.VERIFIKATOR, kode)


def admin():
    return factories.user(Peran.ADMIN)


def rules():
    """The known years, also after a test that emptied every table."""
    for tahun, (batas, dasar) in BATAS_DESA.items():
        AturanTahun.objects.get_or_create(
            tahun=tahun, defaults={"batas_desa": batas, "dasar": dasar}
        )
    for tahun, rows in POS.items():
        made = {}
        for urutan, (kode, nama, persen, induk) in enumerate(rows, start=1):
            made[kode], _ = PosDok.objects.get_or_create(
                tahun=tahun,
                kode=kode,
                defaults={
                    "nama": nama,
                    "persen": persen,
                    "induk": made.get(induk),
                    "urutan": urutan,
                },
            )


def fund(status=D.RKA, kode=factories.KECAMATAN, pagu=PAGU, tahun=TAHUN):
    """The fund of a kecamatan; one that runs has received all of its pagu."""
    rules()
    if found := Dana.objects.of(kode, tahun):
        return found
    k, b = ketua(kode), bendahara(kode)
    dana = dok.create(by=k, wilayah=factories.wilayah(kode), tahun=tahun, pagu=pagu)
    if status == D.RKA:
        return dana
    planned(dana, k)
    dok.settle_rka(dana, by=k)
    stage = dana.pencairan.get()
    dok.receive(dana, stage.pk, by=b, tanggal=HARI, bukti_nomor="SP2D-1")
    if status in {D.DIAJUKAN, D.DIKEMBALIKAN, D.DISETUJUI, D.WAJIB_SETOR}:
        spend(dana, pagu, by=b, jenis=JenisKas.SETOR_SISA, berkas="kas/bukti.pdf")
        dok.file(dana, by=k)
    a = admin()
    if status == D.DIKEMBALIKAN:
        dok.send_back(dana, by=a, catatan="Format berubah.")
    if status == D.WAJIB_SETOR:
        dok.claim(dana, by=a, catatan="Lewat batas waktu.")
    if status == D.DISETUJUI:
        dok.approve(dana, by=a, mad_nomor="001/BA/MAD-II")
    return Dana.objects.get(pk=dana.pk)


def planned(dana, by):
    """An RKA that equals the pagu, a MoU, one stage."""
    pos = PosDok.objects.get(tahun=TAHUN, kode="p2ktd")
    dok.add_row(
        dana, by=by, pos=pos, uraian="Jasa penyedia", volume=1, satuan="paket", frekuensi=1,
        harga_satuan=dana.pagu,
    )  # fmt: skip
    dok.edit(dana, by=by, mou_nomor="MOU/1", mou_tanggal=date(2018, 5, 1))
    dok.set_stages(dana, by=by, persen=[100])


def spend(dana, jumlah=1_000_000, by=None, jenis=JenisKas.BELANJA, **fields):
    fields = {
        "id": uuid7(),
        "tanggal": HARI,
        "bukti_nomor": f"B-{next(factories.number)}",
        "uraian": "Rapat TPID",
    } | fields
    return kas.book(dana, by=by or bendahara(dana.wilayah_id), jenis=jenis, jumlah=jumlah, **fields)
