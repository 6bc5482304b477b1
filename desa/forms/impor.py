"""Sending a spreadsheet, saying what its columns are, settling a row. Nothing is saved here."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from desa.forms.tempat import place_named
from desa.impor import kerja
from desa.impor.jenis import offered_to
from desa.models import Wilayah
from desa.workflow import PENGIMPOR
from ppid.lib.tabel_baca import PALING_BESAR, Unreadable

SENDIRI = "dikenali"
LAIN, TOLAK = "lain", "tolak"


class UploadForm(forms.Form):
    jenis = forms.ChoiceField(
        label="Isinya apa",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih dahulu isi berkasnya."},
    )
    wilayah = forms.ModelChoiceField(
        Wilayah.objects.none(), label="Untuk wilayah", empty_label=None
    )
    berkas = forms.FileField(
        label="Berkas",
        help_text="XLSX, XLS, ODS atau CSV, paling besar 25 MB. Belum ada yang diubah.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt,.htm,.html"}),
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.kinds = {jenis.kode: jenis for jenis in offered_to(user)}
        self.fields["jenis"].choices = [(j.kode, j.judul) for j in self.kinds.values()]
        places = user.places_as(*PENGIMPOR).order_by("urutan", "kode")
        self.fields["wilayah"].queryset = places
        self.fields["wilayah"].label_from_instance = str
        self.initial.setdefault("wilayah", places.first())

    def clean_berkas(self):
        file = self.cleaned_data["berkas"]
        if file.size > PALING_BESAR:
            raise ValidationError(
                f"Berkas ini {filesizeformat(file.size)}; paling besar 25 MB. Bagi dua."
            )
        return file

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        jenis = self.kinds[data["jenis"]]
        if not jenis.oleh & self.user.roles_over(data["wilayah"]):
            self.add_error("wilayah", "Jenis ini diimpor oleh Admin wilayahnya.")
        try:
            names, lembar, susunan = kerja.look(data["berkas"], jenis)
        except Unreadable as lack:
            self.add_error("berkas", str(lack))
            return data
        found = {"daftar_lembar": names, "lembar": lembar, "susunan": susunan}
        return data | found | {"jenis": jenis}


class SheetForm(forms.Form):
    """Which sheet of the file."""

    lembar = forms.TypedChoiceField(label="Lembar", coerce=int)

    def __init__(self, *args, impor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lembar"].choices = list(enumerate(impor.daftar_lembar))
        self.initial.setdefault("lembar", impor.lembar)


class ColumnsForm(forms.Form):
    """Which column of the sheet is which of ours; what holds for all rows where there is none."""

    def __init__(self, *args, impor, jenis, **kwargs):
        super().__init__(*args, **kwargs)
        self.impor, self.jenis = impor, jenis
        titles = [(str(i), f"{_letter(i)}: {j}") for i, j in enumerate(impor.judul) if j]
        for kolom in jenis.kolom:
            self._column(kolom, titles)
            if kolom.bawaan:
                self._default(kolom)
        if "kode" in {k.nama for k in jenis.kolom}:
            self.fields["percaya"] = forms.BooleanField(
                label="Kode di berkas ini pasti kode Kemendagri, bukan kode BPS",
                required=False,
                initial=impor.bawaan.get("percaya") == "ya",
            )

    def _recognised(self, kolom):
        """{name: where} of what was recognised for it: "skor", "skor:2021" …"""
        mine = self.impor.kolom.items()
        return {name: w for name, w in mine if name.partition(":")[0] == kolom.nama}

    def _column(self, kolom, titles):
        found = self._recognised(kolom)
        several = len(found) > 1 or any(isinstance(w, list) or ":" in n for n, w in found.items())
        choices = [("", "Tidak ada di berkas ini"), *titles]
        initial = ""
        if several:
            n = sum(len(w) if isinstance(w, list) else 1 for w in found.values())
            choices.insert(1, (SENDIRI, f"{n} kolom, seperti dikenali"))
            initial = SENDIRI
        elif found:
            initial = str(next(iter(found.values())))
        self.fields[f"k_{kolom.nama}"] = forms.ChoiceField(
            label=kolom.label, choices=choices, required=kolom.perlu and not kolom.bawaan,
            initial=initial, error_messages={"required": "Pilih kolomnya."},
        )  # fmt: skip

    def _default(self, kolom):
        options = {
            "label": f"{kolom.label} untuk semua baris",
            "required": False,
            "initial": self.impor.bawaan.get(kolom.nama, ""),
            "help_text": "Dipakai bila kolomnya tidak ada, atau kosong.",
        }
        if kolom.pilihan:
            field = forms.ChoiceField(choices=[("", "Tidak ada"), *kolom.pilihan], **options)
        else:
            field = forms.CharField(max_length=100, **options)
        self.fields[f"d_{kolom.nama}"] = field

    def clean(self):
        data = super().clean()
        for kolom in self.jenis.kolom:
            said = data.get(f"k_{kolom.nama}") or data.get(f"d_{kolom.nama}")
            if kolom.perlu and kolom.bawaan and not said:
                self.add_error(f"d_{kolom.nama}", "Isi di sini, atau pilih kolomnya.")
        if not self.errors:
            for name, sentence in self.jenis.lacks(self.kolom, self.bawaan):
                self.add_error(f"d_{name}" if f"d_{name}" in self.fields else f"k_{name}", sentence)
        return data

    @property
    def kolom(self):
        found = {}
        for kolom in self.jenis.kolom:
            said = self.cleaned_data[f"k_{kolom.nama}"]
            if said == SENDIRI:
                found |= self._recognised(kolom)
            elif said:
                found[kolom.nama] = [int(said)] if kolom.banyak else int(said)
        return found

    @property
    def bawaan(self):
        data = self.cleaned_data
        found = {name[2:]: data[name] for name in data if name.startswith("d_") and data[name]}
        return found | ({"percaya": "ya"} if data.get("percaya") else {})


def _letter(i):
    """0 -> "A", 26 -> "AA", as spreadsheets name their columns."""
    text = ""
    i += 1
    while i:
        i, rest = divmod(i - 1, 26)
        text = chr(65 + rest) + text
    return text


class SettleForm(forms.Form):
    """Which place a row means: one of the candidates, another one, or none."""

    pilihan = forms.ChoiceField(
        label="Yang dimaksud", widget=forms.RadioSelect, error_messages={"required": "Pilih satu."}
    )
    tempat = forms.CharField(label="Nama atau kode tempat lain", required=False, max_length=100)

    def __init__(self, *args, baris, calon, **kwargs):
        super().__init__(*args, **kwargs)
        self.baris = baris
        shown = [(w.pk, f"{w.lengkap} ({w.pk})") for w in calon]
        self.calon = {w.pk: w for w in calon}
        shown += [(LAIN, "Tempat lain, tulis di bawah"), (TOLAK, "Jangan pakai baris ini")]
        self.fields["pilihan"].choices = shown

    def clean(self):
        data = super().clean()
        if data.get("pilihan") == LAIN:
            places = Wilayah.objects.in_places([self.baris.impor.wilayah_id])
            try:
                data["wilayah"] = place_named(data.get("tempat", ""), places)
            except ValidationError as error:
                self.add_error("tempat", error)
        elif data.get("pilihan"):
            data["wilayah"] = self.calon.get(data["pilihan"])
        return data


class UndoForm(forms.Form):
    catatan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}))
