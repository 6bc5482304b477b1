"""What the lists of needs, works and funds may be narrowed by."""

import django_filters as filters

from p2ktd.choices import StatusDana, StatusKebutuhan, StatusPekerjaan
from p2ktd.models import Dana, Kebutuhan, Pekerjaan
from ppid.lib.saringan import WholeNumberFilter


class NeedFilter(filters.FilterSet):
    cari = filters.CharFilter("judul", "icontains", label="Cari")
    status = filters.ChoiceFilter(choices=StatusKebutuhan, empty_label="Semua status")
    tahun = WholeNumberFilter(label="Tahun anggaran")
    wilayah = filters.CharFilter("desa__kode", "startswith", label="Kode wilayah")

    class Meta:
        model = Kebutuhan
        fields = ["cari", "status", "tahun", "wilayah"]


class WorkFilter(filters.FilterSet):
    cari = filters.CharFilter("judul", "icontains", label="Cari")
    status = filters.ChoiceFilter(choices=StatusPekerjaan, empty_label="Semua status")
    tahun = WholeNumberFilter(label="Tahun anggaran")
    wilayah = filters.CharFilter("desa__kode", "startswith", label="Kode wilayah")
    terlambat = filters.BooleanFilter(method="late", label="Terlambat")

    class Meta:
        model = Pekerjaan
        fields = ["cari", "status", "tahun", "wilayah", "terlambat"]

    def late(self, queryset, name, value):
        return queryset.late() if value else queryset


class FundFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=StatusDana, empty_label="Semua status")
    tahun = WholeNumberFilter(label="Tahun anggaran")

    class Meta:
        model = Dana
        fields = ["status", "tahun"]
