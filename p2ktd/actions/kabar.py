"""What goes into inboxes from this floor: complaints, papers that end, works that are late."""

from datetime import timedelta

from django.urls import reverse

from desa.actions.pemberitahuan import notify, settle
from desa.choices import AlasanKabar, Jabatan, Peran
from desa.models import Penugasan
from p2ktd.models import Pekerjaan, Pengaduan, Penyedia
from p2ktd.models.pengaduan import TERBUKA
from ppid.lib.tanggal import tgl

SEBELUM = (0, 14, 30, 60)  # days before a decree or a paper ends


def _holders(peran, kode, jabatan=""):
    """Keys of the people with this role over a place, at it or above it."""
    held = Penugasan.objects.in_force().filter(peran=peran, pengguna__is_active=True)
    if jabatan:
        held = held.filter(jabatan__in=jabatan)
    return {person for person, at in held.values_list("pengguna", "wilayah") if kode.startswith(at)}


# In the transaction of the step


def tell_complaint(pengaduan):
    """To the Admins of its kabupaten; neither reporter nor what was told is in it."""
    notify(
        _holders(Peran.ADMIN, pengaduan.wilayah_id),
        AlasanKabar.PENGADUAN,
        pengaduan,
        f"{pengaduan} masuk. Tanggapi paling lambat {tgl(pengaduan.batas_tanggap)}.",
        tenggat=pengaduan.batas_tanggap,
    )


def tell_settled(pengaduan):
    settle(pengaduan, AlasanKabar.PENGADUAN, AlasanKabar.TERLAMBAT)


def tell_lpj_back(dana, catatan):
    notify(
        _holders(Peran.TPID, dana.wilayah_id, [Jabatan.KETUA, Jabatan.BENDAHARA]),
        AlasanKabar.DIKEMBALIKAN,
        dana,
        f"LPJ {dana}: {dana.get_status_display().lower()}. Perbaiki, lalu ajukan lagi.",
        kunci=f"{dana.updated_at:%Y-%m-%d %H:%M:%S.%f}",
        rincian=catatan,
    )


def tell_lpj_filed(dana):
    settle(dana, AlasanKabar.DIKEMBALIKAN)


def tell_verdict(pekerjaan, catatan):
    """What the Musdes said, to the TPID that must mend it or may pay."""
    notify(
        _holders(Peran.TPID, pekerjaan.kecamatan),
        AlasanKabar.PEKERJAAN,
        pekerjaan,
        f"Musdes tentang “{pekerjaan}”: {pekerjaan.get_putusan_display().lower()}.",
        kunci=f"{pekerjaan.putaran} {pekerjaan.musdes_nomor} {pekerjaan.putusan}",
        rincian=catatan,
    )


# Every morning


def morning(today):
    """Tell what the calendar brings; how many pieces of news there were."""
    return late_complaints(today) + ending_papers(today) + late_works(today)


def late_complaints(today):
    """Once a week: to the one who handles it, or to every Admin of the kabupaten."""
    year, week, _ = today.isocalendar()
    rows = Pengaduan.objects.filter(status__in=TERBUKA).late(today).select_related("wilayah")
    return sum(
        notify(
            {p.penangan_id} if p.penangan_id else _holders(Peran.ADMIN, p.wilayah_id),
            AlasanKabar.TERLAMBAT,
            p,
            f"{p} melewati batas waktunya. Jawab pelapor hari ini.",
            tenggat=p.batas_selesai if p.penangan_id else p.batas_tanggap,
            kunci=f"{year} minggu {week}",
        )
        for p in rows.order_by("pk")
    )


def ending_papers(today):
    """To the pokja P2KTD, 60, 30 and 14 days before a decree or a paper ends, and when it has."""
    told = 0
    for p in Penyedia.objects.expiring(today).select_related("wilayah").order_by("pk"):
        people = _holders(Peran.TIK, p.wilayah_id, [Jabatan.POKJA_P2KTD])
        for what, ends in _ending(p, today):
            left = max((ends - today).days, 0)
            notice = next(days for days in SEBELUM if left <= days)
            told += notify(
                people,
                AlasanKabar.TENGGAT if ends >= today else AlasanKabar.TERLAMBAT,
                p,
                f"{what} {p} berakhir {tgl(ends)}. Siapkan perpanjangannya.",
                tautan=reverse("p2ktd:manage", args=[p.pk]),
                tenggat=ends,
                kunci=f"{what} {ends} {notice}",
            )
    return told


def _ending(penyedia, today):
    end = today + timedelta(days=SEBELUM[-1])
    if penyedia.berlaku_sampai <= end:
        yield "SK Bupati", penyedia.berlaku_sampai
    papers = penyedia.berkas.current().filter(berlaku_sampai__lte=end).select_related("syarat")
    for paper in papers:
        yield f"Berkas “{paper.syarat}”", paper.berlaku_sampai


def late_works(today):
    """Once a week, to the TPID: works that are past the end of their contract."""
    year, week, _ = today.isocalendar()
    return sum(
        notify(
            _holders(Peran.TPID, work.kecamatan),
            AlasanKabar.TERLAMBAT,
            work,
            f"“{work}” di {work.desa} melewati akhir kontrak {tgl(work.selesai)}.",
            tenggat=work.selesai,
            kunci=f"{year} minggu {week}",
        )
        for work in Pekerjaan.objects.late(today).select_related("desa").order_by("pk")
    )
