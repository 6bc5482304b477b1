"""The menu: published from a validated document, taken over from an older list, withdrawn."""

from django.db import transaction
from django.db.models import Max

from desa.models import Wilayah
from desa.trail import record_new, take, taking
from inovasi.cari import index_words
from inovasi.choices import Bidang, JenisMenu
from inovasi.models import KataMenu, MenuInovasi
from inovasi.workflow import PENGURUS_MENU
from ppid.lib.workflow import NotAllowed

AWALAN = {Bidang.PEL: "PEL", Bidang.SDM: "SDM", Bidang.INFRASTRUKTUR: "INF"}


def publish(inovasi, *, by, catatan="", kata_kunci=""):
    """Put the validated document on the local menu, or bring its item up to the new version."""
    with taking("publish", inovasi, by=by, catatan=catatan) as inovasi:
        dokumen = inovasi.dokumen
        told = {
            "judul": inovasi.judul,
            "bidang": inovasi.bidang,
            "sub_bidang": inovasi.sub_bidang,
            "tipologi": inovasi.tipologi,
            "tahun": inovasi.tahun,
            "ringkasan": dokumen.ringkasan,
            "biaya": dokumen.biaya or None,
            "video": dokumen.video,
            "versi": dokumen.versi.first(),
        }
        found = MenuInovasi.objects.filter(inovasi=inovasi).first()
        if found:
            menu = _bring_up(found, by, told | ({"kata_kunci": kata_kunci} if kata_kunci else {}))
        else:
            menu = _make(by, inovasi.desa, told | {"kata_kunci": kata_kunci, "inovasi": inovasi})
    return menu


def _make(by, wilayah, told):
    kode = _new_code(wilayah, told["bidang"])
    menu = MenuInovasi(created_by=by, wilayah=wilayah, kode=kode, **told)
    menu.save()
    index([menu])
    record_new(menu, "Terbitkan", by=by)
    return menu


def _bring_up(menu, by, told):
    menu = MenuInovasi.objects.select_for_update(of=["self"]).get(pk=menu.pk)
    for name, value in told.items():
        setattr(menu, name, value)
    menu.save()
    index([menu])
    record_new(menu, "Perbarui dari dokumen", by=by, langkah="update")
    return menu


def _new_code(wilayah, bidang):
    """ "PEL-35.07-012": counted by bidang in a kabupaten, or wider where the origin is wider. The
    place is locked meanwhile, so that two published at once do not count the same."""
    kode = wilayah.kode[:5]
    Wilayah.objects.select_for_update(of=["self"], no_key=True).get(pk=kode)
    prefix = f"{AWALAN[bidang]}-{kode}-"
    last = MenuInovasi.objects.filter(kode__startswith=prefix).aggregate(k=Max("kode"))["k"]
    number = int(last.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{number:04}"


def index(menus):
    """Write the words by which these items are found, instead of what was there."""
    KataMenu.objects.filter(menu__in=menus).delete()
    rows = (KataMenu(menu=m, kata=k, di_judul=j) for m in menus for k, j in index_words(m).items())
    KataMenu.objects.bulk_create(rows, batch_size=5000)


@transaction.atomic
def add(*, by, wilayah, **fields):
    """Take over an item of an older menu: it has no document behind it."""
    if not PENGURUS_MENU & by.roles_over(wilayah):
        raise NotAllowed(f"Anda tidak mengurus menu inovasi di {wilayah}.")
    return _make(by, wilayah, fields)


def edit(menu, *, by, **fields):
    with taking("edit", menu, by=by) as menu:
        for name, value in fields.items():
            setattr(menu, name, value)
        index([menu])
    return menu


def raise_up(inovasi, *, by, catatan):
    """Record that the national team took it up: when, by which paper, stands in the note."""
    with taking("raise_up", inovasi, by=by, catatan=catatan) as inovasi:
        menu = MenuInovasi.objects.select_for_update(of=["self"]).get(inovasi=inovasi)
        menu.jenis = JenisMenu.NASIONAL
        menu.save()


def withdraw(menu, *, by, catatan):
    take("withdraw", menu, by=by, catatan=catatan)


def restore(menu, *, by, catatan=""):
    take("restore", menu, by=by, catatan=catatan)


# The steps that one button and one note can take; the view looks them up here.
OF_INNOVATION = {f.__name__: f for f in (publish, raise_up)}
BUTTONS = {f.__name__: f for f in (withdraw, restore)}
