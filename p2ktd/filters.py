import django_filters as filters
from django.db.models import Q

from desa.kode import dotted
from inovasi.choices import Bidang
from p2ktd.choices import (
    JenisLayanan,
    KategoriPengaduan,
    StatusPemilihan,
    StatusPengaduan,
    StatusPenyedia,
)
from p2ktd.models import Pemilihan, Pengaduan, Penyedia
from ppid.lib.saringan import WholeNumberFilter


class DirectoryFilter(filters.FilterSet):
    """The public directory: by bidang, service and place."""

    cari = filters.CharFilter(field_name="nama", lookup_expr="icontains", label="Cari nama")
    bidang = filters.ChoiceFilter(
        choices=Bidang, method="offering", empty_label="Semua bidang", label="Bidang"
    )
    layanan = filters.ChoiceFilter(
        choices=JenisLayanan, method="offering", empty_label="Semua layanan", label="Layanan"
    )
    wilayah = filters.CharFilter(method="near", label="Kabupaten atau kecamatan (nama atau kode)")

    class Meta:
        model = Penyedia
        fields = ["cari", "bidang", "layanan", "wilayah"]

    def offering(self, queryset, name, value):
        return queryset.offering(value)

    def near(self, queryset, name, value):
        """Whoever serves a place: by its code, or by a part of its name."""
        if kode := dotted(value):
            named = Q(wilayah_layanan__kode__startswith=kode[:8]) | Q(wilayah_layanan=None)
            return queryset.filter(wilayah__kode__startswith=kode[:5]).filter(named).distinct()
        return queryset.filter(
            Q(wilayah__nama__icontains=value) | Q(wilayah_layanan__nama__icontains=value)
        ).distinct()


class ProviderFilter(DirectoryFilter):
    """What the pokja sees: every status, and those whose papers end soon."""

    status = filters.ChoiceFilter(choices=StatusPenyedia, empty_label="Semua status")
    berakhir = filters.BooleanFilter(method="expiring", label="SK atau berkas berakhir ≤ 60 hari")

    class Meta(DirectoryFilter.Meta):
        fields = ["cari", "status", "bidang", "layanan", "wilayah", "berakhir"]

    def expiring(self, queryset, name, value):
        return (
            queryset.filter(pk__in=Penyedia.objects.expiring().values("pk")) if value else queryset
        )


class ComplaintFilter(filters.FilterSet):
    nomor = filters.CharFilter(lookup_expr="icontains", label="Nomor")
    status = filters.ChoiceFilter(choices=StatusPengaduan, empty_label="Semua status")
    kategori = filters.ChoiceFilter(choices=KategoriPengaduan, empty_label="Semua kategori")
    terlambat = filters.BooleanFilter(method="late", label="Lewat batas waktu")

    class Meta:
        model = Pengaduan
        fields = ["nomor", "status", "kategori", "terlambat"]

    def late(self, queryset, name, value):
        return queryset.late() if value else queryset


class SelectionFilter(filters.FilterSet):
    cari = filters.CharFilter(field_name="judul", lookup_expr="icontains", label="Cari kebutuhan")
    tahun = WholeNumberFilter(min_value=2015, max_value=2100, label="Tahun anggaran")
    status = filters.ChoiceFilter(choices=StatusPemilihan, empty_label="Semua status")

    class Meta:
        model = Pemilihan
        fields = ["cari", "tahun", "status"]
