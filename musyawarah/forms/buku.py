"""Which book, of which place and year."""

from django import forms
from django.utils import timezone

from desa.kode import dotted
from desa.models import Wilayah
from musyawarah.buku import SEMUA_BUKU


class BookForm(forms.Form):
    buku = forms.ChoiceField(choices=[(b.kode, b.judul) for b in SEMUA_BUKU.values()])
    wilayah = forms.CharField(
        label="Kode wilayah", max_length=13, help_text="Desa, kecamatan atau kabupaten."
    )
    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2015, max_value=2100)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("tahun", timezone.localdate().year)
        if user.tugas:
            self.initial.setdefault("wilayah", user.tugas[0].wilayah_id)

    def clean_wilayah(self):
        kode = dotted(self.cleaned_data["wilayah"])
        found = Wilayah.objects.filter(pk=kode).first() if kode else None
        if found is None:
            raise forms.ValidationError("Tidak ada tempat dengan kode ini.")
        return found
