"""The list of deliberations as rows of a spreadsheet: what is on screen, and no more people."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from musyawarah.models import Kehadiran, Keputusan

HEADER = [
    "Tahun anggaran", "Jenis", "Judul", "Kode wilayah", "Wilayah", "Tanggal", "Mulai", "Selesai",
    "Tempat", "Nomor berita acara", "Status", "Diundang", "Hadir L", "Hadir P", "Keputusan",
]  # fmt: skip


def _number(rows):
    """How many of these rows a meeting has; each counted apart, so that they do not multiply."""
    own = rows.filter(musyawarah=OuterRef("pk")).order_by().values("musyawarah")
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)


def rows(musyawarah):
    here = Kehadiran.objects.filter(hadir=True)
    counted = musyawarah.annotate(
        l=_number(here.filter(jenis_kelamin="L")),
        p=_number(here.filter(jenis_kelamin="P")),
        putusan=_number(Keputusan.objects.all()),
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
