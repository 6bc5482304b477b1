"""What a verifier types: a score for each criterion, what follows, points on fields."""

from django import forms
from django.utils import timezone

from inovasi.choices import BidangIsian, CaraPenilaian, Rekomendasi
from inovasi.forms.dasar import TidyForm
from ppid.lib.forms import TextArea, day_input
from ppid.lib.teks import tidy

SKOR = [(2, "2 – ya"), (1, "1 – sebagian"), (0, "0 – tidak")]


class AssessForm(TidyForm, forms.Form):
    rekomendasi = forms.ChoiceField(choices=Rekomendasi.choices, widget=forms.RadioSelect)
    cara = forms.ChoiceField(
        label="Cara menilai", choices=CaraPenilaian.choices, widget=forms.RadioSelect
    )
    tanggal = forms.DateField(widget=day_input())
    prioritas = forms.IntegerField(
        label="Urutan prioritas",
        required=False,
        min_value=1,
        max_value=999,
        help_text="1 untuk yang paling dulu didokumentasikan.",
    )
    alasan = forms.CharField(
        required=False,
        max_length=1000,
        widget=TextArea(attrs={"rows": 3}),
        help_text="Wajib bila perlu diperbaiki atau tidak layak.",
    )

    def __init__(self, *args, inovasi, **kwargs):
        kwargs.setdefault("initial", {"tanggal": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.inovasi = inovasi
        self.kriteria = inovasi.kriteria_opened_with(self.data.get("kriteria", ""))
        for butir in self.kriteria.butir:
            self.fields[f"skor_{butir['kode']}"] = forms.TypedChoiceField(
                label=f"Nilai {butir['nama']}",
                choices=SKOR,
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect,
            )
            self.fields[f"catatan_{butir['kode']}"] = forms.CharField(
                label=f"Catatan {butir['nama']}", required=False, max_length=300
            )
        for bidang in BidangIsian:
            self.fields[f"titik_{bidang}"] = forms.CharField(
                label=bidang.label, required=False, max_length=500
            )

    def criteria(self):
        """(criterion, score, note, its evidence) in the order of the list."""
        proofs = {}
        for bukti in self.inovasi.bukti.select_related("media"):
            proofs.setdefault(bukti.kriteria, []).append(bukti)
        for b in self.kriteria.butir:
            kode = b["kode"]
            yield b, self[f"skor_{kode}"], self[f"catatan_{kode}"], proofs.get(kode, [])

    def points_fields(self):
        return [self[f"titik_{bidang}"] for bidang in BidangIsian]

    @property
    def points_open(self):
        return any(field.value() for field in self.points_fields())

    def clean(self):
        data = super().clean()
        self.check_day(data, "tanggal")
        data["points"] = [
            {"bidang": bidang, "catatan": tidy(data[f"titik_{bidang}"])}
            for bidang in BidangIsian
            if data.get(f"titik_{bidang}")
        ]
        if self.errors:
            return data
        if data["rekomendasi"] == Rekomendasi.LAYAK:
            self._check_scores(data)
        elif data["rekomendasi"] == Rekomendasi.TIDAK and not data["alasan"]:
            self.add_error("alasan", "Tulis alasannya: pengusul berhak tahu.")
        elif not data["alasan"] and not data["points"]:
            self.add_error("alasan", "Tulis apa yang perlu diperbaiki, atau beri catatan isian.")
        return data

    def _check_scores(self, data):
        scores = {b["kode"]: data[f"skor_{b['kode']}"] for b in self.kriteria.butir}
        blank = [b["nama"] for b in self.kriteria.butir if scores[b["kode"]] is None]
        if blank:
            self.add_error(None, f"Belum dinilai: {', '.join(blank)}.")
            return
        for sentence in self.kriteria.shortfall(scores):
            self.add_error("rekomendasi", f"{sentence} Belum dapat dinyatakan layak.")

    @property
    def isi(self):
        data = self.cleaned_data
        skor = {
            b["kode"]: (data[f"skor_{b['kode']}"] or 0, data[f"catatan_{b['kode']}"])
            for b in self.kriteria.butir
        }
        told = ("rekomendasi", "cara", "tanggal", "alasan", "prioritas", "points")
        return {"skor": skor, "kriteria": self.kriteria} | {name: data[name] for name in told}
