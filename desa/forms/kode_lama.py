"""What became of an old code, as a person says it."""

from django import forms
from django.core.exceptions import ValidationError

from desa.choices import Peran
from desa.forms.tempat import place_named
from desa.models import Wilayah

LAIN, BUKAN = "lain", "bukan"


class OldCodeForm(forms.Form):
    pilihan = forms.ChoiceField(
        label="Kini menjadi", widget=forms.RadioSelect, error_messages={"required": "Pilih satu."}
    )
    tempat = forms.CharField(label="Nama atau kode desa lain", required=False, max_length=100)
    catatan = forms.CharField(
        label="Alasan, bila bukan semuanya",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, calon, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.calon = user, {w.pk: w for w in calon}
        shown = [(w.pk, f"{w.lengkap} ({w.pk})") for w in calon]
        shown += [(LAIN, "Desa lain, tulis di bawah"), (BUKAN, "Tidak menjadi apa pun")]
        self.fields["pilihan"].choices = shown

    def clean(self):
        data = super().clean()
        if data.get("pilihan") == BUKAN and not data.get("catatan"):
            self.add_error("catatan", "Tulis alasannya.")
        elif data.get("pilihan") == LAIN:
            kodes = {t.wilayah_id for t in self.user.tugas if t.peran == Peran.ADMIN}
            try:
                data["ke"] = place_named(
                    data.get("tempat", ""), Wilayah.objects.in_places(kodes).filter(jenis__gt=0)
                )
            except ValidationError as error:
                self.add_error("tempat", error)
        else:
            data["ke"] = self.calon.get(data.get("pilihan"))
        return data
