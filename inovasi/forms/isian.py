"""Fields shared by the forms of cards and plan lines: rupiah as people type them, places and menu
items by their names."""

from django import forms

from inovasi.ejaan import parse_rupiah
from ppid.lib.berkas import read_paper
from ppid.lib.teks import squeeze


class RupiahField(forms.CharField):
    """A whole amount of rupiah."""

    def __init__(self, **options):
        attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "40.000.000"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        amount = parse_rupiah(text)
        if amount is None:
            raise forms.ValidationError("Tulis angka rupiah, misalnya 40.000.000 atau 40 jt.")
        return amount

    def prepare_value(self, value):
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class PaperField(forms.FileField):
    """A scan: PDF or photo, judged by its content; cleans to ppid.lib.berkas.Isi."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/*"})

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return read_paper(file) if file else None


class NamedField(forms.CharField):
    """A row chosen by typing its name, from a list that the form sets as `pool`: pairs of (row,
    words it answers to). Rows that the list has no room for come from `beyond(text)`. Without a
    script it is a plain text field with suggestions."""

    def __init__(self, *, daftar, unknown, **options):
        self.pool, self.unknown = [], unknown
        self.beyond = self.alike = lambda text: []
        attrs = {"list": daftar, "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        wanted = squeeze(text)
        exact = [row for row, words in self.pool if wanted in words]
        begun = [row for row, words in self.pool if words[0].startswith(wanted)]
        found = exact or self.beyond(text) or begun
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(
                f"Ada {len(found)} yang bernama “{text}”. Pilih dari daftar."
            )
        raise forms.ValidationError(self.unknown.format(text=text) + self._meant(text))

    def _meant(self, text):
        """ " Maksud Anda “Bank sampah” atau “Bank pakan”?" """
        alike = " atau ".join(f"“{title}”" for title in self.alike(text))
        return f" Maksud Anda {alike}?" if alike else ""

    def prepare_value(self, value):
        return getattr(value, "tertulis", None) or value
