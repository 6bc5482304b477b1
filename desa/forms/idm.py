"""The village index as an Admin gives it: numbers, or the ministry's file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from desa.idm_baca import BESAR, NotRumusan, read_rumusan
from desa.kode import dotted
from desa.models import Idm


class IdmForm(forms.ModelForm):
    class Meta:
        model = Idm
        fields = ["tahun", "skor", "iks", "ike", "ikl"]
        help_texts = {"skor": "Antara 0 dan 1, misalnya 0,7123."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tahun"].initial = timezone.localdate().year
        for name in ("skor", "iks", "ike", "ikl"):
            field = self.fields[name]
            field.localize = True
            field.widget = forms.TextInput(attrs={"inputmode": "decimal"})
            field.widget.is_localized = True


class RumusanForm(forms.Form):
    """One file of one village; it must be of this village."""

    berkas = forms.FileField(
        label="Berkas rumusan IDM (JSON)",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def __init__(self, *args, desa, **kwargs):
        super().__init__(*args, **kwargs)
        self.desa = desa

    def clean_berkas(self):
        file = self.cleaned_data["berkas"]
        if file.size > BESAR:
            raise ValidationError("Berkas ini terlalu besar untuk satu rumusan IDM.")
        try:
            kode, isi = read_rumusan(file.read())
        except NotRumusan as fault:
            raise ValidationError(str(fault)) from fault
        if dotted(kode) != self.desa.kode:
            raise ValidationError(
                f"Berkas ini milik desa berkode {kode}, bukan {self.desa.berjenis}."
            )
        return isi
