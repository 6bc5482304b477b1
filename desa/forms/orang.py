"""People, their roles, their passwords. Nothing is saved here."""

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from lokal.phone import parse_phone

from desa.choices import JABATAN_PERAN, TINGKAT_PERAN, Jabatan, Peran, Tingkat
from desa.forms.tempat import lines_of, place_named
from desa.kode import KELURAHAN, level_of
from desa.models import Pengguna, Wilayah
from ppid.lib.teks import tidy

TINGKAT = list(Tingkat)  # from the nation down
TAHUN_TERAWAL = 2015


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class PasswordForm(PasswordChangeForm):
    """Old password, new password twice. Stands low on its page, so it does not take the focus."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].widget.attrs.pop("autofocus")

    def clean_new_password1(self):
        new = self.cleaned_data.get("new_password1")
        if new and new == self.cleaned_data.get("old_password"):
            raise ValidationError("Pilih kata sandi yang lain daripada yang lama.")
        return new


class EditPersonForm(forms.ModelForm):
    class Meta:
        model = Pengguna
        fields = ["nama", "telepon", "email"]
        labels = {"nama": "Nama lengkap", "telepon": "Nomor HP", "email": "Surel"}
        help_texts = {"telepon": "Dapat dipakai untuk masuk. Tidak ditampilkan di halaman umum."}
        widgets = {  # mostly somebody else's, so the phone proposes nothing of its owner
            "telepon": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }

    def clean_nama(self):
        return tidy(self.cleaned_data["nama"])

    def clean_telepon(self):
        text = self.cleaned_data["telepon"]
        if not text:
            return ""
        phone = parse_phone(text)
        if phone.type != "mobile":
            raise ValidationError("Tulis nomor HP Indonesia, misalnya 0812-3456-7890.")
        if Pengguna.objects.filter(telepon=phone.e164).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Nomor HP ini sudah dipakai akun lain.")
        return phone.e164


class PersonForm(EditPersonForm):
    class Meta(EditPersonForm.Meta):
        fields = ["nama", "username", "telepon", "email"]
        labels = EditPersonForm.Meta.labels | {"username": "Nama pengguna"}
        help_texts = EditPersonForm.Meta.help_texts | {
            "username": "Untuk masuk: huruf kecil, angka, titik, misalnya siti.aminah."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].validators = [
            RegexValidator(
                r"^[a-z][a-z0-9._-]{2,29}\Z",
                "Pakai 3–30 huruf, angka, titik, atau garis; mulai dengan huruf.",
            )
        ]
        self.fields["username"].to_python = lambda value: tidy(value or "").lower()

    def clean_username(self):
        name = self.cleaned_data["username"]
        if Pengguna.objects.filter(username__iexact=name).exists():
            raise ValidationError("Nama pengguna ini sudah dipakai. Pilih yang lain.")
        return name


class AssignForm(forms.Form):
    """A role, held in one place or in several, for a period, by decree."""

    peran = forms.ChoiceField()
    jabatan = forms.ChoiceField(
        choices=[("", "Tanpa jabatan"), *Jabatan.choices],
        required=False,
        help_text="Hanya untuk anggota TPID dan TIK.",
    )
    wilayah = forms.CharField(
        label="Tempat bertugas",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Nama atau kode, satu per baris: Kalipare, atau 35.07.11.2001.",
    )
    mulai = forms.DateField(label="Mulai tanggal", widget=DateInput())
    selesai = forms.DateField(
        label="Sampai dengan tanggal",
        widget=DateInput(),
        required=False,
        help_text="Kosongkan bila SK tidak menyebut batasnya.",
    )
    no_sk = forms.CharField(label="Nomor SK", max_length=100, required=False)

    def __init__(self, *args, user, orang=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.orang = orang
        self.kodes = {t.wilayah_id for t in user.tugas if t.peran == Peran.ADMIN}
        self.fields["peran"].choices = [("", "Pilih peran"), *self._roles()]
        self.initial.setdefault("mulai", timezone.localdate())

    def _roles(self):
        """Those held at the level of one's own place, or below it."""
        top = min((TINGKAT.index(level_of(kode)) for kode in self.kodes), default=len(TINGKAT))
        below = set(TINGKAT[top:])
        return [(p.value, p.label) for p in Peran if TINGKAT_PERAN[p] & below]

    def clean(self):
        data = super().clean()
        if "peran" in data:
            self._check_office(data)
            if "wilayah" in data:
                data["wilayah"] = self._places(data["peran"], data["wilayah"])
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and mulai.year < TAHUN_TERAWAL:
            self.add_error("mulai", f"Tahun {mulai.year} mendahului program ini.")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Tanggal selesai tidak boleh mendahului tanggal mulai.")
        if not self.errors:
            self._check_overlap(data)
        return data

    def _check_office(self, data):
        jabatan, peran = data.get("jabatan"), Peran(data["peran"])
        if jabatan and jabatan not in JABATAN_PERAN.get(peran, []):
            self.add_error("jabatan", f"{Jabatan(jabatan).label} bukan jabatan {peran.label}.")

    def _places(self, peran, text):
        levels = TINGKAT_PERAN[peran]
        places = Wilayah.objects.in_places(self.kodes).filter(tingkat__in=levels)
        if peran == Peran.PLD:
            places = places.exclude(jenis=KELURAHAN)
        found = {}
        for line in lines_of(text):
            try:
                place = place_named(line, places)
                found[place.pk] = place
            except ValidationError as error:
                self.add_error("wilayah", error)
        return list(found.values())

    def _check_overlap(self, data):
        if not self.orang:
            return
        same = self.orang.penugasan.filter(peran=data["peran"], wilayah__in=data["wilayah"])
        same = same.overlapping(data["mulai"], data["selesai"]).select_related("wilayah")
        for t in same:
            self.add_error("wilayah", f"Peran ini di {t.wilayah} sudah dipegang pada masa itu.")


class EndForm(forms.Form):
    selesai = forms.DateField(
        label="Hari terakhir bertugas",
        widget=DateInput(),
        help_text="Berlaku sampai akhir hari itu.",
    )
    catatan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, penugasan, **kwargs):
        super().__init__(*args, **kwargs)
        self.penugasan = penugasan
        self.initial.setdefault("selesai", max(timezone.localdate(), penugasan.mulai))

    def clean_selesai(self):
        selesai = self.cleaned_data["selesai"]
        if selesai < self.penugasan.mulai:
            raise ValidationError("Tanggal ini mendahului tanggal mulainya.")
        return selesai


class ReasonForm(forms.Form):
    catatan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}))
