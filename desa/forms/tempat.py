"""Places as people write them, and what things are called there."""

from django import forms
from django.core.exceptions import ValidationError

from desa.kode import dotted
from desa.models import ProfilDesa, Sebutan, Wilayah
from ppid.lib.teks import squeeze, tidy

TAMPIL = 3


def place_named(text, places):
    """The one place that is meant by a code or a name, or a sentence that says what to write."""
    if code := dotted(text.strip()):
        found = list(places.filter(pk=code))
    else:
        found = list(places.search(text).with_path()[: TAMPIL + 1])
        same = [w for w in found if squeeze(w.nama) == squeeze(text)]
        found = same or found
    if not found:
        raise ValidationError(_not_found(text, code))
    if len(found) > 1:
        some = "; ".join(f"{w.lengkap} ({w.kode})" for w in found[:TAMPIL])
        more = " dan lainnya" if len(found) > TAMPIL else ""
        raise ValidationError(f"“{text}” ada beberapa: {some}{more}. Tulis kodenya.")
    return found[0]


def _not_found(text, code):
    known = code and Wilayah.objects.filter(pk=code).with_path().first()
    if known:
        return f"{known.lengkap} berada di luar wilayah Anda, atau bukan tempat untuk peran ini."
    return f"“{text}” tidak ditemukan di wilayah Anda. Periksa ejaannya, atau tulis kodenya."


def lines_of(text):
    """What was written one per line, or with semicolons between."""
    return [part for part in (tidy(p) for p in text.replace(";", "\n").split("\n")) if part]


class LabelsForm(forms.ModelForm):
    class Meta:
        model = Sebutan
        fields = ["desa", "kepala_desa", "bpd", "kecamatan", "camat", "tpid"]
        labels = {
            "desa": "Desa disebut",
            "kepala_desa": "Kepala desa disebut",
            "bpd": "BPD disebut",
            "kecamatan": "Kecamatan disebut",
            "camat": "Camat disebut",
        }
        help_texts = {
            "desa": "Misalnya Gampong, Pekon, Nagari, atau Kampung.",
            "kepala_desa": "Misalnya Keuchik, Peratin, Wali Nagari, atau Perbekel.",
            "bpd": "Misalnya Tuha Peut, LHP, atau Bamus.",
            "kecamatan": "Misalnya Kapanewon atau Distrik.",
            "camat": "Misalnya Panewu atau Kepala Distrik.",
        }


class PointField(forms.DecimalField):
    """A coordinate as maps give it, with a comma or a point, and more digits than mean anything."""

    def __init__(self, **kwargs):
        text = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(required=False, localize=True, widget=text, **kwargs)

    def clean(self, value):
        number = super().clean(value)
        return None if number is None else round(number, 6)


class ProfileForm(forms.ModelForm):
    """A PLD fills in the names; the point is the Admin's."""

    lintang = PointField(help_text="Selatan khatulistiwa bertanda minus, misalnya -8,2154.")
    bujur = PointField(help_text="Misalnya 112,4471.")

    class Meta:
        model = ProfilDesa
        fields = ["kepala_desa", "ketua_bpd", "lintang", "bujur"]
        help_texts = {"kepala_desa": "Nama lengkap dan gelar, seperti di surat."}

    def __init__(self, *args, with_point, **kwargs):
        super().__init__(*args, **kwargs)
        if not with_point:
            del self.fields["lintang"], self.fields["bujur"]

    def clean_kepala_desa(self):
        return tidy(self.cleaned_data["kepala_desa"])

    def clean_ketua_bpd(self):
        return tidy(self.cleaned_data["ketua_bpd"])

    def clean(self):
        data = super().clean()
        point = [data.get("lintang"), data.get("bujur")]
        if "lintang" in self.fields and not self.errors:
            if point.count(None) == 1:
                raise ValidationError(
                    "Isi lintang dan bujur kedua-duanya, atau kosongkan keduanya."
                )
            if None not in point and not (-12 <= point[0] <= 8 and 94 <= point[1] <= 142):
                raise ValidationError("Titik ini berada di luar Indonesia. Lintang ditulis dahulu.")
        return data
