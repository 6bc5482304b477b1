"""Cards, innovations, documents, menu items. `from tests.factories import inovasi`."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from uuid6 import uuid7

from desa.choices import Jabatan, Peran
from inovasi.actions import dokumen as dokumen_actions
from inovasi.actions import ide as ide_actions
from inovasi.actions import inovasi as actions
from inovasi.actions import media as media_actions
from inovasi.actions import menu as menu_actions
from inovasi.actions import penilaian as penilaian_actions
from inovasi.actions import telaah as telaah_actions
from inovasi.choices import Bidang, Rekomendasi, StatusInovasi, SubBidang
from inovasi.models import Inovasi, Kriteria
from ppid.lib.foto import read_photo
from tests import factories
from tests.factories import komitmen, tugas

TAHUN = 2018
S = StatusInovasi
# What must have happened for each status, in order.
WAYS = {
    S.DRAF: [],
    S.DIAJUKAN: ["submit"],
    S.DIKEMBALIKAN: ["submit", "send_back"],
    S.DITOLAK: ["submit", "reject"],
    S.DIVERIFIKASI_TPID: ["submit", "tpid"],
    S.DIVERIFIKASI_TIK: ["submit", "tpid", "tik"],
    S.CAPTURING: ["submit", "tpid", "tik", "start"],
    S.DIKEMAS: ["submit", "tpid", "tik", "start", "fill", "package"],
    S.TERVALIDASI: ["submit", "tpid", "tik", "start", "fill", "package", "validate"],
    S.MENU_LOKAL: ["submit", "tpid", "tik", "start", "fill", "package", "validate", "publish"],
    S.DIBUANG: ["discard"],
}
WAYS[S.MENU_NASIONAL] = [*WAYS[S.MENU_LOKAL], "raise_up"]
WHOLE = {
    "bidang": Bidang.INFRASTRUKTUR,
    "sub_bidang": SubBidang.SAMPAH,
    "ringkasan": "Warga menabung sampah terpilah; hasilnya masuk buku tabungan.",
    "masalah": "Sampah dibakar di pekarangan.",
    "kebaruan": "Buku tabungan sampah per dusun.",
    "sudah_berjalan": True,
    "tahun_mulai": 2017,
    "pelaku": "Kelompok Melati",
    "pelaku_hp": "0812-3456-7890",
    "biaya": 12_000_000,
    "sumber_dana": "dd",
    "hasil": "Sampah terpilah naik.",
    "hasil_satuan": "kg per bulan",
    "hasil_sebelum": 20,
    "hasil_sesudah": 410,
    "penerima_l": 40,
    "penerima_p": 55,
    "keberlanjutan": "Perdes dan pengurus tetap.",
}


def writer(kode=factories.DESA):
    return factories.user(Peran.PLD, kode)


def verifier(kode=factories.KECAMATAN):
    return factories.user(Peran.TPID, kode, Jabatan.VERIFIKATOR)


def pokja(kode=factories.KABUPATEN):
    return factories.user(Peran.TIK, kode, Jabatan.POKJA_PPID)


def kartu(kode=factories.DESA, by=None, **fields):
    given = {
        "id": uuid7(),
        "desa": factories.wilayah(kode),
        "tahun": TAHUN,
        "tanggal": date(TAHUN, 8, 10),
        "pengusul": "Slamet Wijaya",
        "jabatan": "tokoh",
        "hp": "081234567890",
        "bidang": Bidang.PEL,
        "judul": f"Kartu ide {next(factories.number)}",
    } | fields
    return ide_actions.create(by=by or writer(kode), **given)


def inovasi(status=S.DRAF, kode=factories.DESA, by=None, **fields):
    """One that has come to this status by the product's own steps."""
    by = by or writer(kode)
    given = {"judul": f"Bank sampah {next(factories.number)}", "tahun": TAHUN} | WHOLE | fields
    made = actions.create(by=by, id=uuid7(), desa=factories.wilayah(kode), **given)
    prove(made, by)
    for name in WAYS[status]:
        made = Inovasi.objects.select_related("desa__induk").get(pk=made.pk)
        STEPS[name](made, by)
    return Inovasi.objects.select_related("desa__induk").get(pk=made.pk)


def prove(made, by):
    for butir in Kriteria().butir:
        if butir["bukti"]:
            actions.prove(made, by=by, kriteria=butir["kode"], teks="APBDes 2018, baris 2.1.3")


def judgement(rekomendasi=Rekomendasi.LAYAK, **fields):
    skor = {b["kode"]: (2, "") for b in Kriteria().butir}
    alasan = "" if rekomendasi == Rekomendasi.LAYAK else "Hasilnya belum terukur."
    return {
        "rekomendasi": rekomendasi,
        "cara": "dokumen",
        "tanggal": date(TAHUN, 9, 1),
        "skor": skor,
        "alasan": alasan,
    } | fields


def _assess(made, who, rekomendasi=Rekomendasi.LAYAK):
    penilaian_actions.assess(made, by=who, **judgement(rekomendasi))


def photo(color="green"):
    return read_photo(SimpleUploadedFile("foto.jpg", tugas.photo_bytes(color=color)))


def fill(made, by):
    """A document without gaps."""
    dokumen = made.dokumen
    dokumen_actions.write(
        dokumen, by=by, ringkasan="Bank sampah dusun.", latar_belakang="Sampah menumpuk.",
        gagasan="Dimulai ibu PKK.", syarat_replikasi="Ada pengepul.",
        kontak_nama="Rini Hidayat", kontak_hp="0813-1111-2222",
    )  # fmt: skip
    rows = {
        "langkah": [
            {"langkah": "Rapat dusun", "waktu": "Minggu 1", "pelaku": "Kadus", "biaya": 200_000},
            {"langkah": "Beli timbangan", "waktu": "Minggu 2", "pelaku": "TPK", "biaya": 900_000},
        ],
        "pembiayaan": [{"sumber": "dd", "jumlah": 12_000_000, "kode_apbdes": "2.1.3"}],
        "hasil": [{"ukuran": "Sampah terpilah", "satuan": "kg", "sebelum": 20, "sesudah": 410}],
        "informan": [{"nama": "Warsito Lestari", "unsur": "tokoh", "metode": "wawancara"}],
    }
    for name, given in rows.items():
        dokumen_actions.write_rows(dokumen, name, by=by, rows=given)
    if not made.media.in_use().filter(persetujuan=True).exists():
        media_actions.add(
            made,
            photo(),
            by=by,
            keterangan="Penimbangan",
            fotografer="Yudi Kurniasih",
            persetujuan=True,
        )


def fill_photo(made, **told):
    return media_actions.add(made, photo(), by=made.created_by, **told)


def _kabupaten(made):
    return made.desa_id[:5]


STEPS = {
    "submit": lambda i, by: actions.submit(i, by=by),
    "discard": lambda i, by: actions.discard(i, by=by),
    "send_back": lambda i, by: _assess(i, verifier(i.desa_id[:8]), Rekomendasi.PERBAIKI),
    "reject": lambda i, by: _assess(i, verifier(i.desa_id[:8]), Rekomendasi.TIDAK),
    "tpid": lambda i, by: _assess(i, verifier(i.desa_id[:8])),
    "tik": lambda i, by: _assess(i, pokja(_kabupaten(i))),
    "start": lambda i, by: dokumen_actions.start_capture(i, by=by),
    "fill": fill,
    "package": lambda i, by: dokumen_actions.package(i, by=by),
    "validate": lambda i, by: dokumen_actions.validate(i, by=pokja(_kabupaten(i))),
    "publish": lambda i, by: menu_actions.publish(i, by=pokja(_kabupaten(i))),
    "raise_up": lambda i, by: menu_actions.raise_up(
        i, by=factories.user(Peran.ADMIN, "00"), catatan="Berita acara tim nasional."
    ),
}


def nihil(kode=factories.DESA, by=None, tahun=TAHUN):
    return telaah_actions.declare_nil(
        by=by or writer(kode), desa=factories.wilayah(kode), tahun=tahun, alasan="Sudah ditanya."
    )


def menu(kode=factories.DESA, by=None, **fields):
    """An item taken over from an older menu."""
    given = {
        "judul": f"Embung {next(factories.number)}",
        "bidang": Bidang.INFRASTRUKTUR,
        "sub_bidang": SubBidang.EMBUNG,
        "tahun": TAHUN,
        "ringkasan": "Cekungan di lereng menampung hujan.",
        "kata_kunci": "tadah hujan",
        "biaya": 100_000_000,
    } | fields
    return menu_actions.add(by=by or pokja(kode[:5]), wilayah=factories.wilayah(kode), **given)


def url_kwargs(page):
    """What stands in the URLs of this floor; the pages of promises know their own."""
    if page.startswith(PAGES):
        return _kwargs(page)
    return komitmen.url_kwargs(page)


PAGES = (
    "idea", "detail", "edit", "step", "assess", "prove", "unprove", "merge", "document", "photo",
    "nil", "desk_study", "criteria_edit", "menu_",
)  # fmt: skip


def _kwargs(page):
    if page.startswith("menu_"):
        return _menu_kwargs(page)
    if page == "criteria_edit":
        return {"kode": factories.wilayah(factories.KABUPATEN).pk}
    if page == "desk_study":
        return {"kode": factories.wilayah().pk, "tahun": TAHUN}
    if page.startswith("nil"):
        return {"pk": nihil().pk} | ({"name": "verify_tpid"} if page == "nil_step" else {})
    if page.startswith("idea"):
        return {"pk": kartu().pk} | ({"name": "recap"} if page == "idea_step" else {})
    made = inovasi(S.CAPTURING if page.startswith(("document", "photo")) else S.DIAJUKAN)
    if page.startswith(("document_photo", "photo")) and page != "document_photos":
        media = media_actions.add(made, photo(), by=made.created_by)
        return {"pk": media.pk} if page == "photo" else {"pk": made.pk, "foto": media.pk}
    return {"pk": made.pk} | OTHERS.get(page, lambda made: {})(made)


OTHERS = {
    "step": lambda made: {"name": "take_over"},
    "unprove": lambda made: {"nomor": made.bukti.first().pk},
    "document_block": lambda made: {"blok": "pembuka"},
    "document_rows": lambda made: {"daftar": "langkah"},
}


def _menu_kwargs(page):
    if page == "menu_photo":
        made = inovasi(S.MENU_LOKAL)
        return {"pk": made.media.first().pk}
    return {"kode": menu().kode} | ({"name": "withdraw"} if page == "menu_step" else {})
