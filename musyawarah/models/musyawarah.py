"""The deliberation itself: kind, place, time, who leads, what its minutes say around the rows."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from desa.choices import Peran, Tingkat
from desa.kode import NUSANTARA, ancestors, level_of
from desa.models import Bertempat, Dokumen, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from desa.sebutan import sebutan_of
from inovasi.models import Bursa
from musyawarah.choices import JenisMusyawarah, Status
from musyawarah.jenis import FORUM, SEMUA
from musyawarah.workflow import WORKFLOW
from ppid.lib.tanggal import hari_tgl

LAPANGAN = {Peran.PLD, Peran.PD, Peran.TPID}  # they see the forums above their place
DITUNGGU = {Status.BERLANGSUNG, Status.NOTULEN}  # what is held waits for its minutes
BARIS = (
    "jenis", "judul", "status", "tanggal", "lokasi", "batas_laporan", "kecamatan", "kabupaten",
    "provinsi", "created_by", "wilayah__nama", "wilayah__tingkat", "wilayah__induk__nama",
)  # fmt: skip
ATAS = {Tingkat.KECAMATAN, Tingkat.KABUPATEN}


class MusyawarahQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """What lies in one's places, and for companions and TPID the forums (MAD, BID) of the
        kecamatan and kabupaten above them, where their villages sat at the table."""
        own = {t.wilayah_id for t in user.tugas}
        if NUSANTARA in own:
            return self
        above = {
            kode
            for t in user.tugas
            if t.peran in LAPANGAN
            for kode in ancestors(t.wilayah_id)
            if level_of(kode) in ATAS
        }
        return self.filter(self._inside(own) | Q(jenis__in=FORUM, wilayah__in=above))

    def final(self):
        return self.filter(status=Status.FINAL)

    def late(self, today):
        """Held, but the minutes are not sealed within the seven working days."""
        return self.filter(status__in=DITUNGGU, batas_laporan__lt=today)

    def for_list(self):
        return self.select_related("wilayah", "wilayah__induk")

    def for_row(self):
        """No more of each than a line of a list, or whose turn it is, shows."""
        return self.for_list().only(*BARIS)


class Musyawarah(Bertempat):
    """One forum. Its lists (agenda, attendance, decisions …) are rows of their own, so that two
    people writing at once write different rows."""

    tempat = "wilayah"
    jenis = models.CharField(max_length=20, choices=JenisMusyawarah)
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    judul = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=Status, default=Status.RENCANA, editable=False)
    tanggal = models.DateField()
    mulai = models.TimeField("jam mulai", null=True, blank=True)  # clock of the place
    selesai = models.TimeField("jam selesai", null=True, blank=True)
    lokasi = models.CharField("tempat acara", max_length=200, blank=True)
    dasar = models.CharField("dasar undangan", max_length=200, blank=True)
    penyelenggara = models.CharField(max_length=150, blank=True)
    pimpinan = models.CharField("pimpinan musyawarah", max_length=100, blank=True)
    notulis = models.CharField(max_length=100, blank=True)
    moderator = models.CharField(max_length=100, blank=True)
    diundang = models.PositiveSmallIntegerField("jumlah undangan", null=True, blank=True)  # people
    jalannya = models.TextField("jalannya musyawarah", blank=True)
    catatan_kuorum = models.TextField("catatan kuorum", blank=True)
    bursa = models.ForeignKey(
        Bursa, models.PROTECT, null=True, blank=True, related_name="musyawarah"
    )
    nomor = models.CharField("nomor berita acara", max_length=100, blank=True, editable=False)
    nomor_urut = models.PositiveSmallIntegerField(null=True, editable=False)
    batas_laporan = models.DateField("batas laporan", null=True, editable=False)
    nomor_undangan = models.CharField(max_length=100, blank=True, editable=False)
    tanggal_undangan = models.DateField(null=True, editable=False)
    baris_terakhir = models.PositiveSmallIntegerField(default=0, editable=False)  # daftar hadir

    workflow = WORKFLOW
    objects = MusyawarahQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "musyawarah"
        indexes = [
            models.Index(fields=["-tanggal", "-id"], name="musy_newest_first"),
            models.Index(fields=["provinsi", "-tanggal", "-id"], name="musy_provinsi"),
            models.Index(fields=["kabupaten", "-tanggal", "-id"], name="musy_kabupaten"),
            models.Index(fields=["kecamatan", "-tanggal", "-id"], name="musy_kecamatan"),
            models.Index(fields=["wilayah", "jenis", "tahun"], name="musy_wilayah"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="musyawarah_status_known"
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=JenisMusyawarah.values), name="musyawarah_jenis_known"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(mulai__isnull=False, selesai__gt=F("mulai")),
                name="musyawarah_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.FINAL) | ~Q(nomor=""), name="musyawarah_final_has_number"
            ),
            models.CheckConstraint(
                condition=Q(nomor="", nomor_urut__isnull=True)
                | (~Q(nomor="") & Q(nomor_urut__isnull=False)),
                name="musyawarah_number_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(bursa__isnull=True) | Q(jenis=JenisMusyawarah.BID),
                name="musyawarah_bursa_of_a_bid",
            ),
            models.UniqueConstraint("nomor", condition=~Q(nomor=""), name="musyawarah_number_once"),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("musyawarah:detail", args=[self.pk])

    @property
    def ajakan(self):
        """The invitation in one sentence, to be passed on by hand."""
        when = f"{hari_tgl(self.tanggal)}{f' pukul {self.mulai:%H.%M}' if self.mulai else ''}"
        where = f" di {self.lokasi}" if self.lokasi else ""
        return f"Undangan {self.get_jenis_display()} {self.wilayah}, {when}{where}."

    @property
    def menunggu_laporan(self):
        return self.status in DITUNGGU

    @property
    def ragam(self):
        """The defaults of its kind: musyawarah.jenis.Jenis."""
        return SEMUA[self.jenis]

    @cached_property
    def istilah(self):
        """What things and people are called in this place, for the templates of its kind."""
        s, nama = sebutan_of(self.wilayah), self.wilayah.nama
        tingkat = level_of(self.wilayah_id)
        pejabat = {
            Tingkat.DESA: f"{s.kepala_desa} {nama}",
            Tingkat.KECAMATAN: f"{s.camat} {nama}",
            Tingkat.KABUPATEN: f"Kepala Dinas PMD {nama}",
        }
        return {
            "tempat": nama,
            "desa": s.desa,
            "kepala_desa": s.kepala_desa,
            "bpd": s.bpd,
            "badan": "Badan Permusyawaratan Desa" if s.bpd == "BPD" else s.bpd,
            "kecamatan": s.kecamatan,
            "camat": s.camat,
            "tpid": s.tpid,
            "pejabat": pejabat.get(tingkat, ""),
            "tim": "Tim Inovasi Kabupaten" if tingkat == Tingkat.KABUPATEN else s.tpid,
        }

    @cached_property
    def rekap(self):
        """Who was there, counted when first asked for: musyawarah.rekap.Rekap."""
        return self.kehadiran.rekap(self)

    @cached_property
    def putusan(self):
        """Its decisions with what they concern."""
        return list(self.keputusan.with_objects())

    @cached_property
    def lalu(self):
        """What earlier meetings here left to do, with what this one was told."""
        return import_string("musyawarah.models.lalu.with_answers")(self)

    @property
    def unanswered(self):
        return [row for row in self.lalu if not row.hasil]

    @property
    def dokumen(self):
        """Its issued minutes, newest version first, without the bulky data."""
        return self._issued("Berita Acara")

    @property
    def surat(self):
        """Its letters of invitation, newest version first."""
        return self._issued("Undangan")

    def _issued(self, jenis):
        mine = Dokumen.objects.filter(objek=self._meta.label, objek_id=str(self.pk))
        return mine.filter(jenis__startswith=jenis).defer("data").order_by("-versi")
