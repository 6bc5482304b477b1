"""Lists as rows of a spreadsheet: what is on screen, and no more."""

from django.utils import timezone

DIRECTORY = [
    "Nama", "Jenis", "Bentuk", "Bidang", "Layanan", "Bentuk layanan", "Kabupaten",
    "Wilayah layanan", "Pengalaman (tahun)", "Nomor SK", "Tanggal SK", "Berlaku sampai",
]  # fmt: skip
PROVIDERS = ["Nomor pendaftaran", "Status", "Skor", *DIRECTORY]


def directory(penyedia):
    for p in penyedia:
        yield _public(p)


def providers(penyedia):
    for p in penyedia:
        yield [p.nomor, p.get_status_display(), p.skor, *_public(p)]


def _public(p):
    return [
        p.nama,
        p.get_jenis_display(),
        p.get_bentuk_display(),
        ", ".join(p.bidang),
        ", ".join(p.jenis_layanan),
        ", ".join(p.bentuk_layanan),
        p.wilayah.nama,
        ", ".join(p.tempat_layanan),
        p.tahun_pengalaman,
        p.no_sk,
        p.tanggal_sk,
        p.berlaku_sampai,
    ]


COMPLAINTS = [
    "Nomor", "Diterima", "Kabupaten", "Penyedia", "Pekerjaan", "Kategori", "Status",
    "Ditanggapi paling lambat", "Selesai paling lambat", "Terlambat", "Penangan",
]  # fmt: skip


def complaints(pengaduan):
    """Neither who reported nor what was told leaves the page of one complaint."""
    for p in pengaduan:
        yield [
            p.nomor,
            timezone.localdate(p.created_at),
            p.wilayah.nama,
            p.penyedia.nama if p.penyedia else "",
            p.pekerjaan.judul if p.pekerjaan else "",
            p.get_kategori_display(),
            p.get_status_display(),
            p.batas_tanggap,
            p.batas_selesai,
            "ya" if p.is_late else "",
            str(p.penangan or ""),
        ]


SELECTIONS = [
    "Tahun anggaran", "Desa", "Kode desa", "Kebutuhan", "Bidang", "Layanan", "Mulai", "Selesai",
    "Perkiraan biaya", "Status", "Penyedia", "Alasan",
]  # fmt: skip


def selections(pemilihan):
    for p in pemilihan:
        yield [
            p.tahun,
            p.desa.nama,
            p.desa_id,
            p.judul,
            p.get_bidang_display(),
            p.get_layanan_display(),
            p.mulai,
            p.selesai,
            p.biaya,
            p.get_status_display(),
            p.penyedia.nama if p.penyedia else "",
            p.alasan,
        ]
