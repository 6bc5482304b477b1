"""Who copied whom: the tree below a menu item, and what each copy changed and learnt. For a public
page: villages, years and words that a village agreed to show; no person."""

from collections import defaultdict
from dataclasses import dataclass, field

from inovasi.choices import StatusKomitmen
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


def _copies(menus):
    rows = Komitmen.objects.filter(menu__in=menus).exclude(status=StatusKomitmen.DIALIHKAN)
    rows = rows.filter(ditandatangani_at__isnull=False).exclude(status=StatusKomitmen.BATAL)
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
    place = k.desa.induk
    return Tiruan(
        desa=f"{k.desa.berjenis}, Kec. {place.nama}, {place.induk.nama}",
        tahun=k.tahun_anggaran,
        keadaan=k.get_status_display(),
        persen=k.persen,
        hasil=report.hasil if report else "",
        pelajaran=report.pelajaran if report else "",
        perubahan=report.perubahan if report else [],
    )


def _tree(menu, found, of):
    below = defaultdict(list)
    for pk, item in of.items():
        below[item].append(found[pk])
    for copy in found.values():
        if copy.menu and copy.menu.pk != menu.pk:
            copy.anak = below[copy.menu.pk]
    return below[menu.pk]
