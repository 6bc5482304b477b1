"""The sheet that came back from the meeting: who signed, and who was added by hand."""

from django import forms
from uuid6 import uuid7

from desa.forms.kunci import own_key
from musyawarah.choices import Unsur
from musyawarah.forms.hadir import NAMA, villages_of
from musyawarah.naskah import KOSONG, unsur_name
from ppid.lib.teks import tidy


class TickForm(forms.Form):
    """`semula` is what the page showed: only what this person changed is written, so a second
    phone with an older page takes back nobody's tick."""

    hadir = forms.BooleanField(required=False)
    semula = forms.BooleanField(required=False, widget=forms.HiddenInput)


class EmptyRow(forms.Form):
    nama = forms.CharField(max_length=NAMA, required=False)
    jenis_kelamin = forms.ChoiceField(
        choices=[("", "L/P"), ("L", "L"), ("P", "P")], required=False, label="L/P"
    )
    unsur = forms.ChoiceField(required=False)
    desa = forms.ChoiceField(required=False)

    def __init__(self, *args, unsur, desa, one_village, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unsur"].choices = unsur
        self.fields["desa"].choices = desa
        if one_village:
            self.fields["desa"].widget = forms.HiddenInput()
        for name, field in self.fields.items():
            kind = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs = {
                "class": kind,
                "aria-label": f"{field.label or name} {self.prefix}",
            }

    def clean(self):
        data = super().clean()
        data["nama"] = tidy(data.get("nama", ""))
        if data["nama"] and not self.errors:
            if not data["jenis_kelamin"]:
                self.add_error("jenis_kelamin", "Pilih L atau P.")
            if not data["unsur"]:
                self.add_error("unsur", "Pilih unsurnya.")
        return data


class HeadForm(forms.Form):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    mulai = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=30_000)


class SheetGrid:
    """The printed rows as they lie on the table: ticks for the named, lines for the empty."""

    def __init__(self, data, *, musyawarah):
        start = musyawarah.baris_terakhir + 1
        self.head = HeadForm(data, initial={"mulai": start})
        if data is not None and self.head.is_valid():
            start = self.head.cleaned_data["mulai"]
        self.villages = {w.kode: w for w in villages_of(musyawarah)}
        choices = {
            "unsur": [
                ("", "Pilih unsur"),
                *((u.value, unsur_name(u, musyawarah.istilah)) for u in Unsur),
            ],
            "desa": [("", "Bukan utusan desa"), *((k, w.nama) for k, w in self.villages.items())],
        }
        choices["one_village"] = musyawarah.ragam.is_musdes
        initial = {"desa": musyawarah.wilayah_id} if musyawarah.ragam.is_musdes else {}
        self.named = [
            (k, TickForm(data, prefix=str(k.pk), initial={"hadir": k.hadir, "semula": k.hadir}))
            for k in musyawarah.kehadiran.select_related("desa")
        ]
        self.empty = [
            (n, EmptyRow(data, prefix=f"baris-{n}", initial=initial, **choices))
            for n in range(start, start + KOSONG)
        ]

    def is_valid(self):
        forms_ = [form for _, form in [*self.named, *self.empty]]
        valid = [form.is_valid() for form in forms_]
        return self.head.is_valid() and all(valid)

    @property
    def ticks(self):
        told = ((k.pk, form.cleaned_data) for k, form in self.named)
        return {pk: data["hadir"] for pk, data in told if data["hadir"] != data["semula"]}

    @property
    def people(self):
        kunci = self.head.cleaned_data["kunci"]
        for nomor, form in self.empty:
            data = form.cleaned_data
            if data["nama"]:
                person = {
                    "nomor": nomor,
                    "nama": data["nama"],
                    "jenis_kelamin": data["jenis_kelamin"],
                    "unsur": data["unsur"],
                    "jabatan": "",
                    "desa": self.villages.get(data["desa"]),
                    "hadir": True,
                }
                yield person | {"id": own_key(kunci, *person.values())}
