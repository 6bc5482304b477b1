"""What somebody types to prove who they are. Nothing is saved here."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django_otp.oath import TOTP

from desa.actions.akun import match_code

SALAH = "Kode ini salah atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi."


class NewPasswordForm(SetPasswordForm):
    """Twice the same, and not too easy."""


def code_field(label, help_text):
    attrs = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(
        label=label, max_length=20, help_text=help_text, widget=forms.TextInput(attrs=attrs)
    )


class CodeForm(forms.Form):
    kode = code_field("Kode", "Enam angka dari aplikasi, atau satu kode cadangan.")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.device = user, None

    def clean_kode(self):
        self.device = match_code(self.user, self.cleaned_data["kode"])
        if self.device is None:
            raise ValidationError(SALAH)
        return self.cleaned_data["kode"]


class OwnPasswordForm(forms.Form):
    sandi = forms.CharField(
        label="Kata sandi Anda",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_sandi(self):
        if not self.user.check_password(self.cleaned_data["sandi"]):
            raise ValidationError("Kata sandi ini tidak cocok.")
        return self.cleaned_data["sandi"]


class SetUpForm(OwnPasswordForm):
    """A phone that shows the right code holds the key."""

    kode = code_field("Kode dari aplikasi", "Enam angka yang sekarang tampil di aplikasi.")
    field_order = ["kode", "sandi"]

    def __init__(self, *args, device, **kwargs):
        super().__init__(*args, **kwargs)
        self.proof = device

    def clean_kode(self):
        text = "".join(self.cleaned_data["kode"].split())
        if not (text.isascii() and text.isdigit() and self._shows(int(text))):
            raise ValidationError("Kode ini tidak cocok. Pindai QR, lalu ketik kode yang tampil.")
        return text

    def _shows(self, token):
        return TOTP(self.proof.bin_key).verify(token, tolerance=1)
