"""The learning document: how it was done, step by step, so that another village can do it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.scoping import ScopedQuerySet
from inovasi.choices import Metode, SumberDana, UnsurInforman
from inovasi.models.inovasi import Inovasi

TEKS = {
    "ringkasan": "Ringkasan dokumen belum ditulis.",
    "latar_belakang": "Latar belakang belum ditulis.",
    "gagasan": "Gagasan dan pelaku belum ditulis.",
    "syarat_replikasi": "Syarat replikasi belum ditulis.",
}


class DokumenQuerySet(ScopedQuerySet):
    """Whoever sees the innovation sees its document."""

    def visible_to(self, user):
        return self.filter(inovasi__in=Inovasi.objects.visible_to(user).values("pk"))

    def whole(self):
        """With all its lists and photos."""
        return self.select_related("inovasi__desa__induk", "inovasi__created_by").prefetch_related(
            "langkah", "pembiayaan", "hasil", "informan", "inovasi__media"
        )


class DokumenPembelajaran(models.Model):
    """One per innovation; its blocks are those of domain.md 3.6. It moves with the innovation:
    there is no second status that could disagree."""

    inovasi = models.OneToOneField(Inovasi, models.PROTECT, related_name="dokumen")
    tanggal_capturing = models.DateField("tanggal capturing", null=True, blank=True)
    penyusun = models.CharField("tim penyusun", max_length=200, blank=True)
    ringkasan = models.TextField("ringkasan (3 sampai 5 kalimat)", max_length=1500, blank=True)
    latar_belakang = models.TextField("latar belakang", max_length=4000, blank=True)
    gagasan = models.TextField("gagasan dan pelaku", max_length=4000, blank=True)
    peran_perempuan = models.TextField("peran perempuan", max_length=2000, blank=True)
    manfaat = models.TextField("hasil dan manfaat", max_length=4000, blank=True)
    tantangan = models.TextField("tantangan dan solusi", max_length=4000, blank=True)
    pembelajaran = models.TextField(max_length=4000, blank=True)
    syarat_replikasi = models.TextField("syarat replikasi", max_length=4000, blank=True)
    keberlanjutan = models.TextField(max_length=4000, blank=True)
    video = models.URLField("alamat video", blank=True)
    kontak_nama = models.CharField("nama narahubung desa", max_length=100, blank=True)
    kontak_hp = models.CharField("nomor HP narahubung", max_length=20, blank=True)
    kontak_setuju = models.BooleanField(
        "narahubung setuju nama dan nomornya ditampilkan", default=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DokumenQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen pembelajaran"
        verbose_name_plural = "dokumen pembelajaran"

    def __str__(self):
        return f"Dokumen pembelajaran {self.inovasi}"

    def get_absolute_url(self):
        return reverse("inovasi:document", args=[self.inovasi_id])

    @property
    def place(self):
        return self.inovasi.desa

    @property
    def biaya(self):
        return sum(p.jumlah for p in self.pembiayaan.all())

    def gaps(self):
        """What is still missing before it can be called packaged."""
        yield from (TEKS[name] for name in TEKS if not getattr(self, name).strip())
        if len(self.langkah.all()) < 2:
            yield "Langkah-langkah belum lengkap: tulis sedikitnya dua."
        if not self.pembiayaan.all():
            yield "Pembiayaan belum diisi."
        if not self.hasil.all():
            yield "Hasil terukur (sebelum dan sesudah) belum diisi."
        if not self.informan.all():
            yield "Informan belum dicatat."
        if not any(m.persetujuan for m in self.inovasi.photos()):
            yield "Belum ada foto yang disetujui orang di dalamnya."


class Langkah(models.Model):
    """One step of the way: what, when, by whom, for how much."""

    dokumen = models.ForeignKey(DokumenPembelajaran, models.CASCADE, related_name="langkah")
    urutan = models.PositiveSmallIntegerField()
    langkah = models.TextField(max_length=1000)
    waktu = models.CharField(max_length=100, blank=True)
    pelaku = models.CharField(max_length=150, blank=True)
    biaya = models.PositiveBigIntegerField("biaya (rupiah)", null=True, blank=True)

    class Meta:
        verbose_name_plural = "langkah"
        ordering = ["urutan", "pk"]

    def __str__(self):
        return f"{self.urutan}. {self.langkah[:80]}"


class Pembiayaan(models.Model):
    dokumen = models.ForeignKey(DokumenPembelajaran, models.CASCADE, related_name="pembiayaan")
    sumber = models.CharField(max_length=10, choices=SumberDana)
    jumlah = models.PositiveBigIntegerField("jumlah (rupiah)")
    kode_apbdes = models.CharField("kode APBDes", max_length=50, blank=True)

    class Meta:
        verbose_name_plural = "pembiayaan"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_sumber_display()}: {self.jumlah}"


class HasilUkur(models.Model):
    """A result that can be measured: before, after, in which unit."""

    dokumen = models.ForeignKey(DokumenPembelajaran, models.CASCADE, related_name="hasil")
    ukuran = models.CharField("yang diukur", max_length=150)
    satuan = models.CharField(max_length=60)
    sebelum = models.DecimalField(max_digits=14, decimal_places=2)
    sesudah = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = "hasil terukur"
        verbose_name_plural = "hasil terukur"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.ukuran}: {self.sebelum} → {self.sesudah} {self.satuan}"


class InformanDokumen(models.Model):
    dokumen = models.ForeignKey(DokumenPembelajaran, models.CASCADE, related_name="informan")
    nama = models.CharField(max_length=100)
    unsur = models.CharField(max_length=12, choices=UnsurInforman)
    metode = models.CharField(max_length=12, choices=Metode, default=Metode.WAWANCARA)

    class Meta:
        verbose_name = "informan"
        verbose_name_plural = "informan"
        ordering = ["pk"]

    def __str__(self):
        return self.nama


class VersiDokumen(models.Model):
    """A named version, sealed as canonical JSON; never changed."""

    dokumen = models.ForeignKey(DokumenPembelajaran, models.PROTECT, related_name="versi")
    nomor = models.PositiveSmallIntegerField()
    nama = models.CharField("nama versi", max_length=100)
    data = models.TextField()  # canonical JSON
    sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "versi dokumen"
        verbose_name_plural = "versi dokumen"
        ordering = ["-nomor"]
        constraints = [
            models.UniqueConstraint("dokumen", "nomor", name="versidokumen_number_once"),
            models.CheckConstraint(condition=~Q(nama=""), name="versidokumen_has_a_name"),
        ]

    def __str__(self):
        return f"Versi {self.nomor}: {self.nama}"
