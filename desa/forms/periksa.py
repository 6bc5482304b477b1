"""An issued paper, handed back to be checked, or signed and scanned."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from ppid.lib.foto import read_photo
from ppid.lib.pdf_baca import BROKEN, codes_in, embedded_json, is_pdf, pages_of, read_upload


def tidy_code(kode):
    """ "k7m2p-9xw3q" -> "K7M2P9XW3Q"."""
    return "".join(c for c in kode.upper() if c.isalnum())[:12]


class CheckFileForm(forms.Form):
    berkas = forms.FileField(
        label="Berkas PDF",
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": "Pilih berkas PDF-nya."},
        help_text="Berkas hanya dibaca untuk diperiksa, tidak disimpan.",
    )

    def clean_berkas(self):
        content = read_upload(self.cleaned_data["berkas"])
        if not is_pdf(content):
            raise ValidationError("Berkas ini bukan PDF. Pilih PDF dari aplikasi ini.")
        text, identifier = embedded_json(content)
        return {"content": content, "text": text, "identifier": identifier}


class ScanForm(forms.Form):
    """`dokumen` is the issued paper; its QR on the scan ties the two, or the code typed."""

    berkas = forms.FileField(
        label="Pindaian atau foto kertas yang sudah ditandatangani",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={"required": "Pilih berkasnya."},
    )
    kode = forms.CharField(
        label="Kode periksa",
        max_length=20,
        required=False,
        help_text="Hanya bila kode QR pada pindaian tidak terbaca: sepuluh huruf di sampingnya.",
    )

    def __init__(self, *args, dokumen, **kwargs):
        super().__init__(*args, **kwargs)
        self.dokumen = dokumen

    def clean_berkas(self):
        file = self.cleaned_data["berkas"]
        content = read_upload(file, "PDF atau JPG")
        if is_pdf(content):
            self.halaman, self.akhiran = pages_of(content), "pdf"
        else:
            file.seek(0)
            read_photo(file)  # complains about whatever is no picture
            self.halaman, self.akhiran = 1, "png" if content[:4] == b"\x89PNG" else "jpg"
        return content

    def clean(self):
        data = super().clean()
        if "berkas" not in data or self.errors:
            return data
        read = self._codes(data["berkas"])
        if read and self.dokumen.kode not in read:
            raise ValidationError("Kode QR pada pindaian ini milik naskah lain.")
        if not read and tidy_code(data.get("kode", "")) != self.dokumen.kode:
            self.add_error("kode", "Kode QR tidak terbaca. Ketik kode periksa naskah ini.")
        return {
            "content": data["berkas"],
            "halaman": self.halaman,
            "akhiran": self.akhiran,
            "lewat_qr": bool(read),
        }

    def _codes(self, content):
        """The check codes that QR codes of ours on the scan lead to."""
        try:
            found = codes_in(content)
        except BROKEN:
            return set()
        paths = [urlsplit(text).path.rstrip("/") for text in found]
        return {path.rpartition("/")[2] for path in paths if "/periksa/" in path}


class RevokeForm(forms.Form):
    alasan = forms.CharField(label="Alasan pencabutan", widget=forms.Textarea(attrs={"rows": 4}))
