"""An item of the menu that is taken over from an older list, or put right."""

from django import forms
from django.utils import timezone

from desa.models import Wilayah
from inovasi.forms.dasar import SUB_CHOICES, StepForm, TidyForm, VideoField, rupiah_field
from inovasi.models import MenuInovasi
from ppid.lib.forms import TextArea


class PublishForm(StepForm):
    """The words by which villages may look for it."""

    kata_kunci = forms.CharField(
        label="Kata kunci",
        required=False,
        max_length=300,
        help_text="Kata lain yang mungkin dipakai desa untuk mencari ini, dipisah koma.",
    )


class MenuForm(TidyForm, forms.ModelForm):
    sub_bidang = forms.ChoiceField(label="Sub-bidang", choices=SUB_CHOICES, required=False)
    biaya = rupiah_field("Perkiraan biaya")
    video = VideoField(label="Alamat video", required=False)
    wilayah = forms.CharField(
        label="Asal",
        help_text="Nama atau kode desa, kecamatan, atau kabupaten asalnya.",
    )

    class Meta:
        model = MenuInovasi
        fields = [
            "judul", "bidang", "sub_bidang", "tipologi", "tahun", "ringkasan", "kata_kunci",
            "biaya", "video",
        ]  # fmt: skip
        widgets = {"ringkasan": TextArea(attrs={"rows": 4}), "bidang": forms.RadioSelect}
        help_texts = {
            "kata_kunci": "Kata lain yang mungkin dipakai desa untuk mencari ini, dipisah koma."
        }

    def __init__(self, *args, user, menu=None, **kwargs):
        self.user, self.menu = user, menu
        known = {name: getattr(menu, name) for name in self._meta.fields} if menu else {}
        super().__init__(*args, initial=known, **kwargs)
        self.fields["bidang"].choices = self.fields["bidang"].choices[1:]
        if menu:
            del self.fields["wilayah"]
        else:
            self.initial.setdefault("tahun", timezone.localdate().year)

    def clean_wilayah(self):
        text = self.cleaned_data["wilayah"]
        found = list(Wilayah.objects.visible_to(self.user).search(text)[:2])
        exact = [w for w in found if w.pk == text or w.nama.lower() == text.lower()]
        if len(found) > 1 and len(exact) != 1:
            raise forms.ValidationError("Ada beberapa tempat bernama begitu. Tulis kodenya.")
        if not found:
            raise forms.ValidationError("Tempat ini tidak ada, atau di luar wilayah Anda.")
        return (exact or found)[0]

    def clean(self):
        data = super().clean()
        self.check_year(data, "tahun", ahead=0)
        self.check_sub(data)
        return data

    @property
    def isi(self):
        data = {name: self.cleaned_data[name] for name in self._meta.fields}
        return data if self.menu else data | {"wilayah": self.cleaned_data["wilayah"]}
