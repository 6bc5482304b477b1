"""Two people, or two phones, write the same text: nobody's words are lost.

The page remembers what each field said when it was opened. What its reader did not touch stays as
somebody else may have left it meanwhile; what both touched is shown side by side, with name and
time, to be merged by hand and sent again."""

import json
from hashlib import sha256

from django import forms

from desa.trail import trail_of
from ppid.lib.tags import waktu

LAMA = 200  # lines of the trail in which the other writer is looked for


def mark(value):
    """A short digest of one value, whatever its type and line endings."""
    value = getattr(value, "pk", value)
    text = "" if value in (None, "") else str(value).replace("\r\n", "\n").strip()
    return sha256(text.encode()).hexdigest()[:12]


def _plain(value):
    return "" if value is None else str(value)


class Guarded:
    """For a form that calls `guard` when it is about a row that is there already. `awalan` is how
    the trail of `trail_owner` names its fields."""

    awalan = ""
    now = {}

    def guard(self, row, names):
        self.guarded_row = row
        self.now = {name: getattr(row, name) for name in names}
        self.fields["semula"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["semula"] = json.dumps({n: mark(v) for n, v in self.now.items()})

    @property
    def trail_owner(self):
        return self.guarded_row

    def clean(self):
        data = super().clean()
        seen = self._seen(data.pop("semula", ""))
        self.bentrok = [
            name
            for name, before in seen.items()
            if name in data and self._differs(name, before, data)
        ]
        for name in self.bentrok:
            self.add_error(name, self._sentence(name))
        if self.bentrok:
            self.data = self.data.copy()
            self.data[self.add_prefix("semula")] = self.initial["semula"]
        return data

    def _seen(self, text):
        try:
            seen = json.loads(text or "{}")
        except ValueError:
            return {}
        return {n: v for n, v in seen.items() if n in self.now} if isinstance(seen, dict) else {}

    def _differs(self, name, before, data):
        """Whether both changed it; what this person left alone takes the newer value."""
        there, mine = mark(self.now[name]), mark(data[name])
        if mine == before:
            data[name] = self.now[name]
            return False
        return there not in (before, mine)

    def _sentence(self, name):
        who = self._writer(name)
        said = f"{who.pelaku} pada {waktu(who.waktu)}" if who else "orang lain"
        return (
            f"Sementara itu bagian ini diubah oleh {said} menjadi: “{_plain(self.now[name])}”. "
            "Tulisan Anda tetap ada di kotak ini; gabungkan keduanya, lalu simpan lagi."
        )

    def _writer(self, name):
        key = f"{self.awalan}{name}"
        lines = trail_of(self.trail_owner)[:LAMA]
        return next((line for line in lines if key in line.nilai), None)


class GuardedForm(Guarded, forms.ModelForm):
    """Guards the fields of its own model."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.guard(self.instance, [name for name in self.fields if name in self._meta.fields])
