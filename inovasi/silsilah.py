"""Who copied whom: the tree below a menu item, what each copy changed and learnt, and the items
from which it came itself. For a public page: villages, years and words that a village agreed to
show; no person."""

from collections import defaultdict
from dataclasses import dataclass, field

from inovasi.models import Komitmen, MenuInovasi, Realisasi

DEEP = 4  # copies of copies of copies
WIDE = 100  # of one item


@dataclass
class Tiruan:
    """One copy, and the copies of it."""

    desa: str
    tahun: int
    keadaan: str
    persen: int
    hasil: str = ""
    pelajaran: str = ""
    perubahan: list = field(default_factory=list)  # (what, how)
    anak: list = field(default_factory=list)
    menu: MenuInovasi | None = None  # under which the copy itself is offered


def lineage(menu):
    """[Tiruan]: the villages that promised to copy it, the finished first; the same few queries
    for any number of them."""
    found, of, level, seen = {}, {}, [menu.pk], {menu.pk}
    for _ in range(DEEP):
        rows = list(_copies(level))
        told = _told([k.pk for k in rows])
        for k in rows:
            found[k.pk] = _copy(k, told.get(k.pk))
            of[k.pk] = k.menu_id
        offered = _offered([k.pk for k in rows])
        for pk, item in offered.items():
            found[pk].menu = item
        level = [item.pk for item in offered.values() if item.pk not in seen]
        seen |= set(level)
        if not level:
            break
    return _tree(menu, found, of)


@dataclass(frozen=True)
class Asal:
    """One generation above: what was copied, by which village, and what it changed."""

    menu: MenuInovasi
    desa: str
    tahun: int
    perubahan: list


def ancestry(menu):
    """[Asal]: what this item was copied from, what that was copied from, the nearest first."""
    found, seen = [], set()
    while len(found) < DEEP and menu and menu.pk not in seen:
        seen.add(menu.pk)
        copy = _copy_behind(menu)
        if not copy or not copy.menu or not copy.menu.is_published:
            break
        told = _told([copy.pk]).get(copy.pk)
        changes = told.perubahan if told else []
        found.append(Asal(copy.menu, _village(copy), copy.tahun_anggaran, changes))
        menu = copy.menu
    return found


def _copy_behind(menu):
    """The commitment whose replication became this item, if one did."""
    rows = Komitmen.objects.filter(menjadi_ide__inovasi__menu=menu)
    return rows.select_related("menu", "desa__induk__induk").first()


def _copies(menus):
    rows = Komitmen.objects.copying().filter(menu__in=menus)
    return rows.select_related("desa__induk__induk").order_by("-persen", "tahun", "pk")[:WIDE]


def _told(keys):
    """{commitment: its last report that may be shown}."""
    rows = Realisasi.objects.filter(komitmen__in=keys, boleh_tampil=True).order_by("tanggal", "pk")
    return {r.komitmen_id: r for r in rows}


def _offered(keys):
    """{commitment: the menu item that its replication became}."""
    rows = MenuInovasi.objects.published().filter(inovasi__kartu_ide__replikasi__in=keys)
    return {m.inovasi.kartu_ide.replikasi_id: m for m in rows.select_related("inovasi__kartu_ide")}


def _copy(k, report):
    return Tiruan(
        desa=_village(k),
        tahun=k.tahun_anggaran,
        keadaan=k.get_status_display(),
        persen=k.persen,
        hasil=report.hasil if report else "",
        pelajaran=report.pelajaran if report else "",
        perubahan=report.perubahan if report else [],
    )


def _village(k):
    place = k.desa.induk
    return f"{k.desa.berjenis}, Kec. {place.nama}, {place.induk.nama}"


def _tree(menu, found, of):
    below = defaultdict(list)
    for pk, item in of.items():
        below[item].append(found[pk])
    for copy in found.values():
        if copy.menu and copy.menu.pk != menu.pk:
            copy.anak = below[copy.menu.pk]
    return below[menu.pk]
