"""Text made comparable: one spelling for what people type in many."""

import json
import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)  # a spreadsheet says the same names in row after row
def squeeze(text):
    """Lower case, without accents, apostrophes, spaces or other marks: "Ujung Gebang" and
    "ujunggebang" become the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


DEPAN = {"prof", "dr", "drs", "dra", "ir", "h", "hj", "kh", "apt", "ns"}
GELAR = re.compile(r"[A-Z][A-Za-z]{0,3}\.[A-Za-z][A-Za-z.]*|S[EHT]|MM|MPd|SPd|MSi|SSos|SKom")


def bare_name(nama):
    """A person's name without titles and spelling marks, to be compared: "Drs. H. Budi Santoso,
    M.Si" and "BUDI SANTOSO" become the same."""
    words = nama.partition(",")[0].split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in DEPAN:
        words.pop(0)
    while len(words) > 1 and GELAR.fullmatch(words[-1]):
        words.pop()
    return squeeze(" ".join(words))


def tidy(text):
    """One space between words, none at the ends; line breaks stay."""
    lines = (" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


_one_spelling = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(data):
    """One spelling of the same data: sorted keys, no spaces, UTF-8."""
    return _one_spelling.encode(data)
