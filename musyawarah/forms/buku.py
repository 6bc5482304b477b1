"""Which book, of which place and year."""

from django import forms
from django.utils import timezone

from desa.choices import Tingkat
from desa.kode import ancestors
from desa.models import Wilayah
from musyawarah.buku import SEMUA_BUKU
from musyawarah.forms.acara import BANYAK, PlaceField

TEMPAT = {Tingkat.KABUPATEN, Tingkat.KECAMATAN, Tingkat.DESA}


def places_of(user):
    """Places whose forums this person may see, and those above, from the kabupaten down."""
    own = {t.wilayah_id for t in user.tugas}
    above = {kode for place in own for kode in ancestors(place)}
    seen = Wilayah.objects.in_places(own) | Wilayah.objects.filter(pk__in=above)
    return seen.filter(tingkat__in=TEMPAT)


def _place_field(user):
    places = places_of(user)
    own = user.tugas[0].wilayah if user.tugas else None
    if places[: BANYAK + 1].count() > BANYAK:
        asked = "Nama atau kode desa, kecamatan, atau kabupaten."
        said = f"{own.nama} ({own.kode})" if own else ""
        return PlaceField(places, label="Tempat", initial=said, help_text=asked)
    field = forms.ModelChoiceField(
        places.with_path(), label="Tempat", initial=own, empty_label=None
    )
    field.label_from_instance = lambda w: w.berjenis if w.tingkat == Tingkat.DESA else w.lengkap
    return field


class PlaceYearForm(forms.Form):
    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2015, max_value=2100)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"wilayah": _place_field(user)} | self.fields
        self.initial.setdefault("tahun", timezone.localdate().year)


class BookForm(PlaceYearForm):
    buku = forms.ChoiceField(choices=[(b.kode, b.judul) for b in SEMUA_BUKU.values()])
    field_order = ["buku", "wilayah", "tahun"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
