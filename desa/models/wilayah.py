"""Places, by their official code, and how people there call them."""

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Substr

from desa.choices import Tingkat
from desa.kode import (
    BENTUK,
    DESA,
    DESA_ADAT,
    KELURAHAN,
    NUSANTARA,
    ancestors,
    dotted,
    inside,
    zone_of,
)
from desa.scoping import ScopedQuerySet
from ppid.lib.teks import squeeze


def column_of(field, width):
    """A column that the database itself cuts from the code of a place: never stale, no join."""
    return models.GeneratedField(
        expression=Substr(F(field), 1, width),
        output_field=models.CharField(max_length=width),
        db_persist=True,
    )


def _name_above(column):
    """The name of the place in that column; none where it is the place itself."""
    above = Wilayah.objects.filter(kode=OuterRef(column)).exclude(kode=OuterRef("kode"))
    return Subquery(above.values("nama"))


class WilayahQuerySet(ScopedQuerySet):
    def villages(self):
        """Desa and desa adat. Kelurahan have no Dana Desa and no part in PID."""
        return self.filter(jenis__in=[DESA, DESA_ADAT])

    def with_path(self):
        """With the names of the places above, so that `lengkap` asks nothing more."""
        return self.annotate(
            nama_kecamatan=_name_above("kecamatan"),
            nama_kabupaten=_name_above("kabupaten"),
            nama_provinsi=_name_above("provinsi"),
        )

    def children_of(self, place):
        return self.filter(induk=place)

    def search(self, text):
        """Places by code, dotted or not, or by name; case, accents, spaces and apostrophes aside.
        Several words narrow: "sukamaju cianjur". The nearest name comes first."""
        if code := dotted(text.strip()):
            return self.filter(kode__startswith=code).order_by("kode")
        words = [word for word in map(squeeze, text.split()) if word]
        if not words:
            return self.none()
        whole = squeeze(text)
        named = Q(cari__contains=whole)
        if len(words) > 1:
            named |= Q(*(("cari__contains", word) for word in words))
        nearness = Case(
            When(cari__startswith=f"{whole}|", then=Value(0)),
            When(cari__startswith=f"{words[0]}|", then=Value(1)),
            When(cari__startswith=words[0], then=Value(2)),
            default=Value(3),
        )
        return self.filter(named).order_by(nearness, "urutan", "kode")


class Wilayah(models.Model):
    """A place at any level. The code is the official one, and a place's code begins with its
    parent's: "00" (Indonesia), "35", "35.07", "35.07.11", "35.07.11.2001"."""

    kode = models.CharField(max_length=13, primary_key=True)
    nama = models.CharField(max_length=100)
    tingkat = models.CharField(max_length=10, choices=Tingkat)
    jenis = models.PositiveSmallIntegerField(default=0)  # 1 kelurahan, 2 desa, 3 desa adat
    edisi = models.PositiveSmallIntegerField(default=2025)  # year of the code list it stands in
    induk = models.ForeignKey("self", models.PROTECT, null=True, related_name="anak")
    jumlah_desa = models.PositiveIntegerField(default=0)  # desa and desa adat inside it
    cari = models.CharField(max_length=200, editable=False)  # "sumberpetung|kalipare|malang|"
    urutan = models.GeneratedField(
        expression=models.functions.Length("kode"),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    provinsi = column_of("kode", 2)
    kabupaten = column_of("kode", 5)
    kecamatan = column_of("kode", 8)

    objects = WilayahQuerySet.as_manager()

    class Meta:
        ordering = ["kode"]
        verbose_name_plural = "wilayah"
        indexes = [
            models.Index(fields=["kecamatan", "jenis"], name="wilayah_kecamatan"),
            models.Index(fields=["kabupaten", "jenis"], name="wilayah_kabupaten"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kode__regex=BENTUK), name="wilayah_kode_is_official")
        ]

    def __str__(self):
        return self.nama

    @classmethod
    def kode_column(cls):
        return "kode"

    def is_inside(self, atas):
        return inside(self.kode, atas)

    @property
    def zona(self):
        return zone_of(self.kode)

    @property
    def is_village(self):
        return self.jenis in (DESA, DESA_ADAT)

    @property
    def above(self):
        """The codes of the places above it, Indonesia first."""
        return ancestors(self.kode)

    @property
    def berjenis(self):
        """ "Desa Kalipare", "Kelurahan Sukun"; a desa adat carries the word in its own name."""
        if self.jenis == DESA_ADAT and self.nama.startswith("Desa"):
            return self.nama
        return f"{'Kelurahan' if self.jenis == KELURAHAN else 'Desa'} {self.nama}"

    @property
    def lengkap(self):
        """ "Desa Sumber Petung, Kec. Kalipare, Kab. Malang". In a list, ask `with_path()` first."""
        if not hasattr(self, "nama_kabupaten"):
            found = Wilayah.objects.with_path().get(pk=self.pk)
            self.nama_kecamatan, self.nama_kabupaten = found.nama_kecamatan, found.nama_kabupaten
            self.nama_provinsi = found.nama_provinsi
        kabupaten = self.nama_kabupaten and short(self.nama_kabupaten)
        if self.tingkat == Tingkat.DESA:
            return f"{self.berjenis}, Kec. {self.nama_kecamatan}, {kabupaten}"
        if self.tingkat == Tingkat.KECAMATAN:
            return f"Kec. {self.nama}, {kabupaten}"
        return f"{short(self.nama)}, {self.nama_provinsi}" if self.nama_provinsi else self.nama


def short(nama):
    """ "Kabupaten Malang" -> "Kab. Malang"."""
    return nama.replace("Kabupaten Administrasi ", "Kab. Adm. ").replace("Kabupaten ", "Kab. ")


class Sebutan(models.Model):
    """What things are called in one kabupaten: kampung, keuchik, tuha peut, distrik ..."""

    kabupaten = models.OneToOneField(Wilayah, models.PROTECT, related_name="sebutan")
    desa = models.CharField(max_length=30, default="Desa")
    kepala_desa = models.CharField(max_length=40, default="Kepala Desa")
    bpd = models.CharField("BPD", max_length=40, default="BPD")
    kecamatan = models.CharField(max_length=30, default="Kecamatan")
    camat = models.CharField(max_length=30, default="Camat")
    tpid = models.CharField("kepanjangan TPID", max_length=60, default="Tim Pelaksana Inovasi Desa")

    class Meta:
        verbose_name_plural = "sebutan"

    def __str__(self):
        return f"Sebutan di {self.kabupaten}"

    @property
    def place(self):
        return self.kabupaten


class ProfilDesa(models.Model):
    """Who leads a village, and where it lies. The names go on papers; none is on a public page."""

    desa = models.OneToOneField(Wilayah, models.PROTECT, primary_key=True, related_name="profil")
    kepala_desa = models.CharField(max_length=100, blank=True)
    ketua_bpd = models.CharField("ketua BPD", max_length=100, blank=True)
    lintang = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    bujur = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        verbose_name_plural = "profil desa"
        constraints = [
            models.CheckConstraint(
                condition=Q(lintang__isnull=True, bujur__isnull=True)
                | Q(lintang__range=(-12, 8), bujur__range=(94, 142)),
                name="profil_point_is_whole_and_in_indonesia",
            )
        ]

    def __str__(self):
        return f"Profil {self.desa}"

    @property
    def place(self):
        return self.desa


def nation():
    return Wilayah.objects.get(pk=NUSANTARA)
