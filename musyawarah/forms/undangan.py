"""How many people of each unsur are invited from each village."""

from django import forms

from desa.choices import Tingkat
from musyawarah.choices import Unsur
from musyawarah.forms.hadir import villages_of
from musyawarah.jenis import WARGA
from musyawarah.naskah import unsur_name

PALING = 99  # people of one unsur from one village
SEMUA_DESA = "semua"


class InvitationForm(forms.Form):
    """A table villages × unsur; above a kecamatan one line stands for every village."""

    def __init__(self, *args, musyawarah, **kwargs):
        super().__init__(*args, **kwargs)
        self.musyawarah = musyawarah
        self.villages = list(villages_of(musyawarah))
        there = {(u.desa_id, u.unsur): u.jumlah for u in musyawarah.undangan.all()}
        usual = {str(u) for u in musyawarah.ragam.unsur or WARGA}
        self.unsur = [u for u in Unsur.values if u in usual | {u for _, u in there}]
        self.kepala = [unsur_name(u, musyawarah.istilah) for u in self.unsur]
        self.lines = self._lines()
        for kode, nama in self.lines:
            for unsur in self.unsur:
                first = self.villages[0].kode if kode == SEMUA_DESA else kode
                self.fields[f"{kode}-{unsur}"] = _cell(nama, unsur, there.get((first, unsur)))

    def _lines(self):
        if self.musyawarah.wilayah.tingkat in {Tingkat.DESA, Tingkat.KECAMATAN}:
            return [(w.kode, w.nama) for w in self.villages]
        return [(SEMUA_DESA, "Setiap desa")] if self.villages else []

    @property
    def rows(self):
        return [(nama, [self[f"{kode}-{u}"] for u in self.unsur]) for kode, nama in self.lines]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        cells = {}
        for kode, _ in self.lines:
            places = [w.kode for w in self.villages] if kode == SEMUA_DESA else [kode]
            for unsur in self.unsur:
                n = data[f"{kode}-{unsur}"] or 0
                cells |= {(place, unsur): n for place in places}
        if not any(cells.values()):
            raise forms.ValidationError("Isi sedikitnya satu orang yang diundang.")
        return {"cells": cells}


def _cell(nama, unsur, there):
    attrs = {"class": "form-control", "aria-label": f"{Unsur(unsur).label}, {nama}"}
    return forms.IntegerField(
        min_value=0,
        max_value=PALING,
        required=False,
        initial=there,
        label=f"{Unsur(unsur).label}, {nama}",
        widget=forms.NumberInput(attrs=attrs),
    )
