"""How an announcement, a provider, a choice and a complaint travel. Read these tables first."""

from django.utils import timezone

from desa.choices import Jabatan, Peran
from p2ktd.choices import (
    StatusDana,
    StatusKebutuhan,
    StatusPekerjaan,
    StatusPemilihan,
    StatusPengaduan,
    StatusPengumuman,
    StatusPenyedia,
)
from ppid.lib.tags import rupiah
from ppid.lib.tanggal import tgl
from ppid.lib.workflow import Step, Workflow

POKJA = {f"{Peran.TIK}:{Jabatan.POKJA_P2KTD}"}
TPID = {Peran.TPID}
ADMIN = {Peran.ADMIN}
RUMAH = {"rumah"}

# Pengumuman: published for a time, then selection, then its sealed record

DRAF, TERBIT, SELEKSI = StatusPengumuman.DRAF, StatusPengumuman.TERBIT, StatusPengumuman.SELEKSI


def missing_to_publish(pengumuman):
    if not pengumuman.syarat.exists():
        yield "Belum ada persyaratan."
    if pengumuman.selesai < timezone.localdate():
        yield f"Masa pendaftarannya sudah lewat ({tgl(pengumuman.selesai)})."


def missing_to_seal(pengumuman):
    """Every confirmed applicant passed or was refused; only then the record tells the truth."""
    applicants = pengumuman.penyedia.all()
    if not applicants.exists():
        yield "Belum ada pendaftar."
    waiting = applicants.filter(status=StatusPenyedia.MENDAFTAR, dikonfirmasi_at__isnull=False)
    if n := waiting.count():
        yield f"Masih ada {n} pendaftar yang belum diloloskan atau ditolak."


WORKFLOW_PENGUMUMAN = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah", {DRAF}, None, POKJA),
    Step("publish", "Terbitkan", {DRAF}, TERBIT, POKJA, missing=missing_to_publish),
    Step("extend", "Perpanjang pendaftaran", {TERBIT}, None, POKJA),
    Step("close", "Tutup pendaftaran", {TERBIT}, SELEKSI, POKJA),
    Step(
        "seal", "Terbitkan berita acara seleksi", {SELEKSI}, StatusPengumuman.SELESAI, POKJA,
        missing=missing_to_seal,
    ),
    Step("cancel", "Batalkan", {DRAF, TERBIT}, StatusPengumuman.BATAL, POKJA, needs_note=True),
)  # fmt: skip

# Penyedia: applies, is verified and scored, appointed by the Bupati, may lose its place

MENDAFTAR, LOLOS = StatusPenyedia.MENDAFTAR, StatusPenyedia.LOLOS
DITETAPKAN, NONAKTIF = StatusPenyedia.DITETAPKAN, StatusPenyedia.NONAKTIF
DAFTAR_HITAM, DITOLAK = StatusPenyedia.DAFTAR_HITAM, StatusPenyedia.DITOLAK


def missing_to_amend(penyedia):
    if not penyedia.pengumuman.is_open:
        yield "Masa pendaftaran sudah ditutup, jadi isian tidak dapat diubah lagi."


def missing_to_pass(penyedia):
    """What still stands between an application and the passed list, one sentence each."""
    if not penyedia.dikonfirmasi_at:
        yield "Pendaftaran belum dikonfirmasi lewat surel atau telepon."
    yield from penyedia.syarat_kurang
    if penyedia.skor is not None and penyedia.skor < penyedia.nilai_lulus:
        yield f"Skornya {penyedia.skor}; nilai lulus {penyedia.nilai_lulus}."


def missing_to_appoint(penyedia):
    if penyedia.pengumuman.status != StatusPengumuman.SELESAI:
        yield "Berita acara seleksinya belum terbit."


def missing_to_extend(penyedia):
    if sanksi := penyedia.sanksi_berjalan:
        yield f"Sanksinya berlaku sampai {tgl(sanksi.selesai)}."


def missing_to_reactivate(penyedia):
    yield from missing_to_extend(penyedia)
    if not penyedia.no_sk:
        yield "Belum pernah ditetapkan dengan SK Bupati."
    elif penyedia.berlaku_sampai < timezone.localdate():
        yield f"SK Bupati sudah berakhir {tgl(penyedia.berlaku_sampai)}. Catat SK yang baru."


WORKFLOW_PENYEDIA = Workflow(
    Step("edit", "Ubah", {MENDAFTAR, LOLOS, DITETAPKAN, NONAKTIF}, None, POKJA),
    Step("amend", "Lengkapi pendaftaran", {MENDAFTAR}, None, RUMAH, missing=missing_to_amend),
    Step("confirm", "Tandai terkonfirmasi lewat telepon", {MENDAFTAR}, None, POKJA,
         needs_note=True),
    Step("confirm_mail", "Konfirmasi lewat surel", {MENDAFTAR}, None, RUMAH),
    Step("score", "Nilai", {MENDAFTAR}, None, POKJA, own=False),
    Step("accept", "Loloskan", {MENDAFTAR}, LOLOS, POKJA, own=False, missing=missing_to_pass),
    Step("reject", "Tolak", {MENDAFTAR, LOLOS}, DITOLAK, POKJA, own=False, needs_note=True),
    Step("appoint", "Tetapkan dengan SK Bupati", {LOLOS}, DITETAPKAN, POKJA,
         missing=missing_to_appoint),
    Step("extend", "Catat SK baru", {DITETAPKAN, NONAKTIF}, DITETAPKAN, POKJA,
         missing=missing_to_extend),
    Step("deactivate", "Nonaktifkan", {DITETAPKAN}, NONAKTIF, POKJA, needs_note=True),
    Step("reactivate", "Aktifkan kembali", {NONAKTIF, DAFTAR_HITAM}, DITETAPKAN, POKJA,
         needs_note=True, missing=missing_to_reactivate),
    Step("blacklist", "Masukkan daftar hitam", {LOLOS, DITETAPKAN, NONAKTIF}, DAFTAR_HITAM, POKJA,
         needs_note=True),
)  # fmt: skip

# Pemilihan: invite, compare, choose

DISUSUN, PENAWARAN = StatusPemilihan.DISUSUN, StatusPemilihan.PENAWARAN
PENILAIAN, DIPILIH = StatusPemilihan.PENILAIAN, StatusPemilihan.DIPILIH
KETUA_TPID = {f"{Peran.TPID}:{Jabatan.KETUA}", f"{Peran.TPID}:{Jabatan.BIDANG_P2KTD}"}


def missing_to_compare(pemilihan):
    if not pemilihan.penawaran_masuk:
        yield "Belum ada penawaran."
    yield from missing_declarations(pemilihan)


def missing_declarations(pemilihan):
    for nama in pemilihan.belum_menyatakan:
        yield f"{nama} belum mengisi pernyataan kepentingan."


def missing_to_choose(pemilihan):
    yield from missing_declarations(pemilihan)
    for nama in pemilihan.belum_dinilai:
        yield f"Penawaran {nama} belum dinilai."


WORKFLOW_PEMILIHAN = Workflow(
    Step("edit", "Ubah", {DISUSUN}, None, TPID),
    Step("declare", "Nyatakan kepentingan", {DISUSUN, PENAWARAN, PENILAIAN}, None, TPID),
    Step("invite", "Undang penyedia", {DISUSUN, PENAWARAN}, PENAWARAN, TPID),
    Step("offer", "Catat penawaran", {PENAWARAN}, None, TPID),
    Step("compare", "Mulai menilai", {PENAWARAN}, PENILAIAN, TPID, missing=missing_to_compare),
    Step("score", "Nilai penawaran", {PENILAIAN}, None, TPID),
    Step("choose", "Pilih penyedia", {PENILAIAN}, DIPILIH, KETUA_TPID, needs_note=True,
         missing=missing_to_choose),
    Step("cancel", "Batalkan", {DISUSUN, PENAWARAN, PENILAIAN}, StatusPemilihan.BATAL, TPID,
         needs_note=True),
)  # fmt: skip

# Pengaduan: anybody reports, one Admin answers by name and in time

DITERIMA, DITANGANI = StatusPengaduan.DITERIMA, StatusPengaduan.DITANGANI
TUTUP = {StatusPengaduan.SELESAI, StatusPengaduan.TIDAK_DIPROSES}

WORKFLOW_PENGADUAN = Workflow(
    Step("take_up", "Tangani", {DITERIMA}, DITANGANI, ADMIN),
    Step("take_over", "Ambil alih", {DITANGANI}, None, ADMIN, needs_note=True),
    Step("answer", "Kirim kabar kepada pelapor", {DITANGANI}, None, ADMIN, needs_note=True),
    Step("resolve", "Selesaikan", {DITANGANI}, StatusPengaduan.SELESAI, ADMIN, needs_note=True),
    Step("dismiss", "Tidak dapat diproses", {DITERIMA, DITANGANI}, StatusPengaduan.TIDAK_DIPROSES,
         ADMIN, needs_note=True),
    Step("reopen", "Buka kembali", TUTUP, DITANGANI, ADMIN, needs_note=True),
)  # fmt: skip


# Kebutuhan, pekerjaan, dana: below this line.

PELAPOR = {Peran.PLD, Peran.PD, Peran.TPID}  # who works in the villages
KETUA, BENDAHARA = {"tpid:ketua"}, {"tpid:bendahara"}
PEMERIKSA = {"tpid:verifikator"}
# A decision of a forum is taken down by whoever seals its minutes; until a MAD carries its own
# decision on needs, the TPID's chair records it with the number of the berita acara.
PEMUTUS = {*KETUA, Peran.ADMIN}
MUSDES = {Peran.ADMIN}

USUL, PRIORITAS = StatusKebutuhan.DIUSULKAN, StatusKebutuhan.DIPRIORITASKAN
DRAF_BUTUH, DITANGANI_BUTUH = StatusKebutuhan.DRAF, StatusKebutuhan.DITANGANI
TERPENUHI, NIHIL = StatusKebutuhan.SELESAI, StatusKebutuhan.NIHIL
BATAL_BUTUH = StatusKebutuhan.BATAL

BUTUH = {
    "judul": "Bantuan yang dibutuhkan belum diisi.",
    "masalah": "Masalah atau kemampuan yang kurang belum diisi.",
    "bidang": "Bidang belum dipilih.",
    "layanan": "Jenis layanan belum dipilih.",
    "hasil": "Hasil yang diharapkan belum diisi.",
    "perkiraan_biaya": "Perkiraan biaya belum diisi.",
    "kades_nama": "Nama kepala desa yang menyatakan kebutuhan belum diisi.",
    "kades_tanggal": "Tanggal pernyataan kepala desa belum diisi.",
}


def missing_to_propose(kebutuhan):
    yield from (text for name, text in BUTUH.items() if not getattr(kebutuhan, name))


WORKFLOW_KEBUTUHAN = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah", {DRAF_BUTUH, USUL}, None, PELAPOR),
    Step("propose", "Usulkan", {DRAF_BUTUH}, USUL, PELAPOR, missing=missing_to_propose),
    Step("declare_nil", "Nyatakan tidak membutuhkan", {DRAF_BUTUH}, NIHIL, PELAPOR,
         needs_note=True),
    Step("prioritise", "Catat prioritas", {USUL}, PRIORITAS, PEMUTUS, missing=missing_to_propose),
    Step("demote", "Keluarkan dari prioritas", {PRIORITAS}, USUL, PEMUTUS, needs_note=True),
    Step("handle", "Susun pekerjaan", {PRIORITAS}, DITANGANI_BUTUH, {Peran.TPID}),
    Step("release", "Lepas dari pekerjaan", {DITANGANI_BUTUH}, PRIORITAS, KETUA, needs_note=True),
    Step("finish", "Selesai", {DITANGANI_BUTUH}, TERPENUHI, KETUA),
    Step("cancel", "Batalkan", {DRAF_BUTUH, USUL, NIHIL}, BATAL_BUTUH, PELAPOR, needs_note=True),
)  # fmt: skip

SUSUN, TERPILIH = StatusPekerjaan.DISUSUN, StatusPekerjaan.PENYEDIA_DIPILIH
KONTRAK, JALAN = StatusPekerjaan.KONTRAK, StatusPekerjaan.BERJALAN
LAPOR, SERAH = StatusPekerjaan.LAPORAN_DISERAHKAN, StatusPekerjaan.DISERAHTERIMAKAN
TANGGUNG, BAYAR = StatusPekerjaan.DIPERTANGGUNGJAWABKAN, StatusPekerjaan.DIBAYAR
RAMPUNG, SENGKETA = StatusPekerjaan.SELESAI, StatusPekerjaan.SENGKETA
BATAL_KERJA = StatusPekerjaan.BATAL

KAK = {
    "latar_belakang": "Latar belakang KAK belum diisi.",
    "maksud_tujuan": "Maksud dan tujuan KAK belum diisi.",
    "lingkup": "Lingkup pekerjaan KAK belum diisi.",
    "metode": "Metode KAK belum diisi.",
    "waktu": "Waktu pelaksanaan KAK belum diisi.",
    "pelaporan": "Pelaporan KAK belum diisi.",
}
SPK = {
    "harga": "Harga kesepakatan belum diisi.",
    "spk_tanggal": "Tanggal SPK belum diisi.",
    "mulai": "Tanggal mulai bekerja belum diisi.",
    "selesai": "Tanggal selesai bekerja belum diisi.",
    "pihak1_nama": "Nama pihak pertama belum diisi.",
    "pihak2_nama": "Nama wakil penyedia belum diisi.",
}


def missing_for_provider(pekerjaan):
    yield from (text for name, text in KAK.items() if not getattr(pekerjaan, name).strip())
    if not pekerjaan.keluaran.exists():
        yield "Belum ada keluaran yang diminta."
    if not pekerjaan.rab.exists():
        yield "RAB belum punya baris."


def missing_to_sign(pekerjaan):
    yield from (text for name, text in SPK.items() if not getattr(pekerjaan, name))
    termin = sum(t.jumlah for t in pekerjaan.termin.all())
    if pekerjaan.harga and termin != pekerjaan.harga:
        yield (
            f"Jumlah termin {rupiah(termin)} belum sama dengan harga kesepakatan "
            f"{rupiah(pekerjaan.harga)}."
        )


def missing_to_submit(pekerjaan):
    if not pekerjaan.pelaksanaan.exists():
        yield "Belum ada catatan pelaksanaan."
    if not pekerjaan.laporan.filter(jenis="akhir", putaran=pekerjaan.putaran).exists():
        yield "Laporan akhir belum dicatat."


def missing_to_hand_over(pekerjaan):
    for keluaran in pekerjaan.keluaran.all():
        if keluaran.persen < 100:
            yield f"Keluaran “{keluaran}” baru {keluaran.persen}%."


def missing_to_account(pekerjaan):
    if not pekerjaan.handed_over().exists():
        yield "BAST belum ditandatangani."


def missing_to_unaccount(pekerjaan):
    if pekerjaan.dibayar:
        yield f"Sudah dibayar {rupiah(pekerjaan.dibayar)}, jadi putusan Musdes tidak dapat dicabut."


def missing_to_pay(pekerjaan):
    """Everything that must be there before money leaves; each one named."""
    yield from missing_to_account(pekerjaan)
    if not pekerjaan.musdes_nomor:
        yield "Musdes pertanggungjawaban belum final."
    for catatan in pekerjaan.open_notes():
        yield f"Catatan Musdes “{catatan}” belum ditutup."
    for termin in pekerjaan.termin.all():
        if termin.pph is None:
            yield f"Pajak {termin} belum diisi; tulis 0 bila tidak kena pajak."


def missing_to_settle(pekerjaan):
    if pekerjaan.dibayar != pekerjaan.harga:
        yield f"Baru dibayar {rupiah(pekerjaan.dibayar)} dari {rupiah(pekerjaan.harga)}."


def missing_to_close(pekerjaan):
    if not hasattr(pekerjaan, "nilai_warga"):
        yield "Penilaian warga belum dicatat."


WORKFLOW_PEKERJAAN = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah KAK dan RAB", {SUSUN}, None, {Peran.TPID}),
    Step("choose", "Pilih penyedia", {SUSUN}, TERPILIH, KETUA, needs_note=True,
         missing=missing_for_provider),
    Step("unchoose", "Ganti penyedia", {TERPILIH}, SUSUN, KETUA, needs_note=True),
    Step("agree", "Susun SPK", {TERPILIH}, None, {Peran.TPID}),
    Step("sign", "Tanda tangani SPK", {TERPILIH}, KONTRAK, KETUA, missing=missing_to_sign),
    Step("amend", "Ubah kontrak (adendum)", {KONTRAK, JALAN}, None, KETUA, needs_note=True),
    Step("start", "Mulai bekerja", {KONTRAK}, JALAN, {Peran.TPID}),
    Step("log", "Catat pelaksanaan", {JALAN}, None, PELAPOR),
    Step("report", "Catat laporan", {JALAN}, None, PELAPOR),
    Step("submit", "Serahkan laporan akhir", {JALAN}, LAPOR, {Peran.TPID},
         missing=missing_to_submit),
    Step("send_back", "Kembalikan laporan", {LAPOR}, JALAN, PEMERIKSA, needs_note=True),
    Step("hand_over", "Tanda tangani BAST", {LAPOR}, SERAH, KETUA, missing=missing_to_hand_over),
    Step("rate", "Catat penilaian warga", {SERAH, TANGGUNG, BAYAR}, None, PELAPOR),
    Step("scan", "Unggah pindaian bertanda tangan",
         {KONTRAK, JALAN, LAPOR, SERAH, TANGGUNG, BAYAR, SENGKETA}, None, PELAPOR),
    # The next four carry the verdict of a Musdes whose berita acara is sealed.
    Step("account", "Catat putusan Musdes", {SERAH}, TANGGUNG, MUSDES, missing=missing_to_account),
    Step("account_noted", "Diterima Musdes dengan catatan", {SERAH}, TANGGUNG, MUSDES,
         needs_note=True, missing=missing_to_account),
    Step("refuse", "Ditolak Musdes", {SERAH}, JALAN, MUSDES, needs_note=True),
    Step("unaccount", "Putusan Musdes dicabut", {TANGGUNG}, SERAH, MUSDES, needs_note=True,
         missing=missing_to_unaccount),
    Step("close_note", "Tutup catatan Musdes", {TANGGUNG}, None, {*PEMERIKSA, *KETUA}),
    Step("tax", "Isi pajak", {KONTRAK, JALAN, LAPOR, SERAH, TANGGUNG}, None, BENDAHARA),
    Step("pay", "Bayar", {TANGGUNG}, None, BENDAHARA, missing=missing_to_pay),
    Step("settle", "Lunas", {TANGGUNG}, BAYAR, BENDAHARA, missing=missing_to_settle),
    Step("close", "Tutup berkas", {BAYAR}, RAMPUNG, KETUA, missing=missing_to_close),
    Step("dispute", "Nyatakan sengketa", {JALAN, LAPOR, SERAH}, SENGKETA, KETUA, needs_note=True),
    Step("resolve", "Lanjutkan pekerjaan", {SENGKETA}, JALAN, KETUA, needs_note=True),
    Step("cancel", "Batalkan", {SUSUN, TERPILIH, KONTRAK, SENGKETA}, BATAL_KERJA, KETUA,
         needs_note=True),
)  # fmt: skip

RKA, DANA_JALAN = StatusDana.RKA, StatusDana.BERJALAN
LPJ, LPJ_KEMBALI = StatusDana.DIAJUKAN, StatusDana.DIKEMBALIKAN
WAJIB_SETOR, LPJ_SAH = StatusDana.WAJIB_SETOR, StatusDana.DISETUJUI


def missing_to_settle_rka(dana):
    jumlah = sum(b.jumlah for b in dana.rka.all())
    if jumlah != dana.pagu:
        yield f"Jumlah RKA {rupiah(jumlah)} harus sama dengan pagu {rupiah(dana.pagu)}."
    if not (dana.mou_nomor and dana.mou_tanggal):
        yield "Nomor dan tanggal MoU belum diisi."


def missing_to_file(dana):
    if saldo := dana.kas.balance():
        yield f"Buku kas masih bersaldo {rupiah(saldo)}; setor sisanya atau catat belanjanya."
    yield from missing_evidence(dana)


def missing_evidence(dana):
    for baris in dana.kas.filter(kredit__gt=0, berkas="", pembayaran=None, membalik=None):
        if not hasattr(baris, "pembalik"):
            yield f"Bukti {baris.bukti_nomor} belum diunggah."


WORKFLOW_DANA = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah RKA", {RKA}, None, {*BENDAHARA, *KETUA}),
    Step("settle_rka", "Tetapkan RKA", {RKA}, DANA_JALAN, KETUA, missing=missing_to_settle_rka),
    Step("reopen_rka", "Revisi RKA", {DANA_JALAN}, RKA, KETUA, needs_note=True),
    Step("reformat", "Ganti format LPJ", {DANA_JALAN, LPJ, LPJ_KEMBALI, WAJIB_SETOR}, None,
         {*KETUA, Peran.TIK, Peran.ADMIN}),
    Step("book", "Catat kas", {DANA_JALAN, LPJ_KEMBALI, WAJIB_SETOR}, None, BENDAHARA),
    Step("report_stage", "Terbitkan LPD tahap", {DANA_JALAN, LPJ_KEMBALI, WAJIB_SETOR}, None,
         {*KETUA, *BENDAHARA}),
    Step("scan", "Unggah pindaian bertanda tangan",
         {DANA_JALAN, LPJ, LPJ_KEMBALI, WAJIB_SETOR, LPJ_SAH}, None, {*KETUA, *BENDAHARA}),
    Step("file", "Ajukan LPJ", {DANA_JALAN, LPJ_KEMBALI, WAJIB_SETOR}, LPJ, KETUA,
         missing=missing_to_file),
    Step("approve", "Setujui LPJ (MAD II)", {LPJ}, LPJ_SAH, {Peran.TIK, Peran.ADMIN}),
    Step("send_back", "Kembalikan LPJ", {LPJ}, LPJ_KEMBALI, {Peran.TIK, Peran.ADMIN},
         needs_note=True),
    Step("claim", "Wajibkan setor kembali", {LPJ, DANA_JALAN, LPJ_KEMBALI}, WAJIB_SETOR,
         {Peran.TIK, Peran.ADMIN}, needs_note=True),
)  # fmt: skip
