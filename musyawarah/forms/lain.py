"""Photos of the meeting, and days off."""

from django import forms

from desa.choices import Peran
from desa.models import Wilayah
from musyawarah.forms.acara import TANGGAL
from musyawarah.models import HariLibur
from ppid.lib.foto import read_photo
from ppid.lib.teks import tidy


class PhotoForm(forms.Form):
    foto = forms.FileField(
        widget=forms.FileInput(attrs={"accept": "image/*", "data-foto": ""}),
        error_messages={"required": "Pilih fotonya."},
    )
    keterangan = forms.CharField(
        max_length=200, help_text="Apa yang tampak. Foto dicetak pada lampiran berita acara."
    )
    izin = forms.BooleanField(
        label="Orang yang tampak jelas tidak berkeberatan fotonya dilampirkan.",
        error_messages={"required": "Tanyakan dahulu kepada orang yang tampak jelas."},
    )

    def clean_foto(self):
        return read_photo(self.cleaned_data["foto"])

    def clean_keterangan(self):
        return tidy(self.cleaned_data["keterangan"])


class HolidayForm(forms.ModelForm):
    class Meta:
        model = HariLibur
        fields = ["wilayah", "tanggal", "nama"]
        widgets = {"tanggal": TANGGAL}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = [t.wilayah_id for t in user.tugas if t.peran == Peran.ADMIN]
        self.fields["wilayah"].queryset = Wilayah.objects.filter(pk__in=mine)
        self.fields["wilayah"].label = "Berlaku di"
        self.fields["wilayah"].empty_label = None

    def clean_nama(self):
        return tidy(self.cleaned_data["nama"])
