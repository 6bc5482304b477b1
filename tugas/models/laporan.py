"""The month of a companion: what was planned, why a day is empty, and the report on both."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from uuid6 import uuid7

from desa.choices import Peran, Tingkat
from desa.kode import ancestors
from desa.models import Bertempat, Dokumen, Penugasan, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from musyawarah.models import HariLibur
from tugas.bulan import Periode, compose, holidays_of, hours
from tugas.choices import WARNA_LAPORAN, AlasanHari, Rekomendasi, Status, StatusLaporan, Tugas
from tugas.models.kegiatan import Kegiatan
from tugas.workflow import SUPERVISORS, WORKFLOW_LAPORAN

JENIS_LAPORAN = "Laporan Bulanan"


class AturanLaporan(Bertempat):
    """Until which day of the next month a report is mended and handed in: of a kabupaten, or of
    the nation for all that have said nothing. It holds from a month on, so old reports keep
    theirs."""

    tempat = "wilayah"
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    berlaku = models.DateField("berlaku mulai bulan")  # its first day
    hari_koreksi = models.PositiveSmallIntegerField("perbaikan sampai tanggal")
    hari_batas = models.PositiveSmallIntegerField("batas akhir tanggal")

    class Meta:
        verbose_name_plural = "aturan laporan"
        ordering = ["wilayah", "-berlaku"]
        constraints = [
            models.UniqueConstraint("wilayah", "berlaku", name="aturan_laporan_once"),
            models.CheckConstraint(
                condition=Q(hari_koreksi__gte=1, hari_batas__gte=models.F("hari_koreksi"))
                & Q(hari_batas__lte=28),
                name="aturan_laporan_days_of_a_month",
            ),
        ]

    def __str__(self):
        return f"Aturan laporan {self.wilayah} mulai {Periode.of(self.berlaku)}"


def rule_for(kode, periode):
    """The rule under which a report of this place and month stands: the nearest place that set
    one, its latest; where nobody has, mend until the 3rd and hand in until the 4th [S88]."""
    rows = AturanLaporan.objects.filter(
        wilayah__in=[kode, *ancestors(kode)], berlaku__lte=periode.awal
    )
    found = rows.order_by("-wilayah__urutan", "-berlaku").first()
    return found or AturanLaporan(hari_koreksi=3, hari_batas=4)


class RencanaKerja(Bertempat):
    """A row of somebody's plan for a month; known by its day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    tanggal = models.DateField()
    tugas = models.PositiveSmallIntegerField(choices=Tugas)
    kegiatan = models.CharField("rencana kegiatan", max_length=300)

    class Meta:
        verbose_name_plural = "rencana kerja"
        ordering = ["tanggal", "desa", "pk"]
        indexes = [models.Index(fields=["created_by", "tanggal"], name="rencana_of_month")]
        constraints = [
            models.CheckConstraint(condition=Q(tugas__range=(1, 7)), name="rencana_seven_duties"),
        ]

    def __str__(self):
        return self.kegiatan


class HariKosongQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """One's own, and as a supervisor those below the places where one supervises."""
        places = {t.wilayah_id for t in user.tugas if t.peran in SUPERVISORS}
        below = self.model.objects.in_places(places).exclude(wilayah__in=places)
        return self.filter(Q(created_by=user) | Q(pk__in=below.values("pk")))


class HariKosong(Bertempat):
    """Why one person has no entry on one day."""

    tempat = "wilayah"
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tanggal = models.DateField()
    alasan = models.CharField(max_length=20, choices=AlasanHari)
    catatan = models.CharField(max_length=300, blank=True)
    berkas = models.FileField(upload_to="hari/%Y/%m/", blank=True)  # what shows that it was so
    kecil = models.FileField(upload_to="hari/%Y/%m/", blank=True)
    sha256_asli = models.CharField(max_length=64, blank=True)

    objects = HariKosongQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "hari kosong"
        ordering = ["tanggal"]
        constraints = [
            models.UniqueConstraint("created_by", "tanggal", name="hari_kosong_once"),
            models.CheckConstraint(
                condition=Q(alasan__in=AlasanHari.values), name="hari_kosong_alasan_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_alasan_display()}, {self.tanggal}"

    @property
    def foto_url(self):
        """Where its photo is shown; "" without one."""
        return reverse("tugas:day_photo", args=[self.pk]) if self.berkas else ""


class LaporanQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """One's own, and as a supervisor those of the places where one supervises. Colleagues
        next to oneself see nothing of it."""
        places = {t.wilayah_id for t in user.tugas if t.peran in SUPERVISORS}
        peran = {t.peran for t in user.tugas}
        seen = Q(pk__in=self.model.objects.in_places(places).values("pk"))
        if not peran & {Peran.TIK, Peran.ADMIN}:
            seen &= Q(peran=Peran.PLD)  # a PD does not read a colleague's report
        return self.filter(Q(created_by=user) | seen)

    def of_month(self, periode):
        return self.filter(bulan=periode.awal)

    def for_list(self):
        return self.select_related("wilayah", "created_by", "penyelia")


class LaporanBulanan(Bertempat):
    """One person's month in one role. It begins when it is handed in: until then the month page
    composes it from the log. It lies in the first of the places where the role is held."""

    tempat = "wilayah"
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    peran = models.CharField(max_length=10, choices=Peran, editable=False)
    bulan = models.DateField(editable=False)  # its first day
    status = models.CharField(
        max_length=12, choices=StatusLaporan, default=StatusLaporan.TERBUKA, editable=False
    )
    catatan = models.TextField("catatan pelapor", max_length=2000, blank=True)
    batas = models.DateField(editable=False)  # the last day in time, as the rule stood then
    diajukan_at = models.DateTimeField(null=True, editable=False)
    pertama_at = models.DateTimeField(null=True, editable=False)  # handed in for the first time
    diputus_at = models.DateTimeField(null=True, editable=False)
    penyelia = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    rekomendasi = models.CharField(max_length=10, choices=Rekomendasi, blank=True)
    alasan_rekomendasi = models.CharField(max_length=300, blank=True)
    # What was handed in, counted then; the sealed paper says the same.
    menit = models.PositiveIntegerField(default=0)
    hari_kerja = models.PositiveSmallIntegerField(default=0)
    jumlah = models.PositiveIntegerField(default=0)  # entries
    diterima = models.PositiveIntegerField(default=0)  # of them accepted

    workflow = WORKFLOW_LAPORAN
    objects = LaporanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "laporan bulanan"
        indexes = [
            models.Index(fields=["kecamatan", "bulan"], name="laporan_kecamatan"),
            models.Index(fields=["kabupaten", "bulan"], name="laporan_kabupaten"),
        ]
        constraints = [
            models.UniqueConstraint("created_by", "peran", "bulan", name="laporan_once"),
            models.CheckConstraint(
                condition=Q(status__in=StatusLaporan.values), name="laporan_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=StatusLaporan.TERBUKA) | Q(diajukan_at__isnull=False),
                name="laporan_handed_in_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[StatusLaporan.DISETUJUI, StatusLaporan.TERKUNCI])
                | Q(penyelia__isnull=False, rekomendasi__in=Rekomendasi.values),
                name="laporan_approved_by_somebody",
            ),
        ]

    def __str__(self):
        return f"Laporan {self.periode} {self.created_by}"

    def get_absolute_url(self):
        return reverse("tugas:report", args=[self.pk])

    @property
    def periode(self):
        return Periode.of(self.bulan)

    @property
    def warna(self):
        return WARNA_LAPORAN[self.status]

    @property
    def jam(self):
        return hours(self.menit)

    @property
    def is_writable(self):
        """May the author still change the plan and the reasons of this month?"""
        return self.status in (StatusLaporan.TERBUKA, StatusLaporan.DIKEMBALIKAN)

    @property
    def is_late(self):
        at = self.pertama_at
        return bool(at) and timezone.localdate(at) > self.batas

    @property
    def is_early(self):
        """Handed in before its month was over: the days after are not in it."""
        at = self.diajukan_at
        return bool(at) and timezone.localdate(at) < self.periode.akhir

    @property
    def dokumen(self):
        """The sealed papers, newest first."""
        mine = Dokumen.objects.filter(objek=self._meta.label, objek_id=str(self.pk))
        return mine.filter(jenis=JENIS_LAPORAN).order_by("-versi")


def month_of(person, peran, periode):
    """What one person did in one role in a month, composed from the log."""
    entries = Kegiatan.objects.by(person).filter(peran=peran, tanggal__range=_span(periode))
    entries = (
        entries.exclude(status=Status.DIBUANG).select_related("desa").prefetch_related("bukti")
    )
    excused = HariKosong.objects.filter(created_by=person, tanggal__range=_span(periode))
    libur = holidays_of(periode.tahun) | days_off(person, peran, periode)
    return compose(periode, entries.order_by("tanggal", "mulai", "pk"), excused, libur)


def days_off(person, peran, periode):
    """{day: its name}: local holidays, and those of years that the calendar does not know, as the
    Admins above this person's places have entered them."""
    held = Penugasan.objects.filter(pengguna=person, peran=peran)
    kodes = set(held.overlapping(*_span(periode)).values_list("wilayah", flat=True))
    above = kodes.union(*map(ancestors, kodes))
    rows = HariLibur.objects.filter(wilayah__in=above, tanggal__range=_span(periode))
    return dict(rows.values_list("tanggal", "nama"))


def plan_of(person, periode):
    mine = RencanaKerja.objects.filter(created_by=person, tanggal__range=_span(periode))
    return mine.select_related("desa")


def _span(periode):
    return periode.awal, periode.akhir
