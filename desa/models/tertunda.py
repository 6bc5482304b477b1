"""Work that could not be handed to the queue."""

from django.db import models


class Tertunda(models.Model):
    """A task by its name, with the keys it was called with. It goes when it has been sent."""

    tugas = models.CharField(max_length=120)
    isi = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "tertunda"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.tugas} {self.isi}"
