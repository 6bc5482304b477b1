"""Teams by place and year: TPID of a kecamatan, TIK of a kabupaten (domain.md 1.1, 1.2)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.choices import Jabatan, JenisKelamin, JenisTim, Peran
from desa.models.bertempat import Bertempat, wilayah_columns, wilayah_field
from desa.models.orang import Pengguna
from desa.scoping import ScopedQuerySet

JUMLAH_TPID = 7


class TimQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The teams of one's places; whoever accompanies a village works with the TPID of its
        kecamatan, and so sees it too."""
        near = {t.wilayah_id[:8] for t in user.tugas if t.peran == Peran.PLD}
        seen = super().visible_to(user)
        return self.filter(Q(pk__in=seen.values("pk")) | Q(wilayah__in=near)) if near else seen

    def for_list(self):
        return self.select_related("wilayah").prefetch_related("anggota")


class Tim(Bertempat):
    """A TPID serves one year: elected in MAD I, installed by SK Camat, with a MoU ([S16][S41])."""

    tempat = "wilayah"
    jenis = models.CharField(max_length=10, choices=JenisTim)
    wilayah = wilayah_field()
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    no_sk = models.CharField("nomor SK", max_length=100, blank=True)
    tanggal_sk = models.DateField("tanggal SK", null=True, blank=True)
    berlaku_sampai = models.DateField(null=True, blank=True)
    no_mou = models.CharField("nomor MoU", max_length=100, blank=True)
    tanggal_mou = models.DateField("tanggal MoU", null=True, blank=True)

    objects = TimQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tim"
        ordering = ["-tahun", "wilayah"]
        constraints = [
            models.UniqueConstraint("jenis", "wilayah", "tahun", name="tim_one_per_place_and_year"),
            models.CheckConstraint(
                condition=Q(tahun__range=(2015, 2100)), name="tim_year_is_a_year"
            ),
            models.CheckConstraint(
                condition=Q(no_sk="") | Q(tanggal_sk__isnull=False), name="tim_sk_has_its_date"
            ),
        ]

    def __str__(self):
        return f"{self.jenis.upper()} {self.wilayah} {self.tahun}"

    def get_absolute_url(self):
        return reverse("desa:team", args=[self.pk])

    @property
    def perempuan(self):
        """(women, members), counted from the list as it was read."""
        anggota = self.anggota.all()
        return sum(a.jenis_kelamin == JenisKelamin.P for a in anggota), len(anggota)

    def perhatian(self):
        """What deserves a look. Nothing here blocks: guidelines differ by year and place."""
        anggota = self.anggota.all()
        held = {a.jabatan for a in anggota}
        if self.jenis == JenisTim.TPID and len(anggota) != JUMLAH_TPID:
            yield f"Anggotanya {len(anggota)} orang; pedoman menyebut {JUMLAH_TPID} orang."
        if Jabatan.KETUA not in held:
            yield "Belum ada ketua."
        if self.jenis == JenisTim.TPID and Jabatan.BENDAHARA not in held:
            yield "Belum ada bendahara."
        women, everybody = self.perempuan
        if women * 2 < everybody:
            yield f"Perempuan {women} dari {everybody} orang; pedoman meminta sedikitnya separuh."


class AnggotaTim(models.Model):
    """A member, named on the SK; has an account or not."""

    tim = models.ForeignKey(Tim, models.CASCADE, related_name="anggota")
    nama = models.CharField(max_length=100)
    jenis_kelamin = models.CharField(max_length=1, choices=JenisKelamin)
    jabatan = models.CharField(max_length=20, choices=Jabatan, default=Jabatan.ANGGOTA)
    desa = wilayah_field(null=True, blank=True)
    pengguna = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="keanggotaan"
    )

    class Meta:
        verbose_name_plural = "anggota tim"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.nama} ({self.get_jabatan_display()})"
