"""The progress line counted from its rows: of one place and year, part by part. Kept counts are
made from this, and proven by it."""

from datetime import timedelta

from django.db.models import Count, Q, Sum

from desa.choices import JenisKelamin, JenisTim, Tingkat
from desa.kode import level_of
from desa.models import AnggotaTim, Tim
from inovasi.choices import Bidang, StatusBursa
from inovasi.models import Bursa, KartuIde, UndanganDesa
from musyawarah.choices import JenisMusyawarah
from musyawarah.choices import Status as StatusForum
from musyawarah.models import Kehadiran
from tugas.choices import Status, StatusUlang
from tugas.models import Kegiatan, Lapor, TinjauUlang

LEBAR = 8  # of the code of a kecamatan: below it nothing has a row of its own
FORUM = {
    "mad": [JenisMusyawarah.MAD_1, JenisMusyawarah.MAD_2, JenisMusyawarah.MAD_KHUSUS],
    "musdes": [
        JenisMusyawarah.MUSDES_SOSIALISASI, JenisMusyawarah.MUSDES_RKPDES,
        JenisMusyawarah.MUSDES_APBDES, JenisMusyawarah.MUSDES_P2KTD,
    ],
}  # fmt: skip
TIM = {"tik": JenisTim.TIK, "tpid": JenisTim.TPID}


def home(kode):
    """The row in which what lies here is counted."""
    return kode[:LEBAR]


def _here(kode, column="wilayah_id"):
    """What is counted in this row: all of a kecamatan, or only what lies at a place above it."""
    if level_of(kode) == Tingkat.KECAMATAN:
        return Q(**{column.removesuffix("wilayah_id") + "kecamatan": kode})
    return Q(**{column: kode})


def _teams(kode, tahun):
    rows = Tim.objects.filter(wilayah=kode, tahun=tahun).order_by()
    counts = {
        name: n
        for word, jenis in TIM.items()
        for name, n in {
            word: Count("pk", filter=Q(jenis=jenis) & ~Q(no_sk="")),
            f"{word}_mou": Count("pk", filter=Q(jenis=jenis) & ~Q(no_mou="")),
        }.items()
    }
    members = AnggotaTim.objects.filter(tim__wilayah=kode, tim__tahun=tahun).order_by()
    people = {
        f"{word}_{sex.lower()}": Count("pk", filter=Q(tim__jenis=jenis, jenis_kelamin=sex))
        for word, jenis in TIM.items()
        for sex in JenisKelamin.values
    }
    return rows.aggregate(**counts) | members.aggregate(**people)


def _fairs(kode, tahun):
    held = Bursa.objects.filter(_here(kode), tahun=tahun, status=StatusBursa.SELESAI)
    came = UndanganDesa.objects.filter(
        kecamatan=kode, hadir=True, bursa__tahun=tahun, bursa__status=StatusBursa.SELESAI
    ).order_by()
    return {"bursa": held.count()} | came.aggregate(
        desa_bursa=Count("desa", distinct=True),
        bursa_l=Sum("laki", default=0),
        bursa_p=Sum("perempuan", default=0),
    )


def _ideas(kode, tahun):
    rows = KartuIde.objects.filter(kecamatan=kode, tahun=tahun).order_by()
    return rows.aggregate(**{f"ide_{b}": Count("pk", filter=Q(bidang=b)) for b in Bidang.values})


def _forums(kode, tahun):
    rows = Kehadiran.objects.filter(
        _here(kode, "musyawarah__wilayah_id"),
        musyawarah__tahun=tahun,
        musyawarah__status=StatusForum.FINAL,
        hadir=True,
    ).order_by()
    return rows.aggregate(
        **{
            f"{word}_{sex.lower()}": Count(
                "pk", filter=Q(musyawarah__jenis__in=kinds, jenis_kelamin=sex)
            )
            for word, kinds in FORUM.items()
            for sex in JenisKelamin.values
        }
    )


def _entries(kode, tahun):
    rows = Kegiatan.objects.filter(kecamatan=kode, tahun=tahun, status=Status.DITERIMA).order_by()
    return rows.aggregate(
        diterima=Count("pk"),
        peserta_l=Sum("laki", default=0),
        peserta_p=Sum("perempuan", default=0),
    )


def _second(kode, tahun):
    rows = TinjauUlang.objects.filter(kecamatan=kode, tahun=tahun).order_by()
    return rows.aggregate(
        ditarik=Count("pk"),
        sepakat=Count("pk", filter=Q(status=StatusUlang.SEPAKAT)),
        berbeda=Count("pk", filter=Q(status=StatusUlang.BERBEDA)),
    )


PARTS = {
    "tim": _teams,
    "bursa": _fairs,
    "ide": _ideas,
    "forum": _forums,
    "kegiatan": _entries,
    "ulang": _second,
}


def counted(kode, tahun, parts=PARTS):
    """{column of Kemajuan: number}, straight from the rows."""
    found = {}
    for part in parts:
        found |= PARTS[part](kode, tahun)
    return found


def counted_month(kode, bulan):
    """{"lapor", "kembali", "draf"}: villages of a kecamatan, each in the first that fits."""
    groups = {
        "lapor": {Status.TERKIRIM, Status.DITERIMA},
        "kembali": {Status.DIKEMBALIKAN},
        "draf": {Status.DRAF},
    }
    rows = Kegiatan.objects.filter(kecamatan=kode, tanggal__range=(bulan, end_of(bulan)))
    seen = set(rows.order_by().values_list("desa", "status").distinct())
    placed, found = set(), {}
    for name, statuses in groups.items():
        here = {desa for desa, status in seen if status in statuses} - placed
        placed |= here
        found[name] = len(here)
    return found


def end_of(bulan):
    """The last day of the month that begins on this day."""
    return (bulan.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def places_with_facts():
    """{(row's place, year)} of everything that is counted."""
    found = set()
    sources = [(Tim, "wilayah", "tahun"), (Bursa, "wilayah", "tahun")]
    sources += [(KartuIde, "kecamatan", "tahun"), (UndanganDesa, "kecamatan", "bursa__tahun")]
    sources += [(Kehadiran, "musyawarah__wilayah", "musyawarah__tahun")]
    sources += [(Kegiatan, "kecamatan", "tahun"), (TinjauUlang, "kecamatan", "tahun")]
    for model, place, tahun in sources:
        rows = model.objects.order_by().values_list(place, tahun).distinct()
        found |= {(home(kode), year) for kode, year in rows}
    return found


def months_with_facts():
    """{(kecamatan, first day of a month)} of every entry, and of every row kept."""
    rows = Kegiatan.objects.order_by().dates("tanggal", "month")
    kept = set(Lapor.objects.order_by().values_list("wilayah", "bulan"))
    return kept | {
        (kode, bulan)
        for bulan in rows
        for kode in Kegiatan.objects.filter(tanggal__range=(bulan, end_of(bulan)))
        .order_by()
        .values_list("kecamatan", flat=True)
        .distinct()
    }
