"""The form of identification, evidence, merging."""

from django import forms
from django.utils import timezone
from uuid6 import uuid7

from desa.forms.kunci import Keyed
from inovasi.choices import SumberDana
from inovasi.forms.dasar import (
    SUB_CHOICES,
    PhoneField,
    PhotoField,
    TidyForm,
    rupiah_field,
    village_field,
    writable_villages,
)
from inovasi.models import Inovasi
from inovasi.models.inovasi import MOST_WORDS
from ppid.lib.forms import TextArea, parse_uuid

MOST_PEOPLE = 1_000_000


def people_field(label):
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_PEOPLE)


def answer_field(koreksi):
    return forms.CharField(
        label=f"Jawaban untuk “{koreksi.get_bidang_display()}”",
        help_text="Kosongkan bila isiannya sudah Anda perbaiki.",
        required=False,
        max_length=500,
        initial=koreksi.jawaban,
    )


class InovasiForm(Keyed, TidyForm, forms.ModelForm):
    """Everything may be left for later but the title and the bidang; sending asks for the rest."""

    sub_bidang = forms.ChoiceField(label="Sub-bidang", choices=SUB_CHOICES, required=False)
    sumber_dana = forms.ChoiceField(
        label="Sumber dana", choices=[("", "Pilih sumber"), *SumberDana.choices], required=False
    )
    biaya = rupiah_field("Biaya per tahun")
    pelaku_hp = PhoneField(label="Nomor HP pelaku", required=False, max_length=20)
    penerima_l = people_field("Penerima laki-laki")
    penerima_p = people_field("Penerima perempuan")
    penerima_rentan = people_field("Di antaranya warga miskin, lansia, penyandang disabilitas")

    class Meta:
        model = Inovasi
        fields = [
            "tahun", "judul", "bidang", "sub_bidang", "tipologi", "ringkasan", "masalah",
            "kebaruan", "sudah_berjalan", "tahun_mulai", "pelaku", "pelaku_hp", "biaya",
            "sumber_dana", "kode_apbdes", "hasil", "hasil_satuan", "hasil_sebelum",
            "hasil_sesudah", "penerima_l", "penerima_p", "penerima_rentan", "keberlanjutan",
        ]  # fmt: skip
        labels = {
            "sudah_berjalan": "Kegiatan ini sudah dilaksanakan dan ada hasilnya",
            "hasil_satuan": "Satuan hasil",
            "hasil_sebelum": "Angka sebelum",
            "hasil_sesudah": "Angka sesudah",
        }
        help_texts = {
            "ringkasan": f"Paling banyak {MOST_WORDS} huruf.",
            "masalah": "Masalah apa yang dijawab, dan masalah siapa?",
            "kebaruan": "Apa bedanya dengan cara lama?",
            "hasil": "Hasil yang dapat diukur.",
            "hasil_satuan": "Misalnya: kg per bulan, anak, rupiah.",
            "keberlanjutan": "Lembaga, perdes, pemeliharaan, pendapatan.",
            "kode_apbdes": "Nomor perdes dan baris kegiatannya, bila dibiayai APBDes.",
        }
        widgets = {
            "bidang": forms.RadioSelect,
            **{
                name: TextArea(attrs={"rows": 3})
                for name in ("ringkasan", "masalah", "kebaruan", "hasil", "keberlanjutan")
            },
        }

    def __init__(self, *args, user, inovasi=None, initial=None, **kwargs):
        self.user, self.inovasi = user, inovasi
        known = {}
        if inovasi:
            known = {name: getattr(inovasi, name) for name in self._meta.fields}
        super().__init__(*args, initial=known | (initial or {}), **kwargs)
        self.isian = inovasi.pk if inovasi else parse_uuid(self.data.get("id")) or uuid7()
        self.fields["bidang"].choices = self.fields["bidang"].choices[1:]
        self.draf = self.data.get("simpan") == "draf"
        for koreksi in self.points():
            self.fields[f"jawaban_{koreksi.pk}"] = answer_field(koreksi)
        if not inovasi:
            self.villages = writable_villages(user)
            self.fields["desa"] = village_field(self.villages)
            self.order_fields(["desa"])
            self.initial.setdefault("tahun", timezone.localdate().year)

    def points(self):
        """The points of the last return that are still open."""
        return list(self.inovasi.open_points()) if self.inovasi else []

    def answers(self):
        return [(koreksi, self[f"jawaban_{koreksi.pk}"]) for koreksi in self.points()]

    def clean_desa(self):
        return self.villages[self.cleaned_data["desa"]]

    def clean(self):
        data = super().clean()
        self.check_year(data, "tahun", ahead=0)
        self.check_running(data, "sudah_berjalan", "tahun_mulai")
        self.check_sub(data)
        total = (data.get("penerima_l") or 0) + (data.get("penerima_p") or 0)
        if (data.get("penerima_rentan") or 0) > total:
            self.add_error(
                "penerima_rentan", f"Lebih banyak daripada seluruh penerima ({total} orang)."
            )
        if not self.inovasi:
            self.check_key(Inovasi.objects, data, [*self._meta.fields, "desa"])
        return data

    @property
    def isi(self):
        data = {name: self.cleaned_data[name] for name in self._meta.fields}
        if self.inovasi:
            answers = {k.pk: self.cleaned_data[f"jawaban_{k.pk}"] for k in self.points()}
            return data | {"jawaban": answers}
        return data | {"id": self.isian, "desa": self.cleaned_data["desa"]}


class EvidenceForm(TidyForm, forms.Form):
    """Evidence for one criterion: words that name a paper, a photo, or both."""

    kriteria = forms.ChoiceField(label="Untuk kriteria")
    teks = forms.CharField(
        label="Bukti",
        required=False,
        max_length=300,
        help_text="Misalnya: APBDes 2018, baris 2.1.3; daftar hadir Musdes 4 Mei 2018.",
    )
    foto = PhotoField(required=False, help_text="JPG atau PNG, paling besar 15 MB.")
    persetujuan = forms.BooleanField(
        label="Orang dalam foto setuju fotonya ditampilkan kepada umum", required=False
    )

    def __init__(self, *args, inovasi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kriteria"].choices = [(b["kode"], b["nama"]) for b in inovasi.kriteria.butir]

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("teks") and not data.get("foto"):
            self.add_error("teks", "Tulis buktinya, atau sertakan foto.")
        return data


class MergeForm(TidyForm, forms.Form):
    """Into which one; the choices are those that look like it."""

    induk = forms.ChoiceField(label="Gabungkan ke", widget=forms.RadioSelect)
    catatan = forms.CharField(label="Alasan", max_length=1000, widget=TextArea(attrs={"rows": 2}))

    def __init__(self, *args, twins, **kwargs):
        super().__init__(*args, **kwargs)
        self.twins = {str(t.inovasi.pk): t.inovasi for t in twins if not t.inovasi.is_open}
        self.fields["induk"].choices = [
            (pk, f"{i}, {i.desa.berjenis} ({i.get_status_display()})")
            for pk, i in self.twins.items()
        ]

    def clean_induk(self):
        return self.twins[self.cleaned_data["induk"]]
