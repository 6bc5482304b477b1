"""Rows for a file: exactly those on screen."""

PEOPLE = [
    "Nama", "Nama pengguna", "Nomor HP", "Surel", "Peran", "Jabatan", "Kode tempat", "Tempat",
    "Mulai", "Sampai dengan", "Nomor SK", "Akun",
]  # fmt: skip
TEAMS = [
    "Jenis", "Kode tempat", "Tempat", "Tahun", "Nomor SK", "Tanggal SK", "Nama", "L/P", "Jabatan",
    "Desa",
]  # fmt: skip


def people(orang):
    """One row per role; `di_sini` are those that the reader looks after."""
    for o in orang:
        for t in o.di_sini:
            yield [
                o.nama, o.username, o.telepon, o.email, t.get_peran_display(),
                t.get_jabatan_display(), t.wilayah_id, t.wilayah.nama, t.mulai, t.selesai, t.no_sk,
                "aktif" if o.is_active else "nonaktif",
            ]  # fmt: skip


def teams(tim):
    """One row per member; a team without any keeps its row."""
    for t in tim:
        here = [t.jenis.upper(), t.wilayah_id, t.wilayah.nama, t.tahun, t.no_sk, t.tanggal_sk]
        for a in t.anggota.all():
            desa = a.desa.nama if a.desa else ""
            yield [*here, a.nama, a.jenis_kelamin, a.get_jabatan_display(), desa]
        if not t.anggota.all():
            yield [*here, "", "", "", ""]
