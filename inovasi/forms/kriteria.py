"""The checklist of criteria as a table to edit; saving it makes the next version."""

from django import forms

from inovasi.forms.dasar import FIRST_YEAR, TidyForm
from ppid.lib.forms import TextArea
from ppid.lib.teks import squeeze

MOST = 20


class ButirForm(TidyForm, forms.Form):
    nama = forms.CharField(max_length=60)
    pertanyaan = forms.CharField(max_length=300, widget=TextArea(attrs={"rows": 2}))
    wajib = forms.BooleanField(label="Tidak boleh bernilai 0", required=False)
    bukti = forms.BooleanField(label="Perlu bukti", required=False)
    kode = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class BaseButirFormSet(forms.BaseFormSet):
    def clean(self):
        names = [f.cleaned_data.get("nama", "").lower() for f in self.kept()]
        if not names:
            raise forms.ValidationError("Tulis sedikitnya satu kriteria.")
        if len(set(names)) < len(names):
            raise forms.ValidationError("Dua kriteria bernama sama.")

    def kept(self):
        return [
            f
            for f in self.forms
            if getattr(f, "cleaned_data", None) and not f.cleaned_data.get("DELETE")
        ]

    @property
    def rows(self):
        """What an action takes; a new criterion gets its code from its name."""
        taken, found = set(), []
        for form in self.kept():
            data = {
                n: form.cleaned_data[n] for n in ("kode", "nama", "pertanyaan", "wajib", "bukti")
            }
            kode = data["kode"] or squeeze(data["nama"])[:16] or "kriteria"
            while kode in taken:
                kode = f"{kode[:16]}{len(taken)}"
            taken.add(kode)
            found.append(data | {"kode": kode})
        return found


ButirFormSet = forms.formset_factory(
    ButirForm, formset=BaseButirFormSet, extra=2, can_delete=True, max_num=MOST, validate_max=True
)


class KriteriaForm(forms.Form):
    tahun = forms.IntegerField(label="Berlaku sejak tahun", min_value=FIRST_YEAR, max_value=2100)
    ambang = forms.IntegerField(
        label="Jumlah nilai paling sedikit agar layak", min_value=0, max_value=2 * MOST
    )
