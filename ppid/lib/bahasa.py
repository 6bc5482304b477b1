"""Indonesian words made comparable: plain letters, no empty words, one stem for many forms.

A light stemmer, without a dictionary: it need not find the true root, only the same one for
"mengolah", "olahan" and "pengolahan"."""

import re
import unicodedata
from functools import cache

KATA_KOSONG = """ada adalah agar akan aku anda antara apa atas atau bagaimana bagi bahwa banyak
    bisa buat cara cari contoh dalam dan dapat dari demi dengan desa di dipakai hingga ialah ingin
    inovasi ini itu jadi jika juga kalau kami karena ke kegiatan kepada kita lebih lewat mana mau
    melalui membuat menjadi oleh pada para per perlu program punya saat saja sampai sangat sebagai
    secara sekitar semua seperti serta setiap sudah supaya tanpa tentang tetapi tiap tidak untuk
    yang yg"""  # words without which a question means the same
KOSONG = frozenset(KATA_KOSONG.split())
LAIN = {"beternak": "ternak", "menikah": "nikah", "memasak": "masak", "belajar": "ajar"}
# Prefix and what follows it, what it swallowed of the root, the endings that go with it. The
# first that fits is taken.
BENDA, KERJA = ("an",), ("kan", "an", "i")
AWALAN = [
    (re.compile(r"^ke(?=\w{4,}an$)"), "", BENDA),
    (re.compile(r"^(?:memper|diper)(?=\w{4})"), "", KERJA),
    (re.compile(r"^meng(?=e)"), "k", KERJA),
    (re.compile(r"^peng(?=e)"), "k", BENDA),
    (re.compile(r"^meny(?=[aiueo])"), "s", KERJA),
    (re.compile(r"^peny(?=[aiueo])"), "s", BENDA),
    (re.compile(r"^meng(?=\w{3})"), "", KERJA),
    (re.compile(r"^peng(?=\w{3})"), "", BENDA),
    (re.compile(r"^mem(?=[aiueo])"), "p", KERJA),
    (re.compile(r"^pem(?=[aiueo])"), "p", BENDA),
    (re.compile(r"^mem(?=[bfpv]\w{2})"), "", KERJA),
    (re.compile(r"^pem(?=[bfpv]\w{2})"), "", BENDA),
    (re.compile(r"^men(?=[aiueo])"), "t", KERJA),
    (re.compile(r"^pen(?=[aiueo])"), "t", BENDA),
    (re.compile(r"^men(?=[cdjtsz]\w{2})"), "", KERJA),
    (re.compile(r"^pen(?=[cdjtsz]\w{2})"), "", BENDA),
    (re.compile(r"^(?:ber|ter)(?=\w{4})"), "", KERJA),
    (re.compile(r"^per(?=\w{4})"), "", BENDA),
    (re.compile(r"^me(?=[lmnrtwy]\w{3})"), "", KERJA),
    (re.compile(r"^pe(?=[lmnrtwy]\w{3})"), "", BENDA),
    (re.compile(r"^di(?=\w{4})"), "", KERJA),
]
TERPENDEK, TERPENDEK_BERAWALAN = 4, 3


def plain_words(text):
    """Lower case, without accents, split wherever something stands that is no letter or digit."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def content_words(text):
    """The words that say what is meant."""
    return [word for word in plain_words(text) if word not in KOSONG]


@cache
def stem(word):
    """ "pengolahan", "mengolah", "olahan" -> "olah"."""
    word = LAIN.get(word, word)
    if len(word) <= TERPENDEK or not word.isalpha():
        return word
    word = _without_ending(word, ("nya",), TERPENDEK)
    for prefix, swallowed, endings in AWALAN:
        if prefix.match(word):
            bare = _without_ending(prefix.sub(swallowed, word), endings, TERPENDEK_BERAWALAN)
            return stem(bare) if word.startswith("ke") else bare  # "kependudukan", "penduduk"
    return _without_ending(word, BENDA, TERPENDEK)


def _without_ending(word, endings, shortest):
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word


def stems(text):
    return [stem(word) for word in content_words(text)]
