"""The bursa (BID): a day on which villages choose innovations, and who was invited to it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from uuid6 import uuid7

from desa.choices import Peran, Tingkat
from desa.kode import NUSANTARA, ancestors, level_of
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import StatusBursa, TingkatBursa
from inovasi.workflow import WORKFLOW_BURSA

WARNA = {
    StatusBursa.RENCANA: "netral",
    StatusBursa.BERLANGSUNG: "proses",
    StatusBursa.SELESAI: "baik",
    StatusBursa.BATAL: "batal",
}
LAPANGAN = {Peran.PLD, Peran.PD, Peran.TPID}  # they see the bursa above their place
ATAS = {Tingkat.KECAMATAN, Tingkat.KABUPATEN}


class KetentuanBursa(models.Model):
    """At which level the guideline of a year wants its bursa held: from that year on."""

    tahun = models.PositiveSmallIntegerField(primary_key=True)
    tingkat = models.CharField(max_length=10, choices=TingkatBursa)

    class Meta:
        verbose_name_plural = "ketentuan bursa"
        ordering = ["-tahun"]

    def __str__(self):
        return f"{self.tahun}: {self.get_tingkat_display()}"


class BursaQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those in one's places; those to which one's villages are invited; and for companions
        and TPID the bursa of the kecamatan and kabupaten above them."""
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
        invited = UndanganDesa.objects.in_places(own).values("bursa")
        return self.filter(self._inside(own) | Q(wilayah__in=above) | Q(pk__in=invited))

    def for_list(self):
        return self.select_related("wilayah")


class Bursa(Bertempat):
    """A thin event: cards name the bursa at which they were signed. What it decided stands in the
    minutes of a deliberation."""

    tempat = "wilayah"
    nama = models.CharField("nama bursa", max_length=150)
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    tingkat = models.CharField(max_length=10, choices=TingkatBursa)
    wilayah = wilayah_field()  # of a klaster: the kecamatan that hosts it
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    klaster = models.CharField(max_length=60, blank=True)
    tanggal = models.DateField()
    lokasi = models.CharField("tempat acara", max_length=200, blank=True)
    status = models.CharField(
        max_length=12, choices=StatusBursa, default=StatusBursa.RENCANA, editable=False
    )

    workflow = WORKFLOW_BURSA
    objects = BursaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bursa"
        indexes = [
            models.Index(fields=["-tanggal", "-id"], name="bursa_newest_first"),
            models.Index(fields=["kabupaten", "-tanggal", "-id"], name="bursa_kabupaten"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusBursa.values), name="bursa_status_known"
            ),
            models.CheckConstraint(
                condition=Q(tingkat__in=TingkatBursa.values), name="bursa_tingkat_known"
            ),
            models.CheckConstraint(
                condition=Q(tahun__range=(2015, 2100)), name="bursa_year_is_a_year"
            ),
        ]

    def __str__(self):
        return self.nama

    def get_absolute_url(self):
        return reverse("inovasi:fair", args=[self.pk])

    @property
    def warna(self):
        return WARNA[self.status]

    @property
    def is_open(self):
        """May cards be entered? Before the day too: paper is sometimes collected early."""
        return self.status in (StatusBursa.RENCANA, StatusBursa.BERLANGSUNG)


class FotoKartu(Bertempat):
    """A photographed card, filed under its village by the QR on it; typed out later."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bursa = models.ForeignKey(Bursa, models.PROTECT, related_name="foto_kartu")
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    berkas = models.FileField(upload_to="komitmen/%Y/%m/")
    kecil = models.FileField(upload_to="komitmen/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    sha256_asli = models.CharField(max_length=64)
    nama_asli = models.CharField(max_length=100)
    komitmen = models.ForeignKey(
        "inovasi.Komitmen", models.PROTECT, null=True, related_name="foto_kartu"
    )

    class Meta:
        verbose_name_plural = "foto kartu"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bursa", "sha256_asli"], name="foto_kartu_once")
        ]

    def __str__(self):
        return f"Foto kartu {self.desa}: {self.nama_asli}"

    def get_absolute_url(self):
        return reverse("inovasi:card_photo", args=[self.pk])


class UndanganDesa(models.Model):
    """A village invited to a bursa; whether it came, and how many of it, L and P apart."""

    tempat = "desa"
    bursa = models.ForeignKey(Bursa, models.PROTECT, related_name="undangan")
    desa = wilayah_field(Tingkat.DESA)
    provinsi, kabupaten, kecamatan = wilayah_columns("desa")
    hadir = models.BooleanField(default=False)
    laki = models.PositiveSmallIntegerField("laki-laki", default=0)
    perempuan = models.PositiveSmallIntegerField(default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "undangan desa"
        ordering = ["desa"]
        indexes = [
            models.Index(fields=[level, "bursa"], name=f"undangan_{level}")
            for level in ("kabupaten", "kecamatan", "desa")
        ]
        constraints = [
            models.UniqueConstraint(fields=["bursa", "desa"], name="undangan_once"),
            models.CheckConstraint(
                condition=Q(hadir=True) | Q(laki=0, perempuan=0),
                name="undangan_people_only_where_present",
            ),
        ]

    def __str__(self):
        return f"{self.desa} di {self.bursa}"

    @classmethod
    def kode_column(cls):
        return "desa_id"
