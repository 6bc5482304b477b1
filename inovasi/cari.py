"""Finding a menu item by need, in Indonesian: by a table of word stems that is written with the
menu, so that both databases answer alike and from one index.

    ranked(MenuInovasi.objects.published(), "olahan susu sapi") -> keys, the nearest first
"""

from collections import Counter, defaultdict
from functools import lru_cache
from heapq import nlargest

from inovasi.choices import Bidang, SubBidang, Tipologi
from inovasi.kembar import similarity
from inovasi.models import KataMenu, MenuInovasi
from inovasi.naskah import Naskah
from inovasi.padanan import kin
from ppid.lib.bahasa import content_words, stem

CANDIDATES = 300
WEIGHED = 60  # of them, by how the whole title reads
MOST_TERMS = 8
LONGEST = 40  # letters of a word that are kept
ALIKE = 0.4  # from here on two words may be one, misspelt
FEW_ALIKE = 12  # words that one misspelt word may have meant
ENOUGH = 0.7  # below this an item has little to do with the question
# What a word of the question is worth where it is found.
DI_JUDUL, SANAK_DI_JUDUL, DI_ISI, SANAK_DI_ISI, MIRIP = 3.0, 1.6, 1.2, 0.4, 2.0


def index_words(menu):
    """{stem: does the title or a keyword bear it?} of an item, to be stored beside it."""
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
    return dict.fromkeys(_stems(*rest), False) | dict.fromkeys(title, True)


def _stems(*texts):
    return [stem(word)[:LONGEST] for text in texts for word in content_words(text)]


def terms_of(text):
    return list(dict.fromkeys(_stems(text)))[:MOST_TERMS]


def ranked(queryset, text, enough=ENOUGH):
    """Keys of what answers the question, the nearest first; at most CANDIDATES."""
    terms = terms_of(text)
    if not terms:
        return []
    near = _nearest(queryset, list(_questions(terms)), enough * len(terms))
    titles = dict(
        MenuInovasi.objects.filter(pk__in=list(near)[:WEIGHED]).values_list("pk", "judul")
    )
    worth = {
        pk: points / len(terms) + (similarity(text, titles[pk]) if pk in titles else 0)
        for pk, points in near.items()
    }
    top, rest = list(near)[:WEIGHED], list(near)[WEIGHED:]
    return [*sorted(top, key=lambda pk: (-worth[pk], -pk)), *rest]


def _nearest(queryset, questions, enough):
    """{key: points}, the most points first: the sum, over the question's words, of the best that
    an item holds for each. Summed here: some ten thousand rows are read sooner than a database
    weighs them (5 ms against 35)."""
    asked = defaultdict(list)
    for n, weights in enumerate(questions):
        for word, (title, body) in weights.items():
            asked[word].append((n, title, body))
    allowed = set(queryset.order_by().values_list("pk", flat=True))  # joined, SQLite reads by item
    rows = KataMenu.objects.filter(kata__in=asked).values_list("menu", "kata", "di_judul")
    best = {}
    for menu, word, in_title in rows:
        for n, title, body in asked[word] if menu in allowed else ():
            worth = title if in_title else body
            if best.get((menu, n), 0) < worth:
                best[menu, n] = worth
    total = Counter()
    for (menu, _), worth in best.items():
        total[menu] += worth
    near = ((points, menu) for menu, points in total.items() if points >= enough)
    return {menu: points for points, menu in nlargest(CANDIDATES, near)}


def _questions(terms):
    """[{word: (worth in a title, worth in the body)}], one for each word of the question."""
    known = set(KataMenu.objects.filter(kata__in=terms).values_list("kata", flat=True).distinct())
    for term in terms:
        family = dict.fromkeys(kin(term), (SANAK_DI_JUDUL, SANAK_DI_ISI))
        strange = term not in known and not family
        yield (_misspelt(term) if strange else family) | {term: (DI_JUDUL, DI_ISI)}


def _misspelt(term):
    """Words of titles that may have been meant by one that stands nowhere."""
    words = KataMenu.objects.filter(di_judul=True).order_by().values_list("kata", flat=True)
    alike = {word: alikeness(term, word) for word in words.distinct()}
    near = sorted((w for w, a in alike.items() if a >= ALIKE), key=lambda w: -alike[w])
    return {word: (MIRIP * alike[word], 0.0) for word in near[:FEW_ALIKE]}


@lru_cache(maxsize=100_000)
def alikeness(term, word):
    return similarity(term, word)
