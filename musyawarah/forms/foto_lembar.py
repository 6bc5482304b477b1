"""Photos of the signed attendance sheet: the QR on each says whose it is."""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from inovasi.forms.foto_kartu import PhotosField
from musyawarah.models import Musyawarah
from musyawarah.workflow import TERBUKA
from ppid.lib.foto import Foto, read_photo
from ppid.lib.pdf_baca import BROKEN, codes_in

PILIHAN = 50  # meetings to choose from by hand
MOST = 10  # photos in one go
TAK_TERBACA = (
    "QR pada foto ini tidak terbaca. Foto lagi lebih dekat dan terang sampai QR di pojok kanan "
    "atas tampak jelas, atau pilih sendiri musyawarahnya di bawah lalu unggah lagi fotonya."
)
DUA = "Ada dua lembar dari musyawarah berbeda dalam foto ini. Foto satu per satu."
TIDAK_ADA = "Musyawarah pada lembar ini tidak ditemukan di wilayah Anda."
LAIN = "Lembar ini milik musyawarah lain: {}. Unggah fotonya di halaman musyawarah itu."


@dataclass(frozen=True)
class Terbaca:
    """A photo, the meetings and first rows that its QRs say; `galat` where it cannot be filed."""

    nama: str
    foto: Foto | None = None
    kata: dict[int, int] = field(default_factory=dict)
    galat: str = ""

    @property
    def mulai(self):
        return next(iter(self.kata.values()), 0)

    @property
    def named(self):
        """What is wrong, and with which of several."""
        return self.galat if self.nama in self.galat else f"{self.nama}: {self.galat}"


class SheetPhotoForm(forms.Form):
    """Photos of one meeting. Valid once one can be filed: cleaned_data["musyawarah"] is whose they
    are, `terbaca` holds a verdict for each; one without a QR goes where the others go."""

    foto = PhotosField(
        most=MOST,
        missing="Pilih foto lembarnya.",
        label="Foto daftar hadir",
        help_text="Satu halaman satu foto, dengan QR di pojok kanan atas ikut terfoto. "
        f"Boleh sampai {MOST} foto sekaligus.",
    )

    def __init__(self, *args, user, musyawarah=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.here, self.terbaca = musyawarah, []
        self.mine = Musyawarah.objects.visible_to(user)
        if musyawarah is None:
            open_ones = self.mine.filter(status__in=TERBUKA).order_by("-tanggal", "-pk")
            self.fields["musyawarah"] = forms.ModelChoiceField(
                Musyawarah.objects.filter(
                    pk__in=list(open_ones.values_list("pk", flat=True)[:PILIHAN])
                ),
                label="Musyawarah, bila QR tidak terbaca",
                required=False,
                empty_label="Baca dari QR",
            )

    def clean(self):
        data = super().clean()
        read = [_read(file) for file in data.get("foto", [])]
        asked = [pk for photo in read for pk in photo.kata]
        self.found = self.mine.filter(pk__in=asked).select_related("wilayah").in_bulk()
        told = (self.found[pk] for pk in asked if pk in self.found)
        data["musyawarah"] = self.here or next(told, None) or data.get("musyawarah")
        self.terbaca = [self._judged(photo, data["musyawarah"]) for photo in read]
        if read and all(photo.galat for photo in self.terbaca):
            alone = len(read) == 1
            said = [photo.galat if alone else photo.named for photo in self.terbaca]
            raise ValidationError({"foto": said})
        return data

    def _judged(self, photo, whose):
        return replace(photo, galat=photo.galat or self._fault(photo, whose))

    def _fault(self, photo, whose):
        if len(photo.kata) > 1:
            return DUA
        for pk in photo.kata:
            if pk not in self.found:
                return TIDAK_ADA
            if self.found[pk] != whose:
                return LAIN.format(self.found[pk])
        return "" if whose else TAK_TERBACA


def _read(file):
    nama = file.name[-100:]
    try:
        foto = read_photo(file)
    except ValidationError as fault:
        return Terbaca(nama, galat=fault.messages[0])
    file.seek(0)
    with suppress(*BROKEN):  # a picture too large for codes is a photo without one
        kata = dict(sheet for text in codes_in(file.read()) if (sheet := _sheet(text)))
        return Terbaca(nama, foto, kata)
    return Terbaca(nama, foto)


def _sheet(text):
    """(the meeting, the first row) that a QR of ours says, or None."""
    address = urlsplit(text)
    with suppress(Resolver404):
        found = resolve(address.path)
        if found.view_name == "musyawarah:sheet_rows":
            row = re.fullmatch(r"baris-(\d{1,5})", address.fragment)
            return found.kwargs["pk"], int(row[1]) if row else 0
    return None
