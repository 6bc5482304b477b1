"""The numbers of the day, and the blank cards that are written on it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import segno
from django.conf import settings
from django.db.models import Count, Q, Sum
from django.urls import reverse

from desa.models import ProfilDesa, Wilayah
from inovasi.choices import BIDANG_SINGKAT, Bidang


class Hitungan:
    """Cards of one bursa by bidang and by village: what this person sees of them."""

    def __init__(self, cards, bursa):
        self.bursa = bursa
        signed = Q(ditandatangani_at__isnull=False)
        self.rows = list(
            cards.order_by()
            .values_list("desa", "bidang")
            .annotate(
                n=Count("pk"),
                tanda=Count("pk", filter=signed),
                uang=Sum("perkiraan_biaya", filter=signed, default=0),
            )
        )

    @property
    def kartu(self):
        return sum(n for _, _, n, _, _ in self.rows)

    @property
    def ditandatangani(self):
        return sum(tanda for *_, tanda, _ in self.rows)

    @property
    def rupiah(self):
        return sum(uang for *_, uang in self.rows)

    @property
    def bidang(self):
        """[(bidang, word, cards, signed, rupiah)]"""
        found = {str(b): [0, 0, 0] for b in Bidang}
        for _, b, n, tanda, uang in self.rows:
            found[b] = [found[b][0] + n, found[b][1] + tanda, found[b][2] + uang]
        return [(b, BIDANG_SINGKAT[b], *numbers) for b, numbers in found.items()]

    @cached_property
    def desa(self):
        """[(village, cards)], the busiest first."""
        found = defaultdict(int)
        for desa, _, n, _, _ in self.rows:
            found[desa] += n
        names = Wilayah.objects.in_bulk(found)
        return sorted(((names[k], n) for k, n in found.items()), key=lambda p: (-p[1], p[0].pk))


@dataclass(frozen=True)
class KartuKosong:
    """A card to be filled in by hand; its QR opens the form of this village and bursa."""

    desa: Wilayah
    alamat: str
    qr: str
    kepala_desa: str
    ketua_bpd: str


def blank_cards(bursa, villages):
    profiles = ProfilDesa.objects.in_bulk([w.pk for w in villages])
    return [_card(bursa, w, profiles.get(w.pk)) for w in villages]


def _card(bursa, desa, profil):
    path = f"{reverse('inovasi:commit')}?bursa={bursa.pk}&desa={desa.pk}"
    address = f"{settings.PPID_ADDRESS}{path}"
    return KartuKosong(
        desa,
        address,
        segno.make(address, error="m").svg_data_uri(border=2),
        profil.kepala_desa if profil else "",
        profil.ketua_bpd if profil else "",
    )
