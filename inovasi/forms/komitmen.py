"""Cards: one on a page, or ten in a grid; signing, stopping, refusing."""

from django import forms
from django.utils import timezone
from uuid6 import uuid7

from desa.forms.jaga import Guarded
from desa.forms.kunci import Keyed
from inovasi.choices import AlasanBerhenti, Bidang, SumberDana
from inovasi.ejaan import village_words
from inovasi.forms.isian import NamedField, RupiahField
from inovasi.ketentuan import card_faults, rival_of, rival_sentence
from inovasi.models import Komitmen
from inovasi.pilih_menu import offer_menus, written
from inovasi.workflow import PENULIS_KARTU
from ppid.lib.forms import TextArea, day_input
from ppid.lib.foto import read_photo
from ppid.lib.teks import tidy
from ppid.lib.workflow import NotAllowed

# As a column of a grid has room for.
SINGKAT = [("dd", "DD"), ("add", "ADD"), ("pades", "PADes")]
SINGKAT += [pair for pair in SumberDana.choices if pair[0] not in dict(SINGKAT)]
SIGNS = ("kades_nama", "kades_ttd", "bpd_nama", "bpd_ttd")


def villages_for(user, bursa=None):
    """Where this person may write a card; of a bursa, among the villages invited."""
    villages = user.villages_as(*PENULIS_KARTU).select_related("induk").order_by("kode")
    if bursa:
        villages = villages.filter(pk__in=bursa.undangan.values("desa"))
    return list(villages)


class PhotoField(forms.FileField):
    """One photo, judged by its content."""

    widget = forms.FileInput(attrs={"accept": "image/*", "data-foto": True})

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return read_photo(file) if file else None


class BarisForm(Keyed, forms.Form):
    """One paper card in the grid of the event day. `kosong` rows are left alone."""

    desa = NamedField(daftar="daftar-desa", unknown="Tidak ada desa “{text}” dalam daftar.")
    menu = NamedField(
        daftar="daftar-menu",
        required=False,
        unknown="Tidak ada menu “{text}”. Kosongkan bila lain.",
    )
    bidang = forms.ChoiceField(choices=[("", "Menurut menu"), *Bidang.choices], required=False)
    nama_kegiatan = forms.CharField(label="Nama kegiatan", max_length=200, required=False)
    perkiraan_biaya = RupiahField(label="Perkiraan biaya", required=False)
    sumber = forms.ChoiceField(label="Sumber dana", choices=SINGKAT, initial="dd")
    tahun_anggaran = forms.IntegerField(label="APBDes tahun", min_value=2015, max_value=2100)
    kades_nama = forms.CharField(label="Kepala desa", max_length=100, required=False)
    bpd_nama = forms.CharField(label="Ketua BPD", max_length=100, required=False)
    foto = PhotoField(label="Foto kartu", required=False)

    TYPED = ("desa", "menu", "nama_kegiatan", "perkiraan_biaya", "kades_nama", "bpd_nama")

    def __init__(self, *args, user, bursa, villages, menus, kunci=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.bursa = user, bursa
        self.isian = kunci or uuid7()
        self.fields["desa"].pool = [(w, village_words(w)) for w in villages]
        offer_menus(self.fields["menu"], menus)
        for field in self.fields.values():  # the grid is drawn without crispy, for speed
            chooses = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if chooses else "form-control"
        if bursa:
            self.fields["tahun_anggaran"].initial = bursa.tahun + 1

    @property
    def kosong(self):
        return not any(str(self.data.get(self.add_prefix(n), "")).strip() for n in self.TYPED)

    def clean(self):
        data = super().clean()
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = tidy(value)
        menu = data.get("menu")
        data["bidang"] = data.get("bidang") or (menu.bidang if menu else "")
        data["nama_kegiatan"] = data.get("nama_kegiatan") or (menu.judul if menu else "")
        slip = "menu" in self.errors  # said once; what follows from it is not said again
        if not data["bidang"] and "bidang" not in self.errors and not slip:
            self.add_error("bidang", "Pilih bidang, atau pilih menunya.")
        if not data["nama_kegiatan"] and not slip:
            self.add_error("nama_kegiatan", "Tulis kegiatannya, atau pilih menunya.")
        if data.get("desa") and data.get("tahun_anggaran"):
            self._check_card(data)
        self._check_repeat(data)
        return data

    def _check_repeat(self, data):
        said = [n for n in self.fields if n not in {"foto", "semula"}]
        self.check_key(
            Komitmen.objects, data, said, lambda card: data.get("foto") and not card.foto
        )

    def _check_card(self, data):
        facts = {n: data.get(n) for n in ("desa", "tahun_anggaran", "perkiraan_biaya")}
        menu, signed = data.get("menu"), self.signed(data)
        for field, sentence in card_faults(tahun=self.year(data), bursa=self.bursa, **facts):
            self.add_error(field if field in self.fields else None, sentence)
        rival = rival_of(facts["desa"], menu, facts["tahun_anggaran"], apart_from=self.isian)
        if rival and signed:
            self.add_error("menu", rival_sentence(rival))

    def year(self, data):
        return self.bursa.tahun

    def signed(self, data):
        """Both names on the card, and an amount: it counts at once."""
        return bool(data.get("kades_nama") and data.get("bpd_nama"))

    @property
    def isi(self):
        """What the action gets: signed on the day of the bursa."""
        data = {n: v for n, v in self.cleaned_data.items() if n in self.fields}
        day = self.bursa.tanggal
        data |= {"id": self.isian, "bursa": self.bursa, "tahun": self.bursa.tahun}
        data["kades_ttd"] = day if data["kades_nama"] else None
        data["bpd_ttd"] = day if data["bpd_nama"] else None
        return data


class KartuForm(Guarded, BarisForm):
    """One card with all that can stand on it; also for changing one."""

    desa = forms.ChoiceField(error_messages={"invalid_choice": "Anda tidak bertugas di desa ini."})
    tahun = forms.IntegerField(label="Tahun kartu", min_value=2015, max_value=2100)
    adaptasi = forms.CharField(
        label="Yang disesuaikan di desa ini", required=False, max_length=1000,
        widget=TextArea(attrs={"rows": 3}),
    )  # fmt: skip
    lokasi = forms.CharField(label="Lokasi atau dusun", required=False, max_length=200)
    volume = forms.CharField(required=False, max_length=100)
    sasaran = forms.CharField(required=False, max_length=200)
    butuh_p2ktd = forms.BooleanField(label="Butuh bantuan P2KTD", required=False)
    keahlian = forms.CharField(label="Bidang keahlian", required=False, max_length=100)
    kades_ttd = forms.DateField(
        label="Ditandatangani kepala desa", required=False, widget=day_input()
    )
    bpd_ttd = forms.DateField(label="Ditandatangani ketua BPD", required=False, widget=day_input())
    saksi = forms.CharField(required=False, max_length=200)

    CARD = (
        "desa", "menu", "bidang", "nama_kegiatan", "tahun", "tahun_anggaran", "perkiraan_biaya",
        "sumber",
    )  # fmt: skip
    SIGNED = ("kades_nama", "kades_ttd", "bpd_nama", "bpd_ttd", "saksi", "foto")
    MORE = ("adaptasi", "lokasi", "volume", "sasaran", "butuh_p2ktd", "keahlian")

    def __init__(self, *args, user, menus, bursa=None, komitmen=None, minat=None, **kwargs):
        known = komitmen or minat
        villages = [known.desa] if known else villages_for(user, bursa)
        if not villages:
            raise NotAllowed(
                "Anda belum bertugas di desa mana pun, jadi belum dapat mengisi kartu."
            )
        self.villages = {w.pk: w for w in villages}
        super().__init__(*args, user=user, bursa=bursa, villages=(), menus=menus, **kwargs)
        self.komitmen = komitmen
        if komitmen:
            self.isian = komitmen.pk
            names = [n for n in self.fields if n != "foto"]
            self.initial = {n: getattr(komitmen, n) for n in names} | self.initial
            self.initial |= {"desa": komitmen.desa_id, "menu": written(komitmen.menu)}
            self.guard(komitmen, names)
        self.fields["desa"].choices = [
            (w.pk, f"{w.nama}, {w.induk.nama}") for w in self.villages.values()
        ]
        if minat:
            facts = {
                "desa": minat.desa_id,
                "menu": written(minat.menu),
                "bidang": minat.menu.bidang,
                "tahun": minat.tahun,
            }
            facts |= {"adaptasi": minat.adaptasi, "tahun_anggaran": minat.tahun + 1}
            self.initial = facts | self.initial
        now = timezone.localdate().year
        self.fields["tahun"].initial = bursa.tahun if bursa else now
        self.fields["tahun_anggaran"].initial = (bursa.tahun if bursa else now) + 1

    def clean_desa(self):
        return self.villages[self.cleaned_data["desa"]]

    def _check_repeat(self, data):
        if not self.komitmen:
            super()._check_repeat(data)

    def year(self, data):
        return data.get("tahun") or timezone.localdate().year

    def signed(self, data):
        return all(data.get(name) for name in SIGNS)

    def clean(self):
        data = super().clean()
        for name, day, who in (
            ("kades_nama", "kades_ttd", "kepala desa"),
            ("bpd_nama", "bpd_ttd", "ketua BPD"),
        ):
            if data.get(day) and not data.get(name):
                self.add_error(name, f"Tulis nama {who} yang menandatangani.")
            if data.get(day) and data[day] > timezone.localdate():
                self.add_error(day, "Tanggal tanda tangan belum tiba.")
        return data

    def blocks(self):
        """The fields as the page shows them: what it is, who signed, and the rest folded."""
        return [[self[n] for n in names] for names in (self.CARD, self.SIGNED, self.MORE)]

    @property
    def more_open(self):
        return any(n in self.errors or self[n].value() for n in self.MORE)

    @property
    def isi(self):
        data = {n: v for n, v in self.cleaned_data.items() if n in self.fields}
        if self.komitmen:
            return data
        return data | {"id": self.isian, "bursa": self.bursa}


class StepForm(forms.Form):
    """One button and a note."""

    catatan = forms.CharField(
        required=False, max_length=1000, widget=TextArea(attrs={"rows": 3}), empty_value=""
    )

    def __init__(self, *args, needs_note=False, komitmen=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catatan"].required = needs_note

    @property
    def isi(self):
        return {n: v for n, v in self.cleaned_data.items() if n in self.fields}


class StopForm(StepForm):
    """Why it stops: a reason that is counted, and a note that tells."""

    alasan = forms.ChoiceField(label="Mengapa", choices=AlasanBerhenti.choices)
    field_order = ["alasan", "catatan"]


class ExplainForm(StopForm):
    """The reason as it stands, to be confirmed or corrected."""

    def __init__(self, *args, komitmen=None, **kwargs):
        super().__init__(*args, **kwargs)
        if komitmen:
            self.fields["alasan"].initial = komitmen.alasan


class DivertForm(StopForm):
    tahun_anggaran = forms.IntegerField(label="Ke APBDes tahun", min_value=2015, max_value=2100)
    field_order = ["tahun_anggaran", "alasan", "catatan"]

    def __init__(self, *args, komitmen=None, **kwargs):
        super().__init__(*args, **kwargs)
        if komitmen:
            self.fields["tahun_anggaran"].initial = komitmen.tahun_anggaran + 1


class PenolakanForm(forms.Form):
    """A village that promises nothing this year."""

    desa = forms.ChoiceField(error_messages={"invalid_choice": "Anda tidak bertugas di desa ini."})
    tahun = forms.IntegerField(min_value=2015, max_value=2100)
    tanggal = forms.DateField(widget=day_input())
    disampaikan_oleh = forms.CharField(max_length=100)
    alasan = forms.ChoiceField(choices=AlasanBerhenti.choices)
    catatan = forms.CharField(max_length=500, widget=TextArea(attrs={"rows": 3}))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        villages = villages_for(user)
        if not villages:
            raise NotAllowed("Anda belum bertugas di desa mana pun.")
        self.villages = {w.pk: w for w in villages}
        self.fields["desa"].choices = [(w.pk, f"{w.nama}, {w.induk.nama}") for w in villages]
        self.fields["tahun"].initial = timezone.localdate().year
        self.fields["tanggal"].initial = timezone.localdate()

    def clean_desa(self):
        return self.villages[self.cleaned_data["desa"]]
