"""Several lines of one page of a village document: its heading, and a grid below."""

from django import forms
from django.utils import timezone
from uuid6 import uuid7

from desa.forms.kunci import refuse_other, says_otherwise
from inovasi.choices import SumberDana
from inovasi.forms.isian import RupiahField
from inovasi.forms.perencanaan import KertasForm, my_villages
from inovasi.ketentuan import amount_fault
from inovasi.models import ButirPerencanaan
from ppid.lib.forms import parse_uuid
from ppid.lib.teks import tidy

ROWS, MOST = 8, 40
KOP = ("desa", "tahun", "dokumen", "nomor", "tanggal")
BARIS = ("kode_kegiatan", "uraian", "anggaran", "sumber")


class KopForm(KertasForm):
    """What all lines of the page have in common."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.villages = {w.pk: w for w in my_villages(user)}
        self.fields["desa"].choices = [
            (w.pk, f"{w.nama}, {w.induk.nama}") for w in self.villages.values()
        ]
        self.fields["tahun"].initial = timezone.localdate().year + 1


class BarisForm(forms.Form):
    """One line of the grid; left empty it is no line."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    kode_kegiatan = forms.CharField(label="Kode kegiatan", max_length=30, required=False)
    uraian = forms.CharField(label="Uraian kegiatan", max_length=300)
    anggaran = RupiahField()
    sumber = forms.ChoiceField(label="Sumber dana", choices=SumberDana.choices, initial="dd")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = uuid7  # asked for each row, so that sent twice is kept once
        for field in self.fields.values():  # the grid is drawn without crispy
            chooses = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if chooses else "form-control"

    def has_changed(self):
        typed = ("kode_kegiatan", "uraian", "anggaran")
        return any(str(self.data.get(self.add_prefix(n), "")).strip() for n in typed)

    def clean_id(self):
        return parse_uuid(self.cleaned_data["id"]) or uuid7()

    def clean_uraian(self):
        return tidy(self.cleaned_data["uraian"])

    def clean_anggaran(self):
        amount = self.cleaned_data["anggaran"]
        if sentence := amount_fault(amount, "Anggaran"):
            raise forms.ValidationError(sentence)
        return amount


class _Baris(forms.BaseFormSet):
    def __init__(self, *args, user, kop=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.kop = user, kop or {}

    def clean(self):
        if not any(self.errors) and not self.isi:
            raise forms.ValidationError("Isi sedikitnya satu baris: uraian dan anggarannya.")
        self._check_keys()

    def _check_keys(self):
        """Lines of a page that was sent before, and now says something else or of another paper."""
        typed = {form.cleaned_data["id"]: form for form in self.forms if form.cleaned_data}
        heading = [name for name in KOP if name in self.kop]
        own = ButirPerencanaan.objects.visible_to(self.user).filter(created_by=self.user)
        for row in own.filter(pk__in=typed).select_related("desa"):
            moved = says_otherwise(self.kop, row, heading)
            refuse_other(typed[row.pk], row, BARIS, more=moved)

    @property
    def isi(self):
        return [form.cleaned_data for form in self.forms if form.cleaned_data]


BarisSet = forms.formset_factory(
    BarisForm, formset=_Baris, extra=ROWS, max_num=MOST, validate_max=True
)
