"""Works of P2KTD in the demonstration: a need, a contract and their money in every state."""

from collections import namedtuple
from datetime import timedelta
from uuid import UUID

from desa.models import Wilayah
from p2ktd.actions import aturan, kas, laporan
from p2ktd.actions import dok as dok_actions
from p2ktd.actions import kebutuhan as kebutuhan_actions
from p2ktd.actions import pekerjaan as pekerjaan_actions
from p2ktd.choices import JenisKas, Putusan
from p2ktd.choices import StatusPekerjaan as S
from p2ktd.hitung import share
from p2ktd.ketentuan_dana import overlap
from p2ktd.models import Kebutuhan, Pekerjaan, Penyedia, PosDok
from ppid.lib.berkas import PDF, Isi
from tugas.peragaan.orang import KALIPARE, PUJON, villages_of
from tugas.peragaan.waktu import at

PAGU = 144_000_000  # as Darul Aman had in 2018 [S85]
HALAMAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
Karya = namedtuple("Karya", "desa status judul bidang layanan penyedia harga")
BRANTAS, BINA, EMBUNG = "Pusat Studi Desa Brantas", "Yayasan Bina Desa Makmur", "CV Cipta Embung"
# the village by its place in Kalipare, how far the work is, what it is
KARYA = [
    Karya(0, S.SELESAI, "Kajian pasar keripik singkong", "pel", "studi", BRANTAS, 2_000_000),
    Karya(0, S.DIBAYAR, "Mentoring pengurus BUMDes", "pel", "mentoring", BINA, 2_000_000),
    Karya(0, S.DIPERTANGGUNGJAWABKAN, "Pelatihan kelompok tani tadah hujan", "infrastruktur",
          "pelatihan", EMBUNG, 2_000_000),
    Karya(1, S.DISERAHTERIMAKAN, "Mentoring pembukuan BUMDes", "pel", "mentoring", BINA, 3_500_000),
    Karya(2, S.LAPORAN_DISERAHKAN, "Kajian usaha wisata desa", "pel", "studi", BRANTAS, 3_500_000),
    Karya(3, S.BERJALAN, "Pelatihan perawatan embung", "infrastruktur", "pelatihan", EMBUNG,
          3_500_000),
    Karya(4, S.KONTRAK, "Mentoring kelompok kerajinan bambu", "pel", "mentoring", BINA, 3_500_000),
    Karya(5, S.PENYEDIA_DIPILIH, "Kajian air bersih dusun", "pel", "studi", BRANTAS, 3_500_000),
    Karya(5, S.DISUSUN, "Pelatihan panen air hujan", "infrastruktur", "pelatihan", EMBUNG,
          2_000_000),
    Karya(6, S.SENGKETA, "Mentoring pasar desa", "pel", "mentoring", BINA, 3_000_000),
    Karya(6, S.BATAL, "Kajian pupuk kandang", "pel", "studi", BRANTAS, 2_500_000),
]  # fmt: skip
URUTAN = [
    S.DISUSUN, S.PENYEDIA_DIPILIH, S.KONTRAK, S.BERJALAN, S.LAPORAN_DISERAHKAN,
    S.DISERAHTERIMAKAN, S.DIPERTANGGUNGJAWABKAN, S.DIBAYAR, S.SELESAI,
]  # fmt: skip
SAMPAI = {S.SENGKETA: S.BERJALAN, S.BATAL: S.PENYEDIA_DIPILIH}  # as far as these went
AWAL, MUSDES = 120, 30  # days ago


def all_of_them(who, providers, today):
    with at(today - timedelta(days=AWAL + 40), 9):
        aturan.set_year(
            by=None, tahun=today.year, batas_desa=6_000_000, seperti=2018,
            dasar="Peragaan: seperti petunjuk teknis tahun 2018",
            syarat_tahap=[["rka", "mou"], ["lpd", "bukti"]],
        )  # fmt: skip
    _fund(who, today)
    needs = _needs(who, today)
    now = Penyedia.objects.in_bulk([p.pk for p in providers.values()])
    for n, (karya, need) in enumerate(zip(KARYA, needs, strict=True)):
        _work(karya, need, now[providers[karya.penyedia].pk], who, n, today)


def _fund(who, today):
    """The DOK of Kalipare: planned to the rupiah, received in two stages, the second
    after the LPD of the first. Pujon still plans."""
    ketua, bendahara = who["tpid"], who["tpid-bendahara"]
    day = today - timedelta(days=AWAL + 35)
    kecamatan = Wilayah.objects.in_bulk([KALIPARE, PUJON])
    with at(day, 9):
        dok_actions.create(
            by=who["admin"], wilayah=kecamatan[PUJON], tahun=today.year, pagu=63_000_000
        )
        dana = dok_actions.create(
            by=ketua, wilayah=kecamatan[KALIPARE], tahun=today.year, pagu=PAGU
        )
        for pos in PosDok.objects.filter(tahun=today.year, anak=None):
            dok_actions.add_row(
                dana, by=ketua, pos=pos, uraian=f"Kegiatan {pos.nama}", volume=1, satuan="paket",
                frekuensi=1, harga_satuan=share(PAGU, pos.persen),
            )  # fmt: skip
        dok_actions.edit(dana, by=ketua, mou_nomor="414/17/MOU/P3MD", mou_tanggal=day)
        dok_actions.set_stages(dana, by=ketua, persen=[70, 30])
        dok_actions.settle_rka(dana, by=ketua)
    first, second = dana.pencairan.order_by("tahap")
    _receive(dana, first, bendahara, today - timedelta(days=AWAL + 20))
    _book(dana, who, today)
    with at(today - timedelta(days=46), 10):
        dok_actions.report_stage(dana, first.tahap, by=bendahara)
    _receive(dana, second, bendahara, today - timedelta(days=45))


def _receive(dana, stage, by, day):
    with at(day, 10):
        dok_actions.receive(
            dana, stage.pk, by=by, tanggal=day, bukti_nomor=f"SP2D-{stage.tahap}"
        )  # fmt: skip


def _needs(who, today):
    """One for each work, put in order by a MAD; two more wait, one village needs nobody."""
    desa, pd, ketua = villages_of(KALIPARE), who["pd"], who["tpid"]
    made = []
    with at(today - timedelta(days=AWAL), 9):
        for karya in KARYA:
            need = _need(pd, desa[karya.desa], karya, today)
            kebutuhan_actions.propose(need, by=pd)
            made.append(need)
        late = Karya(7, None, "Pelatihan panel surya balai desa", "infrastruktur", "pelatihan",
                     "", 5_000_000)  # fmt: skip
        kebutuhan_actions.propose(_need(pd, desa[7], late, today), by=pd)
        _need(pd, desa[7], late._replace(judul="Kajian gula kelapa", harga=1_000_000), today)
        kebutuhan_actions.declare_nil(
            by=pd, desa=desa[8], tahun=today.year,
            alasan="Pengurus sudah dilatih tahun lalu dan mampu bekerja sendiri.",
        )  # fmt: skip
    with at(today - timedelta(days=AWAL - 5), 14):
        for urutan, need in enumerate(made, start=1):
            kebutuhan_actions.prioritise(
                need, by=ketua, prioritas=urutan, berita_acara=f"002/BA/MAD-KHUSUS/{KALIPARE}"
            )
    return made


def _need(by, desa, karya, today):
    return kebutuhan_actions.create(
        by=by, desa=desa, tahun=today.year, judul=karya.judul, bidang=karya.bidang,
        layanan=karya.layanan, perkiraan_biaya=karya.harga, lama_hari=6,
        masalah=f"Kelompok di Desa {desa} belum mampu mengerjakannya sendiri.",
        hasil="Pengurus mampu mengerjakannya tanpa bantuan dan mempunyai buku panduan.",
        sasaran="Pengurus kelompok", sasaran_l=7, sasaran_p=9, kades_nama="Sutrisno Hadi",
        kades_tanggal=today - timedelta(days=AWAL),
    )  # fmt: skip


def _work(karya, need, penyedia, who, n, today):
    """From the file to wherever this one has come, each step on its day."""
    end = URUTAN.index(SAMPAI.get(karya.status, karya.status))
    steps = [_draft, _choose, _sign, _start, _deliver, _hand_over, _account, _pay, _close]
    recent = karya.desa > 0  # the village of the sealed Musdes began early, the others lately
    start = today - timedelta(days=35 + n if recent else AWAL - 10)
    with at(start - timedelta(days=6), 9):
        file = pekerjaan_actions.create(Kebutuhan.objects.get(pk=need.pk), by=who["tpid"])
    for step in steps[: end + 1]:
        step(Pekerjaan.objects.get(pk=file.pk), karya, penyedia, who, start, today)
    with at(today - timedelta(days=3), 15):
        fresh = Pekerjaan.objects.get(pk=file.pk)
        if karya.status == S.SENGKETA:
            pekerjaan_actions.dispute(
                fresh, by=who["tpid"], catatan="Penyedia baru datang sekali dari empat kunjungan."
            )
        elif karya.status == S.BATAL:
            pekerjaan_actions.cancel(fresh, by=who["tpid"], catatan="Kelompoknya bubar.")


def _draft(file, karya, penyedia, who, start, today):
    ketua = who["tpid"]
    with at(start - timedelta(days=5), 10):
        rows = [("Narasumber", 2, "orang", 2, karya.harga * 6 // 40),
                ("Modul dan bahan praktik", 1, "paket", 1, karya.harga * 4 // 10)]  # fmt: skip
        for uraian, volume, satuan, frekuensi, harga in rows:
            pekerjaan_actions.add_row(
                file, "rab", by=ketua, uraian=uraian, volume=volume, satuan=satuan,
                frekuensi=frekuensi, harga_satuan=harga,
            )  # fmt: skip
        for uraian in ("Buku panduan untuk pengurus", "Pengurus mampu praktik sendiri"):
            pekerjaan_actions.add_row(file, "keluaran", by=ketua, uraian=uraian)


def _choose(file, karya, penyedia, who, start, today):
    with at(start - timedelta(days=3), 10):
        pekerjaan_actions.choose(
            file, by=who["tpid"], penyedia=penyedia, bebas=True,
            catatan="Satu-satunya penyedia dengan bidang dan layanan ini yang melayani desanya.",
        )  # fmt: skip


def _sign(file, karya, penyedia, who, start, today):
    ketua, day = who["tpid"], start - timedelta(days=1)
    file.tenaga_ahli, file.penyedia = penyedia.tenaga_ahli.first(), penyedia
    selesai = start + timedelta(days=60 if karya.status == S.KONTRAK else 28)
    free = not overlap(file, start, selesai)
    with at(day, 10):
        pekerjaan_actions.agree(
            file, by=ketua, harga=karya.harga, tenaga_ahli=file.tenaga_ahli if free else None,
            spk_tanggal=day, mulai=start, selesai=selesai, pihak1_nama=ketua.nama,
            pihak1_jabatan="Ketua TPID Kecamatan Kalipare", pihak2_nama=penyedia.pimpinan,
            pihak2_jabatan="Pimpinan", sanksi="Denda satu permil untuk setiap hari terlambat.",
        )  # fmt: skip
        pekerjaan_actions.add_row(file, "termin", by=ketua, uraian="Termin 1", jumlah=karya.harga)
        pekerjaan_actions.sign(file, by=ketua)


def _start(file, karya, penyedia, who, start, today):
    with at(start, 8):
        pekerjaan_actions.start(file, by=who["tpid"])
    with at(start + timedelta(days=1), 16):
        laporan.log(
            file, by=who["pd"], id=UUID(int=9000 + file.pk), tanggal=start + timedelta(days=1),
            materi="Pengantar dan praktik pertama", lokasi=f"Balai Desa {file.desa}",
            peserta_l=7, peserta_p=9, hasil="Peserta membuat contoh sendiri.",
        )  # fmt: skip
        laporan.progress(file, file.keluaran.first().pk, by=who["pd"], persen=40, kondisi="Draf")


def _deliver(file, karya, penyedia, who, start, today):
    day = start + timedelta(days=20)
    with at(day, 16):
        for keluaran in file.keluaran.all():
            laporan.progress(file, keluaran.pk, by=who["pd"], persen=100, kondisi="Baik")
        laporan.write_report(
            file, by=who["pd"], jenis="akhir", tanggal=day,
            hasil="Semua pertemuan selesai; pengurus sudah praktik sendiri.",
            rekomendasi="Kunjungan ulang sesudah tiga bulan.",
        )  # fmt: skip
        pekerjaan_actions.submit(file, by=who["tpid"])


def _hand_over(file, karya, penyedia, who, start, today):
    day = start + timedelta(days=22)
    with at(day, 10):
        laporan.hand_over(
            file, by=who["tpid"], periksa={k.pk: (True, "") for k in file.keluaran.all()},
            tanggal=day, kondisi="Lengkap dan dapat dipakai.", catatan="",
            menyerahkan=file.pihak2_nama, menerima=file.pihak1_nama, mengetahui="Sutrisno Hadi",
        )  # fmt: skip


def _account(file, karya, penyedia, who, start, today):
    """By the Musdes of this village that was held and sealed (tugas.peragaan.forum)."""
    noted = karya.status == S.DIPERTANGGUNGJAWABKAN
    with at(today - timedelta(days=MUSDES - 3), 11):
        laporan.account_for(
            file, by=who["admin"], nomor=f"001/BA/MUSDES-P2KTD/{file.desa_id}",
            tanggal=today - timedelta(days=MUSDES),
            putusan=Putusan.DENGAN_CATATAN if noted else Putusan.DITERIMA,
            catatan="Serahkan modul kepada kelompok.\nUlangi praktik sekali." if noted else "",
        )  # fmt: skip
    with at(today - timedelta(days=MUSDES - 5), 9):
        laporan.rate(
            file, by=who["pd"], mutu=5, waktu=4, manfaat=5, suara_l=7, suara_p=9,
            komentar="Mudah diikuti.",
        )  # fmt: skip
        termin = file.termin.get()
        kas.set_tax(file, termin.pk, by=who["tpid-bendahara"], ppn=0, pph=share(termin.jumlah, 2))


def _pay(file, karya, penyedia, who, start, today):
    day = today - timedelta(days=MUSDES - 10)
    with at(day, 10):
        kas.pay(
            file, file.termin.get(), by=who["tpid-bendahara"], id=UUID(int=9500 + file.pk),
            tanggal=day, penerima=file.pihak2_nama,
        )  # fmt: skip


def _close(file, karya, penyedia, who, start, today):
    with at(today - timedelta(days=MUSDES - 12), 10):
        pekerjaan_actions.close(file, by=who["tpid"])


def _book(dana, who, today):
    """What else the treasurer paid, and one slip of the pen put right."""
    by, day = who["tpid-bendahara"], today - timedelta(days=100)
    pos = PosDok.objects.get(tahun=today.year, kode="mad")
    lines = [("Konsumsi MAD I", 1_450_000), ("Sewa tenda dan kursi", 900_000),
             ("Fotokopi bahan rapat", 185_000), ("Fotokopi bahan rapat", 185_000)]  # fmt: skip
    with at(day, 14):
        for n, (uraian, jumlah) in enumerate(lines, start=1):
            paper = Isi(f"nota-{n}.pdf", PDF, f"{n:064}", HALAMAN)
            made = kas.book(
                dana, by=by, id=UUID(int=9900 + n), jenis=JenisKas.BELANJA, jumlah=jumlah,
                tanggal=day, bukti_nomor=f"N-{n:02}", uraian=uraian, pos=pos, berkas=paper,
            )  # fmt: skip
        kas.reverse(made, by=by, catatan="Nota yang sama tercatat dua kali.")
