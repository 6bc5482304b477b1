"""What is typed about a month: a row of the plan, a reason for a day, handing in, judging."""

from datetime import date

from django import forms
from django.utils import timezone

from desa.choices import Peran, Tingkat
from ppid.lib.forms import TextArea, day_input
from ppid.lib.tanggal import tgl
from ppid.lib.teks import tidy
from tugas.bulan import Periode
from tugas.choices import AlasanHari, Rekomendasi, Tugas
from tugas.foto import read_photo
from tugas.models import RencanaKerja
from tugas.workflow import REPORTERS


class MonthForm(forms.Form):
    """Which month is handed in, and a word to the supervisor."""

    bulan = forms.RegexField(
        r"^20\d\d-(0[1-9]|1[0-2])$",
        widget=forms.HiddenInput,
        error_messages={
            "required": "Pilih bulan yang diajukan.",
            "invalid": "Bulan ini tidak dikenal. Buka lagi halaman Laporan.",
        },
    )
    catatan = forms.CharField(
        label="Pesan untuk penyelia",
        required=False,
        max_length=2000,
        widget=TextArea(attrs={"rows": 2}),
    )

    def clean_bulan(self):
        return Periode.of(date.fromisoformat(f"{self.cleaned_data['bulan']}-01"))

    def clean_catatan(self):
        return tidy(self.cleaned_data["catatan"])


class PlanForm(forms.Form):
    """One row of the plan of a month."""

    tanggal = forms.DateField(widget=day_input(), error_messages={"required": "Pilih tanggal."})
    desa = forms.ModelChoiceField(
        None,
        empty_label="Pilih desa",
        error_messages={
            "required": "Pilih desa.",
            "invalid_choice": "Anda tidak bertugas di desa ini.",
        },
    )
    tugas = forms.TypedChoiceField(
        coerce=int,
        choices=[("", "Pilih tugas"), *((t.value, f"{t.value}. {t.label}") for t in Tugas)],
        error_messages={"required": "Pilih salah satu tugas."},
    )
    kegiatan = forms.CharField(
        label="Apa yang akan dilakukan?",
        max_length=300,
        error_messages={"required": "Tulis apa yang akan dilakukan."},
    )

    def __init__(self, *args, user, periode, **kwargs):
        super().__init__(*args, **kwargs)
        self.periode = periode
        here = user.villages_as(*REPORTERS).order_by("pk")
        self.fields["desa"].queryset = here
        if not self.is_bound:
            self.initial = _as_last(user, here) | self.initial

    def clean_tanggal(self):
        tanggal = self.cleaned_data["tanggal"]
        if Periode.of(tanggal) != self.periode:
            raise forms.ValidationError(
                f"Tanggal {tgl(tanggal)} tidak terletak di bulan {self.periode}."
            )
        return tanggal

    def clean_kegiatan(self):
        return tidy(self.cleaned_data["kegiatan"])


def _as_last(user, here):
    """The next row of a plan is mostly of the same village and duty as the last."""
    mine = RencanaKerja.objects.filter(created_by=user, desa__in=here)
    return mine.order_by("-created_at").values("desa", "tugas").first() or {}


class DayForm(forms.Form):
    """Why there is nothing on a day."""

    tanggal = forms.DateField(widget=day_input(), error_messages={"required": "Pilih tanggal."})
    alasan = forms.ChoiceField(
        choices=AlasanHari.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasannya."},
    )
    catatan = forms.CharField(label="Keterangan", required=False, max_length=300)
    foto = forms.FileField(
        label="Foto buktinya",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-foto": True}),
        help_text="Misalnya jalan terputus, banjir, atau surat izin.",
    )

    def clean_catatan(self):
        return tidy(self.cleaned_data["catatan"])

    def clean_foto(self):
        return read_photo(self.cleaned_data["foto"]) if self.cleaned_data["foto"] else None

    def clean(self):
        data = super().clean()
        tanggal = data.get("tanggal")
        if tanggal and Periode.of(tanggal) > Periode.of(timezone.localdate()).next:
            self.add_error("tanggal", f"Tanggal {tgl(tanggal)} masih terlalu jauh.")
        if data.get("alasan") == AlasanHari.TAK_TERJANGKAU and not data.get("catatan"):
            self.add_error("catatan", "Tulis mengapa desa tidak dapat dijangkau.")
        return data


class ApproveForm(forms.Form):
    """Right, and to be paid or not yet."""

    rekomendasi = forms.ChoiceField(
        label="Rekomendasi pembayaran",
        choices=Rekomendasi.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih layak dibayar atau ditunda."},
    )
    alasan = forms.CharField(label="Alasan bila ditunda", required=False, max_length=300)

    def __init__(self, *args, needs_note=False, **kwargs):
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        data["alasan"] = tidy(data.get("alasan") or "")
        if data.get("rekomendasi") == Rekomendasi.TUNDA and not data["alasan"]:
            self.add_error("alasan", "Tulis mengapa pembayarannya ditunda.")
        return data

    @property
    def isi(self):
        return {name: self.cleaned_data[name] for name in ("rekomendasi", "alasan")}


class RuleForm(forms.Form):
    """Until when a report may be mended and handed in, from a month on."""

    wilayah = forms.ModelChoiceField(
        None,
        label="Berlaku di",
        empty_label=None,
        error_messages={"invalid_choice": "Anda bukan Admin di tempat ini."},
    )
    berlaku = forms.RegexField(
        r"^20\d\d-(0[1-9]|1[0-2])$",
        label="Mulai laporan bulan",
        widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={
            "required": "Pilih bulannya.",
            "invalid": "Tulis bulan seperti 2026-11.",
        },
    )
    hari_koreksi = forms.IntegerField(
        label="Perbaikan sampai tanggal", min_value=1, max_value=28, help_text="Bulan berikutnya."
    )
    hari_batas = forms.IntegerField(
        label="Batas akhir tanggal", min_value=1, max_value=28, help_text="Bulan berikutnya."
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        ruled = user.places_as(Peran.ADMIN).filter(
            tingkat__in=[Tingkat.KABUPATEN, Tingkat.NASIONAL]
        )
        self.fields["wilayah"].queryset = ruled

    def clean_berlaku(self):
        return date.fromisoformat(f"{self.cleaned_data['berlaku']}-01")

    def clean(self):
        data = super().clean()
        mend, end = data.get("hari_koreksi"), data.get("hari_batas")
        if mend and end and end < mend:
            self.add_error("hari_batas", "Batas akhir tidak boleh sebelum hari perbaikan.")
        return data
