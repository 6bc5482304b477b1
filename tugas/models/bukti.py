"""Evidence: photos, checked and re-encoded before they come here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from uuid6 import uuid7

from tugas.models.kegiatan import Kegiatan


class BuktiQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Photos of the entries that this person sees, and those of a form not yet sent."""
        entries = Kegiatan.objects.visible_to(user)
        unsent = Q(kegiatan__isnull=True, created_by=user)
        return self.in_use().filter(Q(kegiatan__in=entries.values("pk")) | unsent)

    def in_use(self):
        return self.filter(dilepas_at__isnull=True)

    def of_form(self, isian, user):
        """The photos of a form, whether its entry exists already or not."""
        return self.in_use().filter(isian=isian, created_by=user)

    def kept_for(self, isian, user):
        """Photos that came with a form that could not be taken as it was."""
        return self.of_form(isian, user).filter(kegiatan__isnull=True)


class Bukti(models.Model):
    """A photo. It belongs to the form it came with until the entry exists. What the camera wrote
    about time and place is kept here as data and is no longer in the file."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kegiatan = models.ForeignKey(Kegiatan, models.PROTECT, null=True, related_name="bukti")
    isian = models.UUIDField()  # the form's own id, which becomes the entry's
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    berkas = models.FileField(upload_to="bukti/%Y/%m/")
    kecil = models.FileField(upload_to="bukti/%Y/%m/")  # the same, small, for lists
    nama_asli = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    sha256_asli = models.CharField(max_length=64)  # of what was sent, to recognise it
    ukuran = models.PositiveIntegerField()  # bytes
    lebar = models.PositiveSmallIntegerField()
    tinggi = models.PositiveSmallIntegerField()
    keterangan = models.CharField(max_length=200, blank=True)
    waktu_foto = models.DateTimeField(null=True)
    lintang = models.FloatField(null=True)
    bujur = models.FloatField(null=True)
    dilepas_at = models.DateTimeField(null=True)  # taken off by its author

    objects = BuktiQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bukti"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["sha256_asli"], name="bukti_sha256_asli"),
            models.Index(fields=["isian"], name="bukti_isian"),
        ]
        constraints = [
            models.UniqueConstraint(
                "isian",
                "created_by",
                "sha256_asli",
                condition=Q(kegiatan__isnull=True, dilepas_at__isnull=True),
                name="bukti_once_per_form",
            ),
            models.UniqueConstraint(
                "kegiatan",
                "sha256_asli",
                condition=Q(kegiatan__isnull=False, dilepas_at__isnull=True),
                name="bukti_once_per_entry",
            ),
        ]

    def __str__(self):
        return self.nama_asli

    def get_absolute_url(self):
        return reverse("tugas:photo", args=[self.pk])
