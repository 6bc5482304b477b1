"""What a list of entries may be narrowed by. List, export and print share it."""

import re

import django_filters as filters
from django.utils import timezone

from desa.kode import dotted
from desa.models import Wilayah
from ppid.lib.forms import day_input
from ppid.lib.terbilang import BULAN
from tugas.choices import MASUK, SENT, Status, Tema, Tugas
from tugas.models import Kegiatan

MONTHS = 18  # offered; the address takes any
NAMED = 50  # places that a name may mean


def months(asked=""):
    """[("2026-11", "November 2026"), …], newest first, with the one asked for."""
    today = timezone.localdate()
    newest = today.year * 12 + today.month - 1
    keys = [f"{n // 12}-{n % 12 + 1:02}" for n in range(newest, newest - MONTHS, -1)]
    if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", asked) and asked not in keys:
        keys.append(asked)
    return [(key, f"{BULAN[int(key[5:]) - 1]} {key[:4]}") for key in keys]


def years():
    return [(y, str(y)) for y in range(timezone.localdate().year, 2014, -1)]


class KegiatanFilter(filters.FilterSet):
    bulan = filters.ChoiceFilter(method="in_month", label="Bulan", empty_label="Semua bulan")
    status = filters.ChoiceFilter(
        method="in_status",
        choices=[*(pair for pair in Status.choices if pair[0] != Status.DIBUANG), MASUK],
        empty_label="Semua status",
    )
    tugas = filters.ChoiceFilter(choices=Tugas.choices, empty_label="Semua tugas")
    desa = filters.CharFilter(method="in_place", label="Desa, atau kode wilayah")
    penulis = filters.ChoiceFilter(
        method="written_by",
        label="Penulis",
        choices=[("saya", "Saya sendiri")],
        empty_label="Semua penulis",
    )
    dari = filters.DateFilter("tanggal", "gte", label="Dari tanggal", widget=day_input())
    sampai = filters.DateFilter("tanggal", "lte", label="Sampai tanggal", widget=day_input())
    tema = filters.ChoiceFilter(choices=Tema.choices, empty_label="Semua tema")
    tahun = filters.ChoiceFilter(choices=years, label="Tahun anggaran", empty_label="Semua tahun")
    resi = filters.CharFilter(method="with_receipt", label="Nomor resi")

    class Meta:
        model = Kegiatan
        fields = ["bulan", "status", "tugas", "desa", "penulis"]

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.filters["bulan"].extra["choices"] = months((data or {}).get("bulan", ""))

    @property
    def more_open(self):
        return any(self.data.get(name) for name in ("dari", "sampai", "tema", "tahun", "resi"))

    def in_month(self, queryset, name, value):
        year, month = value.split("-")
        return queryset.filter(tanggal__year=year, tanggal__month=month)

    def in_status(self, queryset, name, value):
        wanted = SENT if value == MASUK[0] else [value]
        return queryset.filter(status__in=wanted)

    def in_place(self, queryset, name, value):
        """By code at any level, or by the name of a place that this person sees."""
        if kode := dotted(value.strip()):
            return queryset.in_places([kode])
        named = Wilayah.objects.visible_to(self.request.user).search(value)
        kodes = list(named.values_list("pk", flat=True)[:NAMED])
        return queryset.in_places(kodes) if kodes else queryset.none()

    def written_by(self, queryset, name, value):
        return queryset.by(self.request.user)

    def with_receipt(self, queryset, name, value):
        return queryset.filter(resi=value.strip().upper())
