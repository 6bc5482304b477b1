"""What a list may be narrowed by; everything stands in the address."""

import django_filters as filters
from django.db.models import Q
from django.utils import timezone

from desa.choices import AlasanKabar, JenisTim, Peran
from desa.kode import dotted
from desa.models import Pemberitahuan, Pengguna, Penugasan, Tim, Wilayah

AKTIF = [("ya", "Sedang bertugas"), ("tidak", "Tidak bertugas"), ("nonaktif", "Akun nonaktif")]


def in_place_named(rows, text):
    """Rows of a place, written as a code or as a name, and of all that lies in it."""
    if code := dotted(text):
        return rows.in_places([code])
    kodes = list(Wilayah.objects.search(text).values_list("kode", flat=True)[:200])
    return rows.in_places(kodes)


class PersonFilter(filters.FilterSet):
    """All conditions speak of the same role: a PLD of Kalipare, not a PLD here and a PD there."""

    cari = filters.CharFilter(label="Nama atau nomor HP", method="by_name")
    peran = filters.ChoiceFilter(
        choices=Peran, label="Peran", empty_label="Semua peran", method="later"
    )
    wilayah = filters.CharFilter(label="Tempat", method="later")
    aktif = filters.ChoiceFilter(
        choices=AKTIF, label="Keadaan", empty_label="Semua", method="later"
    )

    class Meta:
        model = Pengguna
        fields = ["cari", "peran", "wilayah", "aktif"]

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def by_name(self, rows, name, text):
        return rows.search(text)

    def later(self, rows, name, value):
        return rows

    def filter_queryset(self, queryset):
        rows, data = super().filter_queryset(queryset), self.form.cleaned_data
        held = Penugasan.objects.looked_after_by(self.user)
        aktif = data.get("aktif")  # absent where somebody wrote nonsense into the address
        if data.get("peran"):
            held = held.filter(peran=data["peran"])
        if data.get("wilayah"):
            held = in_place_named(held, data["wilayah"])
        now = Q(pk__in=held.in_force().values("pengguna"), is_active=True)
        if aktif == "ya":
            return rows.filter(now)
        rows = rows.filter(pk__in=held.values("pengguna"))
        if aktif == "tidak":
            return rows.exclude(now)
        return rows.filter(is_active=False) if aktif == "nonaktif" else rows


def years():
    return [(str(y), str(y)) for y in range(timezone.localdate().year + 1, 2014, -1)]


class TeamFilter(filters.FilterSet):
    jenis = filters.ChoiceFilter(choices=JenisTim, empty_label="TPID dan TIK")
    tahun = filters.ChoiceFilter(choices=years, label="Tahun anggaran", empty_label="Semua tahun")
    wilayah = filters.CharFilter(label="Tempat", method="by_place")

    class Meta:
        model = Tim
        fields = ["jenis", "tahun", "wilayah"]

    def by_place(self, rows, name, text):
        return in_place_named(rows, text)


class NoticeFilter(filters.FilterSet):
    baca = filters.ChoiceFilter(
        choices=[("belum", "Belum dibaca")], label="Dibaca", empty_label="Semua", method="by_read"
    )
    alasan = filters.ChoiceFilter(choices=AlasanKabar, label="Alasan", empty_label="Semua alasan")

    class Meta:
        model = Pemberitahuan
        fields = ["baca", "alasan"]

    def by_read(self, rows, name, value):
        return rows.unread()
