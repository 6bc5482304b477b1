"""Rows of the lists of needs and works, and of a cash book, for a file."""

NEEDS = ["Kode desa", "Desa", "Tahun", "Kebutuhan", "Bidang", "Layanan", "Perkiraan biaya",
         "Prioritas", "Alokasi", "Berita acara", "Status"]  # fmt: skip
WORKS = ["Kode desa", "Desa", "Tahun", "Pekerjaan", "Penyedia", "Harga", "Mulai", "Selesai",
         "Dibayar", "Status"]  # fmt: skip
CASH = ["No", "Tanggal", "Nomor bukti", "Uraian", "Pos", "Debet", "Kredit", "Saldo"]


def needs(rows):
    for k in rows.iterator(chunk_size=500):
        yield [
            k.desa_id, k.desa.nama, k.tahun, k.judul, k.get_bidang_display(),
            k.get_layanan_display(), k.perkiraan_biaya, k.prioritas, k.alokasi, k.berita_acara,
            k.get_status_display(),
        ]  # fmt: skip


def works(rows):
    for p in rows.iterator(chunk_size=500):
        yield [
            p.desa_id, p.desa.nama, p.tahun, p.judul, p.penyedia.nama if p.penyedia else "",
            p.harga, p.mulai, p.selesai, p.dibayar, p.get_status_display(),
        ]  # fmt: skip


def cash(dana):
    """The book with its running balance. The layout is this list; the rows stay as they are."""
    for r in dana.kas.with_balance().select_related("pos"):
        pos = r.pos.nama if r.pos else ""
        yield [r.urut, r.tanggal, r.bukti_nomor, r.uraian, pos, r.debit, r.kredit, r.saldo]
