"""The card of an idea, as it lies on the table."""

from django import forms
from django.utils import timezone
from uuid6 import uuid7

from desa.forms.jaga import Guarded
from desa.forms.kunci import Keyed
from inovasi.forms.dasar import PhoneField, PhotoField, TidyForm, village_field, writable_villages
from inovasi.models import KartuIde, Media
from ppid.lib.forms import TextArea, day_input, parse_uuid


class KartuIdeForm(Guarded, Keyed, TidyForm, forms.ModelForm):
    """`isian` is the form's own id, made before anything is sent: five clicks make one card."""

    hp = PhoneField(
        label="Nomor HP pengusul",
        required=False,
        max_length=20,
        help_text="Dipakai tim untuk menghubungi pengusul; tidak ditampilkan kepada umum.",
    )
    foto = PhotoField(label="Foto kartu kertas", required=False, help_text="JPG atau PNG.")

    class Meta:
        model = KartuIde
        fields = [
            "tahun", "tanggal", "judul", "bidang", "uraian", "masalah", "sudah_berjalan",
            "sejak_tahun", "manfaat", "sumber_dana", "pengusul", "jabatan", "hp",
            "bersedia_didokumentasikan",
        ]  # fmt: skip
        labels = {
            "sudah_berjalan": "Kegiatan ini sudah berjalan",
            "bersedia_didokumentasikan": "Pengusul bersedia kegiatannya didokumentasikan",
        }
        widgets = {
            "tanggal": day_input(**{"data-hari-ini": True}),
            "uraian": TextArea(attrs={"rows": 4}),
            "masalah": TextArea(attrs={"rows": 2}),
            "manfaat": TextArea(attrs={"rows": 2}),
            "bidang": forms.RadioSelect,
        }

    field_order = ["desa"]

    def __init__(self, *args, user, kartu=None, **kwargs):
        self.user, self.kartu = user, kartu
        super().__init__(*args, instance=None, **kwargs)
        self.isian = kartu.pk if kartu else parse_uuid(self.data.get("id")) or uuid7()
        self.fields["bidang"].choices = self.fields["bidang"].choices[1:]
        if kartu:
            del self.fields["tahun"]
            self.initial |= {name: getattr(kartu, name) for name in self.fields if name != "foto"}
            self.guard(kartu, [name for name in self.fields if name != "foto"])
        else:
            self.villages = writable_villages(user)
            self.fields["desa"] = village_field(self.villages)
            self.order_fields(["desa"])
            today = timezone.localdate()
            usual = {"tahun": today.year, "tanggal": today} | self._as_last()
            self.initial = usual | self.initial

    def _as_last(self):
        """Cards are copied from paper village by village: the next is mostly of the same."""
        last = KartuIde.objects.visible_to(self.user).filter(created_by=self.user)
        desa = last.order_by("-created_at").values_list("desa", flat=True).first()
        return {"desa": desa} if desa in self.villages else {}

    def photos(self):
        if self.kartu:
            return self.kartu.media.in_use()
        return Media.objects.of_form(self.isian, self.user)

    @property
    def foto_baik(self):
        foto = getattr(self, "cleaned_data", {}).get("foto")
        return [foto] if foto else []

    def clean_desa(self):
        return self.villages[self.cleaned_data["desa"]]

    def clean(self):
        data = super().clean()
        self.check_year(data, "tahun")
        self.check_day(data, "tanggal")
        self.check_running(data, "sudah_berjalan", "sejak_tahun")
        if not self.kartu:
            said = [name for name in self.fields if name != "foto"]
            self.check_key(
                KartuIde.objects, data, said, lambda card: self._other_photo(card, data.get("foto"))
            )
        return data

    def _other_photo(self, card, foto):
        return foto and not card.media.filter(sha256_asli=foto.sha256_asli).exists()

    @property
    def isi(self):
        data = {name: value for name, value in self.cleaned_data.items() if name != "foto"}
        return data if self.kartu else data | {"id": self.isian}

    def twins(self):
        """Cards of the same village and year under the same words."""
        if self.kartu or not self.is_bound or not self.is_valid():
            return KartuIde.objects.none()
        data = self.cleaned_data
        return KartuIde.objects.visible_to(self.user).like(
            data["judul"], data["desa"], data["tahun"]
        )
