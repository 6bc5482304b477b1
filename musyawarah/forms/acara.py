"""Planning a deliberation, its main facts page by page, a step with its note."""

from datetime import date

from django import forms

from desa.choices import Tingkat
from desa.forms.jaga import GuardedForm
from desa.kode import dotted, level_of
from desa.models import Wilayah
from inovasi.models import Bursa
from musyawarah.choices import Lama
from musyawarah.jenis import SEMUA
from musyawarah.models import Musyawarah
from musyawarah.workflow import PENULIS
from ppid.lib.forms import day_input
from ppid.lib.teks import tidy

BANYAK = 60  # places that still fit a drop-down on a phone
DALAM = list(Tingkat)  # largest first
TANGGAL = day_input()
JAM = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def places_for(user, tingkat):
    """The places of these levels in which this person may plan a deliberation."""
    kodes = {t.wilayah_id for t in user.tugas if t.peran in PENULIS}
    places = Wilayah.objects.filter(tingkat__in=tingkat).in_places(kodes)
    return places.villages() if tingkat == {Tingkat.DESA} else places


def plannable(user):
    """The kinds that this person may plan somewhere."""
    levels = {level_of(t.wilayah_id) for t in user.tugas if t.peran in PENULIS}
    lowest = {DALAM[n] for level in levels for n in range(DALAM.index(level), len(DALAM))}
    return [jenis for jenis in SEMUA.values() if jenis.tingkat & lowest]


class PlaceField(forms.CharField):
    """A place typed as name or code, or both, where there are too many for a list."""

    def __init__(self, places, **kwargs):
        self.places = places
        super().__init__(max_length=100, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        words = text.replace("(", " ").replace(")", " ").split()
        code = next(filter(None, (dotted(w) for w in words if "." in w or w == text)), "")
        found = list(self.places.search(code or text)[:6])
        if len(found) == 1 or (found and found[0].kode == code):
            return found[0]
        if not found:
            raise forms.ValidationError("Tidak ada tempat itu di wilayah Anda.")
        names = "; ".join(f"{w.nama} ({w.kode})" for w in found[:5])
        raise forms.ValidationError(f"Ada beberapa yang cocok. Ketik kodenya: {names}.")


def place_field(places):
    label = "Diselenggarakan di"
    if places[: BANYAK + 1].count() > BANYAK:
        return PlaceField(places, label=label, help_text="Kode atau nama, misalnya 35.07.11.")
    return forms.ModelChoiceField(
        places,
        label=label,
        empty_label=None if places.count() == 1 else "Pilih tempat",
        error_messages={"invalid_choice": "Anda tidak bertugas di tempat ini."},
    )


class FactsForm(GuardedForm):
    """Checks that hold for the time of a deliberation, whichever page asks for it."""

    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2015, max_value=2100)
    diundang = forms.IntegerField(
        label="Jumlah undangan",
        min_value=1,
        max_value=30_000,
        required=False,
        help_text="Jumlah orang. Dipakai menghitung kuorum.",
    )

    def clean(self):
        data = super().clean()
        self._check_year(data.get("tahun"), data.get("tanggal"))
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if selesai and not mulai:
            self.add_error("mulai", "Isi juga jam mulainya.")
        elif selesai and selesai <= mulai:
            self.add_error("selesai", "Jam selesai harus sesudah jam mulai.")
        return data

    def _check_year(self, tahun, tanggal):
        """A year's forums end with its accountability, seen until March of the next [S33]."""
        if tahun and tanggal and not date(tahun, 1, 1) <= tanggal <= date(tahun + 1, 3, 31):
            self.add_error(
                "tanggal",
                f"Tanggal ini di luar Tahun Anggaran {tahun} "
                f"(1 Januari {tahun} sampai 31 Maret {tahun + 1}).",
            )

    def clean_judul(self):
        return tidy(self.cleaned_data["judul"])


class PlanForm(FactsForm):
    class Meta:
        model = Musyawarah
        fields = ["tahun", "tanggal", "mulai", "lokasi", "diundang", "judul"]
        widgets = {"tanggal": TANGGAL, "mulai": JAM}
        help_texts = {
            "judul": "Kosongkan untuk judul yang biasa.",
            "lokasi": "Misalnya Pendopo Kecamatan.",
        }

    def __init__(self, *args, user, ragam, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"wilayah": place_field(places_for(user, ragam.tingkat))} | self.fields
        self.fields["judul"].required = False


class MainForm(FactsForm):
    judul_bagian = "Waktu dan tempat"

    class Meta:
        model = Musyawarah
        fields = ["judul", "tahun", "tanggal", "mulai", "selesai", "lokasi", "diundang"]
        widgets = {"tanggal": TANGGAL, "mulai": JAM, "selesai": JAM}


class LeadersForm(GuardedForm):
    judul_bagian = "Penyelenggara dan pimpinan"

    class Meta:
        model = Musyawarah
        fields = ["dasar", "penyelenggara", "pimpinan", "notulis", "moderator"]
        help_texts = {"dasar": "Misalnya Surat Camat Nomor 005/412 tanggal 20 Agustus 2018."}


class CourseForm(GuardedForm):
    judul_bagian = "Jalannya musyawarah"

    class Meta:
        model = Musyawarah
        fields = ["jalannya", "catatan_kuorum"]
        widgets = {
            "jalannya": forms.Textarea(attrs={"rows": 14}),
            "catatan_kuorum": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "jalannya": "Ringkas saja. Uraian tiap mata acara ditulis pada mata acaranya.",
            "catatan_kuorum": "Misalnya sebab penundaan dan keputusan untuk melanjutkan.",
        }


class BursaForm(GuardedForm):
    """Whose forum a BID is; its cards stand at the bursa, its decisions here."""

    judul_bagian = "Bursa"

    class Meta:
        model = Musyawarah
        fields = ["bursa"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = Bursa.objects.inside(self.instance.wilayah).filter(tahun=self.instance.tahun)
        self.fields["bursa"].queryset = here.order_by("-tanggal", "-pk")
        self.fields["bursa"].empty_label = "Belum dicatat sebagai bursa"


PARTS = {
    "pokok": MainForm,
    "pelaksana": LeadersForm,
    "jalannya": CourseForm,
    "bursa": BursaForm,
}


class StepForm(forms.Form):
    catatan = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), empty_value="")

    def __init__(self, *args, needs_note, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catatan"].required = needs_note


class PostponeForm(StepForm):
    lama = forms.ChoiceField(label="Ditunda", choices=Lama.choices, initial=Lama.JAM)
    field_order = ["lama", "catatan"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "lama"
        ].help_text = (
            "Tiga jam menggeser jam mulai, tiga hari menggeser tanggalnya; keduanya boleh diubah."
        )
        self.fields["catatan"].label = "Sebabnya"


STEP_FORMS = {"postpone": PostponeForm}
