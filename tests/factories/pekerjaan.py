"""Needs, providers, works and their papers, made through the product's own actions."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from uuid6 import uuid7

from desa.choices import Peran
from inovasi.choices import Bidang
from p2ktd.actions import kas, kebutuhan, laporan, pekerjaan
from p2ktd.choices import (
    JenisLayanan,
    JenisPenyedia,
    Putusan,
    StatusKebutuhan,
    StatusPekerjaan,
    StatusPenyedia,
)
from p2ktd.models import Kebutuhan, Pekerjaan, Pengumuman, Penyedia, TenagaAhli
from ppid.lib.berkas import read_paper
from ppid.lib.foto import read_photo
from tests import factories
from tests.factories.dana import HARI, TAHUN, D, admin, bendahara, fund, ketua, rules

HARGA = 5_000_000
K, P = StatusKebutuhan, StatusPekerjaan


def need_fields(**fields):
    return {
        "judul": "Pelatihan pembukuan BUMDes",
        "masalah": "Pembukuan BUMDes belum tertib.",
        "bidang": Bidang.PEL,
        "layanan": JenisLayanan.PELATIHAN,
        "hasil": "Laporan keuangan BUMDes tersusun setiap bulan.",
        "sasaran": "Pengurus BUMDes",
        "sasaran_l": 6,
        "sasaran_p": 6,
        "lama_hari": 10,
        "perkiraan_biaya": HARGA,
        "kades_nama": "Sutrisno Hadi",
        "kades_tanggal": date(2018, 9, 1),
    } | fields


def need(status=K.DRAF, kode=factories.DESA, by=None, **fields):
    rules()
    desa, by = factories.wilayah(kode), by or factories.user(Peran.PD, kode[:8])
    if status == K.NIHIL:
        return kebutuhan.declare_nil(by=by, desa=desa, tahun=TAHUN, alasan="Sudah mampu.")
    tahun = fields.pop("tahun", TAHUN)
    made = kebutuhan.create(by=by, desa=desa, tahun=tahun, **need_fields(**fields))
    if status == K.BATAL:
        kebutuhan.cancel(made, by=by, catatan="Keliru.")
    elif status != K.DRAF:
        kebutuhan.propose(made, by=by)
    if status in {K.DIPRIORITASKAN, K.DITANGANI, K.SELESAI}:
        kebutuhan.prioritise(made, by=ketua(kode[:8]), prioritas=1, berita_acara="001/BA/MAD")
    if status in {K.DITANGANI, K.SELESAI}:
        file = pekerjaan.create(made, by=ketua(kode[:8]))
        if status == K.SELESAI:
            finish(file)
    return Kebutuhan.objects.get(pk=made.pk)


def provider(kode=factories.KABUPATEN, **fields):
    n = next(factories.number)
    by, today = factories.user(), timezone.localdate()
    kabupaten = factories.wilayah(kode)
    pengumuman = Pengumuman.objects.filter(wilayah=kabupaten).first() or announcement(kabupaten, by)
    fields = {
        "isian": uuid4(),
        "kunci": f"kunci{n}",
        "nomor": f"P-{n}",
        "nomor_urut": n,
        "pengumuman": pengumuman,
        "wilayah": kabupaten,
        "status": StatusPenyedia.DITETAPKAN,
        "jenis": JenisPenyedia.LEMBAGA,
        "nama": f"Lembaga {n}",
        "nama_rapat": f"lembaga{n}",
        "pimpinan": f"Pimpinan {n}",
        "alamat": "Jalan Merdeka 1",
        "telepon": "+6281234567890",
        "surel": "lembaga@contoh.id",
        "no_sk": "188/SK/2018",
        "tanggal_sk": date(2018, 6, 1),
        "berlaku_sampai": today + timedelta(days=400),
    } | fields
    return Penyedia.objects.create(**fields)


def announcement(kabupaten, by):
    return Pengumuman.objects.create(
        wilayah=kabupaten,
        tahun=TAHUN,
        nomor=f"414/{next(factories.number)}/TIK/2018",
        judul="Pendaftaran penyedia",
        tanggal=date(2018, 11, 1),
        tempat_daftar="Sekretariat TIK",
        mulai=date(2018, 11, 12),
        selesai=date(2018, 11, 14),
        created_by=by,
    )


def expert(penyedia, nama="Dewi Lestari", **fields):
    fields = {"keahlian": "Akuntansi", "nama_rapat": "".join(nama.lower().split())} | fields
    return TenagaAhli.objects.create(penyedia=penyedia, nama=nama, **fields)


def rab(file, by, **fields):
    fields = {
        "uraian": "Narasumber",
        "volume": 5,
        "satuan": "hari",
        "frekuensi": 1,
        "harga_satuan": 1_000_000,
    } | fields
    return pekerjaan.add_row(file, "rab", by=by, **fields)


def agreement(file, **fields):
    return {
        "tenaga_ahli": None,
        "harga": HARGA,
        "spk_tanggal": HARI,
        "mulai": HARI,
        "selesai": HARI + timedelta(days=30),
        "pihak1_nama": "Rina Wati",
        "pihak1_jabatan": "Ketua TPID",
        "pihak2_nama": "Budi Santoso",
        "pihak2_jabatan": "Direktur",
        "sanksi": "Denda satu permil untuk setiap hari terlambat.",
    } | fields


# The way of a work, status by status; each takes the file and the people.


def _drafted(f, o):
    rab(f, o["ketua"])
    pekerjaan.add_row(f, "keluaran", by=o["ketua"], uraian="Buku kas BUMDes tersusun")


def _chosen(f, o):
    pekerjaan.choose(
        f, by=o["ketua"], penyedia=o["penyedia"], catatan="Paling berpengalaman.", bebas=True
    )


def _signed(f, o):
    pekerjaan.agree(f, by=o["ketua"], **agreement(f, **o["spk"]))
    for uraian, jumlah in o["termin"]:
        pekerjaan.add_row(f, "termin", by=o["ketua"], uraian=uraian, jumlah=jumlah)
    pekerjaan.sign(f, by=o["ketua"])


def _started(f, o):
    pekerjaan.start(f, by=o["ketua"])


def _delivered(f, o):
    laporan.log(
        f, by=o["ketua"], id=uuid7(), tanggal=HARI, materi="Pembukuan dasar", peserta_l=6,
        peserta_p=8,
    )  # fmt: skip
    for k in f.keluaran.all():
        laporan.progress(f, k.pk, by=o["ketua"], persen=100, kondisi="Baik")
    laporan.write_report(f, by=o["ketua"], jenis="akhir", tanggal=HARI, hasil="Tercapai.")
    pekerjaan.submit(f, by=o["ketua"])


def bast_fields(**fields):
    return {
        "tanggal": HARI + timedelta(days=10),
        "kondisi": "Baik dan lengkap.",
        "catatan": "",
        "menyerahkan": "Budi Santoso",
        "menerima": "Rina Wati",
        "mengetahui": "Sutrisno Hadi",
    } | fields


def received(f):
    """Every output of the work ticked."""
    return {k.pk: (True, "") for k in f.keluaran.all()}


def ticks(f):
    """The same as the form sends it."""
    return {f"terima_{k.pk}": "on" for k in f.keluaran.all()}


def _handed(f, o):
    laporan.hand_over(f, by=o["ketua"], periksa=received(f), **bast_fields())


def account(f, putusan=Putusan.DITERIMA, catatan="", by=None):
    laporan.account_for(
        f, by=by or admin(), putusan=putusan, nomor="007/BA/MUSDES-P2KTD",
        tanggal=HARI + timedelta(days=20), catatan=catatan,
    )  # fmt: skip


def _accounted(f, o):
    account(f)


def _paid(f, o):
    fund(D.BERJALAN, kode=f.desa_id[:8])
    for termin in f.termin.all():
        kas.set_tax(f, termin.pk, by=o["bendahara"], ppn=0, pph=100_000)
    for termin in f.termin.all():
        payment(f, termin, by=o["bendahara"])


def _closed(f, o):
    rate(f, o["ketua"])
    pekerjaan.close(f, by=o["ketua"])


WAY = [
    (P.DISUSUN, _drafted),
    (P.PENYEDIA_DIPILIH, _chosen),
    (P.KONTRAK, _signed),
    (P.BERJALAN, _started),
    (P.LAPORAN_DISERAHKAN, _delivered),
    (P.DISERAHTERIMAKAN, _handed),
    (P.DIPERTANGGUNGJAWABKAN, _accounted),
    (P.DIBAYAR, _paid),
    (P.SELESAI, _closed),
]


def payment(f, termin, by=None, **fields):
    fields = {
        "id": uuid7(), "tanggal": HARI + timedelta(days=25), "penerima": "Budi Santoso"
    } | fields  # fmt: skip
    return kas.pay(f, termin, by=by or bendahara(f.desa_id[:8]), **fields)


def rate(f, by):
    laporan.rate(f, by=by, mutu=5, waktu=4, manfaat=5, suara_l=4, suara_p=6, komentar="")


def work(status=P.DISUSUN, kode=factories.DESA, spk=None, termin=None, penyedia=None, **fields):
    """One at this status, by the way every work takes."""
    kecamatan = kode[:8]
    made = need(K.DIPRIORITASKAN, kode, **fields)
    people = {
        "ketua": ketua(kecamatan),
        "bendahara": bendahara(kecamatan),
        "penyedia": penyedia or provider(kode[:5]),
        "spk": spk or {},
        "termin": termin or [("Termin 1", HARGA)],
    }
    file = pekerjaan.create(made, by=people["ketua"])
    _go(file, people, P.BERJALAN if status == P.SENGKETA else status)
    if status == P.SENGKETA:
        pekerjaan.dispute(file, by=people["ketua"], catatan="Belum sepakat.")
    if status == P.BATAL:
        pekerjaan.cancel(file, by=people["ketua"], catatan="Tidak jadi.")
    return Pekerjaan.objects.get(pk=file.pk)


def _go(file, people, status):
    for reached, go in WAY:
        go(Pekerjaan.objects.get(pk=file.pk), people)
        if reached == status or status == P.BATAL:
            break


def finish(file):
    people = {"ketua": ketua(), "bendahara": bendahara(), "penyedia": provider(),
              "spk": {}, "termin": [("Termin 1", HARGA)]}  # fmt: skip
    _go(file, people, P.SELESAI)


def upload():
    """A picture as a phone sends it."""
    buffer = BytesIO()
    Image.new("RGB", (64, 48), "green").save(buffer, "JPEG")
    return SimpleUploadedFile("foto.jpg", buffer.getvalue())


def photo(file):
    """A day with one photo."""
    made = laporan.log(
        file, by=ketua(), id=uuid7(), tanggal=HARI, materi="Praktik", peserta_l=1, peserta_p=2,
        foto=[read_photo(upload())],
    )  # fmt: skip
    return made.foto.get()


def reported(file):
    """A report with its paper."""
    return laporan.write_report(
        file, by=ketua(), jenis="kemajuan", tanggal=HARI, hasil="Tertib.",
        berkas=read_paper(upload()),
    )  # fmt: skip
