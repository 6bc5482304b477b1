"""Desk study and its informants; nothing found."""

from django import forms
from django.utils import timezone

from inovasi.forms.dasar import TidyForm, village_field, writable_villages
from inovasi.models import Informan, NihilInovasi
from ppid.lib.forms import TextArea, day_input


class StudyForm(TidyForm, forms.Form):
    catatan = forms.CharField(
        label="Yang menarik dari dokumen",
        required=False,
        max_length=4000,
        widget=TextArea(attrs={"rows": 5}),
        help_text="Kegiatan apa yang baru, berhasil, atau berbeda dari desa lain?",
    )


class InformanForm(TidyForm, forms.ModelForm):
    class Meta:
        model = Informan
        fields = ["nama", "unsur", "metode", "tanggal", "pokok"]
        widgets = {"tanggal": day_input()}


InformanFormSet = forms.formset_factory(InformanForm, extra=3, max_num=20, can_delete=True)


class NilForm(TidyForm, forms.ModelForm):
    class Meta:
        model = NihilInovasi
        fields = ["tahun", "alasan"]
        widgets = {"alasan": TextArea(attrs={"rows": 5})}
        help_texts = {
            "alasan": "Dokumen apa saja yang dibaca, siapa yang ditanya, mengapa tidak ada."
        }

    def __init__(self, *args, user, nihil=None, **kwargs):
        self.nihil = nihil
        super().__init__(*args, **kwargs)
        if nihil:
            del self.fields["tahun"]
            self.initial["alasan"] = nihil.alasan
            return
        self.villages = writable_villages(user)
        self.fields["desa"] = village_field(self.villages)
        self.order_fields(["desa"])
        self.initial.setdefault("tahun", timezone.localdate().year)

    def clean_desa(self):
        return self.villages[self.cleaned_data["desa"]]

    def clean(self):
        data = super().clean()
        self.check_year(data, "tahun", ahead=0)
        return data
