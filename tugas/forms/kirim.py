"""One photo that follows its entry by itself."""

from django import forms

from tugas.foto import read_photo


class FotoForm(forms.Form):
    foto = forms.FileField(error_messages={"required": "Foto tidak ikut terkirim."})

    def clean_foto(self):
        return read_photo(self.cleaned_data["foto"])
