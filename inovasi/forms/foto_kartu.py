"""Photos of cards, many at once: the QR on each says whose card it is."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from desa.models import Wilayah
from inovasi.forms.komitmen import villages_for
from ppid.lib.foto import Foto, read_photo
from ppid.lib.pdf_baca import codes_in

MOST = 20  # photos in one go
TAK_TERBACA = (
    "QR tidak terbaca. Foto lagi lebih dekat dan terang, atau ketik kartunya lewat “Isi kartu”."
)


@dataclass(frozen=True)
class Terbaca:
    """A photo and what its QR says; `galat` where it cannot be filed."""

    nama: str
    foto: Foto | None = None
    desa: Wilayah | None = None
    galat: str = ""


class BanyakFoto(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class PhotosField(forms.FileField):
    """At most `most` photos in one go; what they hold is judged one by one by the form."""

    widget = BanyakFoto(attrs={"accept": "image/*", "multiple": True})

    def __init__(self, *, most, missing, **options):
        self.most, self.missing = most, missing
        super().__init__(**options)

    def clean(self, data, initial=None):
        if not data:
            raise ValidationError(self.missing)
        if len(data) > self.most:
            raise ValidationError(f"Paling banyak {self.most} foto sekali unggah.")
        return data


class FotoKartuForm(forms.Form):
    """`terbaca` holds a verdict for each photo once the form is valid."""

    foto = PhotosField(
        most=MOST,
        missing="Pilih sedikitnya satu foto kartu.",
        label="Foto kartu",
        help_text=f"Boleh sampai {MOST} foto sekaligus.",
    )

    def __init__(self, *args, user, bursa, **kwargs):
        super().__init__(*args, **kwargs)
        self.bursa = bursa
        self.villages = {w.pk: w for w in villages_for(user, bursa)}

    @property
    def terbaca(self):
        return [self._read(file) for file in self.cleaned_data["foto"]]

    def _read(self, file):
        nama = file.name[-100:]
        try:
            foto = read_photo(file)
        except ValidationError as fault:
            return Terbaca(nama, galat=fault.messages[0])
        file.seek(0)
        asked = [card for text in codes_in(file.read()) if (card := _card(text))]
        if len(asked) != 1:
            return Terbaca(
                nama, galat=TAK_TERBACA if not asked else "Ada dua kartu dalam foto ini."
            )
        return self._placed(nama, foto, *asked[0])

    def _placed(self, nama, foto, bursa, kode):
        if bursa != str(self.bursa.pk):
            return Terbaca(nama, galat="Kartu ini dari bursa lain. Unggah di halaman bursanya.")
        if kode not in self.villages:
            return Terbaca(nama, galat=f"Anda tidak mengisi kartu desa berkode {kode}.")
        return Terbaca(nama, foto, self.villages[kode])


def _card(text):
    """(bursa, code of the village) that a QR of ours says, or None."""
    address = urlsplit(text)
    said = parse_qs(address.query)
    if address.path != reverse("inovasi:commit") or not {"bursa", "desa"} <= set(said):
        return None
    return said["bursa"][0], said["desa"][0]
