"""What a companion and the supervisor do with a month: plan, explain, hand in, judge."""

from django.db import transaction
from django.utils import timezone

from desa.actions.dokumen import issue_document, store_file
from desa.trail import changing, record, record_new, take, taking
from ppid.lib.workflow import NotAllowed
from tugas.actions import kabar
from tugas.bulan import Periode
from tugas.choices import StatusLaporan
from tugas.models import HariKosong, LaporanBulanan, RencanaKerja
from tugas.models.laporan import HARI_BATAS, JENIS_LAPORAN, month_of, plan_of
from tugas.naskah import data_of, pdf_of
from tugas.tasks import print_report
from tugas.workflow import REPORTERS

CLOSED = "Laporan bulan ini sudah diajukan, jadi isinya tidak dapat diubah lagi."
MOST_PLANNED = 200  # rows a month


def reporting_role(person):
    """The role in which a person reports; "" for nobody who does."""
    return next((p for p in REPORTERS if person.holds(p)), "")


def _home(person):
    """(role, first place where it is held)."""
    peran = reporting_role(person)
    if not peran:
        raise NotAllowed("Laporan bulanan dibuat oleh PLD dan PD. Anda tidak memegang peran itu.")
    return peran, person.places_as(peran).order_by("pk").first()


def report_of(person, periode):
    """The report that was handed in, if one was."""
    mine = LaporanBulanan.objects.filter(created_by=person, peran=reporting_role(person))
    return mine.of_month(periode).for_list().first()


def _check_open(person, periode):
    laporan = report_of(person, periode)
    if laporan and not laporan.is_writable:
        raise NotAllowed(CLOSED)


# The plan


@transaction.atomic
def plan(*, by, desa, tanggal, tugas, kegiatan):
    periode = Periode.of(tanggal)
    _check_open(by, periode)
    if not by.villages_as(*REPORTERS).filter(pk=desa.pk).exists():
        raise NotAllowed("Anda tidak bertugas di desa ini.")
    if plan_of(by, periode).count() >= MOST_PLANNED:
        raise NotAllowed(f"Rencana satu bulan paling banyak {MOST_PLANNED} baris.")
    row = RencanaKerja.objects.create(
        created_by=by, desa=desa, tanggal=tanggal, tugas=tugas, kegiatan=kegiatan
    )
    record_new(row, "Rencanakan", by=by)
    return row


@transaction.atomic
def unplan(row, *, by):
    if not by.owns(row):
        raise NotAllowed("Hanya penulisnya yang dapat menghapus rencana ini.")
    _check_open(by, Periode.of(row.tanggal))
    record(row, "unplan", "Hapus rencana", by=by)
    row.delete()


@transaction.atomic
def copy_plan(periode, *, by):
    """Carry last month's plan into an empty month, each row to the same day; how many."""
    _check_open(by, periode)
    if plan_of(by, periode).exists():
        raise NotAllowed("Rencana bulan ini sudah ada isinya, jadi tidak disalin lagi.")
    here = by.villages_as(*REPORTERS)
    last = plan_of(by, periode.previous).filter(desa__in=here)
    for row in last:
        day = periode.awal.replace(day=min(row.tanggal.day, periode.akhir.day))
        plan(by=by, desa=row.desa, tanggal=day, tugas=row.tugas, kegiatan=row.kegiatan)
    return len(last)


# Days without an entry


@transaction.atomic
def excuse(tanggal, *, by, alasan, catatan=""):
    """Say why a day is empty; said again, the later word holds."""
    _, place = _home(by)
    _check_open(by, Periode.of(tanggal))
    row = HariKosong.objects.filter(created_by=by, tanggal=tanggal).first()
    if row is None:
        row = HariKosong.objects.create(
            created_by=by, wilayah=place, tanggal=tanggal, alasan=alasan, catatan=catatan
        )
        record_new(row, "Terangkan hari", by=by)
        return row
    with changing(row, "edit", "Ubah keterangan hari", by=by) as fresh:
        fresh.alasan, fresh.catatan = alasan, catatan
    return fresh


# The report


@transaction.atomic
def submit(periode, *, by, catatan=""):
    """Hand in the month, late or not, and seal what it says. A second thumb changes nothing."""
    peran, place = _home(by)
    if timezone.localdate() < periode.awal:
        raise NotAllowed(f"Bulan {periode} belum dimulai.")
    laporan, _ = LaporanBulanan.objects.get_or_create(
        created_by=by,
        peran=peran,
        bulan=periode.awal,
        defaults={"wilayah": place, "batas": periode.deadline(HARI_BATAS)},
    )
    if laporan.status == StatusLaporan.DIAJUKAN:
        return laporan
    again = laporan.status == StatusLaporan.DIKEMBALIKAN
    return (resubmit if again else hand_in)(laporan, by=by, catatan=catatan)


def hand_in(laporan, *, by, catatan=""):
    return _send("submit", laporan, by, catatan)


def resubmit(laporan, *, by, catatan=""):
    return _send("resubmit", laporan, by, catatan)


@transaction.atomic
def _send(name, laporan, by, catatan):
    with taking(name, laporan, by=by, catatan=catatan) as fresh:
        bulan = month_of(fresh.created_by, fresh.peran, fresh.periode)
        if not bulan.entri and not any(h.izin for h in bulan.hari):
            raise NotAllowed(
                f"Belum ada kegiatan terkirim maupun keterangan hari pada {fresh.periode}. "
                "Catat kegiatan dahulu, atau terangkan mengapa tidak ada."
            )
        fresh.catatan = catatan
        fresh.menit, fresh.hari_kerja = bulan.menit, bulan.hari_kerja
        fresh.jumlah, fresh.diterima = len(bulan.entri), bulan.jumlah["diterima"]
        fresh.diajukan_at = timezone.now()
        fresh.pertama_at = fresh.pertama_at or fresh.diajukan_at
        fresh.rekomendasi = fresh.alasan_rekomendasi = ""
        kabar.tell_handed_in(fresh)
    dokumen = issue_document(
        fresh,
        by=by,
        jenis=JENIS_LAPORAN,
        judul=f"Laporan bulanan {fresh.get_peran_display()}, {fresh.periode}",
        nomor=f"LB/{fresh.peran.upper()}/{fresh.periode.kunci}/{str(fresh.pk)[-8:].upper()}",
        tanggal=fresh.periode.akhir,
        data=data_of(fresh),
    )
    print_report.delay_on_commit(dokumen.pk)
    return fresh


def approve(laporan, *, by, rekomendasi, alasan="", catatan=""):
    """Find it right, and say whether the month should be paid."""
    with taking("approve", laporan, by=by, catatan=catatan) as fresh:
        fresh.rekomendasi, fresh.alasan_rekomendasi = rekomendasi, alasan
        fresh.penyelia, fresh.diputus_at = by, timezone.now()
        kabar.tell_report_approved(fresh)


def send_back(laporan, *, by, catatan):
    with taking("send_back", laporan, by=by, catatan=catatan) as fresh:
        kabar.tell_report_returned(fresh, catatan)


def reopen(laporan, *, by, catatan):
    with taking("reopen", laporan, by=by, catatan=catatan) as fresh:
        kabar.tell_report_returned(fresh, catatan)


def lock(laporan, *, by, catatan=""):
    take("lock", laporan, by=by, catatan=catatan)


def pdf_bytes(dokumen):
    """The stored PDF; made and stored now if that has not happened yet."""
    if not dokumen.berkas:
        dokumen = store_file(dokumen, pdf_of(dokumen))
    with dokumen.berkas.open("rb") as file:
        return file.read()
