"""What a companion and the supervisor do with a month: plan, explain, hand in, judge."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from desa.actions.dokumen import issue_document, store_file
from desa.actions.foto import stored_fields
from desa.choices import Peran, Tingkat
from desa.kode import level_of
from desa.models import Dokumen, Jejak
from desa.trail import changing, record, record_new, take, taking, values_of
from ppid.lib.workflow import NotAllowed
from tugas.actions import kabar
from tugas.bulan import Periode
from tugas.choices import StatusLaporan
from tugas.models import AturanLaporan, HariKosong, LaporanBulanan, RencanaKerja
from tugas.models.laporan import JENIS_LAPORAN, month_of, plan_of, rule_for
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
    return peran, min((t.wilayah for t in person.tugas if t.peran == peran), key=lambda w: w.pk)


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
    gone = {name: [value, None] for name, value in values_of(row).items()}
    record(row, "unplan", "Hapus rencana", by=by, nilai=gone)
    row.delete()


@transaction.atomic
def replan(pk, *, by):
    """A row just taken off comes back as it was, as the trail keeps it."""
    lines = Jejak.objects.filter(objek=RencanaKerja._meta.label, objek_id=str(pk), pelaku=by)
    line = lines.order_by("-pk").first()
    if line is None or line.langkah != "unplan" or not line.nilai:
        raise NotAllowed("Rencana ini sudah kembali. Muat ulang halamannya.")
    row = RencanaKerja(**{name: before for name, (before, _) in line.nilai.items()})
    row.tanggal = date.fromisoformat(row.tanggal)
    _check_open(by, Periode.of(row.tanggal))
    if not by.villages_as(*REPORTERS).filter(pk=row.desa_id).exists():
        raise NotAllowed("Anda tidak bertugas di desa ini.")
    row.save(force_insert=True)
    record_new(row, "Urungkan hapus rencana", by=by, langkah="replan")
    return row


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

FOTO_HARI = ("berkas", "kecil", "sha256_asli")


@transaction.atomic
def excuse(tanggal, *, by, alasan, catatan="", foto=None):
    """Say why a day is empty, with a photo that shows it if there is one; said again, the later
    word holds. A photo stays until another takes its place."""
    _, place = _home(by)
    _check_open(by, Periode.of(tanggal))
    said = {"alasan": alasan, "catatan": catatan}
    if foto:
        stored = stored_fields(foto)
        said |= {name: stored[name] for name in FOTO_HARI}
    row = HariKosong.objects.filter(created_by=by, tanggal=tanggal).first()
    if row is None:
        row = HariKosong.objects.create(created_by=by, wilayah=place, tanggal=tanggal, **said)
        record_new(row, "Terangkan hari", by=by)
        return row
    with changing(row, "edit", "Ubah keterangan hari", by=by) as fresh:
        for name, value in said.items():
            setattr(fresh, name, value)
    return fresh


# The rule


def deadline_of(place, periode):
    return periode.deadline(rule_for(place.pk, periode).hari_batas)


def rule_of(person, periode):
    _, place = _home(person)
    return rule_for(place.pk, periode)


RULED_IN = {Tingkat.KABUPATEN, Tingkat.NASIONAL}


@transaction.atomic
def set_rule(*, by, wilayah, berlaku, hari_koreksi, hari_batas):
    """From a month on; said again for the same month, the later word holds. Reports that were
    handed in keep the day that held when they were."""
    if Peran.ADMIN not in by.roles_over(wilayah) or level_of(wilayah.pk) not in RULED_IN:
        raise NotAllowed(f"Anda bukan Admin yang mengatur laporan di {wilayah}.")
    days = {"hari_koreksi": hari_koreksi, "hari_batas": hari_batas}
    row = AturanLaporan.objects.filter(wilayah=wilayah, berlaku=berlaku).first()
    if row is None:
        row = AturanLaporan.objects.create(wilayah=wilayah, berlaku=berlaku, created_by=by, **days)
        record_new(row, "Atur batas laporan", by=by)
        return row
    with changing(row, "edit", "Ubah batas laporan", by=by) as fresh:
        for name, value in days.items():
            setattr(fresh, name, value)
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
        defaults={"wilayah": place, "batas": deadline_of(place, periode)},
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


def prepare_papers():
    """Ask again for every paper whose file is missing: a worker was stopped, or the rush of the
    first days was too great. Run every morning; how many were asked for."""
    lacking = Dokumen.objects.filter(jenis=JENIS_LAPORAN, berkas="", dicabut_at__isnull=True)
    keys = list(lacking.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        print_report.delay(key)
    return len(keys)


def pdf_bytes(dokumen):
    """The stored PDF; made and stored now if that has not happened yet."""
    if not dokumen.berkas:
        dokumen = store_file(dokumen, pdf_of(dokumen))
    with dokumen.berkas.open("rb") as file:
        return file.read()
