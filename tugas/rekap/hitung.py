"""The progress line counted from its rows, part by part: of one place, or of all places of a year
at once. Kept counts are made from this, and proven by it."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Count, Q, Sum

from desa.choices import JenisKelamin, JenisTim
from desa.models import AnggotaTim, Tim
from inovasi.choices import Bidang, StatusBursa
from inovasi.models import Bursa, KartuIde, UndanganDesa
from musyawarah.choices import JenisMusyawarah
from musyawarah.choices import Status as StatusForum
from musyawarah.models import Kehadiran
from tugas.choices import Status, StatusUlang
from tugas.models import Kegiatan, TinjauUlang

LEBAR = 8  # of the code of a kecamatan: below it nothing has a row of its own
MAD = [JenisMusyawarah.MAD_1, JenisMusyawarah.MAD_2, JenisMusyawarah.MAD_KHUSUS]
MUSDES = [
    JenisMusyawarah.MUSDES_SOSIALISASI, JenisMusyawarah.MUSDES_RKPDES,
    JenisMusyawarah.MUSDES_APBDES, JenisMusyawarah.MUSDES_P2KTD,
]  # fmt: skip
TIM = {"tik": JenisTim.TIK, "tpid": JenisTim.TPID}
SEX = [(sex.lower(), sex) for sex in JenisKelamin.values]


def home(kode):
    """The row in which what lies here is counted: its kecamatan, or the place above it. It is
    also what stands in the column `kecamatan` of every row that has a place."""
    return kode[:LEBAR]


def _n(**condition):
    return Count("pk", filter=Q(**condition))


# part -> [(rows of a year, their path to the column of the kecamatan, {column: count})]
PARTS = {
    "tim": [
        (
            lambda tahun: Tim.objects.filter(tahun=tahun),
            "kecamatan",
            {k: _n(jenis=j, no_sk__gt="") for k, j in TIM.items()}
            | {f"{k}_mou": _n(jenis=j, no_mou__gt="") for k, j in TIM.items()},
        ),
        (
            lambda tahun: AnggotaTim.objects.filter(tim__tahun=tahun),
            "tim__kecamatan",
            {
                f"{k}_{end}": _n(tim__jenis=j, jenis_kelamin=sex)
                for k, j in TIM.items()
                for end, sex in SEX
            },
        ),
    ],
    "bursa": [
        (
            lambda tahun: Bursa.objects.filter(tahun=tahun, status=StatusBursa.SELESAI),
            "kecamatan",
            {"bursa": Count("pk")},
        ),
        (
            lambda tahun: UndanganDesa.objects.filter(
                hadir=True, bursa__tahun=tahun, bursa__status=StatusBursa.SELESAI
            ),
            "kecamatan",
            {
                "desa_bursa": Count("desa", distinct=True),
                "bursa_l": Sum("laki", default=0),
                "bursa_p": Sum("perempuan", default=0),
            },
        ),
    ],
    "ide": [
        (
            lambda tahun: KartuIde.objects.filter(tahun=tahun),
            "kecamatan",
            {f"ide_{b}": _n(bidang=b) for b in Bidang.values},
        )
    ],
    "forum": [
        (
            lambda tahun: Kehadiran.objects.filter(
                hadir=True, musyawarah__tahun=tahun, musyawarah__status=StatusForum.FINAL
            ),
            "musyawarah__kecamatan",
            {
                f"{word}_{end}": _n(musyawarah__jenis__in=kinds, jenis_kelamin=sex)
                for word, kinds in (("mad", MAD), ("musdes", MUSDES))
                for end, sex in SEX
            },
        )
    ],
    "kegiatan": [
        (
            lambda tahun: Kegiatan.objects.filter(tahun=tahun, status=Status.DITERIMA),
            "kecamatan",
            {
                "diterima": Count("pk"),
                "peserta_l": Sum("laki", default=0),
                "peserta_p": Sum("perempuan", default=0),
            },
        )
    ],
    "ulang": [
        (
            lambda tahun: TinjauUlang.objects.filter(tahun=tahun),
            "kecamatan",
            {
                "ditarik": Count("pk"),
                "sepakat": _n(status=StatusUlang.SEPAKAT),
                "berbeda": _n(status=StatusUlang.BERBEDA),
            },
        )
    ],
}
COLUMNS = [name for steps in PARTS.values() for _, _, counts in steps for name in counts]


def counted(kode, tahun, part):
    """{column of Kemajuan: number} of one place and part, straight from the rows."""
    found = {}
    for rows, path, counts in PARTS[part]:
        found |= rows(tahun).filter(**{path: kode}).order_by().aggregate(**counts)
    return found


def counted_year(tahun):
    """{place: {column: number}} of everything there is in a year; places without any are left
    out."""
    found = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))
    for steps in PARTS.values():
        for rows, path, counts in steps:
            grouped = rows(tahun).order_by().values_list(path).annotate(**counts)
            for kode, *numbers in grouped.values_list(path, *counts):
                found[kode].update(zip(counts, numbers, strict=True))
    return {kode: line for kode, line in found.items() if any(line.values())}


def years_with_facts():
    years = set()
    for model, path in (
        (Tim, "tahun"), (Bursa, "tahun"), (KartuIde, "tahun"), (Kegiatan, "tahun"),
        (Kehadiran, "musyawarah__tahun"), (TinjauUlang, "tahun"),
    ):  # fmt: skip
        years |= set(model.objects.order_by().values_list(path, flat=True).distinct())
    return years


GROUPS = {  # a village stands in the first that fits
    "lapor": {Status.TERKIRIM, Status.DITERIMA},
    "kembali": {Status.DIKEMBALIKAN},
    "draf": {Status.DRAF},
}


def counted_month(kode, bulan):
    """{"lapor", "kembali", "draf"}: villages of a kecamatan."""
    return _grouped(_of_month(bulan).filter(kecamatan=kode)).get(kode, dict.fromkeys(GROUPS, 0))


def counted_months(bulan):
    """{kecamatan: the same three} of everything written in a month."""
    return _grouped(_of_month(bulan))


def _of_month(bulan):
    rows = Kegiatan.objects.filter(tanggal__range=(bulan, end_of(bulan)))
    return rows.exclude(status=Status.DIBUANG).order_by()


def _grouped(rows):
    statuses = defaultdict(set)
    for kode, desa, status in rows.values_list("kecamatan", "desa", "status").distinct():
        statuses[kode, desa].add(status)
    found = defaultdict(lambda: dict.fromkeys(GROUPS, 0))
    for (kode, _), seen in statuses.items():
        found[kode][next(name for name, group in GROUPS.items() if group & seen)] += 1
    return found


def months_with_facts():
    """The first day of every month in which something was written."""
    return set(Kegiatan.objects.order_by().dates("tanggal", "month"))


def end_of(bulan):
    """The last day of the month that begins on this day."""
    return (bulan.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
