"""How often somebody wants a letter."""

from django import forms

from desa.choices import Ringkasan


class DigestForm(forms.Form):
    ringkasan = forms.ChoiceField(
        label="Kirim yang belum dibaca lewat surel",
        choices=Ringkasan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )
