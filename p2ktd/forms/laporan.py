"""Delivery, progress, reports, handing over, ratings, notes, tax and payment."""

from django import forms
from django.utils import timezone
from uuid6 import uuid7

from desa.forms.kunci import refuse_other
from desa.models import Dokumen
from p2ktd.choices import Putusan
from p2ktd.forms.dana import PaperField
from p2ktd.forms.pekerjaan import area
from p2ktd.ketentuan_kerja import KURANG, not_received
from p2ktd.models import Bast, Laporan, NilaiWarga, Pelaksanaan
from ppid.lib.forms import day_input
from ppid.lib.foto import read_photo

TANGGAL = day_input()
MUSDES = "Berita Acara Musdes P2KTD"
SKOR = [(n, str(n)) for n in range(5, 0, -1)]


def not_ahead(tanggal):
    if tanggal > timezone.localdate():
        raise forms.ValidationError("Tanggalnya belum tiba.")
    return tanggal


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    def __init__(self, **kwargs):
        attrs = {"data-foto": "", "accept": "image/*", "multiple": True}
        super().__init__(widget=PhotosInput(attrs=attrs), required=False, **kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [read_photo(super(PhotosField, self).clean(f, initial)) for f in files if f]


def paper_field(label, help_text):
    return PaperField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )


class LogForm(forms.ModelForm):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    foto = PhotosField(
        label="Foto", help_text="Foto kegiatan menguatkan laporan ini; boleh beberapa."
    )
    berkas = paper_field(
        "Materi atau daftar hadir", "Bila ada: PDF, JPG atau PNG, paling besar 8 MB."
    )

    class Meta:
        model = Pelaksanaan
        fields = ["tanggal", "materi", "lokasi", "peserta_l", "peserta_p", "hasil"]
        widgets = {"tanggal": TANGGAL, "hasil": area()}

    def __init__(self, *args, pekerjaan, **kwargs):
        super().__init__(*args, **kwargs)
        self.pekerjaan = pekerjaan

    def clean_tanggal(self):
        tanggal = not_ahead(self.cleaned_data["tanggal"])
        if tanggal < self.pekerjaan.mulai:
            raise forms.ValidationError("Tanggal ini sebelum kontrak mulai.")
        return tanggal

    def clean(self):
        data = super().clean()
        if not (data.get("peserta_l") or data.get("peserta_p")) and not self.errors:
            self.add_error("peserta_l", "Isi jumlah peserta, laki-laki dan perempuan terpisah.")
        self._check_key(data)
        return data

    def _check_key(self, data):
        row = Pelaksanaan.objects.filter(pk=data.get("id"), pekerjaan=self.pekerjaan).first()
        if row is None:
            return
        there = set(row.foto.values_list("sha256_asli", flat=True))
        photos = {foto.sha256_asli for foto in data.get("foto") or ()} - there
        paper = bool(data.get("berkas")) and not row.berkas
        refuse_other(self, row, self._meta.fields, more=bool(photos) or paper)


class ProgressForm(forms.Form):
    persen = forms.IntegerField(label="Kemajuan (%)", min_value=0, max_value=100)
    kondisi = forms.CharField(label="Kondisi", max_length=200, required=False)


class ReportForm(forms.ModelForm):
    berkas = paper_field(
        "Berkas laporan dari penyedia", "Bila ada: PDF, JPG atau PNG, paling besar 8 MB."
    )

    class Meta:
        model = Laporan
        fields = ["jenis", "tanggal", "hasil", "rekomendasi"]
        widgets = {"tanggal": TANGGAL, "hasil": area(8), "rekomendasi": area()}

    def clean_tanggal(self):
        return not_ahead(self.cleaned_data["tanggal"])


class BastForm(forms.ModelForm):
    """With a tick and a note for each output of the contract."""

    class Meta:
        model = Bast
        fields = ["tanggal", "kondisi", "catatan", "menyerahkan", "menerima", "mengetahui"]
        widgets = {"tanggal": TANGGAL, "kondisi": area(), "catatan": area(3)}

    def __init__(self, *args, pekerjaan, **kwargs):
        super().__init__(*args, **kwargs)
        self.keluaran = list(pekerjaan.keluaran.all())
        for k in self.keluaran:
            self.fields[f"terima_{k.pk}"] = forms.BooleanField(
                label=f"Diterima: {k}", required=False
            )
            self.fields[f"catatan_{k.pk}"] = forms.CharField(
                label=f"Catatan untuk “{k}”", max_length=200, required=False,
                help_text="Bila belum diterima, tulis apa yang kurang.",
            )  # fmt: skip
        asked = [f"{name}_{k.pk}" for k in self.keluaran for name in ("terima", "catatan")]
        self.order_fields(["tanggal", *asked])

    def clean_tanggal(self):
        return not_ahead(self.cleaned_data["tanggal"])

    def clean(self):
        data = super().clean()
        periksa = {
            k.pk: (data.pop(f"terima_{k.pk}", False), data.pop(f"catatan_{k.pk}", ""))
            for k in self.keluaran
        }
        for k, text in not_received(self.keluaran, periksa):
            self.add_error(f"terima_{k.pk}", text)
        if any(self.has_error(f"terima_{k.pk}") for k in self.keluaran):
            self.add_error(None, KURANG)
        return data | {"periksa": periksa}


class RatingForm(forms.ModelForm):
    class Meta:
        model = NilaiWarga
        fields = ["mutu", "waktu", "manfaat", "suara_l", "suara_p", "komentar"]
        widgets = {"komentar": area()}
        help_texts = {"suara_l": "Berapa orang yang menilai, laki-laki dan perempuan terpisah."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("mutu", "waktu", "manfaat"):
            label = self.fields[name].label
            self.fields[name] = forms.TypedChoiceField(
                choices=SKOR, coerce=int, label=f"{label} (5 terbaik)", widget=forms.RadioSelect
            )

    def clean(self):
        data = super().clean()
        if not (data.get("suara_l") or data.get("suara_p")) and not self.errors:
            self.add_error("suara_l", "Isi berapa orang yang menilai.")
        return data


class AccountForm(forms.Form):
    """What a sealed Musdes decided. Only its issued berita acara can be named, so that nothing is
    accepted by a meeting that nobody finalised."""

    musdes = forms.ModelChoiceField(
        Dokumen.objects.none(),
        label="Berita acara Musdes yang sudah final",
        empty_label="Pilih berita acara",
    )
    putusan = forms.ChoiceField(choices=Putusan, widget=forms.RadioSelect)
    catatan = forms.CharField(
        widget=area(6),
        required=False,
        max_length=5000,
        help_text="Wajib bila dengan catatan atau ditolak. Satu baris satu catatan; tiap catatan "
        "harus ditutup sebelum pembayaran.",
    )

    def __init__(self, *args, pekerjaan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["musdes"].queryset = sealed_musdes(pekerjaan)

    def clean(self):
        data = super().clean()
        if data.get("putusan") != Putusan.DITERIMA and not data.get("catatan", "").strip():
            self.add_error("catatan", "Tulis catatan atau alasan Musdes.")
        if musdes := data.pop("musdes", None):
            data |= {"nomor": musdes.nomor, "tanggal": musdes.tanggal}
        return data


def sealed_musdes(pekerjaan):
    """The newest version of each berita acara of a P2KTD Musdes of this village, after its BAST."""
    bast = pekerjaan.handed_over().first()
    rows = Dokumen.objects.filter(
        wilayah=pekerjaan.desa_id, jenis__startswith=MUSDES, dicabut_at__isnull=True
    )
    return rows.filter(tanggal__gte=bast.tanggal).order_by("-tanggal") if bast else rows.none()


class NoteForm(forms.Form):
    tindakan = forms.CharField(label="Apa yang sudah dilakukan", widget=area(), max_length=2000)


class TaxForm(forms.Form):
    ppn = forms.IntegerField(label="PPN (rupiah)", min_value=0, help_text="0 bila tidak kena.")
    pph = forms.IntegerField(label="PPh (rupiah)", min_value=0, help_text="0 bila tidak kena.")

    def __init__(self, *args, termin, **kwargs):
        super().__init__(*args, **kwargs)
        self.termin = termin

    def clean(self):
        data = super().clean()
        if data.get("ppn", 0) + data.get("pph", 0) > self.termin.jumlah:
            self.add_error("pph", "Pajak melebihi jumlah termin.")
        return data


class PayForm(forms.Form):
    """The key is made with the page: a double click pays once."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    tanggal = forms.DateField(label="Tanggal bayar", widget=TANGGAL)
    penerima = forms.CharField(label="Diterima oleh", max_length=100)

    def clean_tanggal(self):
        return not_ahead(self.cleaned_data["tanggal"])
