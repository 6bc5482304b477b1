"""What lists of this floor may be narrowed by; everything stands in the address."""

import django_filters as filters
from django.utils import timezone

from desa.filters import in_place_named
from inovasi.choices import (
    SUB_BIDANG,
    Bidang,
    JenisMenu,
    StatusIde,
    StatusInovasi,
    Tipologi,
)
from inovasi.models import Inovasi, KartuIde, MenuInovasi

GILIRAN = [("saya", "Menunggu saya")]
SUB = [(bidang.label, [(s.value, s.label) for s in subs]) for bidang, subs in SUB_BIDANG.items()]
BIAYA = [
    ("25", "Sampai Rp25 juta"),
    ("50", "Sampai Rp50 juta"),
    ("100", "Sampai Rp100 juta"),
    ("lebih", "Lebih dari Rp100 juta"),
]
JUTA = 1_000_000


def years():
    return [(y, str(y)) for y in range(timezone.localdate().year, 2014, -1)]


class PlaceFilter(filters.CharFilter):
    """By code at any level, or by name."""

    def filter(self, queryset, value):
        return in_place_named(queryset, value.strip()) if value else queryset


class WithTurn(filters.FilterSet):
    """For lists of what travels along a workflow."""

    giliran = filters.ChoiceFilter(
        choices=GILIRAN, label="Giliran", empty_label="Semua", method="waiting"
    )

    def waiting(self, queryset, name, value):
        return queryset.waiting_for(self.request.user)


class IdeaFilter(WithTurn):
    cari = filters.CharFilter("judul", "icontains", label="Kata dalam judul")
    bidang = filters.ChoiceFilter(choices=Bidang.choices, empty_label="Semua bidang")
    status = filters.ChoiceFilter(choices=StatusIde.choices, empty_label="Semua status")
    tahun = filters.ChoiceFilter(choices=years, empty_label="Semua tahun", label="Tahun")
    wilayah = PlaceFilter(label="Tempat")

    class Meta:
        model = KartuIde
        fields = ["cari", "bidang", "status", "tahun", "wilayah"]


class InovasiFilter(WithTurn):
    cari = filters.CharFilter("judul", "icontains", label="Kata dalam judul")
    bidang = filters.ChoiceFilter(choices=Bidang.choices, empty_label="Semua bidang")
    status = filters.ChoiceFilter(
        choices=[pair for pair in StatusInovasi.choices if pair[0] != StatusInovasi.DIBUANG],
        empty_label="Semua status",
    )
    tahun = filters.ChoiceFilter(choices=years, empty_label="Semua tahun", label="Tahun")
    wilayah = PlaceFilter(label="Tempat")

    class Meta:
        model = Inovasi
        fields = ["cari", "bidang", "status", "tahun", "wilayah"]


class MenuFilter(filters.FilterSet):
    """The words to search for stand beside it: inovasi/cari.py orders what this narrows."""

    bidang = filters.ChoiceFilter(choices=Bidang.choices, empty_label="Semua bidang")
    sub_bidang = filters.ChoiceFilter(
        choices=SUB, label="Sub-bidang", empty_label="Semua sub-bidang"
    )
    biaya = filters.ChoiceFilter(
        choices=BIAYA, label="Biaya", empty_label="Berapa pun", method="by_cost"
    )
    tipologi = filters.ChoiceFilter(
        choices=Tipologi.choices[1:],
        label="Keadaan desa",
        empty_label="Semua desa",
        method="by_kind",
    )
    jenis = filters.ChoiceFilter(choices=JenisMenu.choices, empty_label="Lokal dan nasional")
    wilayah = PlaceFilter(label="Asal (provinsi, kabupaten, kecamatan, desa)")

    class Meta:
        model = MenuInovasi
        fields = ["bidang", "sub_bidang", "biaya", "tipologi", "jenis", "wilayah"]

    def by_cost(self, queryset, name, value):
        if value == "lebih":
            return queryset.filter(biaya__gt=100 * JUTA)
        return queryset.filter(biaya__lte=int(value) * JUTA)

    def by_kind(self, queryset, name, value):
        return queryset.filter(tipologi__in=[value, Tipologi.SEMUA])
