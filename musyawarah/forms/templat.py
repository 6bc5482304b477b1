"""The wording of a kind of berita acara: texts with fields, sections with their place."""

from django import forms

from musyawarah.models import Musyawarah
from musyawarah.templat import (
    BAGIAN,
    BEBAS,
    KOLOM_NOMOR,
    POLA,
    WAJIB,
    faults,
    fill,
    number_faults,
)

PANJANG_NOMOR = 100
CONTOH = {"urut": "999", "jenis": "PELATIHAN-TPID", "wilayah": "33.05.12.2001"}
CONTOH |= {"bulan": "VIII", "tahun": "2018"}
BANYAK = 20  # meetings to look at


def _place(label, required=False):
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=99,
        required=required,
        widget=forms.NumberInput(attrs={"class": "form-control", "aria-label": f"Urutan {label}"}),
    )


class TemplateForm(forms.Form):
    nomor = forms.CharField(label="Pola nomor", max_length=PANJANG_NOMOR)
    dasar = forms.CharField(
        label="Dasar hukum",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dicetak di atas kalimat pembuka. Boleh kosong.",
    )
    pembuka = forms.CharField(
        label="Kalimat pembuka", max_length=3000, widget=forms.Textarea(attrs={"rows": 8})
    )
    penutup = forms.CharField(
        label="Kalimat penutup",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dicetak tepat di atas tanda tangan.",
    )
    catatan = forms.CharField(
        label="Yang berubah",
        max_length=200,
        help_text="Misalnya: menambah dasar Peraturan Bupati Nomor 12 Tahun 2018.",
    )
    semula = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ("nomor", "dasar", "pembuka", "penutup")

    def __init__(self, data, *, isi, semula):
        super().__init__(data, initial=_initial(isi) | {"semula": semula})
        self.fields["nomor"].help_text = f"Kolom: {', '.join(KOLOM_NOMOR)}. Bawaan: {POLA}"
        for kode, judul in BAGIAN.items():
            self.fields[f"urut_{kode}"] = _place(judul, required=kode in WAJIB)
        for n in range(1, BEBAS + 1):
            nama = f"Bagian tambahan {n}"
            self.fields[f"judul_{n}"] = forms.CharField(
                label=f"Judul {nama.lower()}", max_length=100, required=False
            )
            self.fields[f"teks_{n}"] = forms.CharField(
                label=f"Isi {nama.lower()}",
                max_length=3000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"urut_bebas_{n}"] = _place(nama)

    # For the page

    @property
    def teks(self):
        return [self[name] for name in ("nomor", "dasar", "pembuka", "penutup")]

    @property
    def urutan(self):
        return [self[f"urut_{kode}"] for kode in BAGIAN]

    @property
    def bebas(self):
        return [
            [self[f"{name}_{n}"] for name in ("judul", "teks", "urut_bebas")]
            for n in range(1, BEBAS + 1)
        ]

    # Checks

    def clean(self):
        data = super().clean()
        names = ["dasar", "pembuka", "penutup"]
        names += [f"{part}_{n}" for n in range(1, BEBAS + 1) for part in ("judul", "teks")]
        for name in names:
            for sentence in faults(data.get(name) or ""):
                self.add_error(name, sentence)
        self._check_number(data.get("nomor") or "")
        self._check_free(data)
        if not self.errors:
            data["isi"] = self._isi(data)
        return data

    def _check_number(self, pola):
        wrong = list(number_faults(pola)) if pola else []
        for sentence in wrong:
            self.add_error("nomor", sentence)
        if pola and not wrong and len(fill(pola, CONTOH)) > PANJANG_NOMOR:
            self.add_error(
                "nomor", "Nomornya akan lebih panjang dari 100 huruf. Pendekkan polanya."
            )

    def _check_free(self, data):
        for n in range(1, BEBAS + 1):
            said = [data.get(f"{part}_{n}") for part in ("judul", "teks")]
            if any(said) != all(said):
                self.add_error(f"judul_{n}", "Isi judul dan isinya, atau kosongkan keduanya.")
            elif all(said) and not data.get(f"urut_bebas_{n}"):
                self.add_error(f"urut_bebas_{n}", "Isi nomor urutnya.")

    def _isi(self, data):
        """The shape of templat.BAWAAN; sections without a place are left out."""
        found = [(data[f"urut_{kode}"], {"kode": kode}) for kode in BAGIAN]
        for n in range(1, BEBAS + 1):
            if data[f"teks_{n}"]:
                free = {"kode": "", "judul": data[f"judul_{n}"], "teks": data[f"teks_{n}"]}
                found.append((data[f"urut_bebas_{n}"], free))
        kept = sorted((pair for pair in found if pair[0]), key=lambda pair: pair[0])
        texts = {name: data[name] for name in ("nomor", "dasar", "pembuka", "penutup")}
        return texts | {"bagian": [section for _, section in kept]}


def _initial(isi):
    """Places in tens' manner would be one more thing to explain: 1, 2, 3 as printed."""
    values = {name: isi[name] for name in ("nomor", "dasar", "pembuka", "penutup")}
    free = 0
    for urut, section in enumerate(isi["bagian"], start=1):
        if section["kode"]:
            values[f"urut_{section['kode']}"] = urut
        else:
            free += 1
            values |= {
                f"judul_{free}": section["judul"],
                f"teks_{free}": section["teks"],
                f"urut_bebas_{free}": urut,
            }
    return values


class SampleForm(forms.Form):
    """On which real meeting the wording is tried."""

    contoh = forms.ModelChoiceField(
        Musyawarah.objects.none(), label="Coba pada musyawarah", empty_label=None
    )

    def __init__(self, data, *, user, wilayah, jenis):
        super().__init__(data)
        mine = Musyawarah.objects.visible_to(user).inside(wilayah).filter(jenis=jenis)
        newest = mine.order_by("-tanggal", "-pk").values_list("pk", flat=True)[:BANYAK]
        self.fields["contoh"].queryset = Musyawarah.objects.filter(pk__in=list(newest))
        self.ada = bool(newest)


class KabupatenForm(forms.Form):
    def __init__(self, data, *, field):
        super().__init__(data)
        self.fields["kabupaten"] = field
        field.label = "Kabupaten"
