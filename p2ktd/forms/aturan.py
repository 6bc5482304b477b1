"""The rules of a year."""

from django import forms
from django.utils import timezone

from p2ktd.choices import SyaratCair
from p2ktd.models import PosDok

TAHAP = ("tahap 1", "tahap 2 dan seterusnya")


class YearForm(forms.Form):
    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2015, max_value=2100)
    batas_desa = forms.IntegerField(
        label="Batas per desa (rupiah)",
        min_value=1,
        max_value=10**12,
        required=False,
        help_text="Kosongkan bila pedoman tahun itu tidak menyebut batas.",
    )
    dasar = forms.CharField(label="Dasar", max_length=200, help_text="Nama pedoman dan pasalnya.")
    seperti = forms.TypedChoiceField(
        label="Pos DOK seperti tahun",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Hanya bila tahun itu belum punya pos.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = PosDok.objects.order_by("-tahun").values_list("tahun", flat=True).distinct()
        self.fields["seperti"].choices = [("", "Jangan salin"), *((t, t) for t in known)]
        self.initial.setdefault("tahun", timezone.localdate().year)
        for n, label in enumerate(TAHAP, start=1):
            self.fields[f"syarat_{n}"] = forms.MultipleChoiceField(
                label=f"Syarat pencairan {label}",
                choices=SyaratCair.choices,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["syarat_1"].help_text = (
            "Berlaku bagi tahap yang diatur sesudah ini. Bila tidak ada yang dicentang, syarat "
            "yang sudah dicatat tetap."
        )

        self.fields["tanpa_syarat"] = forms.BooleanField(
            label="Tahun ini mencairkan tanpa syarat",
            required=False,
            help_text="Menghapus semua syarat yang sudah dicatat untuk tahun itu.",
        )

    def clean(self):
        data = super().clean()
        asked = [data.pop(f"syarat_{n}", []) for n in range(1, len(TAHAP) + 1)]
        none = data.pop("tanpa_syarat", False)
        if none and any(asked):
            said = "Pilih satu: centang syaratnya, atau centang tanpa syarat."
            self.add_error("tanpa_syarat", said)
        return data | {"syarat_tahap": [] if none else asked if any(asked) else None}
