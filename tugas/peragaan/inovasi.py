"""Ideas, innovations in every state, documents, and the menu of the demonstration."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from uuid6 import uuid7

from desa.actions import orang as orang_actions
from desa.actions.foto import encode
from desa.choices import Peran
from desa.kode import NUSANTARA
from desa.models import Wilayah
from inovasi.actions import dokumen as dokumen_actions
from inovasi.actions import ide as ide_actions
from inovasi.actions import inovasi as actions
from inovasi.actions import menu as menu_actions
from inovasi.actions import penilaian as penilaian_actions
from inovasi.actions import perencanaan
from inovasi.actions import telaah as telaah_actions
from inovasi.choices import Rekomendasi
from inovasi.models import Inovasi, MenuInovasi
from ppid.lib.foto import read_photo
from tugas.peragaan.isi_inovasi import DOKUMEN, IDE, INOVASI, short
from tugas.peragaan.isi_menu import MENU
from tugas.peragaan.orang import KALIPARE, SEJAK, villages_of
from tugas.peragaan.waktu import at

# What the APBDes of the village that is studied held, in millions, three to one years ago.
DIBACA = {
    "Pengelolaan bank sampah dusun": (18, 12, 6),
    "Makanan tambahan balita dari kebun gizi": (8, 10, 12),
    "Rabat beton jalan dusun": (0, 145, 0),
    "Lampu penerangan jalan": (0, 0, 60),
    "Pelatihan perangkat desa": (15, 0, 0),
}

# How far each one came, by the steps that were taken.
STEPS = ["submit", "tpid", "tik", "start", "fill", "package", "validate", "publish"]


def all_of_them(who, names, today):
    _menu(who, names, today)
    desa = villages_of(KALIPARE)
    _ideas(who, names, desa, today)
    for order, (judul, reach, fields) in enumerate(INOVASI):
        place = desa[order % 4]
        start = date(today.year, 2, 3) + timedelta(days=9 * order)
        _innovation(who, names, place, min(start, today), judul, reach, fields)
    with at(today - timedelta(days=20)):
        telaah_actions.declare_nil(
            by=who["pld-kalipare"],
            desa=desa[5],
            tahun=today.year,
            alasan="RKPDes dan APBDes tiga tahun sudah dibaca bersama sekretaris desa, kepala "
            "dusun dan ketua kelompok tani sudah ditanya. Kegiatannya sama dengan desa sekitar.",
        )
    _study(who, names, desa[0], today)


def _menu(who, names, today):
    """Taken over from the lists of earlier fairs by somebody who looks after the whole country."""
    with at(SEJAK):
        by, _ = orang_actions.create_person(
            by=None, username="admin-nasional", nama=names.next("P"), telepon="+6281200000099",
            penugasan={
                "peran": Peran.ADMIN, "jabatan": "", "mulai": SEJAK,
                "wilayah": [Wilayah.objects.get(pk=NUSANTARA)],
            },
        )  # fmt: skip
    with at(date(today.year, 1, 8)):
        for place, tahun, bidang, sub, tipologi, judul, ringkasan, kunci, biaya in MENU:
            if MenuInovasi.objects.filter(judul=judul, inovasi=None).exists():
                continue
            menu_actions.add(
                by=by, wilayah=Wilayah.objects.get(pk=place), tahun=tahun, bidang=bidang,
                sub_bidang=sub, tipologi=tipologi, judul=judul, ringkasan=ringkasan,
                kata_kunci=kunci, biaya=biaya,
            )  # fmt: skip


def _ideas(who, names, desa, today):
    for order, (judul, bidang, masalah, uraian, sejak, reach) in enumerate(IDE):
        day = min(date(today.year, 3, 2) + timedelta(days=7 * order), today)
        with at(day):
            kartu = ide_actions.create(
                by=who["pld"], id=uuid7(), desa=desa[order % 4], tahun=today.year, tanggal=day,
                judul=judul, bidang=bidang, masalah=masalah, uraian=uraian,
                sudah_berjalan=bool(sejak), sejak_tahun=sejak, pengusul=names.next("P"),
                jabatan="tokoh", bersedia_didokumentasikan=True,
            )  # fmt: skip
        with at(min(day + timedelta(days=5), today)):
            if reach != "diisi":
                ide_actions.recap(kartu, by=who["tpid"])
            if reach == "inovatif":
                ide_actions.accept(kartu, by=who["tik"])
            if reach == "bukan":
                ide_actions.refuse(kartu, by=who["tik"], catatan="Kegiatan rutin setiap desa.")


def _innovation(who, names, desa, start, judul, reach, fields):
    pld = who["pld"]
    with at(start):
        made = actions.create(
            by=pld, id=uuid7(), desa=desa, tahun=start.year, judul=judul,
            pelaku=names.next("P"), **fields,
        )  # fmt: skip
        if reach == "draf":
            return
        for kriteria in ("kebaruan", "masalah", "berjalan", "manfaat", "bukti"):
            actions.prove(made, by=pld, kriteria=kriteria, teks=PROOF[kriteria])
    acts = {
        "submit": lambda i: actions.submit(i, by=pld),
        "send_back": lambda i: _assess(i, who["tpid-verifikator"], Rekomendasi.PERBAIKI),
        "reject": lambda i: _assess(i, who["tpid-verifikator"], Rekomendasi.TIDAK),
        "tpid": lambda i: _assess(i, who["tpid-verifikator"]),
        "tik": lambda i: _assess(i, who["tik"]),
        "start": lambda i: dokumen_actions.start_capture(i, by=pld),
        "fill": lambda i: _fill(i, pld, names),
        "package": lambda i: dokumen_actions.package(i, by=pld),
        "validate": lambda i: dokumen_actions.validate(i, by=who["tik"]),
        "publish": lambda i: menu_actions.publish(i, by=who["tik"]),
    }
    taken = ["submit", reach] if reach in ("send_back", "reject") else _until(reach)
    for n, name in enumerate(taken, start=1):
        with at(start + timedelta(days=3 * n), 10):
            acts[name](Inovasi.objects.select_related("desa__induk").get(pk=made.pk))


PROOF = {
    "kebaruan": "Keterangan kepala dusun: belum pernah ada sebelumnya.",
    "masalah": "Notulen Musdes, pokok bahasan kedua.",
    "berjalan": "Buku kegiatan kelompok sejak awal, diperlihatkan ketuanya.",
    "manfaat": "Daftar penerima, ditandatangani ketua RT.",
    "bukti": "APBDes tahun lalu, bidang pemberdayaan, baris ketiga.",
}


def _until(reach):
    return STEPS[: STEPS.index(reach) + 1]


def _assess(inovasi, by, rekomendasi=Rekomendasi.LAYAK):
    points, alasan = [], ""
    if rekomendasi == Rekomendasi.PERBAIKI:
        points = [{"bidang": "hasil", "catatan": "Tulis angkanya: berapa sebelum, berapa sesudah."}]
    if rekomendasi == Rekomendasi.TIDAK:
        alasan = "Kegiatan ini baru direncanakan warga dan belum ada hasilnya."
    skor = {b["kode"]: (2 - n % 3 // 2, "") for n, b in enumerate(inovasi.kriteria.butir)}
    penilaian_actions.assess(
        inovasi, by=by, rekomendasi=rekomendasi, cara="kunjungan", skor=skor, alasan=alasan,
        tanggal=inovasi.created_at.date(), points=points,
    )  # fmt: skip


def _fill(inovasi, pld, names):
    dokumen = inovasi.dokumen
    told = DOKUMEN if inovasi.judul.startswith("Bank sampah") else short(inovasi)
    nama = names.next("P")
    dokumen_actions.write(
        dokumen, by=pld, kontak_nama=nama, kontak_hp="0812-0000-0001", kontak_setuju=True,
        **told["teks"],
    )  # fmt: skip
    for name in ("langkah", "pembiayaan", "hasil"):
        dokumen_actions.write_rows(dokumen, name, by=pld, rows=told[name])
    people = [("penerima", "wawancara"), ("pemdes", "wawancara"), ("tokoh", "diskusi")]
    dokumen_actions.write_rows(
        dokumen, "informan", by=pld,
        rows=[{"nama": names.next("L"), "unsur": u, "metode": m} for u, m in people],
    )  # fmt: skip
    dokumen_actions.save_version(dokumen, by=pld, nama="Sesudah wawancara")
    for n, keterangan in enumerate(told["foto"]):
        dokumen_actions.add_photo(
            inovasi, picture(n, keterangan), by=pld, keterangan=keterangan, fotografer=pld.nama,
            persetujuan=n < 4,
        )  # fmt: skip


def picture(n, keterangan):
    """A drawn yard with sacks and hills: no real person, no real place."""
    image = Image.new("RGB", (1200, 900), (206 - 9 * n, 226, 236 - 6 * n))
    pen = ImageDraw.Draw(image)
    pen.polygon([(0, 520), (380, 300), (760, 540), (1200, 380), (1200, 900), (0, 900)],
                fill=(58, 120 + 10 * n, 78))  # fmt: skip
    pen.polygon([(0, 700), (600, 600), (1200, 720), (1200, 900), (0, 900)], fill=(160, 132, 92))
    pen.ellipse([930, 90, 1050, 210], fill=(250, 204, 84))
    for k in range(5):
        left = 120 + 190 * k
        colour = (205 - 22 * k, 150 + 8 * n, 70 + 25 * k)
        pen.rounded_rectangle([left, 610 - 12 * (k % 2), left + 130, 770], 24, fill=colour)
    return read_photo(SimpleUploadedFile(f"foto-{n}.jpg", encode(image, quality=82), "image/jpeg"))


def _study(who, names, desa, today):
    with at(today - timedelta(days=42)):
        perencanaan.add_lines(list(_read(desa, today.year)), by=who["pld"])
    with at(today - timedelta(days=40)):
        telaah_actions.write_study(
            by=who["pld"], desa=desa, tahun=today.year,
            catatan="Pos pengolahan sampah muncul sejak dua tahun lalu dan anggarannya mengecil, "
            "karena bank sampah mulai membiayai dirinya sendiri. Patut ditanyakan kepada pengurus.",
            informan=[
                {"nama": names.next("L"), "unsur": "pemdes", "metode": "wawancara",
                 "tanggal": today - timedelta(days=41), "pokok": "Anggaran pos sampah turun."},
                {"nama": names.next("P"), "unsur": "penerima", "metode": "diskusi",
                 "tanggal": today - timedelta(days=41), "pokok": "Tabungan dipakai biaya sekolah."},
            ],
        )  # fmt: skip


def _read(desa, tahun):
    """The lines that a companion typed from the budgets of three years."""
    for uraian, juta in DIBACA.items():
        for back, million in zip((3, 2, 1), juta, strict=True):
            if million:
                yield {
                    "id": uuid7(), "desa": desa, "tahun": tahun - back, "dokumen": "apbdes",
                    "nomor": f"6 Tahun {tahun - back - 1}", "uraian": uraian,
                    "tanggal": date(tahun - back - 1, 12, 20), "anggaran": million * 1_000_000,
                }  # fmt: skip
