"""To whom, and until when. Nothing is saved here."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from desa.models import Pengguna
from ppid.lib.forms import day_input


class HandoverForm(forms.Form):
    kepada = forms.CharField(
        label="Pengganti",
        max_length=150,
        help_text="Nama pengguna atau nomor HP orang yang sudah terdaftar.",
    )
    hari_terakhir = forms.DateField(
        label="Hari terakhir pendamping lama",
        widget=day_input(),
        help_text="Penggantinya mulai keesokan harinya.",
    )
    no_sk = forms.CharField(label="Nomor SK pengganti", max_length=100, required=False)

    def __init__(self, *args, user, orang, penugasan, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.orang, self.penugasan = user, orang, penugasan
        self.initial.setdefault("hari_terakhir", timezone.localdate())

    def clean_kepada(self):
        text = self.cleaned_data["kepada"].strip()
        found = Pengguna.objects.looked_after_by(self.user).filter(is_active=True)
        found = list(found.search(text).exclude(pk=self.orang.pk)[:2])
        exact = [p for p in found if p.username == text.lower()] or found
        if len(exact) != 1:
            raise ValidationError(
                "Orang ini tidak ada di wilayah Anda. Daftarkan dulu lewat Orang, lalu kembali."
                if not found
                else "Lebih dari satu orang cocok. Ketik nama penggunanya."
            )
        return exact[0]

    def clean_hari_terakhir(self):
        day = self.cleaned_data["hari_terakhir"]
        if any(day < t.mulai for t in self.penugasan):
            raise ValidationError("Tanggal ini mendahului mulainya penugasan.")
        return day
