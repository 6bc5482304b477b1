"""The search for a provider: the need, the declaration, the invitation, offers, scores, choice."""

from django import forms
from django.utils import timezone

from desa.choices import Peran
from p2ktd.actions.pencocokan import DINILAI
from p2ktd.choices import Kepentingan
from p2ktd.forms.penyedia import TANGGAL
from p2ktd.models import Kebutuhan, Pemilihan, Penawaran, Penyedia, PernyataanKepentingan
from ppid.lib.teks import tidy

BIAYA = (100_000, 1_000_000_000)
NILAI = [(5, "5 sangat baik"), (4, "4 baik"), (3, "3 cukup"), (2, "2 kurang"), (1, "1 buruk")]


class SelectionForm(forms.ModelForm):
    class Meta:
        model = Pemilihan
        fields = ["judul", "tahun", "bidang", "layanan", "mulai", "selesai", "biaya", "keluaran"]
        widgets = {
            "mulai": TANGGAL,
            "selesai": TANGGAL,
            "keluaran": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, user, kebutuhan=None, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            desa = forms.ModelChoiceField(
                user.villages_as(Peran.TPID).order_by("nama"),
                label="Desa",
                empty_label="Pilih desa",
                error_messages={"invalid_choice": "Anda tidak bertugas sebagai TPID di desa ini."},
            )
            self.fields = {"desa": desa} | self.fields
            for name, value in facts_of(kebutuhan).items():
                self.initial.setdefault(name, value)

    def clean_judul(self):
        return tidy(self.cleaned_data["judul"])

    def clean_biaya(self):
        biaya = self.cleaned_data["biaya"]
        if not BIAYA[0] <= biaya <= BIAYA[1]:
            raise forms.ValidationError("Tulis rupiah penuh, misalnya 6000000.")
        return biaya

    def clean_tahun(self):
        tahun, ini = self.cleaned_data["tahun"], timezone.localdate().year
        if not 2015 <= tahun <= ini + 1:
            raise forms.ValidationError(f"Tulis tahun anggaran antara 2015 dan {ini + 1}.")
        return tahun

    def clean(self):
        data = super().clean()
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Pekerjaan selesai sesudah dimulai.")
        return data


def facts_of(kebutuhan):
    """What a need already says."""
    if kebutuhan is None:
        return {"tahun": timezone.localdate().year}
    return {
        "desa": kebutuhan.desa_id,
        "judul": kebutuhan.judul,
        "tahun": kebutuhan.tahun,
        "bidang": kebutuhan.bidang,
        "layanan": kebutuhan.layanan,
        "biaya": kebutuhan.alokasi or kebutuhan.perkiraan_biaya,
        "keluaran": kebutuhan.hasil,
    }


def need_for(user, pk):
    """The need that the address names, if this person sees it."""
    if not str(pk or "").isdigit():
        return None
    return Kebutuhan.objects.visible_to(user).filter(pk=pk).first()


class DeclareForm(forms.ModelForm):
    class Meta:
        model = PernyataanKepentingan
        fields = ["kepentingan", "penyedia", "penjelasan"]
        widgets = {
            "kepentingan": forms.RadioSelect,
            "penjelasan": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"penyedia": "Penyedia yang bersangkutan, bila ada kepentingan."}

    def __init__(self, *args, pemilihan, **kwargs):
        super().__init__(*args, **kwargs)
        here = Penyedia.objects.in_force().filter(kabupaten=pemilihan.desa_id[:5])
        self.fields["penyedia"].queryset = here
        kepentingan = self.fields["kepentingan"]
        kepentingan.choices = [choice for choice in kepentingan.choices if choice[0]]

    def clean(self):
        data = super().clean()
        kepentingan, penyedia = data.get("kepentingan"), data.get("penyedia")
        if kepentingan == Kepentingan.TIDAK_ADA:
            data["penyedia"] = None
        elif kepentingan and not penyedia and "penyedia" not in self.errors:
            self.add_error("penyedia", "Pilih penyedia yang bersangkutan.")
        return data


class InviteForm(forms.Form):
    penyedia = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih paling sedikit satu penyedia.",
            "invalid_choice": "Penyedia ini tidak dapat diundang.",
        },
    )
    batas = forms.DateField(label="Batas penawaran", widget=TANGGAL, required=False)

    def __init__(self, *args, hasil, diundang, **kwargs):
        super().__init__(*args, **kwargs)
        free = [m.calon for m in hasil.cocok if m.calon.kunci not in diundang]
        self.fields["penyedia"].choices = [(str(c.kunci), c.nama) for c in free]

    def clean_penyedia(self):
        return list(Penyedia.objects.filter(pk__in=self.cleaned_data["penyedia"]))

    def clean_batas(self):
        batas = self.cleaned_data["batas"]
        if batas and batas < timezone.localdate():
            raise forms.ValidationError("Batas penawaran sudah lewat.")
        return batas


class OfferForm(forms.ModelForm):
    class Meta:
        model = Penawaran
        fields = ["tanggal", "harga", "hari", "metode", "tenaga"]
        widgets = {"tanggal": TANGGAL, "metode": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"harga": "Rupiah penuh, termasuk pajak."}

    def clean_harga(self):
        harga = self.cleaned_data["harga"]
        if not BIAYA[0] <= harga <= BIAYA[1]:
            raise forms.ValidationError("Tulis rupiah penuh, misalnya 6000000.")
        return harga

    def clean_hari(self):
        hari = self.cleaned_data["hari"]
        if not 1 <= hari <= 365:
            raise forms.ValidationError("Tulis antara 1 dan 365 hari kerja.")
        return hari

    def clean_tanggal(self):
        tanggal = self.cleaned_data["tanggal"]
        if tanggal > timezone.localdate():
            raise forms.ValidationError("Tanggal surat ini belum tiba.")
        return tanggal


class OfferScoreForm(forms.Form):
    """One member's view of one offer. The price is counted, not judged."""

    def __init__(self, *args, given=None, **kwargs):
        super().__init__(*args, **kwargs)
        for kriteria in DINILAI:
            self.fields[kriteria.value] = forms.TypedChoiceField(
                label=kriteria.label,
                choices=NILAI,
                coerce=int,
                widget=forms.RadioSelect,
                initial=(given or {}).get(kriteria),
                error_messages={"required": "Beri nilai 1 sampai 5."},
            )

    @property
    def hasil(self):
        return {kriteria: self.cleaned_data[kriteria.value] for kriteria in DINILAI}


class ChooseForm(forms.Form):
    penyedia = forms.ModelChoiceField(
        Penyedia.objects.none(), empty_label=None, widget=forms.RadioSelect, label="Penyedia"
    )
    catatan = forms.CharField(
        label="Alasan memilih", widget=forms.Textarea(attrs={"rows": 4}), min_length=10
    )

    def __init__(self, *args, pemilihan, **kwargs):
        super().__init__(*args, **kwargs)
        offered = pemilihan.penawaran_masuk.values("undangan__penyedia")
        self.fields["penyedia"].queryset = Penyedia.objects.filter(pk__in=offered)
