"""The attendance list: one name, many pasted lines, or one line per village."""

import re

from django import forms
from uuid6 import uuid7

from desa.choices import JenisKelamin, Tingkat
from desa.forms.kunci import own_key
from desa.models import ProfilDesa, Wilayah
from musyawarah.choices import Status, Unsur
from musyawarah.models import Kehadiran
from ppid.lib.teks import tidy

BARIS = 300  # lines at once
NAMA = 100  # characters
GUESS = {"l": "L", "lk": "L", "laki": "L", "lakilaki": "L", "p": "P", "pr": "P", "perempuan": "P"}


BELUM_MULAI = {Status.RENCANA, Status.DIUNDANG, Status.DITUNDA}
HADIR, DIUNDANG = "hadir", "diundang"


def villages_of(musyawarah):
    return Wilayah.objects.villages().inside(musyawarah.wilayah)


class PresenceForm(forms.Form):
    """Whether many names at once came, or are only invited: before the day a list is prepared."""

    keadaan = forms.ChoiceField(
        label="Nama-nama ini",
        choices=[(HADIR, "Hadir"), (DIUNDANG, "Baru diundang")],
        widget=forms.RadioSelect,
        required=False,
        help_text="Nama yang baru diundang tercetak pada lembar; pada harinya cukup tekan Hadir.",
    )

    def __init__(self, *args, musyawarah, initial=None, **kwargs):
        early = DIUNDANG if musyawarah.status in BELUM_MULAI else HADIR
        super().__init__(*args, initial={"keadaan": early} | (initial or {}), **kwargs)

    @property
    def hadir(self):
        return self.cleaned_data["keadaan"] != DIUNDANG


class PersonForm(forms.ModelForm):
    """`id` is made when the page is shown, so that a second press of the button adds nobody."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    class Meta:
        model = Kehadiran
        fields = [
            "nama",
            "jenis_kelamin",
            "unsur",
            "jabatan",
            "desa",
            "hadir",
            "disabilitas",
            "miskin",
        ]
        widgets = {"jenis_kelamin": forms.RadioSelect}
        labels = {"hadir": "Hadir"}
        help_texts = {"hadir": "Hilangkan centang bila baru diundang."}

    def __init__(self, *args, musyawarah, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jenis_kelamin"].choices = JenisKelamin.choices
        self.fields["unsur"].choices = [("", "Pilih unsur"), *Unsur.choices]
        desa = self.fields["desa"]
        desa.queryset = villages_of(musyawarah)
        desa.empty_label = "Bukan utusan desa"
        desa.error_messages["invalid_choice"] = "Desa ini di luar wilayah musyawarah."
        if musyawarah.ragam.is_musdes:
            self.initial.setdefault("desa", musyawarah.wilayah_id)
        if self.instance.nomor:
            del self.fields["id"]

    def clean_nama(self):
        return tidy(self.cleaned_data["nama"])

    def clean(self):
        data = super().clean()
        if key := data.get("id"):
            data["id"] = own_key(key, *(data.get(name) for name in self._meta.fields))
        return data


class PasteForm(PresenceForm):
    """Lines "Nama; L; Jabatan", or three columns copied from a spreadsheet."""

    field_order = ["kunci", "unsur", "desa", "keadaan", "teks"]

    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    unsur = forms.ChoiceField(choices=Unsur, label="Unsur untuk semua baris")
    desa = forms.ModelChoiceField(
        Wilayah.objects.none(), required=False, empty_label="Bukan utusan satu desa"
    )
    teks = forms.CharField(
        label="Nama, satu baris satu orang",
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Tulis: nama; L atau P; jabatan. Contoh: Siti Aminah; P; Ketua PKK.",
    )

    def __init__(self, *args, musyawarah, **kwargs):
        super().__init__(*args, musyawarah=musyawarah, **kwargs)
        self.fields["desa"].queryset = villages_of(musyawarah)
        if musyawarah.ragam.is_musdes:
            self.initial.setdefault("desa", musyawarah.wilayah_id)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        lines = [line for line in data["teks"].splitlines() if line.strip()]
        if len(lines) > BARIS:
            raise forms.ValidationError(f"Paling banyak {BARIS} baris sekali kirim.")
        shared = {"unsur": data["unsur"], "desa": data["desa"], "hadir": self.hadir}
        people, wrong = [], []
        for number, line in enumerate(lines, start=1):
            person, complaint = _parse(line)
            person |= shared
            people.append(person | {"id": own_key(data["kunci"], number, *person.values())})
            if complaint:
                wrong.append(f"Baris {number} ({line.strip()[:40]}): {complaint}")
        if wrong:
            raise forms.ValidationError({"teks": wrong[:20]})
        return {"people": people}


def _parse(line):
    """(the person, what is wrong with the line or "")."""
    cells = [tidy(cell) for cell in re.split(r"[;\t]", line)] + ["", ""]
    nama, jk = cells[0], GUESS.get(re.sub(r"[^a-z]", "", cells[1].lower()), "")
    person = {"nama": nama, "jenis_kelamin": jk, "jabatan": cells[2][:NAMA]}
    if not nama:
        return person, "namanya kosong."
    if len(nama) > NAMA:
        return person, f"namanya lebih dari {NAMA} huruf."
    return person, "" if jk else "tulis L atau P sesudah nama, dipisah titik koma."


class GridRow(forms.Form):
    nama = forms.CharField(max_length=NAMA, required=False)
    jenis_kelamin = forms.ChoiceField(
        choices=[("", "L/P"), ("L", "L"), ("P", "P")], required=False, label="L/P"
    )

    def __init__(self, *args, desa, **kwargs):
        super().__init__(*args, prefix=desa.kode, **kwargs)
        self.desa = desa

    def clean(self):
        data = super().clean()
        if data.get("nama") and not data.get("jenis_kelamin"):
            self.add_error("jenis_kelamin", "Pilih L atau P.")
        return data


class KeyForm(PresenceForm):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class VillageGrid:
    """One line per village for people of one unsur: nine heads of nine villages in a minute. The
    names of heads and council chairs are taken from the villages' profiles."""

    PROFIL = {Unsur.KEPALA_DESA: "kepala_desa", Unsur.BPD: "ketua_bpd"}

    def __init__(self, data, *, musyawarah, unsur):
        self.musyawarah, self.unsur = musyawarah, unsur
        self.kunci = KeyForm(data, musyawarah=musyawarah)
        there = self._there()
        names = {k: nama for k, nama in self._known().items() if k not in there}
        self.rows = [
            (GridRow(data, desa=w, initial={"nama": names.get(w.kode, "")}), there.get(w.kode, ""))
            for w in villages_of(musyawarah)
        ]

    @staticmethod
    def fits(musyawarah):
        return musyawarah.wilayah.tingkat == Tingkat.KECAMATAN

    def _known(self):
        field = self.PROFIL.get(self.unsur)
        if not field:
            return {}
        profiles = ProfilDesa.objects.filter(desa__in=villages_of(self.musyawarah))
        return dict(profiles.values_list("desa", field))

    def _there(self):
        """{code: names of this unsur that stand in the list already}"""
        found = {}
        for kode, nama in self.musyawarah.kehadiran.filter(unsur=self.unsur).values_list(
            "desa", "nama"
        ):
            found[kode] = f"{found[kode]}, {nama}" if kode in found else nama
        return found

    def is_valid(self):
        valid = [form.is_valid() for form, _ in self.rows]
        return self.kunci.is_valid() and all(valid)

    @property
    def people(self):
        people = [
            {
                "nama": tidy(row.cleaned_data["nama"]),
                "jenis_kelamin": row.cleaned_data["jenis_kelamin"],
                "unsur": self.unsur,
                "jabatan": "",
                "desa": row.desa,
                "hadir": self.kunci.hadir,
            }
            for row, _ in self.rows
            if row.cleaned_data["nama"]
        ]
        kunci = self.kunci.cleaned_data["kunci"]
        return [person | {"id": own_key(kunci, *person.values())} for person in people]
