"""What several forms of this floor share."""

from datetime import date
from urllib.parse import urlsplit

from django import forms
from django.utils import timezone
from lokal.phone import normalize_phone

from inovasi.choices import BIDANG_DARI, SUB_BIDANG, Bidang
from inovasi.forms.isian import RupiahField
from inovasi.workflow import PENULIS
from ppid.lib.forms import TextArea
from ppid.lib.foto import read_photo
from ppid.lib.teks import tidy
from ppid.lib.workflow import NotAllowed

FEW = 6  # villages that fit on a phone as large buttons
FIRST_YEAR = 2015  # the first year of Dana Desa
MOST_RUPIAH = 100_000_000_000  # more than any village has in a year
VIDEO = ("youtube.com", "youtu.be", "vimeo.com", "drive.google.com", "facebook.com", "tiktok.com")
NOT_HERE = "Anda tidak bertugas di desa ini."
SUB_CHOICES = [
    ("", "Pilih sub-bidang"),
    *(
        (bidang.label, [(sub.value, sub.label) for sub in subs])
        for bidang, subs in SUB_BIDANG.items()
    ),
]


class JumlahField(RupiahField):
    """An amount as people write it. Never an input of numbers: there "200.000" is two hundred."""

    def to_python(self, value):
        if str(value or "").strip().startswith("-"):
            raise forms.ValidationError("Jumlah tidak boleh kurang dari nol.")
        amount = super().to_python(value)
        if amount is not None and amount > MOST_RUPIAH:
            raise forms.ValidationError(
                "Jumlah ini lebih dari seratus miliar rupiah. Periksa angka nolnya."
            )
        return amount


def rupiah_field(label, *, required=False, help_text="Misalnya 12.000.000 atau 12 jt."):
    return JumlahField(label=label, required=required, help_text=help_text)


class PhotoField(forms.FileField):
    """One photo; cleans to a ppid.lib.foto.Foto."""

    widget = forms.FileInput(attrs={"accept": "image/*", "data-foto": True})

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return read_photo(file) if file else None


class PhoneField(forms.CharField):
    """A phone number as people write it; kept as they wrote it, once it is one."""

    def clean(self, value):
        value = tidy(super().clean(value))
        if value and not normalize_phone(value):
            raise forms.ValidationError("Nomor HP ini tidak dikenali. Contoh: 0812-3456-7890.")
        return value


class VideoField(forms.URLField):
    """The address of a video, at a place where videos are."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "YouTube, Vimeo, Google Drive, Facebook, atau TikTok.")
        super().__init__(assume_scheme="https", **kwargs)

    def clean(self, value):
        video = super().clean(value)
        host = urlsplit(video).hostname or ""
        if video and not any(host == v or host.endswith(f".{v}") for v in VIDEO):
            raise forms.ValidationError("Alamat ini bukan tempat video yang dikenal.")
        return video


class TidyForm:
    """Text without stray spaces, for every form here."""

    def clean(self):
        data = super().clean()
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = tidy(value)
        return data

    def check_year(self, data, name, *, ahead=1):
        year, last = data.get(name), timezone.localdate().year + ahead
        if year is not None and not FIRST_YEAR <= year <= last:
            self.add_error(name, f"Tahun di antara {FIRST_YEAR} dan {last}.")

    def check_running(self, data, running, since):
        """Since when it runs goes with that it runs."""
        if not data.get(running):
            data[since] = None
        elif data.get(since) is None and since not in self.errors:
            self.add_error(since, "Tulis sejak tahun berapa kegiatan ini berjalan.")
        elif data.get(since) and not 1970 <= data[since] <= timezone.localdate().year:
            self.add_error(since, f"Tahun di antara 1970 dan {timezone.localdate().year}.")

    def check_sub(self, data):
        sub, bidang = data.get("sub_bidang"), data.get("bidang")
        if sub and bidang and BIDANG_DARI[sub] != bidang:
            self.add_error(
                "sub_bidang", f"Sub-bidang ini bukan bagian dari bidang {Bidang(bidang).label}."
            )

    def check_day(self, data, name):
        day = data.get(name)
        if day and not date(FIRST_YEAR, 1, 1) <= day <= timezone.localdate():
            self.add_error(name, "Tanggal tidak boleh sebelum 2015 atau sesudah hari ini.")


def writable_villages(user):
    villages = user.villages_as(*PENULIS).select_related("induk").order_by("kode")
    if not villages:
        raise NotAllowed(
            "Anda belum bertugas sebagai penulis di desa mana pun. "
            "Hubungi admin kabupaten bila seharusnya sudah."
        )
    return {w.pk: w for w in villages}


def village_field(villages):
    several = len({w.induk_id for w in villages.values()}) > 1
    choices = [
        (kode, f"{w.nama}, {w.induk.nama}" if several else w.nama) for kode, w in villages.items()
    ]
    few = len(choices) <= FEW
    return forms.ChoiceField(
        label="Desa",
        choices=choices if few else [("", "Pilih desa"), *choices],
        widget=forms.RadioSelect if few else forms.Select,
        initial=choices[0][0] if len(choices) == 1 else None,
        error_messages={"required": "Pilih desa.", "invalid_choice": NOT_HERE},
    )


class StepForm(forms.Form):
    """One button and a note."""

    catatan = forms.CharField(
        required=False, max_length=1000, widget=TextArea(attrs={"rows": 3}), empty_value=""
    )

    def __init__(self, *args, needs_note=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catatan"].required = needs_note

    def clean_catatan(self):
        return tidy(self.cleaned_data["catatan"])
