"""What a provider tells of itself, page by page; what the pokja adds."""

from datetime import date

from django import forms
from django.utils import timezone
from lokal.phone import parse_phone
from uuid6 import uuid7

from desa.choices import Tingkat
from desa.forms.kunci import own_key
from desa.models import Wilayah
from inovasi.choices import Bidang
from p2ktd.choices import (
    BentukLayanan,
    JenisLayanan,
    JenisPenyedia,
    KelompokLayanan,
    Nilai,
)
from p2ktd.models import Penyedia, TenagaAhli
from ppid.lib.berkas import read_paper
from ppid.lib.forms import day_input
from ppid.lib.teks import squeeze, tidy

TANGGAL = day_input()
ISIAN = forms.Textarea(attrs={"rows": 5})


def several(choices, label, required=True):
    return forms.MultipleChoiceField(
        choices=choices, label=label, required=required, widget=forms.CheckboxSelectMultiple
    )


class PartForm(forms.ModelForm):
    """One page of the facts. Only what was shown is checked against the constraints."""

    def clean_nama(self):
        return tidy(self.cleaned_data["nama"])

    def clean_pimpinan(self):
        return tidy(self.cleaned_data["pimpinan"])

    def clean_telepon(self):
        phone = parse_phone(self.cleaned_data["telepon"])
        if not phone.e164:
            raise forms.ValidationError("Tulis nomor telepon Indonesia, misalnya 0812-3456-7890.")
        return phone.e164


class IdentityForm(PartForm):
    judul_bagian = "Identitas"

    class Meta:
        model = Penyedia
        fields = [
            "jenis", "bentuk", "nama", "pimpinan", "alamat", "telepon", "surel", "kontak_umum",
        ]  # fmt: skip
        widgets = {"jenis": forms.RadioSelect}
        help_texts = {
            "bentuk": "Kosongkan hanya bila perorangan.",
            "nama": "Nama lembaga seperti pada akta, atau nama Anda bila perorangan.",
            "telepon": "Nomor kantor atau lembaga, bukan nomor pribadi tenaga ahli.",
            "surel": "Tautan konfirmasi dikirim ke sini.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = JenisPenyedia.choices
        self.fields[
            "kontak_umum"
        ].label = "Alamat, telepon dan surel lembaga boleh ditampilkan di direktori umum"

    def clean(self):
        data = super().clean()
        if data.get("jenis") == JenisPenyedia.LEMBAGA and not data.get("bentuk"):
            if "bentuk" not in self.errors:
                self.add_error("bentuk", "Pilih bentuk lembaganya.")
        elif data.get("jenis") == JenisPenyedia.PERORANGAN:
            data["bentuk"] = ""
        return data


class ApplyForm(IdentityForm):
    """The public form: who, and in which bidang. The rest follows on the secret page."""

    isian = forms.UUIDField(widget=forms.HiddenInput)
    situs = forms.CharField(  # people do not see it; machines fill it in
        label="Kosongkan", required=False, widget=forms.HiddenInput
    )
    bidang = several(Bidang.choices, "Bidang")
    layanan = several(JenisLayanan.choices, "Jenis layanan")
    setuju = forms.BooleanField(
        label="Data ini dipakai untuk seleksi dan direktori P2KTD; saya setuju",
        error_messages={"required": "Tanpa persetujuan, pendaftaran tidak dapat diterima."},
    )

    def __init__(self, *args, pengumuman, **kwargs):
        super().__init__(*args, **kwargs)
        self.pengumuman = pengumuman
        self.initial.setdefault("isian", uuid7())

    def clean_situs(self):
        if self.cleaned_data["situs"]:
            raise forms.ValidationError("Kosongkan isian ini.")
        return ""

    def clean(self):
        data = super().clean()
        data.pop("situs", None)
        data.pop("setuju", None)
        if isian := data.get("isian"):  # other words are not the application that is here
            said = sorted(name for name in data if name != "isian")
            data["isian"] = own_key(isian, *(data[name] for name in said))
        self._check_once(data)
        return data

    def _check_once(self, data):
        nama, isian = data.get("nama"), data.get("isian")
        if not nama or not isian:
            return
        same = self.pengumuman.penyedia.filter(nama_rapat=squeeze(nama)[:150])
        if same.exclude(isian=isian).exists():
            self.add_error("nama", "Nama ini sudah mendaftar. Pakai tautan pendaftaran pertama.")


class LegalForm(PartForm):
    judul_bagian = "Legalitas"

    class Meta:
        model = Penyedia
        fields = ["no_akta", "tanggal_akta", "no_terdaftar", "instansi", "npwp"]
        widgets = {"tanggal_akta": TANGGAL}
        help_texts = {"npwp": "15 atau 16 angka."}

    def clean_tanggal_akta(self):
        tanggal = self.cleaned_data["tanggal_akta"]
        if tanggal and tanggal > timezone.localdate():
            raise forms.ValidationError("Tanggal akta belum terjadi.")
        return tanggal

    def clean_npwp(self):
        digits = "".join(c for c in self.cleaned_data["npwp"] if c.isdigit())
        if digits and len(digits) not in {15, 16}:
            raise forms.ValidationError("NPWP terdiri atas 15 atau 16 angka.")
        return digits


class ServiceForm(PartForm):
    judul_bagian = "Layanan dan wilayah"

    bidang = several(Bidang.choices, "Bidang")
    layanan = several(JenisLayanan.choices, "Jenis layanan")
    bentuk_layanan = several(BentukLayanan.choices, "Bentuk layanan", required=False)

    class Meta:
        model = Penyedia
        fields = ["wilayah_layanan", "tahun_pengalaman", "kapasitas", "pengalaman"]
        widgets = {"wilayah_layanan": forms.CheckboxSelectMultiple, "pengalaman": ISIAN}
        help_texts = {
            "wilayah_layanan": "Kosongkan bila melayani seluruh kabupaten.",
            "kapasitas": "Berapa pekerjaan yang sanggup dikerjakan pada waktu yang sama.",
            "pengalaman": "Pekerjaan sejenis: apa, di mana, tahun berapa.",
        }

    field_order = ["bidang", "layanan", "bentuk_layanan"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = Wilayah.objects.filter(induk=self.instance.wilayah_id, tingkat=Tingkat.KECAMATAN)
        self.fields["wilayah_layanan"].queryset = here
        for name, kelompok in (
            ("bidang", KelompokLayanan.BIDANG),
            ("layanan", KelompokLayanan.LAYANAN),
            ("bentuk_layanan", KelompokLayanan.BENTUK),
        ):
            self.initial[name] = self.instance.pilihan(kelompok)

    def clean_kapasitas(self):
        kapasitas = self.cleaned_data["kapasitas"]
        if not 1 <= kapasitas <= 50:
            raise forms.ValidationError("Tulis antara 1 dan 50 pekerjaan.")
        return kapasitas

    def clean_tahun_pengalaman(self):
        tahun = self.cleaned_data["tahun_pengalaman"]
        if tahun > 100:
            raise forms.ValidationError("Tulis lamanya dalam tahun, misalnya 6.")
        return tahun


PARTS = {"identitas": IdentityForm, "legalitas": LegalForm, "layanan": ServiceForm}


class ExpertForm(forms.ModelForm):
    class Meta:
        model = TenagaAhli
        fields = ["nama", "keahlian", "pengalaman"]
        help_texts = {"nama": "Tidak ditampilkan di halaman umum."}

    def clean_nama(self):
        return tidy(self.cleaned_data["nama"])


class PaperField(forms.FileField):
    """Cleans to the paper as read: ppid.lib.berkas.Isi."""

    def clean(self, data, initial=None):
        return read_paper(super().clean(data, initial))


class PaperForm(forms.Form):
    berkas = PaperField(
        help_text="PDF, JPG atau PNG, paling besar 8 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": "Pilih berkasnya."},
    )
    berlaku_sampai = forms.DateField(
        required=False, widget=TANGGAL, help_text="Kosongkan bila tidak ada masa berlakunya."
    )

    def clean_berlaku_sampai(self):
        sampai = self.cleaned_data["berlaku_sampai"]
        if sampai and sampai < timezone.localdate():
            raise forms.ValidationError("Berkas ini sudah tidak berlaku. Kirim yang terbaru.")
        return sampai


class ScoreForm(forms.Form):
    """The checklist: one choice and one note for each requirement."""

    def __init__(self, *args, penyedia, **kwargs):
        super().__init__(*args, **kwargs)
        given = {row.syarat_id: row for row in penyedia.nilai_syarat.all()}
        self.syarat = list(penyedia.pengumuman.syarat.all())
        for s in self.syarat:
            row = given.get(s.pk)
            self.fields[f"nilai_{s.pk}"] = forms.ChoiceField(
                label=f"{s.teks} (bobot {s.bobot})",
                choices=Nilai.choices,
                widget=forms.RadioSelect,
                initial=row and row.nilai,
                error_messages={"required": "Beri nilai."},
            )
            self.fields[f"catatan_{s.pk}"] = forms.CharField(
                label="Catatan", max_length=200, required=False, initial=row and row.catatan
            )

    @property
    def hasil(self):
        """What the action takes."""
        data = self.cleaned_data
        return {
            "nilai": {s.pk: data[f"nilai_{s.pk}"] for s in self.syarat},
            "catatan": {s.pk: data[f"catatan_{s.pk}"] for s in self.syarat},
        }


class StepForm(forms.Form):
    catatan = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), empty_value="")

    def __init__(self, *args, needs_note, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catatan"].required = needs_note


class DecreeForm(forms.Form):
    no_sk = forms.CharField(label="Nomor SK Bupati", max_length=100)
    tanggal_sk = forms.DateField(label="Tanggal SK", widget=TANGGAL)
    berlaku_sampai = forms.DateField(widget=TANGGAL)

    def clean(self):
        data = super().clean()
        mulai, selesai = data.get("tanggal_sk"), data.get("berlaku_sampai")
        if not mulai or not selesai:
            return data
        if mulai > timezone.localdate():
            self.add_error("tanggal_sk", "SK ini belum ditetapkan.")
        if selesai < max(mulai, timezone.localdate()):
            self.add_error("berlaku_sampai", "Masa berlakunya sudah lewat.")
        elif selesai > _years_after(mulai, 5):
            self.add_error("berlaku_sampai", "Masa berlaku SK paling lama lima tahun.")
        return data


def _years_after(day, years):
    leap = day.month == 2 and day.day == 29
    return date(day.year + years, day.month, 28 if leap else day.day)


class BlacklistForm(forms.Form):
    selesai = forms.DateField(label="Sampai dengan", widget=TANGGAL)
    catatan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 4}))

    def clean_selesai(self):
        selesai = self.cleaned_data["selesai"]
        if selesai <= timezone.localdate():
            raise forms.ValidationError("Sanksi berakhir sesudah hari ini.")
        return selesai


SPECIAL = {"appoint": DecreeForm, "extend": DecreeForm, "blacklist": BlacklistForm}


def step_form(step):
    """The form that a step asks for."""
    special = SPECIAL.get(step.name)
    return special if special else lambda data: StepForm(data, needs_note=step.needs_note)
