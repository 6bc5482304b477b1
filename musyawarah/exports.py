"""The list of deliberations as rows of a spreadsheet: what is on screen, and no more people."""

from django.db.models import Count, Q

HEADER = [
    "Tahun anggaran", "Jenis", "Judul", "Kode wilayah", "Wilayah", "Tanggal", "Mulai", "Selesai",
    "Tempat", "Nomor berita acara", "Status", "Diundang", "Hadir L", "Hadir P", "Keputusan",
]  # fmt: skip


def _present(jenis_kelamin):
    here = Q(kehadiran__hadir=True, kehadiran__jenis_kelamin=jenis_kelamin)
    return Count("kehadiran", filter=here, distinct=True)


def rows(musyawarah):
    counted = musyawarah.annotate(
        l=_present("L"), p=_present("P"), putusan=Count("keputusan", distinct=True)
    ).order_by("-tanggal", "-pk")
    for m in counted.iterator(chunk_size=500):
        yield [
            m.tahun,
            m.get_jenis_display(),
            m.judul,
            m.wilayah_id,
            m.wilayah.nama,
            m.tanggal,
            m.mulai and f"{m.mulai:%H.%M}",
            m.selesai and f"{m.selesai:%H.%M}",
            m.lokasi,
            m.nomor,
            m.get_status_display(),
            m.diundang,
            m.l,
            m.p,
            m.putusan,
        ]
