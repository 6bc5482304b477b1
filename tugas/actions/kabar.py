"""What goes into inboxes from this floor: what came back, what waits too long, what falls due."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.urls import reverse

from desa.actions.pemberitahuan import notify, settle
from desa.choices import AlasanKabar, Tingkat
from desa.kode import level_of
from desa.models import Penugasan, Wilayah
from ppid.lib.tanggal import tgl
from tugas.bulan import Periode
from tugas.choices import Status, StatusLaporan
from tugas.keadaan import Keadaan
from tugas.models import Capaian, Kegiatan, LaporanBulanan
from tugas.models.laporan import rule_for
from tugas.workflow import JUDGES, REPORTERS, SUPERVISES

SEBELUM = (3, 14, 30)  # days before a step falls due
LAMA = 7  # days after which a review, or a draft, has waited too long
JANGKAUAN = {Tingkat.KABUPATEN, Tingkat.KECAMATAN, Tingkat.DESA}  # no province is told of a stone


# In the transaction of the step


def tell_returned(kegiatan, catatan):
    notify(
        kegiatan.created_by,
        AlasanKabar.DIKEMBALIKAN,
        kegiatan,
        f"Perbaiki “{kegiatan}” di {kegiatan.desa}, {tgl(kegiatan.tanggal)}.",
        kunci=f"putaran {kegiatan.putaran}",
        rincian=catatan,
    )


def tell_mended(obj):
    settle(obj, AlasanKabar.DIKEMBALIKAN)


def tell_handed_in(laporan):
    """Whoever supervises the author, where the report lies."""
    judges = {acting for acting, whose in SUPERVISES.items() if laporan.peran in whose}
    settle(laporan, AlasanKabar.DIKEMBALIKAN)
    notify(
        _near(laporan.wilayah_id, judges) - {laporan.created_by_id},
        AlasanKabar.LAPORAN,
        laporan,
        f"Periksa {laporan}, lalu setujui atau kembalikan.",
        kunci=f"{laporan.diajukan_at:%Y-%m-%d %H:%M:%S.%f}",
    )


def tell_report_returned(laporan, catatan):
    settle(laporan, AlasanKabar.LAPORAN)
    notify(
        laporan.created_by,
        AlasanKabar.DIKEMBALIKAN,
        laporan,
        f"Laporan {laporan.periode} dikembalikan: perbaiki, lalu ajukan lagi.",
        kunci=f"{laporan.diajukan_at:%Y-%m-%d %H:%M:%S.%f}",
        rincian=catatan,
    )


def tell_report_approved(laporan):
    settle(laporan, AlasanKabar.LAPORAN)
    notify(
        laporan.created_by,
        AlasanKabar.DIPUTUSKAN,
        laporan,
        f"Laporan {laporan.periode} disetujui: {laporan.get_rekomendasi_display().lower()}.",
        kunci=f"{laporan.diputus_at:%Y-%m-%d %H:%M:%S.%f}",
        rincian=laporan.alasan_rekomendasi,
    )


def _near(kode, peran):
    """Keys of the people who hold these roles over a place, in its kabupaten or below it."""
    held = Penugasan.objects.in_force().filter(peran__in=peran, wilayah__kabupaten=kode[:5])
    held = held.filter(pengguna__is_active=True)
    return {pk for pk, at in held.values_list("pengguna", "wilayah") if kode.startswith(at)}


# Every morning


def morning(today):
    """Tell what the calendar brings; how many pieces of news there were."""
    found = late_reviews(today) + due_steps(today) + old_drafts(today)
    return found + report_windows(today)


def report_windows(today):
    """On the first of a month and on the last day in time: who has not handed in the month
    before."""
    periode = Periode.of(today).previous
    rows = LaporanBulanan.objects.of_month(periode)
    done = rows.exclude(status__in=[StatusLaporan.TERBUKA, StatusLaporan.DIKEMBALIKAN])
    held = Penugasan.objects.overlapping(periode.awal, periode.akhir).filter(peran__in=REPORTERS)
    held = held.filter(pengguna__is_active=True).exclude(pengguna__in=done.values("created_by"))
    owing = defaultdict(set)
    for person, kode in held.values_list("pengguna", "wilayah"):
        owing[kode[:5]].add(person)
    return sum(_tell_window(kode, people, periode, today) for kode, people in owing.items())


def _tell_window(kabupaten, people, periode, today):
    batas = periode.deadline(rule_for(kabupaten, periode).hari_batas)
    if today not in {batas, periode.next.awal}:
        return 0
    return notify(
        people,
        AlasanKabar.LAPORAN,
        None,
        f"Ajukan laporan {periode} paling lambat {tgl(batas)}.",
        tautan=f"{reverse('tugas:month')}?bulan={periode.kunci}",
        tenggat=batas,
        kunci=f"{periode.kunci} {'akhir' if today == batas else 'awal'}",
    )


def late_reviews(today):
    """Once a week, to each reviewer: how many entries have waited too long."""
    before = today - timedelta(days=LAMA)
    rows = Kegiatan.objects.filter(status=Status.TERKIRIM, terkirim_at__date__lt=before)
    waiting = Counter(rows.order_by().values_list("kecamatan", "peran"))
    held = _holders(JUDGES, {kecamatan for kecamatan, _ in waiting})
    told = 0
    for person, places in held.items():
        n = sum(waiting[kode, author] for kode, acting in places for author in JUDGES[acting])
        if n:
            told += notify(
                [person],
                AlasanKabar.MENUNGGU,
                None,
                f"{n} kegiatan menunggu tinjauan Anda lebih dari {LAMA} hari.",
                tautan=reverse("tugas:queue"),
                kunci=_week(today),
            )
    return told


def _holders(peran, kodes):
    """{person: {(place, role)}} for roles held exactly in these places."""
    rows = Penugasan.objects.in_force().filter(peran__in=[*peran], wilayah__in=kodes)
    found = defaultdict(set)
    for person, kode, role in rows.filter(pengguna__is_active=True).values_list(
        "pengguna", "wilayah", "peran"
    ):
        found[person].add((kode, role))
    return found


def _week(today):
    year, week, _ = today.isocalendar()
    return f"{year} minggu {week}"


def due_steps(today):
    """30, 14 and 3 days before a step falls due, and when it is late: whose turn it is."""
    rows = Capaian.objects.exclude(langkah="").filter(tahun__gte=today.year - 1)
    near = rows.filter(batas__range=(today, today + timedelta(days=SEBELUM[-1])))
    late = rows.filter(keadaan=Keadaan.TERLAMBAT)
    told = 0
    for kabupaten in sorted({*_kabupaten_of(near), *_kabupaten_of(late)}):
        news = defaultdict(list)
        people = _people_of(kabupaten)
        for stone in (near | late).filter(kabupaten=kabupaten).order_by("desa", "nomor"):
            for person, kode, peran in people:
                if peran == stone.siapa and stone.desa_id.startswith(kode):
                    days = _threshold(stone, today)
                    apart = "" if days else stone.desa_id  # villages fall late one by one
                    news[person, days, stone.langkah, stone.batas, apart].append(stone)
        told += sum(_tell_due(*key, stones) for key, stones in news.items())
    return told


def _kabupaten_of(stones):
    return stones.order_by().values_list("kabupaten", flat=True).distinct()


def _people_of(kabupaten):
    held = Penugasan.objects.in_force().filter(wilayah__kabupaten=kabupaten)
    rows = held.filter(pengguna__is_active=True).values_list("pengguna", "wilayah", "peran")
    return [row for row in rows if level_of(row[1]) in JANGKAUAN]


def _threshold(stone, today):
    """How many days before: 30, 14, 3; 0 when it is late."""
    if stone.keadaan == Keadaan.TERLAMBAT or not stone.batas:
        return 0
    left = (stone.batas - today).days
    return next(days for days in SEBELUM if left <= days)


def _tell_due(person, days, langkah, batas, apart, stones):
    names = Wilayah.objects.filter(pk__in=[s.desa_id for s in stones]).order_by("pk")
    names = list(names.values_list("nama", flat=True))
    where = names[0] if len(names) == 1 else f"{len(names)} desa"
    alone = stones[0].tautan if len(stones) == 1 else reverse("tugas:villages")
    return notify(
        [person],
        AlasanKabar.TENGGAT if days else AlasanKabar.TERLAMBAT,
        None,
        f"{where}: {langkah}",
        tautan=alone,
        tenggat=batas,
        kunci=f"{stones[0].tahun} {apart} {langkah[:80]} {batas} {days}",
        rincian="" if len(names) == 1 else ", ".join(names),
    )


def old_drafts(today):
    """Once a week, to the author: what was written but never sent."""
    before = today - timedelta(days=LAMA)
    rows = Kegiatan.objects.filter(status=Status.DRAF, updated_at__date__lt=before)
    return sum(
        notify(
            [person],
            AlasanKabar.MENUNGGU,
            None,
            f"{n} draf Anda belum dikirim lebih dari {LAMA} hari. Kirim, atau buang.",
            tautan=f"{reverse('tugas:index')}?status={Status.DRAF}",
            kunci=f"draf {_week(today)}",
        )
        for person, n in Counter(rows.order_by().values_list("created_by", flat=True)).items()
    )
