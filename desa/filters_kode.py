"""What the list of old codes may be narrowed by."""

import django_filters as filters
from django.db.models import Q

from desa.choices_impor import Perubahan, StatusKode
from desa.kode import dotted
from desa.models import KodeLama

PASTI = [("ya", "Pasti"), ("tidak", "Perlu dipastikan")]


class OldCodeFilter(filters.FilterSet):
    cari = filters.CharFilter(label="Kode atau nama lama", method="by_text")
    perubahan = filters.ChoiceFilter(choices=Perubahan, empty_label="Semua perubahan")
    pasti = filters.ChoiceFilter(
        choices=PASTI, label="Seberapa pasti", empty_label="Semua", method="by_certainty"
    )
    status = filters.ChoiceFilter(choices=StatusKode, label="Keadaan", empty_label="Semua keadaan")

    class Meta:
        model = KodeLama
        fields = ["cari", "perubahan", "pasti", "status"]

    def by_text(self, rows, name, text):
        code = dotted(text.strip())
        found = Q(kode__startswith=code) if code else Q(nama__icontains=text)
        return rows.filter(found)

    def by_certainty(self, rows, name, value):
        return rows.filter(pasti=value == "ya")
