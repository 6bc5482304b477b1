"""Kartu Inovasi: which items of the menu a village is interested in, and why."""

from django import forms
from django.utils import timezone

from inovasi.forms.isian import NamedField
from inovasi.forms.komitmen import villages_for
from inovasi.pilih_menu import offer_menus
from ppid.lib.teks import tidy
from ppid.lib.workflow import NotAllowed

MENUS = ("menu", "menu_2", "menu_3")


def menu_field(label, **options):
    return NamedField(
        label=label,
        daftar="daftar-menu",
        unknown="Tidak ada menu “{text}”. Pilih dari daftar.",
        **options,
    )


class MinatForm(forms.Form):
    desa = forms.ChoiceField(error_messages={"invalid_choice": "Anda tidak bertugas di desa ini."})
    tahun = forms.IntegerField(label="Tahun kartu", min_value=2015, max_value=2100)
    menu = menu_field("Menu yang diminati")
    menu_2 = menu_field("Menu kedua", required=False)
    menu_3 = menu_field("Menu ketiga", required=False)
    alasan = forms.CharField(label="Mengapa berminat", max_length=300, required=False)
    adaptasi = forms.CharField(label="Yang perlu disesuaikan", max_length=300, required=False)

    def __init__(self, *args, user, menus, bursa=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.villages = {w.pk: w for w in villages_for(user, bursa)}
        if not self.villages:
            raise NotAllowed("Anda belum bertugas di desa yang dapat mengisi kartu inovasi.")
        self.fields["desa"].choices = [
            (w.pk, f"{w.nama}, {w.induk.nama}") for w in self.villages.values()
        ]
        self.fields["tahun"].initial = bursa.tahun if bursa else timezone.localdate().year
        for name in MENUS:
            offer_menus(self.fields[name], menus)

    def clean_desa(self):
        return self.villages[self.cleaned_data["desa"]]

    @property
    def menus(self):
        """Those chosen, each once, in their order."""
        chosen = (self.cleaned_data.get(name) for name in MENUS)
        return list(dict.fromkeys(m for m in chosen if m))

    @property
    def isi(self):
        data = {n: self.cleaned_data[n] for n in ("desa", "tahun")}
        return data | {n: tidy(self.cleaned_data[n]) for n in ("alasan", "adaptasi")}
