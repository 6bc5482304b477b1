"""Choosing an item of the menu by typing: what a list offers, what it has no room for, what may
have been meant. Of two items with one title each is written with its code."""

from django.db.models import Case, Count, Q, When
from django.db.models.functions import Lower

from inovasi.cari import ranked
from inovasi.models import MenuInovasi
from ppid.lib.teks import squeeze

OFFERED = 500
LIKE_IT = 2  # titles that may have been meant


class PilihanMenu:
    """What the list offers, read once for all rows of a grid: the published menu, one's own
    kabupaten first; and those named, even where they were withdrawn since."""

    def __init__(self, user, *also):
        near = {t.wilayah_id[:5] for t in user.tugas}
        others_last = Case(When(kabupaten__in=near, then=0), default=1)
        rows = MenuInovasi.objects.published().order_by(others_last, "judul", "pk")
        self.menus = list(rows[:OFFERED])
        self.menus += [m for m in also if m and m not in self.menus]
        twice = _titles_twice()
        for menu in self.menus:
            menu.tertulis = _with_code(menu) if squeeze(menu.judul) in twice else menu.judul
        self.pool = [(m, _words(m, twice)) for m in self.menus]

    def __iter__(self):
        return iter(self.menus)


def offer_menus(field, pilihan):
    """Let a field choose among these, and by name or code among all that are published."""
    field.pool, field.beyond, field.alike = pilihan.pool, _named, _titles_like


def written(menu):
    """As a form shows an item that was chosen before; never of two meanings."""
    if menu is None:
        return ""
    return _with_code(menu) if squeeze(menu.judul) in _titles_twice() else menu.judul


def _with_code(menu):
    return f"{menu.judul} · {menu.kode}"


def _words(menu, twice):
    """What it answers to: not to a title that another bears too, in the list or beyond it."""
    judul, words = squeeze(menu.judul), [squeeze(_with_code(menu)), squeeze(menu.kode)]
    return words if judul in twice else [judul, *words]


def _titles_twice():
    published = MenuInovasi.objects.published().order_by()
    titles = published.values_list(Lower("judul")).annotate(n=Count("pk")).filter(n__gt=1)
    return {squeeze(judul) for judul, _ in titles}


def _named(text):
    judul, _, kode = text.rpartition(" · ")
    whole = Q(judul__iexact=text) | Q(kode__iexact=text) | Q(judul__iexact=judul, kode=kode)
    return list(MenuInovasi.objects.published().filter(whole).order_by("pk")[:2])


def _titles_like(text):
    published = MenuInovasi.objects.published()
    near = ranked(published, text)[:LIKE_IT]
    titles = dict(published.filter(pk__in=near).values_list("pk", "judul"))
    return list(dict.fromkeys(titles[pk] for pk in near))
