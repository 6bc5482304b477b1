"""What may be asked of a recap, and the few things that are typed on its pages."""

from django import forms
from django.utils import timezone

from ppid.lib.forms import TextArea, day_input
from ppid.lib.foto import read_photo


class BlockForm(forms.Form):
    """A village that cannot be reached. The photo is what makes it believable."""

    mulai = forms.DateField(label="Tidak terjangkau sejak", widget=day_input())
    alasan = forms.CharField(
        label="Mengapa", max_length=500, widget=TextArea(attrs={"rows": 3}),
        help_text="Contoh: jembatan Kali Lesti putus, perahu belum ada.",
    )  # fmt: skip
    foto = forms.FileField(
        label="Foto keadaan",
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "data-foto": True}),
    )

    def clean_mulai(self):
        if self.cleaned_data["mulai"] > timezone.localdate():
            raise forms.ValidationError("Tanggal ini belum terjadi. Isi hari ini atau yang lalu.")
        return self.cleaned_data["mulai"]

    def clean_foto(self):
        return read_photo(self.cleaned_data["foto"])


class UnblockForm(forms.Form):
    selesai = forms.DateField(label="Terjangkau lagi sejak hari", widget=day_input())


class SecondForm(forms.Form):
    """What the second reviewer says; a note is asked for where they differ."""

    catatan = forms.CharField(
        label="Catatan", max_length=1000, required=False, widget=TextArea(attrs={"rows": 3})
    )

    def __init__(self, *args, needs_note=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catatan"].required = needs_note
