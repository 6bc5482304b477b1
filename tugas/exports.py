"""Entries for a spreadsheet: the same rows, in the same order, as the list on screen."""

HEADER = [
    "Resi", "Tanggal", "Kode desa", "Desa", "Kecamatan", "Tugas", "Tema", "Jenis", "Judul",
    "Uraian", "Hasil", "L", "P", "Peserta", "Masalah", "Solusi", "Tindak lanjut", "Penulis",
    "Status", "Terkirim", "Diterima",
]  # fmt: skip


def rows(kegiatan):
    for k in kegiatan.iterator(chunk_size=500):
        yield [
            k.resi or "",
            k.tanggal.isoformat(),
            k.desa_id,
            k.desa.nama,
            k.desa.induk.nama,
            k.get_tugas_display(),
            k.get_tema_display(),
            k.get_jenis_display(),
            k.judul,
            k.uraian,
            k.hasil,
            k.laki,
            k.perempuan,
            k.peserta,
            k.masalah,
            k.solusi,
            k.tindak_lanjut,
            k.created_by.nama,
            k.get_status_display(),
            _day(k.terkirim_at),
            _day(k.diterima_at),
        ]


def _day(moment):
    return moment.date().isoformat() if moment else ""
