"""Plans, empty days and monthly reports. `from tests.factories import laporan`."""

from datetime import date, time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from desa.choices import Peran
from desa.models import Dokumen
from ppid.lib.foto import read_photo
from tests import factories
from tests.factories import tugas as log
from tugas.actions import laporan as actions
from tugas.bulan import Periode
from tugas.choices import Rekomendasi, StatusLaporan
from tugas.models import LaporanBulanan, RencanaKerja

BULAN = Periode(2026, 10)
HARI = date(2026, 10, 12)  # a Monday without a holiday
JAM = {"mulai": time(9), "selesai": time(11, 30)}
PAGES = {"report", "report_step", "report_paper", "report_recap_of", "unplan", "day_photo"}
S = StatusLaporan


def laporan(status=S.DIAJUKAN, peran=Peran.PLD, *, by=None, bulan=BULAN, **fields):
    """A report in a status, as it stands in the table; without its paper."""
    by = by or factories.user(peran)
    now = timezone.now()
    given = {} if status == S.TERBUKA else {"diajukan_at": now, "pertama_at": now}
    if status in {S.DISETUJUI, S.TERKUNCI}:
        given |= {"penyelia": factories.user(), "diputus_at": now}
        given |= {"rekomendasi": Rekomendasi.LAYAK}
    return LaporanBulanan.objects.create(
        created_by=by,
        peran=peran,
        wilayah=by.places_as(peran).first(),
        bulan=bulan.awal,
        batas=bulan.deadline(4),
        status=status,
        **(given | fields),
    )


def excused(by=None, bulan=BULAN):
    """A report handed in through the product's own action: one empty day explained, a paper."""
    by = by or factories.user(Peran.PLD)
    actions.excuse(bulan.awal, by=by, alasan="sakit")
    return actions.submit(bulan, by=by)


def unreachable(by=None, tanggal=HARI):
    """A day on which a village could not be reached, with the photo that shows it."""
    foto = read_photo(SimpleUploadedFile("banjir.jpg", log.photo_bytes(), "image/jpeg"))
    return actions.excuse(
        tanggal,
        by=by or factories.user(Peran.PLD),
        alasan="tak_terjangkau",
        catatan="Jembatan putus.",
        foto=foto,
    )


def paper(of):
    return Dokumen.objects.get(objek="tugas.LaporanBulanan", objek_id=str(of.pk))


def rencana(by=None, tanggal=HARI, kode=factories.DESA, **fields):
    return RencanaKerja.objects.create(
        created_by=by or factories.user(Peran.PLD),
        desa=factories.wilayah(kode),
        tanggal=tanggal,
        **({"tugas": 1, "kegiatan": "Sosialisasi di dusun"} | fields),
    )


def url_kwargs(page):
    if page == "report_recap_of":
        return {"kode": factories.wilayah(factories.KECAMATAN).pk}
    if page == "day_photo":
        return {"pk": unreachable().pk}
    if page == "unplan":
        return {"pk": rencana().pk}
    return {"pk": laporan().pk} | ({"name": "approve"} if page == "report_step" else {})
