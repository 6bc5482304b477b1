import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from desa.kode import dotted
from musyawarah.choices import JenisMusyawarah, Status
from musyawarah.models import Musyawarah
from ppid.lib.saringan import WholeNumberFilter


class MusyawarahFilter(filters.FilterSet):
    cari = filters.CharFilter(method="with_words", label="Cari judul atau nomor")
    tahun = WholeNumberFilter(min_value=2015, max_value=2100, label="Tahun anggaran")
    jenis = filters.ChoiceFilter(choices=JenisMusyawarah, empty_label="Semua jenis")
    status = filters.ChoiceFilter(choices=Status, empty_label="Semua status")
    wilayah = filters.CharFilter(method="inside", label="Kode wilayah")

    terlambat = filters.BooleanFilter(
        method="only_late",
        label="Hanya notulen terlambat",
        widget=forms.CheckboxInput,
    )

    class Meta:
        model = Musyawarah
        fields = ["cari", "tahun", "jenis", "status", "wilayah", "terlambat"]

    def with_words(self, queryset, name, value):
        return queryset.filter(Q(judul__icontains=value) | Q(nomor__icontains=value))

    def only_late(self, queryset, name, value):
        return queryset.late(timezone.localdate()) if value else queryset

    def inside(self, queryset, name, value):
        """Everything in a place; a code that is none finds nothing."""
        kode = dotted(value)
        return queryset.in_places([kode]) if kode else queryset.none()
