"""The contract file: KAK, rows, the choice, the SPK, its changes."""

from django import forms
from django.db.models import Q

from p2ktd.choices import StatusPemilihan
from p2ktd.ketentuan_dana import over_offer, overlap
from p2ktd.models import BarisRab, Keluaran, Pekerjaan, Pemilihan, Penyedia, Termin
from ppid.lib.forms import day_input
from ppid.lib.tags import rupiah

TANGGAL = day_input()


def area(rows=4):
    return forms.Textarea(attrs={"rows": rows})


class KakForm(forms.ModelForm):
    class Meta:
        model = Pekerjaan
        fields = [
            "judul", "latar_belakang", "maksud_tujuan", "lingkup", "metode", "waktu", "ahli",
            "pelaporan", "pembiayaan", "alasan_batas",
        ]  # fmt: skip
        widgets = {
            name: area()
            for name in fields
            if name not in {"judul", "alasan_batas"}
        }  # fmt: skip
        help_texts = {
            "alasan_batas": "Hanya bila jumlah RAB untuk desa ini melampaui batas tahun itu."
        }


class RabForm(forms.ModelForm):
    volume = forms.DecimalField(min_value=0.01, max_digits=10, decimal_places=2)
    frekuensi = forms.IntegerField(min_value=1, max_value=1000, initial=1)
    harga_satuan = forms.IntegerField(label="Harga satuan (rupiah)", min_value=1, max_value=10**12)
    pajak = forms.DecimalField(
        label="Pajak (%)", min_value=0, max_value=100, max_digits=5, decimal_places=2, initial=0
    )

    class Meta:
        model = BarisRab
        fields = ["uraian", "volume", "satuan", "frekuensi", "harga_satuan", "pajak", "sumber"]
        help_texts = {"satuan": "Misalnya hari, orang, paket."}


class OutputForm(forms.ModelForm):
    class Meta:
        model = Keluaran
        fields = ["uraian"]
        help_texts = {"uraian": "Yang dapat dilihat dan diserahkan, misalnya satu buku panduan."}


class TermForm(forms.ModelForm):
    jumlah = forms.IntegerField(label="Jumlah (rupiah)", min_value=1, max_value=10**12)

    class Meta:
        model = Termin
        fields = ["uraian", "jumlah"]
        help_texts = {"uraian": "Misalnya Termin 1. Semua termin dibayar sesudah Musdes."}


ROW_FORMS = {"rab": RabForm, "keluaran": OutputForm, "termin": TermForm}


class ChooseForm(forms.Form):
    """By the comparison that was made, or directly; either way with the reason."""

    pemilihan = forms.ModelChoiceField(
        Pemilihan.objects.none(),
        required=False,
        label="Hasil pemilihan",
        empty_label="Tanpa pemilihan",
    )
    penyedia = forms.ModelChoiceField(
        Penyedia.objects.none(),
        required=False,
        empty_label="Pilih penyedia",
        help_text="Dari direktori kabupaten, bila tidak lewat pemilihan.",
    )
    bebas = forms.BooleanField(
        label="Saya menyatakan: tidak ada anggota TPID yang menjadi pengurus, tenaga ahli, kerabat "
        "atau rekan usaha penyedia ini.",
        required=False,
        help_text="Hanya bila tidak lewat pemilihan; di sana tiap anggota menyatakannya sendiri.",
    )
    catatan = forms.CharField(label="Alasan memilih", widget=area(), max_length=2000)

    def __init__(self, *args, pekerjaan, **kwargs):
        super().__init__(*args, **kwargs)
        done = Pemilihan.objects.filter(status=StatusPemilihan.DIPILIH, desa=pekerjaan.desa_id)
        done = done.filter(Q(kebutuhan=None) | Q(kebutuhan=pekerjaan.kebutuhan_id))
        self.fields["pemilihan"].queryset = done.filter(pekerjaan=None).select_related("penyedia")
        here = Penyedia.objects.filter(kabupaten=pekerjaan.kabupaten)
        self.fields["penyedia"].queryset = here.order_by("nama", "pk")

    def clean(self):
        data = super().clean()
        if not (data.get("pemilihan") or data.get("penyedia")):
            self.add_error("penyedia", "Pilih hasil pemilihan atau penyedia.")
        elif data["pemilihan"] and data["penyedia"] not in {None, data["pemilihan"].penyedia}:
            self.add_error("penyedia", f"Hasil pemilihan adalah {data['pemilihan'].penyedia}.")
        elif data["pemilihan"]:
            data["penyedia"] = data["pemilihan"].penyedia
        elif not data.get("bebas"):
            self.add_error("bebas", "Centang pernyataan ini, atau pilih lewat “Cari penyedia”.")
        return data


class AgreeForm(forms.ModelForm):
    harga = forms.IntegerField(label="Harga kesepakatan (rupiah)", min_value=1, max_value=10**12)

    class Meta:
        model = Pekerjaan
        fields = [
            "harga", "tenaga_ahli", "spk_tanggal", "mulai", "selesai", "pihak1_nama",
            "pihak1_jabatan", "pihak2_nama", "pihak2_jabatan", "sanksi",
        ]  # fmt: skip
        widgets = {
            "spk_tanggal": TANGGAL, "mulai": TANGGAL, "selesai": TANGGAL, "sanksi": area(3),
        }  # fmt: skip
        help_texts = {"pihak1_nama": "Biasanya ketua TPID atau kepala desa."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        experts = self.instance.penyedia.tenaga_ahli.all()
        self.fields["tenaga_ahli"].queryset = experts
        self.fields["tenaga_ahli"].required = bool(experts)
        for name in ("spk_tanggal", "mulai", "selesai", "pihak1_nama", "pihak2_nama"):
            self.fields[name].required = True

    def clean_harga(self):
        harga, rab = self.cleaned_data["harga"], self.instance.jumlah_rab.total
        if harga > rab:
            raise forms.ValidationError(f"Harga {rupiah(harga)} melebihi jumlah RAB {rupiah(rab)}.")
        if sentence := over_offer(self.instance, harga):
            raise forms.ValidationError(sentence)
        return harga

    def clean(self):
        data = super().clean()
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Tanggal selesai mendahului tanggal mulai.")
        elif mulai and data.get("spk_tanggal") and mulai < data["spk_tanggal"]:
            self.add_error("mulai", "Pekerjaan tidak dapat mulai sebelum tanggal SPK.")
        return data

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and (
            sentence := overlap(self.instance, self.instance.mulai, self.instance.selesai)
        ):
            self.add_error("mulai", sentence)


class AmendForm(forms.Form):
    tanggal = forms.DateField(label="Tanggal adendum", widget=TANGGAL)
    selesai = forms.DateField(label="Selesai bekerja", widget=TANGGAL)
    harga = forms.IntegerField(label="Harga kesepakatan (rupiah)", min_value=1, max_value=10**12)
    alasan = forms.CharField(label="Alasan perubahan", widget=area(), max_length=2000)

    def __init__(self, *args, pekerjaan, **kwargs):
        super().__init__(*args, **kwargs)
        self.pekerjaan = pekerjaan
        self.initial |= {"selesai": pekerjaan.selesai, "harga": pekerjaan.harga}

    def clean_selesai(self):
        if self.cleaned_data["selesai"] < self.pekerjaan.mulai:
            raise forms.ValidationError("Tanggal selesai mendahului tanggal mulai.")
        return self.cleaned_data["selesai"]

    def clean_tanggal(self):
        if self.cleaned_data["tanggal"] < self.pekerjaan.spk_tanggal:
            raise forms.ValidationError("Adendum mendahului tanggal SPK.")
        return self.cleaned_data["tanggal"]
