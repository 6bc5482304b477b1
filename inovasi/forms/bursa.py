"""Planning a bursa, saying which villages came."""

from django import forms
from django.utils import timezone

from desa.choices import Tingkat
from desa.models import Wilayah
from inovasi.choices import TingkatBursa
from inovasi.models import Bursa, KetentuanBursa
from inovasi.workflow import PENYELENGGARA
from ppid.lib.forms import day_input
from ppid.lib.workflow import NotAllowed

MOST_PEOPLE = 500


class BursaForm(forms.ModelForm):
    kecamatan = forms.ModelMultipleChoiceField(
        Wilayah.objects.none(),
        label="Kecamatan yang diundang",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Semua desanya diundang. Kosongkan bila hanya wilayah penyelenggara.",
    )

    class Meta:
        model = Bursa
        fields = ["nama", "wilayah", "tahun", "tingkat", "klaster", "tanggal", "lokasi"]
        labels = {"wilayah": "Penyelenggara", "klaster": "Nama klaster"}
        widgets = {"tanggal": day_input()}
        help_texts = {"klaster": "Misalnya Klaster 4. Penyelenggaranya kecamatan tuan rumah."}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = user.places_as(*PENYELENGGARA).order_by("kode")
        if not mine and not self.instance.pk:
            raise NotAllowed(
                "Bursa diselenggarakan oleh TPID di kecamatannya, atau TIK di kabupaten."
            )
        place = self.fields["wilayah"]
        place.queryset = mine
        place.empty_label = None
        kabupaten = {w.kabupaten for w in mine}
        siblings = Wilayah.objects.filter(tingkat=Tingkat.KECAMATAN, kabupaten__in=kabupaten)
        self.fields["kecamatan"].queryset = siblings.order_by("kode")
        self.fields["tahun"].initial = self.fields["tahun"].initial or timezone.localdate().year
        if self.instance.pk:
            del self.fields["wilayah"], self.fields["tahun"]

    def clean(self):
        data = super().clean()
        if data.get("tingkat") == TingkatBursa.KLASTER and not data.get("klaster"):
            self.add_error("klaster", "Tulis nama klasternya.")
        return data

    @property
    def anjuran(self):
        """What the guideline of the year says, where the level chosen differs; never a block."""
        data = getattr(self, "cleaned_data", {})
        tahun, tingkat = data.get("tahun"), data.get("tingkat")
        rule = tahun and KetentuanBursa.objects.filter(tahun__lte=tahun).first()
        usual = {tingkat, TingkatBursa.KECAMATAN if tingkat == TingkatBursa.KLASTER else tingkat}
        if rule and rule.tingkat not in usual:
            return (
                f"Pedoman {tahun} menyebut bursa di tingkat {rule.get_tingkat_display().lower()}."
            )
        return ""


class HadirForm(forms.Form):
    """One page with every invited village: a tick, L and P."""

    def __init__(self, *args, undangan, **kwargs):
        super().__init__(*args, **kwargs)
        self.undangan = undangan
        for u in undangan:
            people = {"required": False, "min_value": 0, "max_value": MOST_PEOPLE}
            self.fields[f"hadir_{u.pk}"] = forms.BooleanField(
                label=f"{u.desa} hadir", required=False, initial=u.hadir
            )
            for name, word in (("laki", "laki-laki"), ("perempuan", "perempuan")):
                self.fields[f"{name}_{u.pk}"] = forms.IntegerField(
                    label=f"{u.desa}, {word}", initial=getattr(u, name) or None, **people
                )

    def rows(self):
        for u in self.undangan:
            yield u, self[f"hadir_{u.pk}"], self[f"laki_{u.pk}"], self[f"perempuan_{u.pk}"]

    @property
    def isi(self):
        """{key: what was said}; people make a village present."""
        data, found = self.cleaned_data, {}
        for u in self.undangan:
            laki, perempuan = data[f"laki_{u.pk}"] or 0, data[f"perempuan_{u.pk}"] or 0
            hadir = data[f"hadir_{u.pk}"] or bool(laki + perempuan)
            found[u.pk] = {"hadir": hadir, "laki": laki, "perempuan": perempuan}
        return found
