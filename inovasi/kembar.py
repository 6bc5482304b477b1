"""Innovations that may be one and the same: similar titles, near each other."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection

from inovasi.models import Inovasi
from ppid.lib.bahasa import plain_words

# How alike two titles must be to be shown, by how near the villages are.
AMBANG = {"desa yang sama": 0.3, "kecamatan yang sama": 0.4, "kabupaten yang sama": 0.55}
READ = 3000  # titles of one kabupaten that are compared in memory
SHOWN = 5


@dataclass(frozen=True)
class Kembar:
    inovasi: Inovasi
    kemiripan: float  # 0 to 1
    jarak: str

    @property
    def persen(self):
        return round(self.kemiripan * 100)


def trigrams(text):
    """As pg_trgm takes them: each word with two spaces before and one behind."""
    padded = (f"  {word} " for word in plain_words(text))
    return {word[i : i + 3] for word in padded for i in range(len(word) - 2)}


def similarity(one, other):
    """Shared trigrams of all trigrams, 0 to 1; the same number as PostgreSQL gives."""
    a, b = trigrams(one), trigrams(other)
    return len(a & b) / len(a | b) if a or b else 0.0


def _distance(desa_id, other_id):
    if desa_id == other_id:
        return "desa yang sama"
    return "kecamatan yang sama" if desa_id[:8] == other_id[:8] else "kabupaten yang sama"


def twins_of(inovasi, user):
    """What this person sees in the same kabupaten and might be the same, the nearest first."""
    rows = Inovasi.objects.visible_to(user).standing().filter(kabupaten=inovasi.desa_id[:5])
    rows = rows.exclude(pk=inovasi.pk).exclude(digabung_ke=inovasi)
    found = {}
    for pk, judul, desa_id in _candidates(rows, inovasi.judul):
        alike, jarak = similarity(inovasi.judul, judul), _distance(inovasi.desa_id, desa_id)
        if alike >= AMBANG[jarak]:
            found[pk] = (alike, jarak)
    best = sorted(found, key=lambda pk: -found[pk][0])[:SHOWN]
    full = rows.for_list().in_bulk(best)
    return [Kembar(full[pk], *found[pk]) for pk in best]


def _candidates(rows, judul):
    if connection.vendor == "postgresql":
        rows = rows.alias(mirip=TrigramSimilarity("judul", judul)).filter(mirip__gte=0.25)
    return rows.order_by("-pk").values_list("pk", "judul", "desa_id")[:READ]
