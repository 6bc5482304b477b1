"""What a finished work taught, on one page."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inovasi.models import Inovasi
from p2ktd.models.pekerjaan import Pekerjaan
from p2ktd.models.penyedia import Penyedia


class PelajaranQuerySet(models.QuerySet):
    def about(self, penyedia):
        """The notes kept on one provider, or on several."""
        keys = [penyedia.pk] if isinstance(penyedia, Penyedia) else penyedia
        notes = self.filter(pekerjaan__penyedia__in=keys, untuk_penyedia=True)
        return notes.select_related("pekerjaan__penyedia", "pekerjaan__desa")


class Pelajaran(models.Model):
    """The lesson of a closed work. It stands beside the file, which stays frozen: as a note on the
    provider, as the beginning of an innovation, or both."""

    pekerjaan = models.OneToOneField(Pekerjaan, models.PROTECT, related_name="pelajaran")
    berhasil = models.TextField("yang berhasil", max_length=2000)
    kurang = models.TextField("yang kurang atau menghambat", max_length=2000, blank=True)
    saran = models.TextField("saran bagi desa lain", max_length=2000, blank=True)
    untuk_penyedia = models.BooleanField("catatan pada penyedia", default=False)
    inovasi = models.ForeignKey(
        Inovasi, models.PROTECT, null=True, editable=False, related_name="pelajaran"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PelajaranQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pelajaran"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(untuk_penyedia=True) | Q(inovasi__isnull=False),
                name="pelajaran_goes_somewhere",
            )
        ]

    def __str__(self):
        return f"Pelajaran dari {self.pekerjaan}"

    @property
    def place(self):
        return self.pekerjaan.desa
