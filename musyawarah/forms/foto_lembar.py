"""A photo of the signed attendance sheet: the QR on it says whose it is."""

import re
from contextlib import suppress
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from musyawarah.models import Musyawarah
from musyawarah.workflow import TERBUKA
from ppid.lib.foto import read_photo
from ppid.lib.pdf_baca import BROKEN, codes_in

PILIHAN = 50  # meetings to choose from by hand
TAK_TERBACA = (
    "QR pada foto ini tidak terbaca. Foto lagi lebih dekat dan terang sampai QR di pojok kanan "
    "atas tampak jelas, atau pilih sendiri musyawarahnya di bawah lalu unggah lagi fotonya."
)
DUA = "Ada dua lembar dari musyawarah berbeda dalam foto ini. Foto satu per satu."
TIDAK_ADA = "Musyawarah pada lembar ini tidak ditemukan di wilayah Anda."
LAIN = "Lembar ini milik musyawarah lain: {}. Unggah fotonya di halaman musyawarah itu."


class SheetPhotoForm(forms.Form):
    """Once valid, cleaned_data holds "foto", "musyawarah" and "mulai", the first row on it."""

    foto = forms.FileField(
        label="Foto daftar hadir",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text="Satu halaman satu foto, dengan QR di pojok kanan atas ikut terfoto.",
        error_messages={"required": "Pilih foto lembarnya."},
    )

    def __init__(self, *args, user, musyawarah=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.here, self.said = musyawarah, {}
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

    def clean_foto(self):
        file = self.cleaned_data["foto"]
        foto = read_photo(file)
        file.seek(0)
        with suppress(*BROKEN):  # a picture too large for codes is a photo without one
            self.said = dict(sheet for text in codes_in(file.read()) if (sheet := _sheet(text)))
        return foto

    def clean(self):
        data = super().clean()
        if "foto" not in data:
            return data
        if len(self.said) > 1:
            raise ValidationError({"foto": DUA})
        pk, data["mulai"] = next(iter(self.said.items()), (None, 0))
        data["musyawarah"] = self._told(pk) if pk else self._by_hand(data)
        return data

    def _told(self, pk):
        found = self.mine.filter(pk=pk).select_related("wilayah").first()
        if found is None:
            raise ValidationError({"foto": TIDAK_ADA})
        if self.here and found != self.here:
            raise ValidationError({"foto": LAIN.format(found)})
        return found

    def _by_hand(self, data):
        chosen = self.here or data.get("musyawarah")
        if chosen is None:
            raise ValidationError({"foto": TAK_TERBACA})
        return chosen


def _sheet(text):
    """(the meeting, the first row) that a QR of ours says, or None."""
    address = urlsplit(text)
    with suppress(Resolver404):
        found = resolve(address.path)
        if found.view_name == "musyawarah:sheet_rows":
            row = re.fullmatch(r"baris-(\d{1,5})", address.fragment)
            return found.kwargs["pk"], int(row[1]) if row else 0
    return None
