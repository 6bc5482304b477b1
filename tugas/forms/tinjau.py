"""What a reviewer types: a note, points on fields, a handful to accept together."""

from django import forms

from ppid.lib.forms import TextArea, parse_uuid
from ppid.lib.teks import tidy
from tugas.actions.tinjau import AT_ONCE
from tugas.choices import Alasan, Bidang


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

    @property
    def isi(self):
        return {"catatan": self.cleaned_data["catatan"]}


class ConfirmForm(forms.Form):
    """One button, nothing to write."""

    isi = {}

    def __init__(self, *args, needs_note=False, **kwargs):
        super().__init__(*args, **kwargs)


class ReturnForm(StepForm):
    """Says what is wrong, best on the very field: a reason and a note for each."""

    def __init__(self, *args, needs_note=True, **kwargs):
        super().__init__(*args, needs_note=False, **kwargs)
        self.fields["catatan"].label = "Pesan untuk penulis"
        for bidang in Bidang:
            self.fields[f"alasan_{bidang}"] = forms.ChoiceField(
                label=f"{bidang.label}: apa yang kurang?",
                choices=[("", "Tidak ada catatan"), *Alasan.choices],
                required=False,
            )
            self.fields[f"catatan_{bidang}"] = forms.CharField(
                label=f"{bidang.label}: yang diharapkan", required=False, max_length=500
            )

    def rows(self):
        """(label, reason, note) for each field, as the template shows them."""
        for bidang in Bidang:
            yield bidang.label, self[f"alasan_{bidang}"], self[f"catatan_{bidang}"]

    def clean(self):
        data = super().clean()
        data["points"] = [self._point(data, bidang) for bidang in Bidang]
        data["points"] = [point for point in data["points"] if point]
        if not self.errors and not data["points"] and not data.get("catatan"):
            self.add_error(
                "catatan", "Tulis apa yang perlu diperbaiki, atau beri catatan pada isiannya."
            )
        return data

    def _point(self, data, bidang):
        alasan, catatan = data.get(f"alasan_{bidang}"), tidy(data.get(f"catatan_{bidang}") or "")
        if catatan and not alasan:
            alasan = Alasan.TIDAK_LENGKAP  # the usual reason; the note says the rest
        return {"bidang": bidang, "alasan": alasan, "catatan": catatan} if alasan else None

    @property
    def isi(self):
        return {"catatan": self.cleaned_data["catatan"], "points": self.cleaned_data["points"]}


class ManyForm(forms.Form):
    """Entries ticked in the queue. What is no longer waiting is left out without a word."""

    pilih = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = waiting

    def clean_pilih(self):
        keys = {key for key in map(parse_uuid, self.cleaned_data["pilih"] or []) if key}
        if not keys:
            raise forms.ValidationError("Centang dahulu kegiatan yang diterima.")
        if len(keys) > AT_ONCE:
            raise forms.ValidationError(f"Paling banyak {AT_ONCE} kegiatan sekali terima.")
        return list(self.waiting.filter(pk__in=keys))
