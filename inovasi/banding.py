"""Two versions of a document side by side: which words went, which came."""

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from inovasi.naskah import JUDUL, TEKS

BARIS = {
    "langkah": "Langkah",
    "pembiayaan": "Pembiayaan",
    "hasil": "Hasil terukur",
    "foto": "Foto",
}
LAIN = {"judul": "Judul", "penyusun": "Penyusun", "video": "Video", "tanggal": "Tanggal"}
URUTAN = [*LAIN, *TEKS, *BARIS]


@dataclass(frozen=True)
class Beda:
    nama: str
    potongan: list  # (kind, text): "sama", "hilang" or "baru"


def differences(before, after):
    """The blocks that differ between two sealed texts, each as runs of words."""
    old, new = json.loads(before), json.loads(after)
    for name in URUTAN:
        left, right = _text(name, old), _text(name, new)
        if left != right:
            label = {**JUDUL, **BARIS, **LAIN}[name]
            yield Beda(label, list(word_runs(left, right)))


def _text(name, data):
    value = data.get(name)
    if name not in BARIS:
        return value or ""
    return "\n".join(_line(n, row) for n, row in enumerate(value or [], start=1))


def _line(number, row):
    said = [str(v) for k, v in row.items() if v not in (None, "") and k not in {"id", "sha256"}]
    return f"{number}. {', '.join(said)}"


def word_runs(left, right):
    """("sama" | "hilang" | "baru", text), word by word, in reading order."""
    a, b = _words(left), _words(right)
    for kind, i1, i2, j1, j2 in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "sama", "".join(a[i1:i2])
            continue
        if i2 > i1:
            yield "hilang", "".join(a[i1:i2])
        if j2 > j1:
            yield "baru", "".join(b[j1:j2])


def _words(text):
    return re.findall(r"\S+\s*|\s+", text)
