"""Finding a menu item by need, in Indonesian. One judge of nearness for both databases; only the
way to the candidates differs: full text in Indonesian and trigrams on PostgreSQL, a plain search
for word stems on SQLite.

    ranked(MenuInovasi.objects.published(), "olahan susu sapi") -> keys, the nearest first
"""

from functools import lru_cache, reduce
from heapq import nlargest
from operator import and_, or_

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    TrigramWordSimilarity,
)
from django.db import connection
from django.db.models import F, Q, Value

from inovasi.choices import Bidang, SubBidang, Tipologi
from inovasi.kembar import similarity
from inovasi.naskah import Naskah
from inovasi.padanan import kin
from ppid.lib.bahasa import content_words, stem

CANDIDATES = 300
PLENTY = 30  # found with every word of the question: no need to look at those with some
WEIGHED = 60  # of them, by how the whole title reads
MOST_TERMS = 8
ALIKE = 0.4  # from here on two words may be one, misspelt
ENOUGH = 0.7  # below this an item has little to do with the question
# What a word of the question is worth where it is found.
DI_JUDUL, SANAK_DI_JUDUL, DI_ISI, SANAK_DI_ISI, MIRIP = 3.0, 1.6, 1.2, 0.4, 2.0


def index_words(menu):
    """(title and keywords, everything) of an item as stems, to be stored with it."""
    sub = SubBidang(menu.sub_bidang).label if menu.sub_bidang else ""
    title = _stems(menu.judul, menu.kata_kunci, sub)
    rest = [menu.ringkasan, Bidang(menu.bidang).label, Tipologi(menu.tipologi).label]
    place = menu.wilayah
    while place:
        rest.append(place.nama)
        place = place.induk
    if menu.versi:
        naskah = Naskah.of_text(menu.versi.data)
        rest += [text for _, text in naskah.bagian]
        rest += [step["langkah"] for step in naskah.langkah]
    return _line(title), _line(title + _stems(*rest))


def _stems(*texts):
    return [stem(word) for text in texts for word in content_words(text)]


def _line(stems):
    """Each stem once, with a space on either side, so that a plain search finds whole words."""
    return f" {' '.join(dict.fromkeys(stems))} "


def terms_of(text):
    return list(dict.fromkeys(_stems(text)))[:MOST_TERMS]


def ranked(queryset, text, enough=ENOUGH):
    """Keys of what answers the question, the nearest first; at most CANDIDATES."""
    terms = {term: kin(term) for term in terms_of(text)}
    if not terms:
        return []
    find = _on_postgres if connection.vendor == "postgresql" else _on_sqlite
    found = [(worth(terms, *words), pk, judul) for pk, judul, *words in find(queryset, terms)]
    near = nlargest(CANDIDATES, (row for row in found if row[0] >= enough))
    top = [(w + similarity(text, judul), pk) for w, pk, judul in near[:WEIGHED]]
    return [pk for _, pk in sorted(top, reverse=True)] + [pk for _, pk, _ in near[WEIGHED:]]


def worth(terms, cari_judul, cari_isi):
    """How near an item is to the question: the mean worth of the question's words. To order the
    nearest, `ranked` adds a little for a title that reads like the question."""
    title, everything = cari_judul.split(), cari_isi
    return sum(_worth(*term, title, everything) for term in terms.items()) / len(terms)


def _worth(term, family, title, everything):
    if term in title:
        return DI_JUDUL
    if f" {term} " in everything:
        return DI_ISI
    if not family.isdisjoint(title):
        return SANAK_DI_JUDUL
    alike = max((alikeness(term, word) for word in title), default=0)
    if alike >= ALIKE:
        return MIRIP * alike
    return SANAK_DI_ISI if any(f" {word} " in everything for word in family) else 0.0


@lru_cache(maxsize=50_000)
def alikeness(term, word):
    return similarity(term, word)


COLUMNS = ("pk", "judul", "cari_judul", "cari_isi")


def _on_postgres(queryset, terms):
    vector = SearchVector("cari_isi", config="indonesian")
    rows = queryset.annotate(isi=vector)

    def holding(joined):
        query = SearchQuery(joined, config="indonesian", search_type="raw")
        best = rows.filter(isi=query).order_by(SearchRank(vector, query).desc(), "pk")
        return {row[0]: row for row in best.values_list(*COLUMNS)[:CANDIDATES]}

    each = [" | ".join(sorted({term, *family})) for term, family in terms.items()]
    found = holding(" & ".join(f"({any_of})" for any_of in each))
    if len(found) < PLENTY:
        found |= holding(" | ".join(each))
    for term in _strange(terms, found):
        near = TrigramWordSimilarity(term, "cari_judul")
        alike = TrigramWordSimilar(F("cari_judul"), Value(term))  # rides the index
        misspelt = queryset.filter(alike).order_by(near.desc(), "pk")
        found |= {row[0]: row for row in misspelt.values_list(*COLUMNS)[:CANDIDATES]}
    return found.values()


def _on_sqlite(queryset, terms):
    rows = queryset.order_by("pk").values_list(*COLUMNS)
    each = [
        reduce(or_, (Q(cari_isi__contains=f" {word} ") for word in {term, *family}))
        for term, family in terms.items()
    ]
    found = {row[0]: row for row in rows.filter(reduce(and_, each))}
    if len(found) < PLENTY:
        found |= {row[0]: row for row in rows.filter(reduce(or_, each))}
    if strange := _strange(terms, found):
        found |= {row[0]: row for row in rows if _is_like(strange, row[2])}
    return found.values()


def _strange(terms, found):
    """Words that no title bears: perhaps misspelt."""
    known = {word for row in found.values() for word in row[2].split()}
    return [term for term in terms if term not in known]


def _is_like(strange, cari_judul):
    return any(alikeness(t, word) >= ALIKE for t in strange for word in cari_judul.split())
