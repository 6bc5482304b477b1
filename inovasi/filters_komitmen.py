"""What lists of commitments and plan lines may be narrowed by. List and export share it, and every
number of the funnel is such an address."""

import django_filters as filters
from django.utils import timezone

from desa.kode import dotted
from desa.models import Wilayah
from inovasi.choices import (
    AlasanBerhenti,
    Bidang,
    DokumenDesa,
    StatusButir,
    StatusKomitmen,
    Tahap,
)
from inovasi.models import ButirPerencanaan, KartuInovasi, Komitmen
from ppid.lib.saringan import WholeNumberFilter

NAMED = 50  # places that a name may mean
FIRST_YEAR = 2017
NUMBER = 2**31 - 1  # more bursa than there will be; a larger one is no key of any database


def years():
    return [(y, str(y)) for y in range(timezone.localdate().year + 1, FIRST_YEAR - 1, -1)]


class PlaceFilter(filters.FilterSet):
    tempat = filters.CharFilter(method="in_place", label="Desa, atau kode wilayah")

    def in_place(self, queryset, name, value):
        """By code at any level, or by the name of a place that this person sees."""
        if value.strip() == "00":
            return queryset
        if kode := dotted(value.strip()):
            return queryset.in_places([kode])
        named = Wilayah.objects.visible_to(self.request.user).search(value)
        kodes = list(named.values_list("pk", flat=True)[:NAMED])
        return queryset.in_places(kodes) if kodes else queryset.none()


class KomitmenFilter(PlaceFilter):
    tahun = filters.ChoiceFilter(choices=years, label="Tahun kartu", empty_label="Semua tahun")
    tahap = filters.ChoiceFilter(
        method="at_stage", choices=Tahap.choices, label="Sampai tahap", empty_label="Semua tahap"
    )
    bidang = filters.ChoiceFilter(choices=Bidang.choices, empty_label="Semua bidang")
    status = filters.ChoiceFilter(choices=StatusKomitmen.choices, empty_label="Semua status")
    alasan = filters.ChoiceFilter(
        choices=AlasanBerhenti.choices, label="Mengapa berhenti", empty_label="Semua alasan"
    )
    bursa = WholeNumberFilter("bursa", label="Nomor bursa", min_value=1, max_value=NUMBER)

    class Meta:
        model = Komitmen
        fields = ["tempat", "tahun", "tahap", "bidang", "status", "alasan"]

    def at_stage(self, queryset, name, value):
        return queryset.reached(Tahap(value))


class MinatFilter(PlaceFilter):
    tahun = filters.ChoiceFilter(choices=years, label="Tahun kartu", empty_label="Semua tahun")
    janji = filters.ChoiceFilter(
        method="promised",
        label="Sudah jadi komitmen",
        choices=[("ya", "Sudah"), ("belum", "Belum")],
        empty_label="Semua",
    )

    class Meta:
        model = KartuInovasi
        fields = ["tempat", "tahun", "janji"]

    def promised(self, queryset, name, value):
        return queryset.filter(dijanjikan=value == "ya")


class ButirFilter(PlaceFilter):
    tahun = filters.ChoiceFilter(choices=years, label="Tahun anggaran", empty_label="Semua tahun")
    dokumen = filters.ChoiceFilter(choices=DokumenDesa.choices, empty_label="Semua dokumen")
    status = filters.ChoiceFilter(choices=StatusButir.choices, empty_label="Semua status")
    tautan = filters.ChoiceFilter(
        method="tied",
        label="Tautan ke komitmen",
        choices=[("ada", "Tertaut"), ("belum", "Belum tertaut")],
        empty_label="Semua",
    )

    class Meta:
        model = ButirPerencanaan
        fields = ["tempat", "tahun", "dokumen", "status", "tautan"]

    def tied(self, queryset, name, value):
        return queryset.filter(komitmen__isnull=value == "belum")
