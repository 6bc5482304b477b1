"""Teams and their members."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from desa.choices import JABATAN_PERAN, TINGKAT_TIM, Jabatan, JenisKelamin, JenisTim, Peran, Tingkat
from desa.forms.orang import DateInput
from desa.forms.tempat import place_named
from desa.models import Pengguna, Tim, Wilayah
from ppid.lib.teks import tidy

BARIS = 7  # a TPID has seven members (domain.md 1.2)
TAMBAHAN = 2


class EditTeamForm(forms.ModelForm):
    class Meta:
        model = Tim
        fields = ["tahun", "no_sk", "tanggal_sk", "berlaku_sampai", "no_mou", "tanggal_mou"]
        widgets = {
            "tanggal_sk": DateInput(),
            "berlaku_sampai": DateInput(),
            "tanggal_mou": DateInput(),
        }
        help_texts = {"no_mou": "Perjanjian TPID dengan Satker provinsi."}

    def clean_tahun(self):
        tahun, ini = self.cleaned_data["tahun"], timezone.localdate().year
        if not 2015 <= tahun <= ini + 1:
            raise ValidationError(f"Tulis tahun anggaran antara 2015 dan {ini + 1}.")
        return tahun

    def clean(self):
        data = super().clean()
        if data.get("no_sk") and not data.get("tanggal_sk") and "tanggal_sk" not in self.errors:
            self.add_error("tanggal_sk", "Isi tanggal SK ini.")
        if not self.errors:
            self._check_only_one(data)
        return data

    def _check_only_one(self, data):
        jenis = data.get("jenis") or self.instance.jenis
        wilayah = data.get("wilayah") or self.instance.wilayah
        same = Tim.objects.filter(jenis=jenis, wilayah=wilayah, tahun=data["tahun"])
        if same.exclude(pk=self.instance.pk).exists():
            name = f"{jenis.upper()} {wilayah} tahun {data['tahun']}"
            self.add_error("tahun", f"{name} sudah tercatat; ubah yang sudah ada.")


class TeamForm(EditTeamForm):
    wilayah = forms.CharField(
        label="Tempat", help_text="Kecamatan untuk TPID, kabupaten untuk TIK: nama atau kode."
    )
    field_order = ["jenis", "wilayah", "tahun"]

    class Meta(EditTeamForm.Meta):
        fields = ["jenis", *EditTeamForm.Meta.fields]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.kodes = {t.wilayah_id for t in user.tugas if t.peran == Peran.ADMIN}
        self.initial.setdefault("tahun", timezone.localdate().year)

    def clean(self):
        data = self.cleaned_data
        if "jenis" in data and "wilayah" in data:
            places = Wilayah.objects.in_places(self.kodes)
            places = places.filter(tingkat=TINGKAT_TIM[JenisTim(data["jenis"])])
            try:
                data["wilayah"] = place_named(data["wilayah"], places)
            except ValidationError as error:
                self.add_error("wilayah", error)
        return super().clean()


class MemberForm(forms.Form):
    """One member. A row without a name is no member."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nama = forms.CharField(max_length=100, required=False)
    jenis_kelamin = forms.ChoiceField(
        label="L/P", choices=[("", "Pilih"), *JenisKelamin.choices], required=False
    )
    jabatan = forms.ChoiceField(required=False)
    desa = forms.ChoiceField(required=False)
    pengguna = forms.ChoiceField(label="Akun", required=False)

    def __init__(self, *args, offices, villages, accounts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jabatan"].choices = offices
        self.fields["desa"].choices = villages
        self.fields["pengguna"].choices = accounts
        if len(villages) == 1:
            del self.fields["desa"]
        for field in self.fields.values():
            kind = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = kind

    def clean_nama(self):
        return tidy(self.cleaned_data["nama"])

    def clean(self):
        data = super().clean()
        if (
            data.get("nama")
            and not data.get("jenis_kelamin")
            and "jenis_kelamin" not in self.errors
        ):
            self.add_error("jenis_kelamin", "Pilih laki-laki atau perempuan.")
        left = data.get("id")  # a member whose name was emptied has left
        if not left and not data.get("nama") and (data.get("desa") or data.get("pengguna")):
            self.add_error("nama", "Isi nama, atau kosongkan seluruh baris ini.")
        return data


class MemberFormSet(forms.BaseFormSet):
    def __init__(self, *args, tim, **kwargs):
        self.there = list(tim.anggota.all())
        offices = [("", "Pilih"), *((j.value, j.label) for j in JABATAN_PERAN[Peran(tim.jenis)])]
        shared = {"offices": offices, "villages": _villages(tim), "accounts": _accounts(tim)}
        initial = [_initial(a) for a in self.there]
        super().__init__(*args, form_kwargs=shared, initial=initial, **kwargs)

    def total_form_count(self):
        if self.is_bound:
            return super().total_form_count()
        return max(BARIS, len(self.there) + TAMBAHAN)

    def clean(self):
        taken = [a for a in (f.cleaned_data.get("pengguna") for f in self.forms) if a]
        if len(taken) > len(set(taken)):
            raise ValidationError("Satu akun hanya untuk satu anggota.")

    @property
    def members(self):
        """Those with a name, as the action wants them; a row emptied is a member who left."""
        known = {a.pk for a in self.there}
        for form in self.forms:
            data = form.cleaned_data
            if data.get("nama"):
                yield {
                    "id": data["id"] if data["id"] in known else None,
                    "nama": data["nama"],
                    "jenis_kelamin": data["jenis_kelamin"],
                    "jabatan": data["jabatan"] or Jabatan.ANGGOTA,
                    "desa_id": data.get("desa") or None,
                    "pengguna_id": int(data["pengguna"]) if data["pengguna"] else None,
                }


def _initial(anggota):
    return {
        "id": anggota.pk,
        "nama": anggota.nama,
        "jenis_kelamin": anggota.jenis_kelamin,
        "jabatan": anggota.jabatan,
        "desa": anggota.desa_id,
        "pengguna": anggota.pengguna_id,
    }


def _villages(tim):
    """Of the kecamatan. A TIK's members come from offices, not from villages."""
    if tim.wilayah.tingkat != Tingkat.KECAMATAN:
        return [("", "–")]
    found = Wilayah.objects.inside(tim.wilayah).filter(tingkat=Tingkat.DESA)
    return [("", "Pilih"), *found.values_list("kode", "nama")]


def _accounts(tim):
    """People who hold that role there, and those already named."""
    held = Pengguna.objects.filter(penugasan__peran=tim.jenis, penugasan__wilayah=tim.wilayah)
    named = Pengguna.objects.filter(keanggotaan__tim=tim)
    found = sorted({*held, *named}, key=lambda o: o.nama)
    return [("", "Tanpa akun"), *((o.pk, f"{o.nama} ({o.username})") for o in found)]


AnggotaFormSet = forms.formset_factory(MemberForm, formset=MemberFormSet, max_num=60)
