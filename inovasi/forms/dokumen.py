"""The learning document, block by block: a form for each, so that two people write at once."""

from django import forms

from inovasi.forms.dasar import PhoneField, PhotoField, TidyForm, VideoField, rupiah_field
from inovasi.models import DokumenPembelajaran, HasilUkur, InformanDokumen, Langkah, Pembiayaan
from ppid.lib.forms import TextArea, day_input

PANJANG = {"rows": 5}


class BlockForm(TidyForm, forms.ModelForm):
    class Meta:
        model = DokumenPembelajaran
        fields = []

    def __init__(self, *args, dokumen, **kwargs):
        known = {name: getattr(dokumen, name) for name in self._meta.fields}
        super().__init__(*args, initial=known, **kwargs)

    @property
    def isi(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class OpeningForm(BlockForm):
    class Meta(BlockForm.Meta):
        fields = [
            "tanggal_capturing", "penyusun", "ringkasan", "latar_belakang", "gagasan",
            "peran_perempuan",
        ]  # fmt: skip
        widgets = {
            "tanggal_capturing": day_input(),
            **{
                name: TextArea(attrs=PANJANG)
                for name in ("ringkasan", "latar_belakang", "gagasan", "peran_perempuan")
            },
        }
        help_texts = {
            "latar_belakang": "Masalah atau potensi sebelum kegiatan ini ada.",
            "gagasan": "Siapa yang memulai, lembaga apa yang terlibat.",
        }

    def clean(self):
        data = super().clean()
        self.check_day(data, "tanggal_capturing")
        return data


class ClosingForm(BlockForm):
    class Meta(BlockForm.Meta):
        fields = [
            "manfaat", "tantangan", "pembelajaran", "syarat_replikasi", "keberlanjutan",
        ]  # fmt: skip
        widgets = {name: TextArea(attrs=PANJANG) for name in fields}
        help_texts = {
            "syarat_replikasi": "Apa yang harus ada di desa yang ingin meniru.",
            "keberlanjutan": "Perdes, lembaga, pemeliharaan, pendapatan.",
        }


class ContactForm(BlockForm):
    kontak_hp = PhoneField(label="Nomor HP narahubung", required=False, max_length=20)
    video = VideoField(label="Alamat video", required=False)

    class Meta(BlockForm.Meta):
        fields = ["video", "kontak_nama", "kontak_hp", "kontak_setuju"]

    def clean(self):
        data = super().clean()
        if data.get("kontak_setuju") and not (data.get("kontak_nama") and data.get("kontak_hp")):
            self.add_error("kontak_setuju", "Isi nama dan nomor narahubung yang menyetujui.")
        return data


# The text blocks, by the name in the address.
BLOK = {"pembuka": OpeningForm, "penutup": ClosingForm, "kontak": ContactForm}
JUDUL_BLOK = {
    "pembuka": "Ringkasan, latar belakang, gagasan",
    "penutup": "Manfaat, tantangan, pembelajaran, syarat replikasi",
    "kontak": "Video dan narahubung",
}


class LangkahForm(TidyForm, forms.ModelForm):
    biaya = rupiah_field("Biaya", help_text="")

    class Meta:
        model = Langkah
        fields = ["langkah", "waktu", "pelaku", "biaya"]
        widgets = {"langkah": TextArea(attrs={"rows": 2})}


class PembiayaanForm(TidyForm, forms.ModelForm):
    jumlah = rupiah_field("Jumlah", required=True, help_text="")

    class Meta:
        model = Pembiayaan
        fields = ["sumber", "jumlah", "kode_apbdes"]


class HasilForm(TidyForm, forms.ModelForm):
    class Meta:
        model = HasilUkur
        fields = ["ukuran", "satuan", "sebelum", "sesudah"]


class InformanForm(TidyForm, forms.ModelForm):
    class Meta:
        model = InformanDokumen
        fields = ["nama", "unsur", "metode"]


def _rows(form, extra, most):
    return forms.formset_factory(
        form, extra=extra, max_num=most, validate_max=True, can_delete=True, can_order=False
    )


# The lists, by the name in the address: rows to fill in, empty ones at the end.
BARIS = {
    "langkah": _rows(LangkahForm, 3, 30),
    "pembiayaan": _rows(PembiayaanForm, 2, 10),
    "hasil": _rows(HasilForm, 2, 10),
    "informan": _rows(InformanForm, 3, 30),
}
JUDUL_BARIS = {
    "langkah": "Langkah demi langkah",
    "pembiayaan": "Pembiayaan per sumber",
    "hasil": "Hasil sebelum dan sesudah",
    "informan": "Informan",
}


def initial_rows(dokumen, name):
    fields = BARIS[name].form._meta.fields
    return [{f: getattr(row, f) for f in fields} for row in getattr(dokumen, name).all()]


def kept_rows(formset):
    """The rows that were filled in and not ticked off, in the order of the page."""
    fields = formset.form._meta.fields
    return [
        {name: form.cleaned_data[name] for name in fields}
        for form in formset.forms
        if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]


class PhotoForm(TidyForm, forms.Form):
    foto = PhotoField(help_text="JPG atau PNG, paling besar 15 MB.")
    keterangan = forms.CharField(max_length=200, help_text="Apa yang terlihat, di mana, kapan.")
    fotografer = forms.CharField(required=False, max_length=100)
    persetujuan = forms.BooleanField(
        label="Orang dalam foto setuju fotonya ditampilkan kepada umum", required=False
    )


class PhotoWordsForm(TidyForm, forms.Form):
    """Caption and consent of a photo that is there already."""

    keterangan = forms.CharField(max_length=200)
    fotografer = forms.CharField(required=False, max_length=100)
    persetujuan = forms.BooleanField(
        label="Orang dalam foto setuju fotonya ditampilkan kepada umum", required=False
    )


class VersionForm(TidyForm, forms.Form):
    nama = forms.CharField(
        label="Nama versi", max_length=100, help_text="Misalnya: sesudah wawancara kedua."
    )
