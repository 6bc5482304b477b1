"""How an idea becomes something worth copying. Read these tables first."""

from desa.choices import Peran
from inovasi.choices import (
    StatusBursa,
    StatusButir,
    StatusIde,
    StatusInovasi,
    StatusKomitmen,
    StatusMenu,
    StatusNihil,
)
from ppid.lib.workflow import Step, Workflow

PENULIS = {Peran.PLD, Peran.PD, Peran.TPID}
VERIFIKATOR = {"tpid:verifikator"}
POKJA = {"tik:pokja_ppid"}
TIM_NASIONAL = {"admin:nasional"}  # the national menu is the nation's to fill (domain.md 3.7)

DIISI, DIREKAP = StatusIde.DIISI, StatusIde.DIREKAP
INOVATIF, BUKAN = StatusIde.INOVATIF, StatusIde.BUKAN

DRAF, DIAJUKAN, DIKEMBALIKAN = (
    StatusInovasi.DRAF,
    StatusInovasi.DIAJUKAN,
    StatusInovasi.DIKEMBALIKAN,
)
OLEH_TPID, OLEH_TIK = StatusInovasi.DIVERIFIKASI_TPID, StatusInovasi.DIVERIFIKASI_TIK
CAPTURING, DIKEMAS = StatusInovasi.CAPTURING, StatusInovasi.DIKEMAS
TERVALIDASI = StatusInovasi.TERVALIDASI
MENU_LOKAL, MENU_NASIONAL = StatusInovasi.MENU_LOKAL, StatusInovasi.MENU_NASIONAL
DITOLAK, DIGABUNG, DIBUANG = (
    StatusInovasi.DITOLAK,
    StatusInovasi.DIGABUNG,
    StatusInovasi.DIBUANG,
)

FACTS = {
    "sub_bidang": "Sub-bidang belum dipilih.",
    "ringkasan": "Ringkasan belum diisi.",
    "masalah": "Masalah awal belum diisi.",
    "kebaruan": "Apa yang baru belum diisi.",
    "hasil": "Hasil belum diisi.",
    "keberlanjutan": "Keberlanjutan belum diisi.",
}


def missing_to_submit(inovasi):
    yield from (FACTS[field] for field in FACTS if not getattr(inovasi, field).strip())
    if not inovasi.sudah_berjalan or not inovasi.tahun_mulai:
        yield (
            "Kegiatan ini belum berjalan, jadi masih usulan. "
            "Inovasi harus sudah dilaksanakan dan ada hasilnya; catat usulan sebagai kartu ide."
        )
    for koreksi in inovasi.open_points():
        yield f"Catatan verifikator pada “{koreksi.get_bidang_display()}” belum dijawab."


def missing_to_verify(inovasi):
    for nama in inovasi.unproven_required():
        yield f"Kriteria “{nama}” belum punya bukti."


def missing_to_package(inovasi):
    yield from inovasi.document_gaps()


WORKFLOW_IDE = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah", {DIISI}, None, PENULIS),
    Step("recap", "Rekap", {DIISI}, DIREKAP, {Peran.TPID}),
    Step("reopen", "Buka kembali", {DIREKAP}, DIISI, {Peran.TPID}, needs_note=True, awaited=False),
    Step("accept", "Tetapkan inovatif", {DIREKAP}, INOVATIF, POKJA, own=False),
    Step("refuse", "Bukan inovasi", {DIREKAP}, BUKAN, POKJA, needs_note=True, own=False),
)

WORKFLOW_INOVASI = Workflow(
    Step("edit", "Ubah", {DRAF, DIKEMBALIKAN}, None, PENULIS, own=True),
    Step(
        "submit", "Ajukan", {DRAF, DIKEMBALIKAN}, DIAJUKAN, PENULIS,
        own=True, missing=missing_to_submit,
    ),
    Step("discard", "Buang draf", {DRAF}, DIBUANG, PENULIS, own=True, awaited=False),
    Step("take_over", "Lanjutkan sebagai penulis", {DIKEMBALIKAN}, None, PENULIS, own=False),
    Step(
        "verify_tpid", "Verifikasi", {DIAJUKAN}, OLEH_TPID, VERIFIKATOR,
        own=False, missing=missing_to_verify,
    ),
    Step(
        "send_back_tpid", "Kembalikan", {DIAJUKAN}, DIKEMBALIKAN, VERIFIKATOR,
        needs_note=True, own=False,
    ),
    Step("reject_tpid", "Tolak", {DIAJUKAN}, DITOLAK, VERIFIKATOR, needs_note=True, own=False),
    Step(
        "verify_tik", "Verifikasi", {OLEH_TPID}, OLEH_TIK, POKJA,
        own=False, missing=missing_to_verify,
    ),
    Step(
        "send_back_tik", "Kembalikan", {OLEH_TPID}, DIKEMBALIKAN, POKJA,
        needs_note=True, own=False,
    ),
    Step("reject_tik", "Tolak", {OLEH_TPID}, DITOLAK, POKJA, needs_note=True, own=False),
    Step(
        "merge", "Gabungkan", {DIAJUKAN, DIKEMBALIKAN, OLEH_TPID, OLEH_TIK}, DIGABUNG,
        {Peran.TPID, *POKJA}, needs_note=True, awaited=False,
    ),
    Step("start_capture", "Mulai dokumentasi", {OLEH_TIK}, CAPTURING, PENULIS),
    Step("write", "Tulis dokumen", {CAPTURING}, None, PENULIS),
    Step("package", "Selesai dikemas", {CAPTURING}, DIKEMAS, PENULIS, missing=missing_to_package),
    Step(
        "validate", "Validasi", {DIKEMAS}, TERVALIDASI, POKJA,
        own=False, missing=missing_to_package,
    ),
    Step("unpack", "Kembalikan dokumen", {DIKEMAS}, CAPTURING, POKJA, needs_note=True),
    Step(
        "reopen", "Buka kembali dokumen", {TERVALIDASI, MENU_LOKAL}, CAPTURING, POKJA,
        needs_note=True, awaited=False,
    ),
    Step("publish", "Terbitkan di menu", {TERVALIDASI}, MENU_LOKAL, POKJA),
    Step(
        "raise_up", "Catat sebagai menu nasional", {MENU_LOKAL}, MENU_NASIONAL, TIM_NASIONAL,
        needs_note=True, awaited=False,
    ),
)  # fmt: skip

NIHIL_DIAJUKAN, NIHIL_KEMBALI = StatusNihil.DIAJUKAN, StatusNihil.DIKEMBALIKAN
NIHIL_TPID, NIHIL_TIK = StatusNihil.DIVERIFIKASI_TPID, StatusNihil.DIVERIFIKASI_TIK
NIHIL_BATAL = StatusNihil.BATAL

WORKFLOW_NIHIL = Workflow(
    Step("edit", "Ubah", {NIHIL_KEMBALI}, None, PENULIS),
    Step("resubmit", "Ajukan lagi", {NIHIL_KEMBALI}, NIHIL_DIAJUKAN, PENULIS),
    Step("verify_tpid", "Verifikasi", {NIHIL_DIAJUKAN}, NIHIL_TPID, VERIFIKATOR, own=False),
    Step("verify_tik", "Verifikasi", {NIHIL_TPID}, NIHIL_TIK, POKJA, own=False),
    Step(
        "send_back_tpid", "Kembalikan", {NIHIL_DIAJUKAN}, NIHIL_KEMBALI, VERIFIKATOR,
        needs_note=True, own=False,
    ),
    Step(
        "send_back_tik", "Kembalikan", {NIHIL_TPID}, NIHIL_KEMBALI, POKJA,
        needs_note=True, own=False,
    ),
    Step(
        "cancel", "Batalkan", {NIHIL_DIAJUKAN, NIHIL_KEMBALI, NIHIL_TPID, NIHIL_TIK}, NIHIL_BATAL,
        PENULIS, needs_note=True, awaited=False,
    ),
)  # fmt: skip

TERBIT, DITARIK = StatusMenu.TERBIT, StatusMenu.DITARIK
PENGURUS_MENU = {*POKJA, Peran.ADMIN}

WORKFLOW_MENU = Workflow(
    Step("edit", "Ubah", {TERBIT}, None, PENGURUS_MENU),
    Step("withdraw", "Tarik dari menu", {TERBIT}, DITARIK, PENGURUS_MENU, needs_note=True),
    Step("restore", "Terbitkan lagi", {DITARIK}, TERBIT, PENGURUS_MENU),
)


# Bursa, komitmen, lines of village plans: below this line.

FIELD = PENULIS
# A kabupaten's own bursa (2017-2018) was held by its TIK, who wrote and had signed its cards.
PENULIS_KARTU = {*FIELD, Peran.TIK}
PENYELENGGARA = {Peran.TPID, Peran.TIK}
RUMAH = {"rumah"}  # the house itself: commands that run by the calendar

KARTU, DITANDATANGANI = StatusKomitmen.DRAF, StatusKomitmen.DITANDATANGANI
RKPDES, APBDES = StatusKomitmen.MASUK_RKPDES, StatusKomitmen.MASUK_APBDES
DILAKSANAKAN, TUNTAS = StatusKomitmen.DILAKSANAKAN, StatusKomitmen.SELESAI
BATAL, DIALIHKAN = StatusKomitmen.BATAL, StatusKomitmen.DIALIHKAN
HIDUP = {DITANDATANGANI, RKPDES, APBDES, DILAKSANAKAN}


def missing_to_sign(komitmen):
    """A card counts once both have signed what it says."""
    if not komitmen.nama_kegiatan.strip():
        yield "Nama kegiatan belum diisi."
    if not komitmen.perkiraan_biaya:
        yield "Perkiraan biaya belum diisi."
    if not (komitmen.kades_nama.strip() and komitmen.kades_ttd):
        yield "Tanda tangan kepala desa belum dicatat."
    if not (komitmen.bpd_nama.strip() and komitmen.bpd_ttd):
        yield "Tanda tangan ketua BPD belum dicatat."


def missing_in_rkpdes(komitmen):
    if not komitmen.butir.in_rkpdes().exists():
        yield "Belum ada baris RKPDes yang ditautkan."


def missing_in_apbdes(komitmen):
    if not komitmen.butir.budgeting().exists():
        yield "Belum ada baris APBDes yang diverifikasi TPID."


def missing_to_execute(komitmen):
    if not komitmen.realisasi.exists():
        yield "Belum ada laporan pelaksanaan."


def missing_to_finish(komitmen):
    if komitmen.persen < 100:
        yield "Pelaksanaan belum 100%."
    if not komitmen.realisasi.exclude(hasil="").exists():
        yield "Hasil dibandingkan dengan janji belum ditulis."


WORKFLOW_BURSA = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah", {StatusBursa.RENCANA, StatusBursa.BERLANGSUNG}, None, PENYELENGGARA),
    Step("open", "Mulai", {StatusBursa.RENCANA}, StatusBursa.BERLANGSUNG, PENYELENGGARA),
    Step("close", "Tutup", {StatusBursa.BERLANGSUNG}, StatusBursa.SELESAI, PENYELENGGARA),
    Step(
        "reopen", "Buka kembali", {StatusBursa.SELESAI}, StatusBursa.BERLANGSUNG, PENYELENGGARA,
        needs_note=True,
    ),
    Step(
        "cancel", "Batalkan", {StatusBursa.RENCANA}, StatusBursa.BATAL, PENYELENGGARA,
        needs_note=True,
    ),
)  # fmt: skip

WORKFLOW_KOMITMEN = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah", {KARTU}, None, PENULIS_KARTU),
    Step(
        "sign", "Catat tanda tangan", {KARTU}, DITANDATANGANI, PENULIS_KARTU,
        missing=missing_to_sign,
    ),
    Step(
        "correct", "Betulkan", {DITANDATANGANI, RKPDES}, None, {Peran.TPID},
        needs_note=True, missing=missing_to_sign,
    ),
    Step("photograph", "Foto kartu", {KARTU, *HIDUP}, None, PENULIS_KARTU),
    Step("plan", "Masuk RKPDes", {DITANDATANGANI}, RKPDES, FIELD, missing=missing_in_rkpdes),
    Step("budget", "Masuk APBDes", {RKPDES}, APBDES, VERIFIKATOR, missing=missing_in_apbdes),
    Step(
        "budget_at_once", "Langsung masuk APBDes", {DITANDATANGANI}, APBDES, VERIFIKATOR,
        needs_note=True, missing=missing_in_apbdes,
    ),
    Step("rebudget", "Perbarui anggaran", {APBDES, DILAKSANAKAN, TUNTAS}, None, VERIFIKATOR),
    Step("unplan", "Lepas dari RKPDes", {RKPDES}, DITANDATANGANI, FIELD, needs_note=True),
    Step("unbudget", "Lepas dari APBDes", {APBDES}, DITANDATANGANI, VERIFIKATOR, needs_note=True),
    Step("execute", "Mulai pelaksanaan", {APBDES}, DILAKSANAKAN, FIELD, missing=missing_to_execute),
    Step(
        "execute_at_once", "Laksanakan tanpa APBDes", {DITANDATANGANI, RKPDES}, DILAKSANAKAN, FIELD,
        needs_note=True, missing=missing_to_execute,
    ),
    Step("report", "Laporkan pelaksanaan", {DILAKSANAKAN}, None, FIELD),
    Step("finish", "Selesaikan", {DILAKSANAKAN}, TUNTAS, FIELD, missing=missing_to_finish),
    Step("cancel", "Batalkan", {KARTU, *HIDUP}, BATAL, FIELD, needs_note=True),
    Step(
        "divert", "Alihkan ke tahun lain", {DITANDATANGANI, RKPDES}, DIALIHKAN, {*FIELD, *RUMAH},
        needs_note=True,
    ),
    Step("explain", "Betulkan alasannya", {BATAL, DIALIHKAN}, None, FIELD, needs_note=True),
)  # fmt: skip

WORKFLOW_BUTIR = Workflow(
    # verb, button, from, to, who
    Step("edit", "Ubah", {StatusButir.DICATAT}, None, FIELD),
    Step("match", "Tautkan ke komitmen", {StatusButir.DICATAT}, None, FIELD),
    Step("unmatch", "Lepas tautan", {StatusButir.DICATAT}, None, FIELD),
    Step(
        "verify", "Verifikasi", {StatusButir.DICATAT}, StatusButir.TERVERIFIKASI, VERIFIKATOR,
        own=False,
    ),
    Step(
        "refuse", "Tolak", {StatusButir.DICATAT}, StatusButir.DITOLAK, VERIFIKATOR,
        needs_note=True, own=False,
    ),
    Step(
        "reopen", "Buka kembali", {StatusButir.TERVERIFIKASI, StatusButir.DITOLAK},
        StatusButir.DICATAT, VERIFIKATOR, needs_note=True,
    ),
)  # fmt: skip
