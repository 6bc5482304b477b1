"""The trail: what happened to what, by whom, from which values to which."""

from django.db import models

from desa.models.orang import Pengguna


class Jejak(models.Model):
    """One line of the trail. It names what it describes instead of pointing at it with a foreign
    key, so it holds nothing back and outlives everything it describes."""

    waktu = models.DateTimeField(auto_now_add=True)
    pelaku = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    objek = models.CharField(max_length=60)  # "tugas.Kegiatan"
    objek_id = models.CharField(max_length=40)
    judul = models.CharField(max_length=200)  # how the object called itself then
    wilayah_id = models.CharField(max_length=13, blank=True)  # code of its place
    langkah = models.CharField(max_length=40)  # the verb in the code: "submit"
    label = models.CharField(max_length=60)  # what the button said then: "Kirim"
    sebelum = models.CharField(max_length=30, blank=True)
    sesudah = models.CharField(max_length=30, blank=True)
    catatan = models.TextField(blank=True)
    nilai = models.JSONField(default=dict)  # {"uraian": ["before", "after"]}

    class Meta:
        ordering = ["-waktu", "-pk"]
        verbose_name_plural = "jejak"
        indexes = [
            models.Index(fields=["objek", "objek_id", "-waktu"], name="jejak_objek"),
            models.Index(fields=["wilayah_id", "-waktu"], name="jejak_wilayah"),
        ]

    def __str__(self):
        return f"{self.objek} {self.objek_id}: {self.langkah}"


class SegelJejak(models.Model):
    """One link of the chain: the digest of a line, tied to the link before it. Numbered without a
    gap by the sealer, so that two sealers cannot both add the next. A line from which a person was
    erased is sealed once more (`disunting`)."""

    id = models.BigIntegerField(primary_key=True)
    jejak_id = models.BigIntegerField(db_index=True)
    isi = models.CharField(max_length=64)
    sidik = models.CharField(max_length=64)
    disunting = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "segel jejak"

    def __str__(self):
        return f"Segel {self.pk} atas jejak {self.jejak_id}"
