"""An announcement and its requirements."""

from django import forms
from django.utils import timezone

from desa.models import Wilayah
from p2ktd.forms.penyedia import TANGGAL
from p2ktd.models import Pengumuman, Syarat
from p2ktd.workflow import POKJA
from ppid.lib.teks import tidy


def kabupaten_of(user):
    """The kabupaten in which this person sits in the pokja P2KTD."""
    kodes = [t.wilayah_id for t in user.tugas if POKJA & t.tokens]
    return Wilayah.objects.filter(kode__in=kodes)


class AnnouncementForm(forms.ModelForm):
    class Meta:
        model = Pengumuman
        fields = [
            "nomor", "judul", "tahun", "tanggal", "mulai", "selesai", "waktu", "tempat_daftar",
            "kontak", "uraian", "nilai_lulus",
        ]  # fmt: skip
        widgets = {
            "tanggal": TANGGAL,
            "mulai": TANGGAL,
            "selesai": TANGGAL,
            "uraian": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "nomor": "Misalnya 414/09/TIK/2026.",
            "waktu": "Misalnya 09.00 sampai 15.00.",
            "tempat_daftar": "Misalnya Sekretariat TIK, Kantor Dinas PMD.",
            "kontak": "Nomor atau surel kantor.",
            "nilai_lulus": "0 sampai 100.",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            places = kabupaten_of(user)
            self.fields = {
                "wilayah": forms.ModelChoiceField(places, label="Kabupaten", empty_label=None)
            } | self.fields
            self.initial.setdefault("tahun", timezone.localdate().year)
            self.initial.setdefault("tanggal", timezone.localdate())

    def clean_judul(self):
        return tidy(self.cleaned_data["judul"])

    def clean_tahun(self):
        tahun, ini = self.cleaned_data["tahun"], timezone.localdate().year
        if not 2015 <= tahun <= ini + 1:
            raise forms.ValidationError(f"Tulis tahun anggaran antara 2015 dan {ini + 1}.")
        return tahun

    def clean_nilai_lulus(self):
        nilai = self.cleaned_data["nilai_lulus"]
        if nilai > 100:
            raise forms.ValidationError("Tulis antara 0 dan 100.")
        return nilai

    def clean(self):
        data = super().clean()
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Pendaftaran ditutup sesudah dibuka.")
        if mulai and data.get("tanggal") and mulai < data["tanggal"]:
            self.add_error("mulai", "Pendaftaran dibuka paling cepat pada hari pengumuman.")
        return data


class RequirementForm(forms.ModelForm):
    class Meta:
        model = Syarat
        fields = ["kelompok", "teks", "wajib", "bobot"]

    def clean_bobot(self):
        bobot = self.cleaned_data["bobot"]
        if not 1 <= bobot <= 10:
            raise forms.ValidationError("Tulis bobot antara 1 dan 10.")
        return bobot


class ExtendForm(forms.Form):
    selesai = forms.DateField(label="Pendaftaran ditutup", widget=TANGGAL)
