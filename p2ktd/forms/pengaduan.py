"""What anybody may report, and the code by which they find it again."""

from django import forms
from uuid6 import uuid7

from desa.forms.kunci import own_key
from p2ktd.kunci import bare
from p2ktd.models import Pengaduan
from ppid.lib.teks import tidy


class ComplaintForm(forms.ModelForm):
    isian = forms.UUIDField(widget=forms.HiddenInput)
    situs = forms.CharField(required=False, widget=forms.HiddenInput)  # machines fill it in
    nama = forms.CharField(
        label="Nama Anda",
        max_length=100,
        required=False,
        help_text="Boleh kosong. Hanya dibaca Admin yang menangani.",
    )
    kontak = forms.CharField(
        label="Nomor HP atau surel Anda",
        max_length=100,
        required=False,
        help_text="Boleh kosong. Dipakai hanya untuk bertanya lebih lanjut.",
    )

    class Meta:
        model = Pengaduan
        fields = ["kategori", "isi"]
        widgets = {"isi": forms.Textarea(attrs={"rows": 8}), "kategori": forms.RadioSelect}
        help_texts = {"isi": "Apa yang terjadi, di mana, kapan. Jangan menulis NIK siapa pun."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("isian", uuid7())
        kategori = self.fields["kategori"]
        kategori.choices = [choice for choice in kategori.choices if choice[0]]

    def clean_isi(self):
        isi = tidy(self.cleaned_data["isi"])
        if len(isi) < 20:
            raise forms.ValidationError("Ceritakan sedikit lebih lengkap, paling sedikit 20 huruf.")
        if len(isi) > 5_000:
            raise forms.ValidationError("Ringkas menjadi paling banyak 5.000 huruf.")
        return isi

    def clean_situs(self):
        if self.cleaned_data["situs"]:
            raise forms.ValidationError("Kosongkan isian ini.")
        return ""

    def clean(self):
        data = super().clean()
        data.pop("situs", None)
        if isian := data.get("isian"):  # other words are another complaint
            names = ("kategori", "isi", "nama", "kontak")
            data["isian"] = own_key(isian, *(data.get(name) for name in names))
        return data


class CodeForm(forms.Form):
    kode = forms.CharField(
        label="Kode rahasia",
        max_length=60,
        help_text="20 huruf dan angka yang tampil sesudah pengaduan dikirim, misalnya "
        "K7M2P 9XW4C HT3RN 8QBVD. Spasi dan huruf kecil boleh.",
    )

    def clean_kode(self):
        kode = bare(self.cleaned_data["kode"])
        if not kode:
            raise forms.ValidationError("Tulis kodenya: huruf dan angka dari bukti pengaduan.")
        return kode
