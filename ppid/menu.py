"""What a person finds in the navigation; on a phone five places, the rest behind "Lainnya"."""

from dataclasses import dataclass

from django.conf import settings

from desa.choices import Peran
from desa.models import Pemberitahuan
from ppid.lib.alamat import fixed

FIELD = {Peran.PLD, Peran.PD, Peran.TPID}
ABOVE = {Peran.TIK, Peran.ADMIN, Peran.PEMANTAU}


@dataclass(frozen=True)
class Item:
    url: str
    label: str
    icon: str
    bawah: bool  # stands in the bottom bar of a phone
    aktif: bool
    jumlah: str = ""  # what waits behind it


KABAR = "desa:notices"
MOST = 99  # what is unread beyond it is "99+"

# label, URL name, icon, in the bottom bar, for whom (None: everybody)
ITEMS = [
    ("Beranda", "beranda", "beranda", True, None),
    ("Catat", "tugas:create", "catat", True, FIELD),
    ("Tinjau", "tugas:queue", "tinjau", False, {Peran.PD, Peran.TPID}),
    ("Desa", "tugas:villages", "desa", True, FIELD),
    ("Wilayah", "tugas:nation", "wilayah", True, ABOVE),
    ("Rekap", "tugas:recap_mine", "centang", False, ABOVE | {Peran.PD, Peran.TPID}),
    ("Forum", "musyawarah:index", "forum", True, None),
    ("P2KTD", "p2ktd:index", "bantuan", False, None),
    ("Kegiatan", "tugas:index", "kegiatan", False, None),
    ("Kotak keluar", "tugas:outbox", "kirim", False, FIELD),
    ("Laporan", "tugas:month", "laporan", False, {Peran.PLD, Peran.PD, Peran.TIK, Peran.ADMIN}),
    ("Inovasi", "inovasi:index", "inovasi", False, FIELD | {Peran.TIK, Peran.ADMIN}),
    ("Bursa", "inovasi:fairs", "kalender", False, None),
    ("Komitmen", "inovasi:commitments", "komitmen", False, None),
    ("Perencanaan", "inovasi:lines", "uang", False, FIELD | {Peran.TIK, Peran.ADMIN}),
    ("Menu inovasi", "inovasi:menu", "dokumen", False, None),
    ("Orang", "desa:people", "orang", False, {Peran.ADMIN}),
    ("Impor", "desa:imports", "unduh", False, {Peran.ADMIN, Peran.TIK}),
    ("Tim", "desa:teams", "tim", False, None),
    ("Ekspor", "tugas:exports", "unduh", False, {Peran.ADMIN}),
    ("Cari tempat", "desa:search", "cari", False, None),
    ("Pemberitahuan", KABAR, "lonceng", False, None),
    ("Akun", "akun", "akun", False, None),
]


def menu(request):
    """Template context: the menu, and whether this is a demonstration."""
    user = getattr(request, "user", None)
    context = {"demo": settings.DEMO, "menu": []}
    if user and user.is_authenticated:
        found = list(_items_for({t.peran for t in user.tugas}))
        here = _nearest(request.path, [url for _, url, *_ in found])
        inbox, unread = fixed(KABAR), _unread(user)
        context["menu"] = [
            Item(url, label, icon, bawah, url == here, unread if url == inbox else "")
            for label, url, icon, bawah in found
        ]
        context["kabar"] = {"url": inbox, "jumlah": unread}
    return context


def _unread(user):
    """ "3", "99+", or nothing."""
    mine = Pemberitahuan.objects.of(user).unread()[: MOST + 1]
    count = mine.count()
    return f"{MOST}+" if count > MOST else str(count or "")


def _items_for(held):
    for label, name, icon, bawah, roles in ITEMS:
        if roles is None or roles & held:
            yield label, fixed(name), icon, bawah


def _nearest(path, urls):
    """The one entry under which this page lies: of /kegiatan/ and /kegiatan/catat/ the longer."""
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")
