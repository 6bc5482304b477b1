"""The rules of a year."""

import re
from decimal import Decimal

from django import forms
from django.utils import timezone

from p2ktd.choices import SyaratCair
from p2ktd.models import PosDok
from p2ktd.models.dok import POS_P2KTD
from ppid.lib.teks import squeeze, tidy

TAHAP = ("tahap 1", "tahap 2 dan seterusnya")


class YearForm(forms.Form):
    tahun = forms.IntegerField(label="Tahun anggaran", min_value=2015, max_value=2100)
    batas_desa = forms.IntegerField(
        label="Batas per desa (rupiah)",
        min_value=1,
        max_value=10**12,
        required=False,
        help_text="Kosongkan bila pedoman tahun itu tidak menyebut batas.",
    )
    dasar = forms.CharField(label="Dasar", max_length=200, help_text="Nama pedoman dan pasalnya.")
    seperti = forms.TypedChoiceField(
        label="Pos DOK seperti tahun",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Hanya bila tahun itu belum punya pos.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = PosDok.objects.order_by("-tahun").values_list("tahun", flat=True).distinct()
        self.fields["seperti"].choices = [("", "Jangan salin"), *((t, t) for t in known)]
        self.initial.setdefault("tahun", timezone.localdate().year)
        for n, label in enumerate(TAHAP, start=1):
            self.fields[f"syarat_{n}"] = forms.MultipleChoiceField(
                label=f"Syarat pencairan {label}",
                choices=SyaratCair.choices,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["syarat_1"].help_text = (
            "Berlaku bagi tahap yang diatur sesudah ini. Bila tidak ada yang dicentang, syarat "
            "yang sudah dicatat tetap."
        )

        self.fields["tanpa_syarat"] = forms.BooleanField(
            label="Tahun ini mencairkan tanpa syarat",
            required=False,
            help_text="Menghapus semua syarat yang sudah dicatat untuk tahun itu.",
        )

    def clean(self):
        data = super().clean()
        asked = [data.pop(f"syarat_{n}", []) for n in range(1, len(TAHAP) + 1)]
        none = data.pop("tanpa_syarat", False)
        if none and any(asked):
            said = "Pilih satu: centang syaratnya, atau centang tanpa syarat."
            self.add_error("tanpa_syarat", said)
        return data | {"syarat_tahap": [] if none else asked if any(asked) else None}


BARIS_POS = re.compile(
    r"^(?P<bawah>[-–—]\s*)?(?P<nama>.+?)\s*[;:]\s*(?P<persen>\d{1,3}([.,]\d{1,2})?)\s*%?$"
)
SERATUS = Decimal(100)


class PostsForm(forms.Form):
    """All posts of a year in one field, a line each, as a guideline prints them."""

    pos = forms.CharField(
        label="Pos DOK, satu baris satu pos",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Nama; persen. Pos di bawah pos lain diawali tanda hubung, misalnya "
        "“- Dokumentasi; 25”.",
    )

    def __init__(self, *args, tahun, **kwargs):
        super().__init__(*args, **kwargs)
        rows = PosDok.objects.filter(tahun=tahun)
        self.initial["pos"] = "\n".join(_line(p) for p in rows)

    def clean_pos(self):
        lines = [line for line in self.cleaned_data["pos"].splitlines() if line.strip()]
        rows = [_read(n, line.strip()) for n, line in enumerate(lines, start=1)]
        if rows[0][2]:
            raise forms.ValidationError("Baris pertama tidak boleh diawali tanda hubung.")
        if faults := list(_faults(rows)):
            raise forms.ValidationError(faults)
        return rows


def _line(pos):
    below = "- " if pos.induk_id else ""
    return f"{below}{pos.nama}; {_percent(pos.persen).removesuffix('%')}"


def _read(n, line):
    found = BARIS_POS.match(line)
    if not found:
        raise forms.ValidationError(f"Baris {n} “{line}” belum berbentuk nama; persen.")
    nama = tidy(found["nama"])[:100]
    return nama, Decimal(found["persen"].replace(",", ".")), bool(found["bawah"])


def _faults(rows):
    """What does not add up, one sentence each."""
    names = [squeeze(nama) for nama, _, _ in rows]
    for nama, _, _ in rows:
        if names.count(squeeze(nama)) > 1:
            yield f"Pos “{nama}” tertulis lebih dari sekali."
    top = sum(persen for _, persen, below in rows if not below)
    if top != SERATUS:
        yield f"Pos utama berjumlah {_percent(top)}, harus 100%."
    for nama, persen, parts in _grouped(rows):
        if parts and (there := sum(parts)) != persen:
            yield f"Pos di bawah “{nama}” berjumlah {_percent(there)}, harus {_percent(persen)}."
    if POS_P2KTD not in names:
        yield "Pos P2KTD belum ada; penyedia dibayar dari pos itu."


def _grouped(rows):
    """(name, share, [shares of those below]) of each post that lies below no other."""
    found = []
    for nama, persen, below in rows:
        if below:
            found[-1][2].append(persen)
        else:
            found.append((nama, persen, []))
    return found


def _percent(n):
    return f"{n.normalize():f}%".replace(".", ",")
