"""Who the neighbours of a village are: by distance where points are known, else its kecamatan."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.db.models import F

from desa.kode import inside
from desa.models import ProfilDesa, Wilayah

DEKAT = 15  # km as the crow flies: a morning's visit
BUMI = 6371  # km
PER_DERAJAT = 111  # km of one degree of latitude


@dataclass(frozen=True)
class Tetangga:
    """`jarak` holds {code: km or None} of the villages around; None where a point is missing."""

    jarak: dict
    kalimat: str

    def how_far(self, kode):
        """ "7 km dari sini", "sekecamatan"."""
        km = self.jarak.get(kode)
        return "sekecamatan" if km is None else f"{max(round(km), 1)} km dari sini"


def neighbours(desa):
    """Those of its kecamatan, and those of any other whose point lies near its own."""
    here = _point(getattr(desa, "profil", None))
    around = Wilayah.objects.villages().filter(kecamatan=desa.kecamatan).order_by()
    around = around.annotate(lintang=F("profil__lintang"), bujur=F("profil__bujur"))
    around = around.values_list("pk", "lintang", "bujur")
    if here:
        around = around.union(_box(*here, desa.kecamatan).values_list("pk", "lintang", "bujur"))
    found = {}
    for kode, *point in around:
        km = distance(here, [float(n) for n in point]) if here and None not in point else None
        if km is not None and km <= DEKAT:
            found[kode] = km
        elif inside(kode, desa.kecamatan):
            found[kode] = None
    found.pop(desa.pk, None)
    return Tetangga(found, _said(here, found))


def _point(profil):
    known = profil and profil.lintang is not None
    return (float(profil.lintang), float(profil.bujur)) if known else None


def _said(here, around):
    if here is None:
        return (
            "Tetangga berarti desa-desa sekecamatan, karena titik desa ini belum diisi. "
            "Isi titiknya di profil desa agar desa kecamatan sebelah ikut dihitung."
        )
    if not any(km is not None for km in around.values()):
        return (
            "Tetangga berarti desa-desa sekecamatan: belum ada desa lain di sekitar sini yang "
            "titiknya diisi."
        )
    return f"Tetangga berarti desa-desa sekecamatan dan desa lain dalam {DEKAT} km."


def _box(lat, lon, kecamatan):
    """Villages of other kecamatan that may lie within DEKAT: a square, to be measured truly."""
    high, wide = DEKAT / PER_DERAJAT, DEKAT / (PER_DERAJAT * cos(radians(lat)))
    box = ProfilDesa.objects.filter(
        lintang__range=(lat - high, lat + high), bujur__range=(lon - wide, lon + wide)
    )
    return box.exclude(desa__kecamatan=kecamatan).order_by()


def distance(one, other):
    """Kilometres between two (latitude, longitude), on a sphere."""
    (a, b), (c, d) = (map(radians, point) for point in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * BUMI * asin(sqrt(half))
