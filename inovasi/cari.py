"""Finding a menu item by need, in Indonesian: by a table of word stems that is written with the
menu, so that both databases answer alike and from one index.

    ranked(MenuInovasi.objects.published(), "olahan susu sapi") -> keys, the nearest first
"""

from collections import Counter, defaultdict
from functools import lru_cache
from heapq import nlargest
from itertools import chain
from math import log

from django.db.models import Count

from inovasi.choices import Bidang, SubBidang, Tipologi
from inovasi.kembar import similarity
from inovasi.models import KataMenu, MenuInovasi
from inovasi.naskah import Naskah
from inovasi.padanan import kin, spellings
from ppid.lib.bahasa import content_words, stem

CANDIDATES = 300
WEIGHED = 60  # of them, by how the whole title reads
MOST_TERMS = 8
LONGEST = 40  # letters of a word that are kept
ALIKE = 0.4  # from here on two words may be one, misspelt
FEW_ALIKE = 12  # words that one misspelt word may have meant
SLIP_FROM = 5  # letters of a word in which one may be wrong
ONE_OFF = 0.6  # how alike words are that differ by one letter
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
    """Keys of what answers the question, the nearest first; at most CANDIDATES. Of those that
    answer it alike, the one goes first that more villages promised to copy."""
    return _ranked(queryset, [text], enough, at_once=False)[0]


def ranked_each(queryset, texts, enough=ENOUGH):
    """[keys of what answers it, of each question]; of one question by as many queries as of ten."""
    return _ranked(queryset, texts, enough, at_once=True)


def _ranked(queryset, texts, enough, *, at_once):
    questions = _questions([terms_of(text) for text in texts], at_once=at_once)
    words = {word for weights in chain(*questions) for word in weights}
    if not words:
        return [[] for _ in texts]
    allowed = set(queryset.order_by().values_list("pk", flat=True))  # joined, SQLite reads by item
    bearing = defaultdict(list)  # word: [(item, is it in the title?)]
    rows = KataMenu.objects.filter(kata__in=words).values_list("menu", "kata", "di_judul")
    for menu, word, in_title in rows:
        if menu in allowed:
            bearing[word].append((menu, in_title))
    near = [_nearest(weights, bearing, len(allowed), enough) for weights in questions]
    return _proven_first(texts, near)


def _proven_first(texts, near):
    """The first WEIGHED of each question once more, by their whole titles and who copied them."""
    tops = [list(points)[:WEIGHED] for points in near]
    proven = MenuInovasi.objects.filter(pk__in=set().union(*tops)).annotate(janji=Count("komitmen"))
    told = {pk: row for pk, *row in proven.values_list("pk", "judul", "janji", "versi")}
    found = []
    for text, points, top in zip(texts, near, tops, strict=True):
        worth = {}
        for pk in top:
            judul, janji, versi = told[pk]
            worth[pk] = (round(points[pk] + similarity(text, judul), 2), janji, bool(versi), pk)
        found.append([*sorted(top, key=worth.get, reverse=True), *list(points)[WEIGHED:]])
    return found


def _nearest(questions, bearing, items, enough):
    """{key: points}, the most points first: the mean, over the question's words, of the best that
    an item holds for each; a word in few titles tells more than one in many. Summed here: some ten
    thousand rows are read sooner than a database weighs them (5 ms against 35)."""
    best, titles = {}, [set() for _ in questions]
    for n, weights in enumerate(questions):
        for word, (title, body) in weights.items():
            for menu, in_title in bearing.get(word, ()):
                worth = title if in_title else body
                if in_title and title == DI_JUDUL:
                    titles[n].add(menu)
                if best.get((menu, n), 0) < worth:
                    best[menu, n] = worth
    rare = [_rarity(items, len(found)) for found in titles]
    share = [r / sum(rare) for r in rare]
    total = Counter()
    for (menu, n), worth in best.items():
        total[menu] += worth * share[n]
    near = ((points, menu) for menu, points in total.items() if points >= enough)
    return {menu: points for points, menu in nlargest(CANDIDATES, near)}


def _rarity(items, bearing):
    """What a word tells that so many titles bear: 1 for none, 0.4 for one of thirty."""
    return 0.1 + log(1 + items / (1 + bearing)) / log(2 + items)


def _questions(several, *, at_once):
    """For each list of terms [{word: (worth in a title, worth in the body)}], one for each term."""
    terms = set().union(*several)
    known, titles = _known(terms, at_once=at_once)
    strange = [term for term in terms if term not in known and not kin(term)]
    if strange and titles is None:
        titles = list(_title_words().values_list("kata", flat=True))
    meant = {term: _misspelt(term, titles) for term in strange}
    return [[_weights(term, meant) for term in terms] for terms in several]


def _weights(term, meant):
    family = dict.fromkeys(kin(term), (SANAK_DI_JUDUL, SANAK_DI_ISI))
    return meant.get(term, family) | dict.fromkeys([term, *spellings(term)], (DI_JUDUL, DI_ISI))


def _known(terms, *, at_once):
    """(those of the terms that the menu bears, the words of all titles). Of several questions some
    term is nearly always strange, so the titles come by the same query; else None."""
    rows = KataMenu.objects.filter(kata__in=terms).order_by().values_list("kata", "di_judul")
    if not at_once:
        return {word for word, _ in rows.distinct()}, None
    found = list(rows.union(_title_words().values_list("kata", "di_judul")))
    return {word for word, _ in found}, [word for word, in_title in found if in_title]


def _title_words():
    return KataMenu.objects.filter(di_judul=True).order_by().distinct()


def _misspelt(term, titles):
    """Words of titles that may have been meant by one that stands nowhere."""
    alike = {word: alikeness(term, word) for word in titles}
    near = sorted((w for w, a in alike.items() if a >= ALIKE), key=lambda w: -alike[w])
    return {word: (MIRIP * alike[word], 0.0) for word in near[:FEW_ALIKE]}


@lru_cache(maxsize=100_000)
def alikeness(term, word):
    """0 to 1; short words share few trigrams when one letter differs, so that counts as well."""
    one_off = ONE_OFF if len(term) >= SLIP_FROM and _one_letter_apart(term, word) else 0
    return max(similarity(term, word), one_off)


def _one_letter_apart(one, other):
    """Is one made of the other by one letter put in, left out or replaced?"""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :]
