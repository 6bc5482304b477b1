"""A need of a village; its place in the list of a forum; a step with its note."""

from django import forms
from django.utils import timezone

from desa.models import Wilayah
from inovasi.choices import Bidang
from inovasi.models import Komitmen
from p2ktd.choices import JenisLayanan
from p2ktd.ketentuan_dana import need_over_cap
from p2ktd.models import Kebutuhan
from p2ktd.workflow import PELAPOR
from ppid.lib.forms import day_input
from ppid.lib.teks import tidy

TANGGAL = day_input()
ISIAN = forms.Textarea(attrs={"rows": 4})


def villages_of(user):
    """The villages in which this person may write."""
    kodes = {t.wilayah_id for t in user.tugas if t.peran in PELAPOR}
    return Wilayah.objects.villages().in_places(kodes)


class YearField(forms.IntegerField):
    def __init__(self, **kwargs):
        kwargs = {"label": "Tahun anggaran", "min_value": 2015, "max_value": 2100} | kwargs
        super().__init__(**kwargs)


class PlaceForm(forms.Form):
    """Where and when, for a new need or the statement that there is none."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        places = villages_of(user)
        desa = forms.ModelChoiceField(
            places,
            label="Desa",
            empty_label=None if places.count() == 1 else "Pilih desa",
            error_messages={"invalid_choice": "Anda tidak bertugas di desa ini."},
        )
        tahun = YearField(initial=timezone.localdate().year)
        self.fields = {"desa": desa, "tahun": tahun} | self.fields


class NilForm(PlaceForm):
    alasan = forms.CharField(widget=ISIAN, max_length=2000, label="Mengapa tidak membutuhkan")


class NeedForm(PlaceForm, forms.ModelForm):
    class Meta:
        model = Kebutuhan
        fields = [
            "komitmen", "judul", "masalah", "bidang", "layanan", "keahlian", "sasaran",
            "sasaran_l", "sasaran_p", "hasil", "lama_hari", "perkiraan_biaya", "sumber",
            "alasan_batas", "kades_nama", "kades_tanggal",
        ]  # fmt: skip
        widgets = {"masalah": ISIAN, "hasil": ISIAN, "kades_tanggal": TANGGAL}
        help_texts = {
            "judul": "Misalnya: Pelatihan pembukuan BUMDes.",
            "perkiraan_biaya": "Dalam rupiah, angka saja.",
            "alasan_batas": "Hanya bila jumlah untuk desa ini melampaui batas tahun itu.",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        komitmen = self.fields["komitmen"]
        mine = Komitmen.objects.visible_to(user).active().filter(desa__in=villages_of(user))
        komitmen.queryset = mine.order_by("-tahun", "nama_kegiatan")
        komitmen.empty_label = "Tidak terkait kartu komitmen"
        self.fields["perkiraan_biaya"].min_value = 1
        for name, choices in (("bidang", Bidang), ("layanan", JenisLayanan)):
            self.fields[name].choices = [("", "Pilih satu"), *choices.choices]
        if self.instance.pk:
            del self.fields["desa"], self.fields["tahun"]

    def clean_judul(self):
        return tidy(self.cleaned_data["judul"])

    def clean(self):
        data = super().clean()
        desa = data.get("desa") or (self.instance.desa if self.instance.pk else None)
        tahun = data.get("tahun") or self.instance.tahun
        if data.get("komitmen") and desa and data["komitmen"].desa_id != desa.pk:
            self.add_error("komitmen", "Komitmen ini milik desa lain.")
        if desa and tahun and not data.get("alasan_batas"):
            sentence = need_over_cap(
                desa, tahun, data.get("perkiraan_biaya"), sumber=data.get("sumber"),
                apart_from=self.instance.pk,
            )  # fmt: skip
            if sentence:
                self.add_error("alasan_batas", sentence)
        return data


class PriorityForm(forms.Form):
    prioritas = forms.IntegerField(label="Urutan prioritas", min_value=1, max_value=500)
    alokasi = forms.IntegerField(label="Alokasi (rupiah)", min_value=1, max_value=10**12)
    berita_acara = forms.CharField(
        label="Nomor berita acara MAD",
        max_length=100,
        help_text="Musyawarah yang memutuskan urutan dan alokasi ini.",
    )


class StepForm(forms.Form):
    catatan = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), empty_value="")

    def __init__(self, *args, needs_note, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catatan"].required = needs_note
