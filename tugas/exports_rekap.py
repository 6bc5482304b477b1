"""Recaps for a workbook: the same rows as on screen, one sheet for each table."""

from tugas.rekap import belum, menunggu

LINE = [
    "Kode", "Wilayah", "TIK (SK)", "TIK (MoU)", "TPID (SK)", "TPID (MoU)", "BID", "Desa di BID",
    "BID L", "BID P", "Kartu ide", "Kartu komitmen", "Ditandatangani", "Masuk APBDes",
    "Dianggarkan (Rp)", "MAD L", "MAD P", "Musdes L", "Musdes P", "Kegiatan diterima",
    "Peserta L", "Peserta P", "Ditinjau kedua", "Sepakat", "Berbeda",
]  # fmt: skip


def _line(b):
    return [
        b.tik, b.tik_mou, b.tpid, b.tpid_mou, b.bursa, b.desa_bursa, b.bursa_l, b.bursa_p, b.ide,
        b.kartu, b.ditandatangani, b.apbdes, b.dianggarkan, b.mad_l, b.mad_p, b.musdes_l,
        b.musdes_p, b.diterima, b.peserta_l, b.peserta_p, b.ditarik, b.sepakat, b.berbeda,
    ]  # fmt: skip


def line_sheets(content, below, bidang):
    """The progress line, women's share, bidang, and the places below with their sum."""
    yield (
        "Kemajuan",
        ["Butir", "Jumlah", "Dari", "Satuan", "Menurut terbitan", "Catatan"],
        [
            [b.kata, b.jumlah, b.dari or None, b.satuan, t and t.jumlah, t and t.lain]
            for b, t in content["butir"]
        ],
    )
    people = [row[:4] for row in content["perempuan"]]
    yield ("Perempuan", ["Forum", "L", "P", "Jumlah"], people)
    yield (
        "Bidang",
        ["Bidang", "Kartu ide", "Kartu komitmen", "Ditandatangani", "Masuk APBDes",
         "Dianggarkan (Rp)"],
        [[k, ide, a.kartu, a.ditandatangani, a.apbdes, a.dianggarkan] for k, ide, a in bidang],
    )  # fmt: skip
    rows = [[b.wilayah.pk, _name(b), *_line(b)] for b in below]
    whole = content["baris"]
    yield ("Wilayah", LINE, [*rows, [whole.wilayah.pk, "Jumlah", *_line(whole)]])


def _name(b):
    return f"{b.wilayah.nama} (di tingkat ini)" if b.sendiri else b.wilayah.nama


def year_sheets(found):
    yield ("Tahun", ["Tahun", *LINE[2:]], [[tahun, *_line(b)] for tahun, b in found.items()])


def missing_sheets(rows, below):
    if rows is not None:
        yield ("Belum lapor", belum.HEADER, belum.cells(rows))
    if below:
        words = [words[0] for words in belum.SEBAB.values()]
        yield (
            "Per wilayah",
            ["Kode", "Wilayah", "Desa", "Melapor", *words],
            [
                [w.pk, w.nama, w.jumlah_desa, n["lapor"], *(n[k] for k in belum.SEBAB)]
                for w, n in below
            ],
        )


def waiting_sheets(rows, backlog, reviewers, second):
    yield ("Menunggu", menunggu.HEADER, menunggu.cells(rows))
    queues = [[w.pk, w.nama, *menunggu.numbers(a)] for w, a in backlog]
    yield ("Antrean", menunggu.HEADER_BACKLOG, queues)
    people = [[p.nama, *menunggu.numbers(a)] for p, a in reviewers]
    yield ("Peninjau", menunggu.HEADER_REVIEWERS, people)
    yield (
        "Tinjauan kedua",
        ["Resi", "Desa", "Peninjau pertama", "Peninjau kedua", "Hasil", "Catatan"],
        [
            [u.kegiatan.resi, u.desa.nama, u.created_by.nama, u.kedua.nama,
             u.get_status_display(), u.catatan]
            for u in second
        ],
    )  # fmt: skip
