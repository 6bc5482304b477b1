"""Photos of cards and innovations, and the evidence they give for criteria."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from uuid6 import uuid7

from inovasi.choices import StatusMenu
from inovasi.models.ide import KartuIde
from inovasi.models.inovasi import Inovasi


class MediaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Photos of the cards and innovations that this person sees, and of one's unsent form."""
        cards = KartuIde.objects.visible_to(user).values("pk")
        found = Inovasi.objects.visible_to(user).values("pk")
        unsent = Q(kartu_ide__isnull=True, inovasi__isnull=True, created_by=user)
        return self.in_use().filter(Q(kartu_ide__in=cards) | Q(inovasi__in=found) | unsent)

    def public(self):
        """Photos that anybody may see: consent is given, and the innovation is on the menu."""
        on_menu = Q(inovasi__menu__status=StatusMenu.TERBIT)
        return self.in_use().filter(on_menu, persetujuan=True)

    def in_use(self):
        return self.filter(dilepas_at__isnull=True)

    def of_form(self, isian, user):
        return self.in_use().filter(isian=isian, created_by=user)


class Media(models.Model):
    """A photo, re-encoded before it comes here. Faces are personal data: `persetujuan` says that
    those shown agreed to be shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kartu_ide = models.ForeignKey(KartuIde, models.PROTECT, null=True, related_name="media")
    inovasi = models.ForeignKey(Inovasi, models.PROTECT, null=True, related_name="media")
    isian = models.UUIDField()  # the key of the form it came with
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    berkas = models.FileField(upload_to="inovasi/%Y/%m/")
    kecil = models.FileField(upload_to="inovasi/%Y/%m/")
    nama_asli = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    sha256_asli = models.CharField(max_length=64)
    ukuran = models.PositiveIntegerField()  # bytes
    lebar = models.PositiveSmallIntegerField()
    tinggi = models.PositiveSmallIntegerField()
    keterangan = models.CharField(max_length=200, blank=True)
    fotografer = models.CharField(max_length=100, blank=True)
    persetujuan = models.BooleanField("orang dalam foto setuju ditampilkan", default=False)
    waktu_foto = models.DateTimeField(null=True)
    lintang = models.FloatField(null=True)
    bujur = models.FloatField(null=True)
    dilepas_at = models.DateTimeField(null=True)

    objects = MediaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "media"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "isian",
                "created_by",
                "sha256_asli",
                condition=Q(dilepas_at__isnull=True),
                name="media_once_per_form",
            ),
            models.CheckConstraint(
                condition=Q(kartu_ide__isnull=True) | Q(inovasi__isnull=True),
                name="media_of_one_thing",
            ),
        ]

    def __str__(self):
        return self.keterangan or self.nama_asli

    def get_absolute_url(self):
        return reverse("inovasi:photo", args=[self.pk])


class Bukti(models.Model):
    """Evidence for one criterion: words that name a paper, a photo, or both."""

    inovasi = models.ForeignKey(Inovasi, models.PROTECT, related_name="bukti")
    kriteria = models.CharField(max_length=20)  # the code of a criterion: "berjalan"
    teks = models.CharField("bukti", max_length=300, blank=True)
    media = models.ForeignKey(Media, models.PROTECT, null=True, blank=True, related_name="bukti")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "bukti"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(teks="") | Q(media__isnull=False), name="bukti_says_something"
            )
        ]

    def __str__(self):
        return f"{self.kriteria}: {self.teks or 'foto'}"
