"""The lesson of a closed work."""

from django import forms

from p2ktd.forms.pekerjaan import area
from p2ktd.models import Pelajaran

SINGKAT = "Dua atau tiga kalimat cukup; seluruhnya satu halaman."


class LessonForm(forms.ModelForm):
    untuk_penyedia = forms.BooleanField(
        label="Simpan sebagai catatan pada penyedia",
        help_text="Dibaca pokja P2KTD dan TPID ketika memilih penyedia berikutnya.",
        required=False,
        initial=True,
    )
    untuk_inovasi = forms.BooleanField(
        label="Mulai sebagai draf inovasi",
        help_text="Draf atas nama Anda, dengan masalah dan hasil yang sudah terisi.",
        required=False,
    )

    class Meta:
        model = Pelajaran
        fields = ["berhasil", "kurang", "saran"]
        widgets = {"berhasil": area(5), "kurang": area(5), "saran": area(5)}
        help_texts = {"berhasil": SINGKAT}

    def clean(self):
        data = super().clean()
        if not (data.get("untuk_penyedia") or data.get("untuk_inovasi")):
            self.add_error("untuk_penyedia", "Pilih ke mana pelajaran ini disimpan.")
        return data
