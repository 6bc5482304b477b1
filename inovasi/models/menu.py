"""Menu inovasi: the public catalogue of what a village may copy (domain.md 3.7)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.choices import Tingkat
from desa.models import Bertempat, wilayah_columns, wilayah_field
from desa.scoping import ScopedQuerySet
from inovasi.choices import BIDANG_SINGKAT, Bidang, JenisMenu, StatusMenu, SubBidang, Tipologi
from inovasi.models.dokumen import VersiDokumen
from inovasi.models.inovasi import Inovasi
from inovasi.workflow import WORKFLOW_MENU

WITHIN = (Tingkat.DESA, Tingkat.KECAMATAN, Tingkat.KABUPATEN)


class MenuQuerySet(ScopedQuerySet):
    def published(self):
        return self.filter(status=StatusMenu.TERBIT)

    def for_list(self):
        return self.select_related("wilayah__induk__induk__induk")


class MenuInovasi(Bertempat):
    """One thing to copy. What came up from an innovation points at the sealed version of its
    document; what was taken over from an older menu stands alone."""

    tempat = "wilayah"
    kode = models.CharField(max_length=30, unique=True)  # "MI-PEL-0007"
    judul = models.CharField(max_length=200)
    bidang = models.CharField(max_length=15, choices=Bidang)
    sub_bidang = models.CharField("sub-bidang", max_length=15, choices=SubBidang, blank=True)
    tipologi = models.CharField(
        "cocok untuk desa", max_length=15, choices=Tipologi, default=Tipologi.SEMUA
    )
    jenis = models.CharField(max_length=10, choices=JenisMenu, default=JenisMenu.LOKAL)
    wilayah = wilayah_field()  # where it comes from: a desa, or wider where that is unknown
    provinsi, kabupaten, kecamatan = wilayah_columns("wilayah")
    tahun = models.PositiveSmallIntegerField()
    ringkasan = models.TextField(max_length=1500)
    kata_kunci = models.CharField("kata kunci", max_length=300, blank=True)
    biaya = models.PositiveBigIntegerField("perkiraan biaya (rupiah)", null=True, blank=True)
    video = models.URLField("alamat video", blank=True)
    inovasi = models.OneToOneField(
        Inovasi, models.PROTECT, null=True, blank=True, related_name="menu", editable=False
    )
    versi = models.ForeignKey(
        VersiDokumen, models.PROTECT, null=True, related_name="+", editable=False
    )
    status = models.CharField(
        max_length=10, choices=StatusMenu, default=StatusMenu.TERBIT, editable=False
    )

    workflow = WORKFLOW_MENU
    objects = MenuQuerySet.as_manager()

    class Meta:
        verbose_name = "menu inovasi"
        verbose_name_plural = "menu inovasi"
        indexes = [
            models.Index(fields=["status", "bidang", "-tahun", "-id"], name="menu_list"),
            models.Index(fields=["kabupaten", "status"], name="menu_kabupaten"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusMenu.values), name="menu_status_known"
            ),
            models.CheckConstraint(condition=Q(bidang__in=Bidang.values), name="menu_bidang_known"),
            models.CheckConstraint(
                condition=Q(jenis__in=JenisMenu.values), name="menu_jenis_known"
            ),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("inovasi:menu_item", args=[self.kode])

    @property
    def asal(self):
        """ "Desa Undaan, Turen, Kabupaten Malang"; in a list, ask `for_list()` first."""
        place, names = self.wilayah, []
        while place and place.tingkat in WITHIN:
            names.append(place.berjenis if place.tingkat == Tingkat.DESA else place.nama)
            place = place.induk
        return ", ".join(names) or self.wilayah.nama

    @property
    def bidang_singkat(self):
        return BIDANG_SINGKAT[self.bidang]

    @property
    def is_published(self):
        return self.status == StatusMenu.TERBIT

    @property
    def warna(self):
        return "baik" if self.is_published else "batal"


class KataMenu(models.Model):
    """A word stem by which an item is found, as inovasi/cari.py makes it; written with the item."""

    menu = models.ForeignKey(MenuInovasi, models.CASCADE, related_name="kata", db_index=False)
    kata = models.CharField(max_length=40)
    di_judul = models.BooleanField()  # in its title or keywords; else only in the text

    class Meta:
        verbose_name_plural = "kata menu"
        indexes = [models.Index(fields=["kata", "di_judul", "menu"], name="katamenu_found")]
        constraints = [models.UniqueConstraint("menu", "kata", name="katamenu_once")]

    def __str__(self):
        return self.kata
