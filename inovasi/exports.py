"""Rows for a spreadsheet: the same rows, in the same order, as the list on screen."""

IDE = [
    "Nomor kartu", "Tanggal", "Kode desa", "Desa", "Kecamatan", "Judul", "Bidang", "Uraian",
    "Masalah", "Sudah berjalan", "Sejak tahun", "Manfaat", "Pengusul", "Jabatan", "Status",
]  # fmt: skip
INOVASI = [
    "Kode desa", "Desa", "Kecamatan", "Tahun", "Judul", "Bidang", "Sub-bidang", "Ringkasan",
    "Berjalan sejak", "Biaya per tahun", "Sumber dana", "Hasil", "Satuan", "Sebelum", "Sesudah",
    "Penerima L", "Penerima P", "Penulis", "Status",
]  # fmt: skip


def ideas(rows):
    for k in rows.iterator(chunk_size=500):
        yield [
            k.nomor_kartu,
            k.tanggal.isoformat(),
            k.desa_id,
            k.desa.nama,
            k.desa.induk.nama,
            k.judul,
            k.get_bidang_display(),
            k.uraian,
            k.masalah,
            "ya" if k.sudah_berjalan else "belum",
            k.sejak_tahun,
            k.manfaat,
            k.pengusul,
            k.get_jabatan_display(),
            k.get_status_display(),
        ]


def innovations(rows):
    for i in rows.iterator(chunk_size=500):
        yield [
            i.desa_id,
            i.desa.nama,
            i.desa.induk.nama,
            i.tahun,
            i.judul,
            i.get_bidang_display(),
            i.get_sub_bidang_display(),
            i.ringkasan,
            i.tahun_mulai,
            i.biaya,
            i.get_sumber_dana_display(),
            i.hasil,
            i.hasil_satuan,
            i.hasil_sebelum,
            i.hasil_sesudah,
            i.penerima_l,
            i.penerima_p,
            i.created_by.nama,
            i.get_status_display(),
        ]
