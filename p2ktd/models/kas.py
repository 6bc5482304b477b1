"""The cash book of a TPID, and payments to providers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum, Window
from django.urls import reverse
from uuid6 import uuid7

from p2ktd.choices import JenisKas
from p2ktd.models.dok import Dana, Pencairan, PosDok
from p2ktd.models.kebutuhan import BIAYA
from p2ktd.models.pekerjaan import Termin

MASUK = [JenisKas.PENCAIRAN, JenisKas.PUNGUT_PAJAK, JenisKas.BUNGA]


class KasQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(dana__in=Dana.objects.visible_to(user).values("pk"))

    def with_balance(self):
        """With `saldo` after each row, summed by the database in the order of the book."""
        running = Window(
            Sum(F("debit") - F("kredit")), partition_by=F("dana"), order_by=F("urut").asc()
        )
        return self.annotate(saldo=running).order_by("urut")

    def balance(self):
        """Debit less credit, in rupiah."""
        return self.aggregate(n=Sum(F("debit") - F("kredit"), default=0))["n"]


class BarisKas(models.Model):
    """A line of the cash book, written once and never changed: a mistake is balanced by a line
    that reverses it. `urut` has no gaps, so that a torn-out page would show."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dana = models.ForeignKey(Dana, models.PROTECT, related_name="kas")
    urut = models.PositiveIntegerField("nomor urut", editable=False)
    jenis = models.CharField(max_length=15, choices=JenisKas)
    tanggal = models.DateField()
    bukti_nomor = models.CharField("nomor bukti", max_length=60)
    uraian = models.CharField(max_length=300)
    debit = models.PositiveBigIntegerField("penerimaan (debet)", default=0)  # rupiah
    kredit = models.PositiveBigIntegerField("pengeluaran (kredit)", default=0)
    pos = models.ForeignKey(PosDok, models.PROTECT, null=True, blank=True, related_name="kas")
    berkas = models.FileField("foto atau pindaian bukti", upload_to="kas/%Y/%m/", blank=True)
    pencairan = models.OneToOneField(
        Pencairan, models.PROTECT, null=True, editable=False, related_name="kas"
    )
    membalik = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="pembalik"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = KasQuerySet.as_manager()

    class Meta:
        verbose_name = "baris kas"
        verbose_name_plural = "baris kas"
        ordering = ["urut"]
        constraints = [
            models.UniqueConstraint(fields=["dana", "urut"], name="kas_number_once"),
            models.CheckConstraint(
                condition=Q(debit__range=BIAYA, kredit=0) | Q(kredit__range=BIAYA, debit=0),
                name="kas_one_side_alone",
            ),
        ]

    def __str__(self):
        return f"{self.bukti_nomor}: {self.uraian}"

    def get_absolute_url(self):
        return reverse("p2ktd:cash_evidence", args=[self.pk])

    @property
    def masuk(self):
        """What it does to the balance."""
        return self.debit - self.kredit


class Pembayaran(models.Model):
    """Money that went to a provider for one term. The key is made with the page that asks, and a
    term is paid once: a double click and two tabs both come to one payment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    termin = models.OneToOneField(Termin, models.PROTECT, related_name="pembayaran")
    nomor = models.CharField("nomor kwitansi", max_length=100)
    tanggal = models.DateField("tanggal bayar")
    penerima = models.CharField("diterima oleh", max_length=100)
    bruto = models.PositiveBigIntegerField()  # rupiah
    ppn = models.PositiveBigIntegerField("PPN")
    pph = models.PositiveBigIntegerField("PPh")
    kas = models.OneToOneField(
        BarisKas, models.PROTECT, null=True, editable=False, related_name="pembayaran"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "pembayaran"
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bruto__range=BIAYA, bruto__gte=F("ppn") + F("pph")),
                name="pembayaran_tax_fits",
            )
        ]

    def __str__(self):
        return self.nomor

    @property
    def place(self):
        return self.termin.pekerjaan.desa

    @property
    def bersih(self):
        """What the provider receives."""
        return self.bruto - self.ppn - self.pph
