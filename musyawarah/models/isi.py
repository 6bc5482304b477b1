"""What stands in the minutes: agenda, speakers, decisions, follow-ups, signatories."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from inovasi.models import Inovasi, Komitmen
from musyawarah.choices import Cara, HasilTindakLanjut, Status
from musyawarah.models.musyawarah import Musyawarah
from p2ktd.models import Kebutuhan, Pekerjaan

OBJEK = ("komitmen", "inovasi", "kebutuhan", "pekerjaan")  # what a decision may concern
TUNTAS = {HasilTindakLanjut.SELESAI, HasilTindakLanjut.DIBATALKAN}
SATU = [MinValueValidator(1, "Nomor urut dimulai dari 1.")]


class MataAcara(models.Model):
    """A point of the agenda, and what was said on it."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="mata_acara")
    urutan = models.PositiveSmallIntegerField("nomor urut", validators=SATU)
    judul = models.CharField("mata acara", max_length=200)
    pembahasan = models.TextField(blank=True)

    class Meta:
        verbose_name = "mata acara"
        verbose_name_plural = "mata acara"
        ordering = ["urutan", "pk"]

    def __str__(self):
        return self.judul


class Narasumber(models.Model):
    """Somebody who spoke to a subject."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="narasumber")
    nama = models.CharField(max_length=100)
    jabatan = models.CharField(max_length=100, blank=True)
    materi = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "narasumber"
        ordering = ["pk"]

    def __str__(self):
        return self.nama


def _one_thing():
    """Nothing of the application, or one object with the step it takes; the line-up is neither."""
    empty = {f"{name}__isnull": True for name in OBJEK}
    found = Q(**empty, langkah="")
    for name in OBJEK:
        found |= Q(**empty | {f"{name}__isnull": False}, tpid=False) & ~Q(langkah="")
    return found


class KeputusanQuerySet(models.QuerySet):
    def with_objects(self):
        """What each concerns comes along, where that is, and who tied it."""
        return self.select_related("penaut", *(f"{name}__desa" for name in OBJEK))


class Keputusan(models.Model):
    """A decision, by consensus or by a vote with its counts (people)."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="keputusan")
    urutan = models.PositiveSmallIntegerField("nomor urut", validators=SATU)
    teks = models.TextField("isi keputusan")
    cara = models.CharField("cara mengambil keputusan", max_length=10, choices=Cara)
    setuju = models.PositiveSmallIntegerField(null=True, blank=True)
    menolak = models.PositiveSmallIntegerField(null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(null=True, blank=True)
    komitmen = models.ForeignKey(
        Komitmen, models.PROTECT, null=True, blank=True, related_name="keputusan"
    )
    inovasi = models.ForeignKey(
        Inovasi, models.PROTECT, null=True, blank=True, related_name="keputusan"
    )
    kebutuhan = models.ForeignKey(
        Kebutuhan, models.PROTECT, null=True, blank=True, related_name="keputusan"
    )
    pekerjaan = models.ForeignKey(
        Pekerjaan, models.PROTECT, null=True, blank=True, related_name="keputusan"
    )
    tpid = models.BooleanField("susunan TPID", default=False)
    catatan = models.TextField("catatan putusan", blank=True)  # one point per line
    alokasi = models.PositiveBigIntegerField("alokasi (rupiah)", null=True, blank=True)
    langkah = models.CharField(max_length=30, blank=True)  # of the object's workflow, when sealed
    penaut = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",  # in whose right the step is taken
    )
    dijalankan_at = models.DateTimeField(null=True, editable=False)

    objects = KeputusanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "keputusan"
        ordering = ["urutan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(cara__in=Cara.values), name="keputusan_cara_known"),
            models.CheckConstraint(
                condition=Q(
                    cara=Cara.MUFAKAT,
                    setuju__isnull=True,
                    menolak__isnull=True,
                    abstain__isnull=True,
                )
                | Q(
                    cara=Cara.SUARA,
                    setuju__isnull=False,
                    menolak__isnull=False,
                    abstain__isnull=False,
                ),
                name="keputusan_votes_go_with_a_vote",
            ),
            models.CheckConstraint(
                condition=_one_thing(),
                name="keputusan_concerns_one_thing",
            ),
        ]

    def __str__(self):
        return self.teks[:80]

    @property
    def menggerakkan(self):
        """Whether something takes a step when the minutes are sealed."""
        return bool(self.tpid or self.langkah)

    @property
    def bidang_objek(self):
        """Which of OBJEK it concerns; "" if none."""
        return next((name for name in OBJEK if getattr(self, f"{name}_id")), "")

    @property
    def objek(self):
        return getattr(self, self.bidang_objek) if self.bidang_objek else None

    @property
    def perihal(self):
        """What it concerns, for a reader; "" if nothing in the application."""
        if self.tpid:
            return "Susunan TPID"
        obj = self.objek
        if obj is None:
            return ""
        step = obj.workflow.steps[self.langkah].label
        return f"{obj._meta.verbose_name.capitalize()} {obj.desa}: {obj} ({step})"

    @property
    def suara(self):
        """Votes cast, abstentions included."""
        return (self.setuju or 0) + (self.menolak or 0) + (self.abstain or 0)


class TindakLanjutQuerySet(models.QuerySet):
    def left_over(self, musyawarah):
        """Of sealed meetings held here before, which no other meeting has settled."""
        earlier = Q(musyawarah__tanggal__lt=musyawarah.tanggal) | Q(
            musyawarah__tanggal=musyawarah.tanggal, musyawarah__lt=musyawarah.pk
        )
        settled = Q(jawaban__hasil__in=TUNTAS) & ~Q(jawaban__musyawarah=musyawarah)
        rows = self.filter(
            earlier, musyawarah__wilayah=musyawarah.wilayah_id, musyawarah__status=Status.FINAL
        )
        done = self.filter(settled).values("pk")
        return rows.exclude(pk__in=done).select_related("musyawarah").order_by("pk")

    def waiting_on(self, user):
        """Theirs, of sealed minutes, settled by no later meeting; the most urgent first."""
        mine = self.filter(pemilik=user, musyawarah__status=Status.FINAL)
        done = self.filter(jawaban__hasil__in=TUNTAS).values("pk")
        rows = mine.exclude(pk__in=done).select_related("musyawarah__wilayah")
        return rows.order_by(F("batas").asc(nulls_last=True), "pk")


class TindakLanjut(models.Model):
    """What is to be done, by whom, until when."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="tindak_lanjut")
    kegiatan = models.CharField(max_length=200)
    penanggung_jawab = models.CharField(max_length=100)
    batas = models.DateField("batas waktu", null=True, blank=True)
    pemilik = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TindakLanjutQuerySet.as_manager()

    class Meta:
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["pk"]

    def __str__(self):
        return self.kegiatan

    def get_absolute_url(self):
        return f"{reverse('musyawarah:detail', args=[self.musyawarah_id])}#tindak_lanjut"


class Penandatangan(models.Model):
    """Somebody who signs the berita acara, and as what."""

    musyawarah = models.ForeignKey(Musyawarah, models.CASCADE, related_name="penandatangan")
    urutan = models.PositiveSmallIntegerField("nomor urut", validators=SATU)
    sebagai = models.CharField(max_length=60)  # "Pimpinan musyawarah", "Mengetahui"
    nama = models.CharField(max_length=100, blank=True)
    jabatan = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name_plural = "penandatangan"
        ordering = ["urutan", "pk"]

    def __str__(self):
        return f"{self.sebagai}: {self.nama}" if self.nama else self.sebagai
