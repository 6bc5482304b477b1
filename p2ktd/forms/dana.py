"""The fund of a TPID: pagu, RKA, stages, lines of the cash book."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from uuid6 import uuid7

from desa.choices import Tingkat
from desa.forms.kunci import refuse_other
from desa.kode import dotted
from desa.models import Dokumen, Wilayah
from p2ktd.choices import JenisKas
from p2ktd.models import BarisKas, BarisRka, Dana, PosDok
from p2ktd.models.dok import POS_P2KTD
from ppid.lib.berkas import read_paper
from ppid.lib.forms import day_input
from ppid.lib.tanggal import tgl

TANGGAL = day_input()
RUPIAH = {"min_value": 1, "max_value": 10**12}
BIASA = [JenisKas.BELANJA, JenisKas.SETOR_PAJAK, JenisKas.BUNGA, JenisKas.SETOR_SISA]
SENDIRI = {"ketua", "bendahara"}
FORMAT_LPJ = [
    (1, "Versi 1: realisasi per pos dan buku kas"),
    (2, "Versi 2: dengan sisa tiap pos dan rekap menurut jenis"),
]
MAD_2 = "Berita Acara MAD II"


def kecamatan_of(user):
    """Where this person may record a pagu."""
    kodes = {
        t.wilayah_id
        for t in user.tugas
        if t.peran in {"tik", "admin"} or (t.peran == "tpid" and t.jabatan in SENDIRI)
    }
    return Wilayah.objects.filter(tingkat=Tingkat.KECAMATAN).in_places(kodes)


def not_ahead(tanggal):
    if tanggal > timezone.localdate():
        raise forms.ValidationError("Tanggalnya belum tiba.")
    return tanggal


class PaguForm(forms.Form):
    kode = forms.CharField(
        label="Kecamatan (nama atau kode)",
        max_length=60,
        help_text="Misalnya Batangan, atau 33.18.12.",
    )
    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2015, max_value=2100)
    pagu = forms.IntegerField(label="Pagu (rupiah)", **RUPIAH)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = kecamatan_of(user)
        self.initial.setdefault("tahun", timezone.localdate().year)
        if only := list(self.places[:2]):
            self.initial.setdefault("kode", only[0].nama if len(only) == 1 else "")

    def clean(self):
        data = super().clean()
        wilayah = self._place(data.pop("kode", ""))
        if wilayah is None:
            return data
        if Dana.objects.of(wilayah, data.get("tahun")):
            self.add_error("tahun", f"Pagu {wilayah} tahun {data['tahun']} sudah dicatat.")
        return data | {"wilayah": wilayah}

    def _place(self, said):
        """The one kecamatan of theirs that is meant; None with a sentence at the field."""
        if not said:
            return None
        found = list(self.places.filter(Q(pk=dotted(said)) | Q(nama__iexact=said.strip()))[:2])
        if len(found) == 1:
            return found[0]
        kodes = ", ".join(w.pk for w in found)
        self.add_error(
            "kode",
            f"Ada lebih dari satu kecamatan bernama {said}. Tulis kodenya, misalnya {kodes}."
            if found
            else "Anda tidak mengurus kecamatan ini. Periksa ejaannya, atau tulis kodenya.",
        )
        return None


class FundForm(forms.ModelForm):
    pagu = forms.IntegerField(label="Pagu (rupiah)", **RUPIAH)
    format_lpj = forms.TypedChoiceField(label="Format LPJ", coerce=int, choices=FORMAT_LPJ)

    class Meta:
        model = Dana
        fields = ["pagu", "mou_nomor", "mou_tanggal", "format_lpj"]
        widgets = {"mou_tanggal": TANGGAL}


class RkaForm(forms.ModelForm):
    volume = forms.DecimalField(min_value=0.01, max_digits=10, decimal_places=2)
    frekuensi = forms.IntegerField(min_value=1, max_value=1000, initial=1)
    harga_satuan = forms.IntegerField(label="Harga satuan (rupiah)", **RUPIAH)
    bulan = forms.IntegerField(
        label="Bulan rencana (1–12)", min_value=1, max_value=12, required=False
    )

    class Meta:
        model = BarisRka
        fields = ["pos", "uraian", "volume", "satuan", "frekuensi", "harga_satuan", "bulan"]

    def __init__(self, *args, dana, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pos"].queryset = posts_of(dana)


def posts_of(dana):
    """The posts that take money: those with none below."""
    return PosDok.objects.filter(tahun=dana.tahun, anak=None)


class StagesForm(forms.Form):
    persen = forms.CharField(
        label="Bagian tiap tahap (%)",
        help_text="Dipisah koma dan berjumlah 100, misalnya 70, 30.",
    )

    def clean_persen(self):
        try:
            parts = [int(p) for p in self.cleaned_data["persen"].split(",")]
        except ValueError:
            raise forms.ValidationError("Tulis angka bulat dipisah koma.") from None
        if sum(parts) != 100 or min(parts) <= 0:
            raise forms.ValidationError("Bagian tahap pencairan harus berjumlah 100%.")
        return parts


class ReceiveForm(forms.Form):
    tanggal = forms.DateField(label="Diterima tanggal", widget=TANGGAL)
    bukti_nomor = forms.CharField(label="Nomor bukti (SP2D atau rekening)", max_length=60)

    def clean_tanggal(self):
        return not_ahead(self.cleaned_data["tanggal"])


class PaperField(forms.FileField):
    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return read_paper(file) if file else None


class BookForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    jenis = forms.ChoiceField(choices=[(j.value, j.label) for j in BIASA])
    tanggal = forms.DateField(widget=TANGGAL)
    bukti_nomor = forms.CharField(label="Nomor bukti", max_length=60)
    uraian = forms.CharField(max_length=300)
    jumlah = forms.IntegerField(label="Jumlah (rupiah)", **RUPIAH)
    pos = forms.ModelChoiceField(PosDok.objects.none(), required=False, empty_label="Tanpa pos")
    berkas = PaperField(
        label="Foto atau pindaian bukti", required=False, help_text="JPG, PNG atau PDF."
    )

    def __init__(self, *args, dana, **kwargs):
        super().__init__(*args, **kwargs)
        self.dana = dana
        self.fields["pos"].queryset = posts_of(dana).exclude(kode=POS_P2KTD)
        self.fields["pos"].help_text = "Penyedia P2KTD dibayar dari halaman pekerjaannya."

    def clean_tanggal(self):
        return not_ahead(self.cleaned_data["tanggal"])

    def clean(self):
        data = super().clean()
        posts = self.fields["pos"].queryset
        if data.get("jenis") == JenisKas.BELANJA and not data.get("pos") and posts.exists():
            self.add_error("pos", "Pilih pos yang dibelanjakan.")
        row = BarisKas.objects.filter(pk=data.get("id"), dana=self.dana).first()
        if row is not None:
            paper = bool(data.get("berkas")) and not row.berkas
            other = data.get("jumlah") != row.debit + row.kredit
            said = ("jenis", "tanggal", "bukti_nomor", "uraian", "pos")
            refuse_other(self, row, said, more=other or paper)
        return data


class ReportStageForm(forms.Form):
    """A stage that has arrived."""

    tahap = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, dana, **kwargs):
        super().__init__(*args, **kwargs)
        there = list(dana.pencairan.filter(kas__isnull=False))
        self.fields["tahap"].choices = [
            (p.tahap, f"{p}, diterima {tgl(p.diterima)}") for p in there
        ]
        if there:
            self.initial.setdefault("tahap", there[-1].tahap)


class AttachForm(forms.Form):
    berkas = PaperField(label="Foto atau pindaian bukti", help_text="JPG, PNG atau PDF.")


class FormatForm(forms.Form):
    format_lpj = forms.TypedChoiceField(
        label="Format LPJ",
        coerce=int,
        choices=FORMAT_LPJ,
        widget=forms.RadioSelect,
        help_text="Bila LPJ sudah diajukan, naskahnya terbit lagi sebagai versi berikutnya dari "
        "data yang sama.",
    )


class ApproveForm(forms.Form):
    """The MAD II that heard it: only its sealed berita acara can be named."""

    mad = forms.ModelChoiceField(
        Dokumen.objects.none(),
        label="Berita acara MAD II yang sudah final",
        empty_label="Pilih berita acara",
    )
    catatan = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)

    def __init__(self, *args, dana, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mad"].queryset = Dokumen.objects.filter(
            wilayah=dana.wilayah_id,
            jenis__startswith=MAD_2,
            dicabut_at__isnull=True,
            tanggal__year__gte=dana.tahun,
        ).order_by("-tanggal")

    def clean(self):
        data = super().clean()
        if mad := data.pop("mad", None):
            data["mad_nomor"] = mad.nomor
        return data
