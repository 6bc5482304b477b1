"""The inbox: what one person should know or do, told once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from desa.choices import AlasanKabar


class PemberitahuanQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(pengguna=user)

    def unread(self):
        return self.filter(dibaca_at__isnull=True)

    def unanswered(self):
        return self.filter(dijawab_at__isnull=True)

    def to_mail(self):
        """Neither read, nor settled, nor sent by e-mail before."""
        return self.unread().unanswered().filter(disurati_at__isnull=True)

    def about(self, objek):
        return self.filter(objek=objek._meta.label, objek_id=str(objek.pk))


class Pemberitahuan(models.Model):
    """One thing for one person. Like the trail it names what it is about instead of pointing at
    it. `kunci` is the same for the same news, so nobody is told twice."""

    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="pemberitahuan"
    )
    alasan = models.CharField(max_length=15, choices=AlasanKabar)
    objek = models.CharField(max_length=60, blank=True)  # "tugas.Kegiatan"
    objek_id = models.CharField(max_length=40, blank=True)
    wilayah_id = models.CharField(max_length=13, blank=True)  # code of its place
    kalimat = models.CharField(max_length=300)
    rincian = models.TextField(blank=True)
    tautan = models.CharField(max_length=300, blank=True)  # a path of this site
    tenggat = models.DateField(null=True)
    kunci = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    dibaca_at = models.DateTimeField(null=True)
    dijawab_at = models.DateTimeField(null=True)  # what it asked for was done, by whomever
    disurati_at = models.DateTimeField(null=True)  # went out in a letter

    objects = PemberitahuanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pemberitahuan"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["pengguna"],
                name="pemberitahuan_belum_dibaca",
                condition=Q(dibaca_at__isnull=True),
            ),
            models.Index(fields=["objek", "objek_id"], name="pemberitahuan_objek"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pengguna", "kunci"], name="pemberitahuan_once"),
            models.CheckConstraint(
                condition=Q(alasan__in=AlasanKabar.values), name="pemberitahuan_alasan_known"
            ),
        ]

    def __str__(self):
        return self.kalimat

    def get_absolute_url(self):
        """Reads it and goes where it leads."""
        return reverse("desa:notice", args=[self.pk])
