"""Text made comparable: one spelling for what people type in many."""

import json
import re
import unicodedata


def squeeze(text):
    """Lower case, without accents, apostrophes, spaces or other marks: "Ujung Gebang" and
    "ujunggebang" become the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def tidy(text):
    """One space between words, none at the ends; line breaks stay."""
    lines = (" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


_one_spelling = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(data):
    """One spelling of the same data: sorted keys, no spaces, UTF-8."""
    return _one_spelling.encode(data)
