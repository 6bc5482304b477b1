"""Commitments and plan lines for a spreadsheet: the same rows, in the same order, as on screen."""

KOMITMEN = [
    "Resi", "Kode desa", "Desa", "Kecamatan", "Bursa", "Menu", "Bidang", "Kegiatan", "Tahun kartu",
    "APBDes", "Dijanjikan (Rp)", "Dianggarkan (Rp)", "Terpakai (Rp)", "Kemajuan (%)", "Sumber",
    "Kepala desa", "Ketua BPD", "Ditandatangani", "Status", "Mengapa berhenti",
]  # fmt: skip
BUTIR = [
    "Kode desa", "Desa", "Kecamatan", "Tahun", "Dokumen", "Nomor", "Tanggal", "Kode kegiatan",
    "Uraian", "Anggaran", "Sumber", "Status", "Komitmen",
]  # fmt: skip

MINAT = [
    "Kode desa", "Desa", "Kecamatan", "Tahun", "Menu", "Mengapa berminat", "Yang disesuaikan",
    "Bursa", "Jadi komitmen",
]  # fmt: skip


def interests(rows):
    for m in rows.iterator(chunk_size=500):
        yield [
            m.desa_id,
            m.desa.nama,
            m.desa.induk.nama,
            m.tahun,
            m.menu.judul,
            m.alasan,
            m.adaptasi,
            str(m.bursa or ""),
            "ya" if m.dijanjikan else "belum",
        ]


def commitments(rows):
    for k in rows.iterator(chunk_size=500):
        yield [
            k.resi,
            k.desa_id,
            k.desa.nama,
            k.desa.induk.nama,
            str(k.bursa or ""),
            str(k.menu or ""),
            k.get_bidang_display(),
            k.nama_kegiatan,
            k.tahun,
            k.tahun_anggaran,
            k.perkiraan_biaya,
            k.dianggarkan,
            k.direalisasi,
            k.persen,
            k.get_sumber_display(),
            k.kades_nama,
            k.bpd_nama,
            k.ditandatangani_at.isoformat() if k.ditandatangani_at else "",
            k.get_status_display(),
            k.get_alasan_display(),
        ]


def lines(rows):
    for b in rows.iterator(chunk_size=500):
        yield [
            b.desa_id,
            b.desa.nama,
            b.desa.induk.nama,
            b.tahun,
            b.get_dokumen_display(),
            b.nomor,
            b.tanggal.isoformat() if b.tanggal else "",
            b.kode_kegiatan,
            b.uraian,
            b.anggaran,
            b.get_sumber_display(),
            b.get_status_display(),
            str(b.komitmen or ""),
        ]
