"""The checklist of a provider, scored by the pokja: one row per requirement."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from p2ktd.choices import BOBOT_NILAI, Nilai
from p2ktd.models.pengumuman import Syarat
from p2ktd.models.penyedia import Penyedia
from ppid.lib.tanggal import tgl


class NilaiSyaratQuerySet(models.QuerySet):
    def shortfalls(self, penyedia):
        """Sentences on what is not judged, not proven, not met or out of date."""
        met = {row.syarat_id: row.nilai for row in self}
        files = {row.syarat_id: row for row in penyedia.berkas.current()}
        asked = list(penyedia.pengumuman.syarat.all())
        if open_ones := [s for s in asked if s.pk not in met]:
            yield f"Belum dinilai: {len(open_ones)} dari {len(asked)} persyaratan."
        if bare := [s.teks for s in asked if s.wajib and s.berberkas and s.pk not in files]:
            yield f"Berkas belum ada: {', '.join(bare)}."
        for syarat in asked:
            if syarat.wajib and met.get(syarat.pk) == Nilai.TIDAK:
                yield f"“{syarat.teks}” wajib dan tidak terpenuhi."
            if syarat.pk in files and files[syarat.pk].is_expired:
                sampai = files[syarat.pk].berlaku_sampai
                yield f"Berkas “{syarat.teks}” berakhir {tgl(sampai)}."


class NilaiSyarat(models.Model):
    penyedia = models.ForeignKey(Penyedia, models.CASCADE, related_name="nilai_syarat")
    syarat = models.ForeignKey(Syarat, models.PROTECT, related_name="+")
    nilai = models.CharField(max_length=10, choices=Nilai)
    catatan = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = NilaiSyaratQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "nilai syarat"
        ordering = ["syarat__urutan", "pk"]
        constraints = [
            models.UniqueConstraint("penyedia", "syarat", name="nilai_syarat_once"),
            models.CheckConstraint(condition=Q(nilai__in=Nilai.values), name="nilai_syarat_known"),
        ]

    def __str__(self):
        return f"{self.syarat}: {self.get_nilai_display()}"


def score_of(syarat, nilai):
    """0 to 100, rounded down: `syarat` pairs (key, weight), `nilai` {key: Nilai}."""
    full = sum(2 * bobot for _, bobot in syarat)
    got = sum(BOBOT_NILAI[Nilai(nilai[key])] * bobot for key, bobot in syarat if key in nilai)
    return got * 100 // full if full else 0
